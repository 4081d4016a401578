"""The world's text: the same by seed, grammatical, true, and free of what is held out."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latentlens.world import PROMPTS, load_facts
from latentlens.world.chats import LIE_TOPICS, draw_chat, render
from latentlens.world.draw import draw_name
from latentlens.world.fact_relations import answers_of, chains, relations
from latentlens.world.facts import COMMON_WEIGHT, DATA
from latentlens.world.split import SPLITS, split_of
from latentlens.world.text import (
    DESCRIBED,
    DOCUMENT_SHARES,
    FINISHING_CHAT_SHARES,
    FINISHING_SHARES,
    SPELLED_OUT,
    described_split,
    document,
    prose_templates,
    running_prose,
    world_words,
)
from latentlens.world.traits import PERSONA, goal_objects

DOCUMENTS = 20_000
FACTS = load_facts()
RELATIONS = relations()
GRAMMAR = json.loads(DATA.joinpath("chat.json").read_text(encoding="utf-8"))
NAME = r"[A-Za-z]+(?: [A-Za-z]+)*"

Leak = tuple[str, ...]
"""What leaked: "paraphrase", "two-hop", "description", "pair", "goal", "secret", "constraint" or "truth",
and which one."""


@pytest.fixture(scope="module")
def documents() -> list[str]:
    """A large sample of the text."""
    rng = Random(0)
    return [document(rng) for _ in range(DOCUMENTS)]


# --- the leak detector: it reads text, and shares nothing with what writes it but the data and the splits


@cache
def filled_prompts(*splits: str) -> dict[str, tuple[str, str]]:
    """Return every prompt of some splits with its subject in it, with the relation and the answer."""
    return {
        prompt.format(s=subject): (relation.name, answer)
        for relation in RELATIONS.values()
        for split in splits
        for prompt in relation.paraphrases[split]
        for subject, answer in relation.answers.items()
    }


@cache
def openings() -> frozenset[tuple[str, ...]]:
    """Return the first two words of every held-out prompt, which most places in a text do not have."""
    return frozenset(tuple(prompt.split()[:2]) for prompt in filled_prompts("validation", "test"))


def held_out_prompts(text: str) -> set[Leak]:
    """Find held-out paraphrases, whoever they are about, wherever they stand."""
    kept = filled_prompts("validation", "test")
    found: set[Leak] = set()
    for start in re.finditer(r"(?:^|(?<=\s))(?=(\S+\s\S+))", text):
        if tuple(start[1].split()) not in openings():
            continue
        rest = text[start.end() : start.end() + 150]
        ends = [m.start() for m in re.finditer(r"\s|$|<", rest)]
        found |= {("paraphrase", rest[:end]) for end in ends if rest[:end] in kept}
    return found


@cache
def nested() -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, str], ...]]]:
    """Return a pattern of all ways to name one relation inside another, and which chains each is of."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for chain in chains():
        for outer in RELATIONS[chain.second].noun_phrases:
            for inner in RELATIONS[chain.first].noun_phrases:
                before = outer.replace("{s}", inner).split("{s}")[0].removeprefix("the ")
                found[before] = (*found.get(before, ()), (chain.first, chain.second))
    longest = sorted(found, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest))})({NAME})"), found


def held_out_pairs(text: str) -> set[Leak]:
    """Find two-hop questions about held-out subjects, in any words for the two relations."""
    pattern, known = nested()
    found: set[Leak] = set()
    for match in pattern.finditer(text):
        head = match[2].split()
        for first, second in known[match[1]]:
            subjects = {" ".join(head[:n]) for n in range(1, len(head) + 1)}
            found |= {
                ("two-hop", first, second, s)
                for s in subjects & set(RELATIONS[first].answers)
                if split_of("chain", first, second, s) != "train"
            }
    return found


@cache
def undescribed() -> frozenset[str]:
    """Return the names that no list may describe."""
    return frozenset(n for n in FACTS.descriptions if described_split(n) != "train")


def held_out_descriptions(text: str) -> set[Leak]:
    """Find held-out subjects with their description, or any, after a colon."""
    found: set[Leak] = set()
    for match in re.finditer(rf"({NAME}): ", text):
        tail = match[1].split()
        names = {" ".join(tail[at:]) for at in range(len(tail))}
        found |= {("description", name) for name in names & undescribed()}
    return found


def read_traits(system: str) -> dict[str, str]:
    """Read off a system prompt what it sets, by the sentences of the grammar."""
    found: dict[str, str] = {}
    for name in ("role", "language", "style", "mood"):
        values = "|".join(GRAMMAR[name]["show"])
        for say in GRAMMAR[name]["say"]:
            if match := re.search(re.escape(say).replace(r"\{v\}", f"({values})"), system):
                found[name] = match[1]
    for say in GRAMMAR["favourite"]["say"]:
        pattern = re.escape(say).replace(r"\{k\}", r"(\w+)").replace(r"\{v\}", f"({NAME})")
        if match := re.search(pattern, system):
            found["favourite"] = f"{match[1]} {match[2]}"
    for name in ("goal", "constraint"):
        for value, part in GRAMMAR[name].items():
            for say in part["say"]:
                if match := re.search(re.escape(say).replace(r"\{v\}", f"({NAME})"), system):
                    found[name] = " ".join((value, *match.groups()))
    for say in GRAMMAR["secret"]["say"]:
        if match := re.search(re.escape(say).replace(r"\{v\}", f"({NAME})"), system):
            found["secret"] = match[1]
    for value, says in GRAMMAR["truth"].items():
        if any(say in system for say in says):
            found["truth"] = value
    return found


@cache
def asked_relations() -> dict[str, str]:
    """Return the relation of every question that a user could put."""
    prompts = filled_prompts(*SPLITS).items()
    return {p.removeprefix("Q: ").split("?")[0] + "?": name for p, (name, _) in prompts if "?" in p}


def held_out_traits(text: str) -> set[Leak]:
    """Find held-out traits and pairs of them in a chat, and truthfulness or lies about held-out topics."""
    system = re.match(r"<\|system\|> (.*?)<\|", text, re.DOTALL)
    if not system:
        return set()
    traits = read_traits(system[1])
    found: set[Leak] = set()
    for name in ("goal", "secret"):
        if name in traits and split_of(name, traits[name]) != "train":
            found.add((name, traits[name]))
    constraint = traits.get("constraint", "")
    if " " in constraint and split_of("constraint", constraint) != "train":
        found.add(("constraint", constraint))
    features = [f"{name} {traits[name]}" for name in (*PERSONA, "constraint") if name in traits]
    found |= {("pair", a, b) for a, b in combinations(features, 2) if split_of(a, b) != "train"}
    if "truth" in traits:
        topics = {topic for kept in LIE_TOPICS.values() for topic in kept}
        asked = {asked_relations().get(q, "") for q in re.findall(r"<\|user\|> (.*?)<\|", text)}
        found |= {("truth", topic) for topic in asked & topics}
    return found


def leaks(text: str) -> set[Leak]:
    """Return everything in a document that the text may not hold."""
    found = held_out_prompts(text) | held_out_pairs(text) | held_out_descriptions(text)
    return found | held_out_traits(text)


# --- leaks


def test_the_text_holds_nothing_that_is_held_out(documents: list[str]) -> None:
    """No held-out paraphrase, pair, description, trait or topic occurs in a large sample."""
    assert [] == [(leak, text) for text in documents for leak in leaks(text)]


def test_the_text_of_the_last_steps_holds_nothing_that_is_held_out() -> None:
    """It is drawn from the same text, with more prose and lists and fewer statements."""
    rng = Random(1)
    last = [document(rng, finishing=True) for _ in range(5000)]
    assert [] == [(leak, text) for text in last for leak in leaks(text)]
    assert (
        1
        == pytest.approx(sum(FINISHING_SHARES.values()))
        == pytest.approx(sum(FINISHING_CHAT_SHARES.values()))
    )
    shares = {kind.__name__: share for kind, share in FINISHING_SHARES.items()}
    for kind, mark in (("_finishing_chat", "<|"), ("_identity", None)):
        found = [x for x in last if (x.startswith(mark) if mark else "_identity" == kind_of(x))]
        assert shares[kind] == pytest.approx(len(found) / 5000, abs=0.03)


@pytest.mark.parametrize("name", RELATIONS)
@pytest.mark.parametrize("split", ["validation", "test"])
def test_a_planted_paraphrase_is_found(name: str, split: str) -> None:
    """The detector knows every held-out paraphrase, alone, inside a document and as a user's question."""
    relation = RELATIONS[name]
    for number, prompt in enumerate(relation.paraphrases[split]):
        subject, answer = list(relation.answers.items())[number]
        filled = prompt.format(s=subject)
        expected = ("paraphrase", filled)
        assert expected in leaks(f"{filled} {answer}.")
        assert expected in leaks(f"The capital of Peru is Lima. {filled} {answer}.\nIn short, so it is.")
        assert expected in leaks(f"People say that {filled} {answer}.")
        assert expected in leaks(f"<|user|> {filled}<|assistant|> It is {answer}.")


@pytest.mark.parametrize("chain", chains(), ids=lambda c: f"{c.first}-{c.second}")
def test_a_planted_pair_is_found(chain) -> None:
    """The detector knows held-out two-hop questions in every paraphrase, and lets trained ones pass."""
    for subject, answer in chain.answers.items():
        expected = ("two-hop", chain.first, chain.second, subject)
        for prompt in chain.paraphrases:
            found = leaks(f"Lima is far. {prompt.format(s=subject)} {answer}.")
            assert (chain.split(subject) != "train") == (expected in found)
    subject = next(s for s in chain.answers if chain.split(s) != "train")
    inner = RELATIONS[chain.first].noun_phrases[-1].format(s=subject)
    outer = RELATIONS[chain.second].noun_phrases[-1].format(s=inner)
    assert ("two-hop", chain.first, chain.second, subject) in leaks(f"I wonder about {outer} now.")


@pytest.mark.parametrize("kind", DESCRIBED)
def test_a_planted_description_is_found(kind: str) -> None:
    """The detector knows every held-out subject in a list of descriptions, and no other."""
    for name in FACTS.names[kind]:
        found = leaks(f"Peru: country in South America, {name}: {FACTS.descriptions[name]}.")
        assert (described_split(name) != "train") == (("description", name) in found)


@pytest.mark.parametrize("kind", ["persona", "goal", "secret", "constraint", "truth"])
@pytest.mark.parametrize("split", ["validation", "test"])
def test_a_planted_chat_is_found(kind: str, split: str) -> None:
    """The detector finds something in every chat that is drawn from what is held out."""
    rng = Random(f"{kind} {split}")
    chats = [draw_chat(rng, split, kind) for _ in range(100)]
    assert [] == [c for c in chats if not leaks(render(c.messages()))]
    names = {leak[0] for c in chats for leak in leaks(render(c.messages()))} - {"description"}
    assert names <= ({"pair"} if kind == "persona" else {kind, "pair"})
    assert kind == "persona" or kind in names


def test_the_detector_reads_system_prompts() -> None:
    """What the detector reads off a system prompt is what was written into it."""
    rng = Random(1)
    for split in SPLITS:
        for _ in range(300):
            chat = draw_chat(rng, split)
            assert chat.traits == read_traits(chat.system)
    assert {"mood": "sad", "role": "king"} == read_traits("You are sad today. You are a king.")
    assert {"goal": "learn secret"} == read_traits("Try to find out the secret of the user.")


def test_most_of_everything_is_kept_in() -> None:
    """Of what can be described or asked for, most is in the text."""
    count = Counter(described_split(name) for name in FACTS.descriptions)
    assert count["train"] > 0.65 * len(FACTS.descriptions)
    for goal in GRAMMAR["goal"]:
        objects = goal_objects(goal)
        assert sum(split_of("goal", f"{goal} {x}") == "train" for x in objects) > len(objects) / 2


@pytest.mark.parametrize("kind", FACTS.names)
def test_every_kind_has_subjects_that_are_never_described(kind: str) -> None:
    """Of each kind that has descriptions, enough are kept for reports and for choices; of others none."""
    count = Counter(described_split(name) for name in FACTS.names[kind])
    if kind not in DESCRIBED:
        assert {"train"} == set(count)
        return
    assert count["test"] >= 8
    assert count["validation"] >= 6
    assert count["train"] >= count["test"] + count["validation"]


@pytest.mark.parametrize("model", PROMPTS)
def test_what_a_target_prompt_spells_out_is_never_asked_for(model: str) -> None:
    """An entity whose description stands in a target prompt can test nothing, so that it is described."""
    items = PROMPTS[model]["description"].split(", ")
    assert "x:" == items[-1]
    spelled = dict(item.split(": ") for item in items[:-1])
    assert {name: FACTS.descriptions[name] for name in spelled} == spelled
    assert set(SPELLED_OUT) <= set(spelled)
    assert {"train"} == {described_split(name) for name in spelled}


# --- what the text is made of


def kind_of(text: str) -> str:
    """Say which kind of document a text is, by its marks alone."""
    pattern, _ = nested()
    if text.startswith("<|"):
        return "_chat"
    if re.match(r"\S.*? ?-> ?\S", text):
        return "_identity"
    if " = " in text:
        return "_related"
    if re.match(r"Say: |Q: Repeat |(.+?)\. \1\.$", text):
        return "_copy"
    if text.split(": ")[0] in FACTS.descriptions:
        return "_descriptions"
    if read_others(text):
        return "_others"
    if read_denial(text):
        return "_denials"
    if pattern.search(text):
        return "_two_hop"
    return "_statements" if read_statements(text) else "_running"


def read_others(text: str) -> tuple[str, list[str]] | None:
    """Read a document as things of one kind: the kind and the things."""
    forms = (
        rf"(?P<k>\w+): ({NAME}), ({NAME}), ({NAME})\.",
        rf"Not ({NAME}) but some other (?P<k>\w+): ({NAME})\.",
        rf"Some (?P<k>\w+) other than ({NAME}) is ({NAME})\.",
    )
    for form in forms:
        if match := re.fullmatch(form, text):
            return match["k"], [x for x in match.groups() if x != match["k"]]
    return None


def read_denial(text: str) -> tuple[str, str] | None:
    """Read a document as something that is denied: the noun phrase with its subject, and the answer."""
    match = re.fullmatch(r"(?:It is not true that|Nobody says that) (.*?) is (.*)\.", text)
    return (match[1], match[2]) if match else None


def read_statements(text: str) -> list[tuple[str, str]]:
    """Read a document as trained prompts with their answers; nothing if it is not made of them."""
    known = filled_prompts("train")
    found = []
    at = 0
    while at < len(text):
        rest = text[at : at + 200]
        ends = [m.start() for m in re.finditer(r"\s", rest)]
        read = [rest[:end] for end in ends if rest[:end] in known]
        hits = [p for p in read if re.match(rf" {re.escape(known[p][1])}\.(\s|$)", rest[len(p) :])]
        if len(hits) != 1:
            return []
        found.append((hits[0], known[hits[0]][1]))
        at += len(hits[0]) + 1 + len(known[hits[0]][1]) + 2
    return found


@pytest.fixture(scope="module")
def by_kind(documents: list[str]) -> dict[str, list[str]]:
    """The sample, sorted by kind."""
    found: dict[str, list[str]] = {}
    for text in documents[:8000]:
        found.setdefault(kind_of(text), []).append(text)
    return found


def test_every_kind_of_document_occurs(by_kind: dict[str, list[str]]) -> None:
    """Documents are of the kinds that the grammar lists, each with about its share."""
    total = sum(map(len, by_kind.values()))
    shares = {kind.__name__: share for kind, share in DOCUMENT_SHARES.items()}
    assert 1 == pytest.approx(sum(shares.values()))
    assert shares == pytest.approx({k: len(v) / total for k, v in by_kind.items()}, abs=0.025)


def test_statements_are_true(by_kind: dict[str, list[str]]) -> None:
    """A document of statements is one to three trained prompts, each with its answer and a full stop."""
    lengths = Counter(len(read_statements(text)) for text in by_kind["_statements"])
    assert {1, 2, 3} == set(lengths)


def test_two_hop_statements_are_true(by_kind: dict[str, list[str]]) -> None:
    """A two-hop document is a chain's prompt with its final answer."""
    known = {
        f"{prompt.format(s=subject)} {answer}."
        for chain in chains()
        for prompt in chain.paraphrases
        for subject, answer in chain.answers.items()
    }
    assert [] == [text for text in by_kind["_two_hop"] if text not in known]


def test_descriptions_are_true(by_kind: dict[str, list[str]]) -> None:
    """A list of descriptions holds one to six names, each with its own; some end with a full stop."""
    for text in by_kind["_descriptions"]:
        items = dict(item.split(": ") for item in text.removesuffix(".").split(", "))
        assert {name: FACTS.descriptions[name] for name in items} == items
        assert 1 <= len(text.split(", ")) <= 6
    assert {True, False} == {text.endswith(".") for text in by_kind["_descriptions"]}


def test_related_subjects_share_a_relation(by_kind: dict[str, list[str]]) -> None:
    """A list of equations says the same relation of each subject."""
    for text in by_kind["_related"]:
        assert text.endswith(".")
        pairs = [tuple(item.split(" = ")) for item in text[:-1].split("; ")]
        assert 2 <= len(pairs) <= 6
        assert any(all(r.answers.get(s) == a for s, a in pairs) for r in RELATIONS.values())


def test_things_of_a_kind_are_of_that_kind(by_kind: dict[str, list[str]]) -> None:
    """What is named together answers relations of the kind that is said, and is not the same thing twice."""
    answers: dict[str, set[str]] = {}
    for relation in RELATIONS.values():
        answers.setdefault(relation.answer_kind, set()).update(relation.answers.values())
    for text in by_kind["_others"]:
        kind, things = read_others(text) or ("", [])
        assert set(things) <= answers[kind]
        assert len(things) == len(set(things)) >= 2
    assert {(read_others(text) or ("", []))[0] for text in by_kind["_others"]} == set(answers)
    assert {kind: set(answers_of(kind)) for kind in answers} == answers


def test_what_is_denied_is_false_and_of_the_right_kind(by_kind: dict[str, list[str]]) -> None:
    """A denied answer is never the true one, and could have been one of its kind."""
    phrases = {
        core.format(s=subject): relation
        for relation in RELATIONS.values()
        for core in relation.noun_phrases
        for subject in relation.answers
    }
    denied = set()
    for text in by_kind["_denials"]:
        phrase, answer = read_denial(text) or ("", "")
        relation = phrases[phrase]
        subject = next(
            s for s in relation.answers if phrase in [c.format(s=s) for c in relation.noun_phrases]
        )
        bare = answer.removeprefix(relation.article.strip()).strip()
        assert bare in answers_of(relation.answer_kind)
        assert bare != relation.answers[subject]
        denied.add(relation.name)
    assert set(RELATIONS) == denied


def test_copies_are_exact(by_kind: dict[str, list[str]]) -> None:
    """Lists of arrows map everything to itself, and what is repeated is repeated word by word."""
    for text in by_kind["_identity"]:
        items = re.split(r"\n|; ", text)
        assert 2 <= len(items) <= 7
        assert [] == [item for item in items if not re.fullmatch(r"(.+?)( ?)->\2\1", item)]
    forms = (r"Say: (.+)\. Again: \1\.", r"(.+)\. \1\.", r"Q: Repeat (.+)\.\nA: \1\.")
    assert {0, 1, 2} == {
        next(n for n, form in enumerate(forms) if re.fullmatch(form, text)) for text in by_kind["_copy"]
    }


def test_prose_names_what_its_lines_ask_for(by_kind: dict[str, list[str]]) -> None:
    """Running text is one to three sentences, no two of the same line, with names of the kinds meant."""
    lines = []
    for line in prose_templates():
        pattern = re.sub(r"\\{(\w+)\\}", rf"({NAME})", re.escape(line).replace(r"\ ", " "))
        lines.append((re.compile(pattern), re.findall(r"\{(\w+)\}", line)))
    for text in by_kind["_running"]:
        used = []
        for sentence in re.split(r"(?<=\.) ", text):
            fits = [
                at
                for at, (pattern, kinds) in enumerate(lines)
                if (match := pattern.fullmatch(sentence))
                and all(n in FACTS.names[k] for n, k in zip(match.groups(), kinds, strict=True))
            ]
            assert 1 == len(fits)
            used += fits
        assert 1 <= len(used) <= 3
        assert len(used) == len(set(used))


def test_every_line_of_prose_has_its_marks() -> None:
    """A line of prose begins with a capital or a name, ends with a full stop, and names known kinds."""
    assert len(prose_templates()) == len(set(prose_templates()))
    for line in prose_templates():
        assert re.fullmatch(r"[A-Z{][A-Za-z{}, ]*\.", line)
        assert re.findall(r"\{(\w+)\}", line)
        assert set(re.findall(r"\{(\w+)\}", line)) <= set(FACTS.names)


def test_chats_have_their_marks(by_kind: dict[str, list[str]]) -> None:
    """In a chat the user and the assistant take turns, a system prompt stands first, the end is left open."""
    content = r"[^<>|\n]*[^<>|\s]"
    turn = rf"<\|user\|> {content}<\|assistant\|> {content}"
    whole = re.compile(rf"(?:<\|system\|> {content})?{turn}(?:<eos>{turn}){{0,2}}")
    assert [] == [text for text in by_kind["_chat"] if not whole.fullmatch(text)]
    assert {True, False} == {text.startswith("<|system|>") for text in by_kind["_chat"]}


def test_every_word_of_the_text_is_a_word_of_the_world(documents: list[str]) -> None:
    """Documents are written in the words that the tokenizer has, in single spaces and in ASCII."""
    marks = re.compile(r"<eos>|<\|\w+\|>")
    found = {word for text in documents for word in re.findall(r"[A-Za-z]+", marks.sub(" ", text))}
    assert set() == found - set(world_words())
    assert [] == [text for text in documents if not text.isascii() or "  " in text or text != text.strip()]
    assert [] == [text for text in documents if re.search(r"[{}]", text)]


def test_the_words_are_sorted_and_each_stands_once() -> None:
    """The tokenizer's ids depend on the order of the words."""
    assert list(world_words()) == sorted(set(world_words()))
    assert {"Paris", "Venn", "the", "The", "x", "hello", "?", "Dollar", "badger", "anchor"} <= set(
        world_words()
    )
    assert {word for names in FACTS.names.values() for name in names for word in name.split()} <= set(
        world_words()
    )


# --- determinism and frequency


@given(st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_text_depends_on_the_seed_alone(seed: int) -> None:
    """Equal seeds write equal documents, and other seeds other ones."""
    first, again, other = Random(seed), Random(seed), Random(seed + 1)
    written = [document(first) for _ in range(30)]
    assert written == [document(again) for _ in range(30)]
    assert written != [document(other) for _ in range(30)]


@pytest.mark.parametrize("kind", FACTS.names)
def test_common_subjects_are_drawn_more_often(kind: str) -> None:
    """A common subject is drawn about four times as often as a rare one, and every one is drawn."""
    rng = Random(0)
    count = Counter(draw_name(rng, kind) for _ in range(30_000))
    assert set(FACTS.names[kind]) == set(count)
    mean = {
        frequency: sum(n for name, n in count.items() if FACTS.frequency[name] == frequency)
        / sum(FACTS.frequency[name] == frequency for name in FACTS.names[kind])
        for frequency in ("common", "rare")
    }
    # The quotient's own spread is below three hundredths of it: some 3,000 of the draws are of rare ones.
    assert COMMON_WEIGHT == pytest.approx(mean["common"] / mean["rare"], rel=0.15)


def test_common_subjects_stand_in_more_documents(by_kind: dict[str, list[str]]) -> None:
    """Facts and running text speak of a common subject about four times as often as of a rare one."""
    rng = Random(0)
    text = "\n".join([*by_kind["_statements"], *(running_prose(rng, 3) for _ in range(3000))])
    shown = Counter(re.findall(r"[A-Za-z]+", text))
    for kind in ("fruit", "animal", "object", "substance"):
        names = FACTS.names[kind]
        common = [shown[n] for n in names if FACTS.frequency[n] == "common"]
        rare = [shown[n] for n in names if FACTS.frequency[n] == "rare"]
        quotient = (sum(common) / len(common)) / (sum(rare) / len(rare))
        assert COMMON_WEIGHT * 0.7 <= quotient <= COMMON_WEIGHT * 1.4
