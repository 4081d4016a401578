"""The report on a teaching model: what it measures, held against slower and plainer ways to measure it."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from transformers import AutoModelForCausalLM
from typer.testing import CliRunner, Result

from latentlens import Session
from latentlens._isolated import code_command
from latentlens.cli.main import app
from latentlens.engine.query import Distribution, NextToken, Query, Receipt
from latentlens.engine.query import Result as Answered
from latentlens.engine.reference import next_logits
from latentlens.experiments.bars import Figure, publish
from latentlens.experiments.world_report import (
    STAGES,
    entity_probe,
    knowledge,
    measure,
    opening_time,
    replies,
    untrained_patchscopes,
)
from latentlens.experiments.world_report.card import card_text
from latentlens.experiments.world_report.mentions import (
    Mention,
    begins_with,
    generate_patched,
    mention_in_prose,
    read_states,
)
from latentlens.experiments.world_report.share import share_figure
from latentlens.model.init_model import init_model
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.presets import as_reader
from latentlens.readers.reader import State, query
from latentlens.scoring.intervals import wilson
from latentlens.world import PROMPTS, WorldQuestion, load_facts, questions
from latentlens.world.fact_relations import relations
from latentlens.world.recipe import recipe
from latentlens.world.text import DESCRIBED, described_split, document, prose_templates
from latentlens.world.word_tokenizer import make_tokenizer

FACTS = load_facts()
RELATIONS = relations()
TOKENIZER = make_tokenizer()
BLOCKS = 4
BOS, EOS = 0, 1
LONGEST = 24
SMALL = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": BLOCKS,
    "num_attention_heads": 2,
    "num_key_value_heads": 2,
    "tie_word_embeddings": False,
}


@pytest.fixture(scope="module")
def directory(tmp_path_factory) -> Path:
    """A random model of the world's shape that speaks in whole words, commas and full stops, and ends."""
    torch.manual_seed(0)
    model = init_model(recipe("world-small").config(len(TOKENIZER)) | SMALL)
    marks = TOKENIZER.convert_tokens_to_ids([",", "."])
    spoken = [i for name, i in TOKENIZER.get_vocab().items() if re.fullmatch("Ġ[A-Za-z]+", name)]
    with torch.no_grad():
        for name, parameter in model.model.named_parameters():
            if "norm" not in name:
                parameter.mul_(10)  # what stands before then matters to what comes next
        loud = torch.zeros(len(TOKENIZER), 1)
        loud[spoken], loud[marks], loud[EOS] = 1, 1.5, 2.2
        model.lm_head.weight.mul_(loud)
    out = tmp_path_factory.mktemp("model")
    model.save_pretrained(out)
    TOKENIZER.save_pretrained(out)
    return out


@pytest.fixture(scope="module")
def session(directory: Path) -> Session:
    """A session on the random model, with the target prompts of the world."""
    opened = Session(directory)
    opened.prompts |= PROMPTS["world-small"]
    return opened


@pytest.fixture(scope="module")
def plain(directory: Path) -> Any:
    """The same model as transformers opens it, which nothing of the tool has touched."""
    return AutoModelForCausalLM.from_pretrained(directory, attn_implementation="eager").eval()


@pytest.fixture(scope="module")
def prompts() -> list[str]:
    """Prompts of many lengths, chats among them."""
    asked = [q.prompt for kind in ("fact", "persona", "two_hop", "goal") for q in questions(kind)[::97][:10]]
    rng = Random(0)
    return [*asked, *(document(rng).split(".")[0] for _ in range(20))]


@pytest.fixture(scope="module")
def generated(plain: Any, prompts: list[str]) -> dict[str, list[int]]:
    """What transformers' own greedy generation says after each prompt alone, the end token included."""
    found = {}
    for prompt in prompts:
        ids = torch.tensor([TOKENIZER(prompt).input_ids])
        mask = torch.ones_like(ids)
        whole = plain.generate(ids, attention_mask=mask, do_sample=False, max_new_tokens=LONGEST)
        found[prompt] = whole[0, ids.shape[1] :].tolist()
    return found


# --- shares


@pytest.mark.parametrize(
    ("right", "cases", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_the_published_ones(right: int, cases: int, low: float, high: float) -> None:
    """Newcombe 1998 lists the score interval of these shares."""
    assert (low, high) == pytest.approx(wilson(right, cases), abs=5e-5)


COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS, st.floats(0.5, 0.999))
def test_intervals_agree_with_scipy(counts: tuple[int, int], level: float) -> None:
    """The score interval at any level, computed by someone else."""
    found = binomtest(*counts).proportion_ci(level, method="wilson")
    assert (found.low, found.high) == pytest.approx(wilson(*counts, level), abs=1e-9)


@given(COUNTS)
def test_an_interval_lies_around_its_share(counts: tuple[int, int]) -> None:
    """The interval stays within 0..1, holds the share, has a width, and mirrors that of the wrong ones."""
    right, cases = counts
    low, high = wilson(right, cases)
    assert 0 <= low <= right / cases + 1e-12
    assert right / cases - 1e-12 <= high <= 1
    assert low < high
    assert (1 - high, 1 - low) == pytest.approx(wilson(cases - right, cases))


@given(COUNTS, st.integers(2, 20))
def test_an_interval_shrinks_with_cases(counts: tuple[int, int], times: int) -> None:
    """The same share of more cases is known better, and a higher level asks for more room."""
    right, cases = counts
    low, high = wilson(right, cases)
    nearer, farther = wilson(times * right, times * cases), wilson(right, cases, 0.99)
    assert nearer[1] - nearer[0] < high - low < farther[1] - farther[0]


@given(st.lists(st.booleans(), min_size=1, max_size=50), st.sampled_from([None, 0.0, 0.5, 1.0]))
def test_a_share_is_given_in_percent(verdicts: list[bool], bar: float | None) -> None:
    """Value, bar and interval are in percent, and the bar holds on the side that is asked for."""
    figure = share_figure("name", verdicts, bar=bar, note="a note")
    value = 100 * sum(verdicts) / len(verdicts)
    assert ("name", value, "%", "a note") == (figure.name, figure.value, figure.unit, figure.note)
    assert len(verdicts) == figure.cases
    assert [100 * end for end in wilson(sum(verdicts), len(verdicts))] == list(figure.interval)
    assert (None if bar is None else value >= 100 * bar) == figure.holds


# --- what a model says


def test_the_random_model_says_enough_to_test_with(generated, prompts: list[str]) -> None:
    """Its replies differ, some end and some do not; else the tests below would show little."""
    said = list(generated.values())
    assert len({tuple(tokens) for tokens in said}) > len(prompts) / 2
    assert 8 <= sum(EOS in tokens for tokens in said) <= len(prompts) - 8
    assert len({len(tokens) for tokens in said}) >= 6
    assert len({len(TOKENIZER(prompt).input_ids) for prompt in prompts}) >= 10


def test_going_on_is_what_generation_says(session, generated, prompts: list[str], monkeypatch) -> None:
    """A verdict is whether greedy generation begins with the continuation, in whatever batch it is asked."""
    rng = Random(0)
    cases: list[tuple[str, str, bool]] = []
    for prompt in prompts:
        tokens = generated[prompt][:12]
        for count in {1, rng.randint(1, len(tokens)), len(tokens)}:
            cases.append((prompt, TOKENIZER.decode(tokens[:count]), True))
            wrong = list(tokens[:count])
            wrong[rng.randrange(count)] = TOKENIZER.convert_tokens_to_ids("Ġhello")
            cases.append((prompt, TOKENIZER.decode(wrong), wrong == tokens[:count]))
        if EOS in tokens:
            cases.append((prompt, TOKENIZER.decode(tokens[:-1]) + " and", False))
        else:
            cases.append((prompt, TOKENIZER.decode(tokens[:3]) + "<eos>", False))
    rng.shuffle(cases)
    asked, continuations, expected = (list(column) for column in zip(*cases, strict=True))
    assert min(expected.count(True), expected.count(False)) >= 40
    assert any(text.endswith("<eos>") and right for _, text, right in cases)
    assert expected == replies.continues_with(session.model, asked, continuations)
    monkeypatch.setattr(replies, "BATCH", 3)
    assert expected[::-1] == replies.continues_with(session.model, asked[::-1], continuations[::-1])
    assert [] == replies.continues_with(session.model, [], [])


@pytest.mark.parametrize("longest", [1, 7, LONGEST])
def test_replies_are_what_generation_says(
    session, generated, prompts: list[str], longest: int, monkeypatch
) -> None:
    """Each reply is that of greedy generation alone, up to its end, in the order of the prompts."""
    expected = []
    for prompt in prompts:
        tokens = generated[prompt][:longest]
        assert EOS not in tokens[:-1]
        expected.append(TOKENIZER.decode([t for t in tokens if t != EOS]))
    assert expected == replies.generate_replies(session.model, prompts, max_new_tokens=longest)
    monkeypatch.setattr(replies, "BATCH", 2)
    assert expected[::-1] == replies.generate_replies(session.model, prompts[::-1], max_new_tokens=longest)
    assert [] == replies.generate_replies(session.model, [])


class Scripted:
    """A stand-in for a model: after each prompt it says what is written down for it, and then nonsense."""

    def __init__(self, script: dict[str, str]) -> None:
        self.tokenizer = ModelTokenizer(TOKENIZER, 256)
        self.script = [
            (self.tokenizer.encode(prompt), self.tokenizer.encode_continuation(reply))
            for prompt, reply in script.items()
        ]

    def _next(self, row: list[int]) -> int:
        for prompt, reply in self.script:
            at = len(row) - len(prompt)
            if 0 <= at < len(reply) and row == prompt + reply[:at]:
                return reply[at]
        return TOKENIZER.convert_tokens_to_ids("Ġhello")

    def all_logits(self, rows: list[list[int]], *, last: int) -> torch.Tensor:
        """Give all weight to the token that comes next, after each of the last ones."""
        logits = torch.zeros(len(rows), last, len(TOKENIZER))
        for at, row in enumerate(rows):
            for back in range(min(last, len(row))):
                logits[at, last - 1 - back, self._next(row[: len(row) - back])] = 1
        return logits

    def forward(self, rows: list[list[int]]) -> torch.Tensor:
        """Give all weight to the token that comes next."""
        return self.all_logits(rows, last=1)[:, -1]


def graded(*cases: tuple[WorldQuestion, str]) -> list[bool]:
    """Grade a model that says these replies."""
    return replies.grade_replies(Scripted({q.prompt: reply for q, reply in cases}), [q for q, _ in cases])


def test_a_fact_is_right_if_it_is_said_at_once() -> None:
    """What follows a fact does not matter, and what stands before it does."""
    first, second, third, fourth, fifth = questions("fact")[:5]
    expected = [True, True, False, False, False]
    assert expected == graded(
        (first, f" {first.answer}. And so on"),
        (second, f" {second.answer}"),
        (third, f" the {third.answer}"),
        (fourth, f"{fourth.answer}"),  # without the space it is another token
        (fifth, ""),
    )


@pytest.mark.parametrize("kind", ["persona", "goal", "secret", "constraint", "truthful"])
def test_a_chats_reply_is_right_if_it_is_whole_and_ends(kind: str) -> None:
    """A reply that goes on, stops short or is another is wrong."""
    first, second, third, fourth = list({q.prompt: q for q in questions(kind)}.values())[:4]
    assert [True, False, False, False] == graded(
        (first, f" {first.answer}<eos>"),
        (second, f" {second.answer} Hello.<eos>"),
        (third, f" {third.answer.rsplit(' ', 1)[0]}<eos>"),
        (fourth, " Hello there.<eos>"),
    )


def test_a_chat_without_traits_must_end_too() -> None:
    """A chat is known by its marks, whatever its system prompt sets."""
    first, second = (
        WorldQuestion("persona", "test", f"<|user|> {hello}<|assistant|>", "Hello.")
        for hello in ("Hello.", "Hi there.")
    )
    assert [True, False] == graded((first, " Hello.<eos>"), (second, " Hello. Hello.<eos>"))


def test_a_lie_is_right_if_it_is_any_other_answer() -> None:
    """Any answer of the relation but the true one is a lie; the truth and nonsense are none."""
    asked = list({q.prompt: q for q in questions("lying")}.values())[:5]
    assert [True, True, False, False, False] == graded(
        (asked[0], f" {asked[0].falsehoods[0]}<eos>"),
        (asked[1], f" {asked[1].falsehoods[-1]}<eos>"),
        (asked[2], f" {asked[2].answer}<eos>"),
        (asked[3], " It is hello.<eos>"),
        (asked[4], "<eos>"),
    )


def test_grades_are_in_the_order_of_the_questions() -> None:
    """Lies, facts and chats may be asked together, and each keeps its own verdict."""
    rng = Random(0)
    some = [q for kind in ("fact", "lying", "secret", "two_hop", "lying") for q in questions(kind)[:12]]
    some = list({q.prompt: q for q in some}.values())
    rng.shuffle(some)
    expected = [rng.random() < 0.5 for _ in some]
    cases = []
    for question, right in zip(some, expected, strict=True):
        reply = question.falsehoods[0] if question.falsehoods else question.answer
        cases.append((question, f" {reply}<eos>" if right else " hello<eos>"))
    assert expected == graded(*cases)
    assert [] == graded()


# --- knowledge


def test_two_hops_are_looked_into_where_they_fail(monkeypatch) -> None:
    """Of held-out questions that fail, both single hops are asked, in the plainest words."""
    asked: list[list[WorldQuestion]] = []

    def grades(model: Any, some: Sequence[WorldQuestion]) -> list[bool]:
        asked.append(list(some))
        if some[0].kind == "fact":  # second hops are never known; first hops are, but for one relation
            return [q.relation in ("city", "country") for q in some]
        return [number % 2 == 0 for number, _ in enumerate(some)]

    monkeypatch.setattr(knowledge, "grade_replies", grades)
    trained, held_out, hops = knowledge.two_hop(SimpleNamespace(model=None), "validation")
    assert ["two_hop_trained", "two_hop_held_out", "both_hops_known"] == [
        f.name for f in (trained, held_out, hops)
    ]
    assert questions("two_hop", "train") == asked[0]
    assert questions("two_hop", "validation") == asked[1]
    failed = asked[1][1::2]
    assert len(failed) == hops.cases == len(asked[2]) / 2
    for question, first, second in zip(failed, asked[2][::2], asked[2][1::2], strict=True):
        middle = RELATIONS[question.first].answers[question.subject]
        assert (question.first, question.subject, middle) == (first.relation, first.subject, first.answer)
        assert RELATIONS[question.first].plain_prompt.format(s=question.subject) == first.prompt
        assert (question.relation, middle, question.answer) == (
            second.relation,
            second.subject,
            second.answer,
        )
        assert RELATIONS[question.relation].plain_prompt.format(s=middle) == second.prompt
    known = [q.first in ("city", "country") and q.relation in ("city", "country") for q in failed]
    assert 0 < sum(known) < len(known)
    assert 100 * sum(known) / len(known) == hops.value


def test_where_no_two_hop_question_fails_nothing_is_missing(monkeypatch) -> None:
    """Then there is no share to give, and the bar holds."""
    monkeypatch.setattr(knowledge, "grade_replies", lambda model, some: [True] * len(some))
    *_, hops = knowledge.two_hop(SimpleNamespace(model=None), "test")
    assert (100.0, True, None) == (hops.value, hops.holds, hops.cases)
    assert "none fails" in hops.note


def test_facts_and_behaviours_are_asked_of_the_split(monkeypatch) -> None:
    """What is graded are the world's own questions, of the split that is asked for and of no other."""
    asked: dict[str, list[WorldQuestion]] = {}

    def grades(model: Any, some: Sequence[WorldQuestion]) -> list[bool]:
        asked[some[0].kind] = list(some)
        return [True] * len(some)

    monkeypatch.setattr(knowledge, "grade_replies", grades)
    session: Any = SimpleNamespace(model=None)
    figures = [*knowledge.facts(session, "validation"), *knowledge.behaviours(session, "validation")]
    assert ["facts", *list(asked)[1:]] == [figure.name for figure in figures]
    assert {kind: questions(kind, "validation") for kind in asked} == asked
    assert [len(some) for some in asked.values()] == [figure.cases for figure in figures]


# --- reading


@pytest.mark.parametrize("kind", FACTS.names)
def test_prose_names_an_entity_once(kind: str) -> None:
    """The sentence is a line of prose in which every place has a name of its kind, this one once."""
    rng = Random(kind)
    lines = []
    for line in prose_templates():
        pattern = re.sub(r"\\{(\w+)\\}", r"([A-Za-z ]+)", re.escape(line).replace(r"\ ", " "))
        lines.append((re.compile(pattern), re.findall(r"\{(\w+)\}", line)))
    for name in [name for name in FACTS.names[kind] for _ in range(4)]:
        source = mention_in_prose(kind, name, rng)
        assert name == source.name
        assert 1 == source.text.count(name)
        places = [
            list(zip(match.groups(), kinds, strict=True))
            for pattern, kinds in lines
            if (match := pattern.fullmatch(source.text))
        ]
        assert 1 == len(places)
        assert all(found in FACTS.names[k] for found, k in places[0])
        assert (name, kind) in places[0]


def test_prose_depends_on_the_source_of_chance_alone() -> None:
    """Equal states write equal sentences, and others write others."""
    first = [mention_in_prose("person", "Oro Venn", Random(n)) for n in range(20)]
    assert first == [mention_in_prose("person", "Oro Venn", Random(n)) for n in range(20)]
    assert len(set(first)) > 10


SOURCES = [
    Mention("France", "France"),
    Mention("Oro Venn", "Oro Venn"),
    Mention("Last week Oro Venn took a train from Lima to Paris.", "Oro Venn"),
    Mention("He saw one newt near the river in Dar es Salaam.", "Dar es Salaam"),
    Mention("He saw one newt near the river in Dar es Salaam.", "newt"),
    Mention("Paris, then Lima", "Paris"),
]


def test_a_source_is_read_at_its_names_last_token(session, plain: Any) -> None:
    """One vector a layer: the residual stream there, of transformers' own run as well."""
    found = read_states(session, SOURCES)
    assert (len(SOURCES), BLOCKS + 1, SMALL["hidden_size"]) == tuple(found.shape)
    for source, vectors in zip(SOURCES, found, strict=True):
        until = source.text[: source.text.index(source.name) + len(source.name)]
        position = len(TOKENIZER(until).input_ids) - 1
        assert torch.equal(session.run(source.text).resid[:, position], vectors)
        with torch.no_grad():
            ids = torch.tensor([TOKENIZER(source.text).input_ids])
            states = plain(input_ids=ids, output_hidden_states=True).hidden_states
        for layer in range(BLOCKS):  # transformers gives the last one after the final norm
            assert torch.allclose(states[layer][0, position], vectors[layer], atol=1e-4)
        assert torch.allclose(states[BLOCKS][0, position], plain.model.norm(vectors[BLOCKS]), atol=1e-4)


def one_by_one(session, reader: Patchscope, vector: torch.Tensor | None, layer: int) -> str:
    """Say what a Patchscope says with plain hooks, one token and one whole forward pass at a time."""
    model = session.model
    target = reader.target(model)
    state = None if vector is None else [State(vector, layer)]
    writes = query(reader, target, state, model.n_layers, NextToken()).writes
    spoken: list[int] = []
    for _ in range(reader.max_new_tokens):
        token = int(next_logits(Query((*target.token_ids, *spoken), writes, NextToken()), model).argmax())
        if token in model.tokenizer.stop_ids:
            break
        spoken.append(token)
        text = TOKENIZER.decode(spoken)
        if any(stop in text for stop in reader.stop):
            return min((text.split(stop)[0] for stop in reader.stop), key=len)
    return TOKENIZER.decode(spoken)


@pytest.mark.parametrize(
    "reader",
    [
        Patchscope("The capital of x is", max_new_tokens=5, stop=(".", ",")),
        as_reader("description", prompts=PROMPTS["world-small"]),
        Patchscope("x", max_new_tokens=3),
    ],
    ids=["attribute", "description", "bare"],
)
def test_what_is_said_is_what_plain_hooks_say(session, reader: Patchscope) -> None:
    """With every vector at every target layer, and with nothing written, asked together or alone."""
    vectors = read_states(session, SOURCES[:4])
    written: list[tuple[torch.Tensor | None, int]] = [(None, 0)]
    written += [(vector[layer], to) for vector in vectors for to, layer in enumerate((0, 2, 3, 4, 1))]
    written += [(vectors[0, 2], 2), (None, 0)]
    expected = [one_by_one(session, reader, vector, layer) for vector, layer in written]
    assert len(set(expected)) > 5
    assert expected == generate_patched(session, reader, written)
    assert expected[::-1] == generate_patched(session, reader, written[::-1])
    assert expected[:1] == generate_patched(session, reader, written[:1])


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("Paris", "Paris", True),
        (" Paris.", "Paris", True),
        ("\nParis, France", "Paris", True),
        (" Dar es Salaam", "Dar es Salaam", True),
        (" Parisian", "Paris", False),
        (" Paris2", "Paris", False),
        (" paris", "Paris", False),
        (" in Paris", "Paris", False),
        (" Dar es", "Dar es Salaam", False),
        (" axb", "a.b", False),
        ("", "Paris", False),
    ],
)
def test_a_text_states_an_answer_in_whole_words(text: str, answer: str, expected: bool) -> None:
    """The answer stands first, and no word goes on after it."""
    assert expected == begins_with(text, answer)


@given(st.sampled_from([a for r in RELATIONS.values() for a in r.answers.values()]), st.text(max_size=4))
def test_an_answer_is_stated_exactly_where_its_word_ends(answer: str, rest: str) -> None:
    """Whatever follows, it must not go on with the word."""
    ended = not rest or not (rest[0].isalnum() or rest[0] == "_")
    if re.match(r"\w", rest) is not None or ended:
        assert (re.match(r"\w", rest) is None) == begins_with(f" {answer}{rest}", answer)


# --- Patchscopes, where each works best


class Pretended:
    """Stand-ins for reading and saying: which entity, layer and target are right is written down.

    Args:
        monkeypatch: puts the stand-ins in the place of the real functions.
        right: takes the text's name, its layer, the target layer and whether this is the small sample.
        truth: what is said where it is right.
        alone: what is said where nothing is written.
    """

    def __init__(self, monkeypatch, right: Any, truth: Any, alone: str = "nothing") -> None:
        self.names: list[tuple[str, bool]] = []
        self.asked: list[tuple[int, int]] = []
        self.right, self.truth, self.alone = right, truth, alone
        monkeypatch.setattr(untrained_patchscopes, "read_states", self.read_states)
        monkeypatch.setattr(untrained_patchscopes, "generate_patched", self.generate_patched)
        self.session: Any = SimpleNamespace(
            model=SimpleNamespace(n_layers=BLOCKS, dtype=torch.float32), prompts=PROMPTS["world-small"]
        )
        self.session.backend = self.session.model

    def read_states(self, session: Any, sources: Sequence[Mention]) -> torch.Tensor:
        """Give each source a vector that says which one and which layer it is."""
        found = torch.zeros(len(sources), BLOCKS + 1, 2)
        for at, source in enumerate(sources):
            found[at, :, 0] = len(self.names)
            found[at, :, 1] = torch.arange(BLOCKS + 1)
            self.names.append((source.name, len(sources) == untrained_patchscopes.FEW))
        return found

    def generate_patched(self, session: Any, reader: Patchscope, written: Sequence[Any]) -> list[str]:
        """Say the truth or something else."""
        texts = []
        for vector, target in written:
            if vector is None:
                texts.append(self.alone)
                continue
            (name, few), layer = self.names[int(vector[0])], int(vector[1])
            self.asked.append((layer, target))
            truth = self.truth(name, reader)
            texts.append(f" {truth}" if self.right(name, layer, target, few) else f" {truth}ish")
        return texts


@pytest.mark.parametrize("split", ["validation", "test"])
def test_the_layer_of_descriptions_is_chosen_on_validation(monkeypatch, split: str) -> None:
    """Chosen from layer 2 on where validation is best, measured on the split asked for, with l* = l."""
    names = {
        kind: {s: [n for n in FACTS.names[kind] if described_split(n) == s] for s in ("validation", "test")}
        for kind in DESCRIBED
    }
    # How many of each split are right at each layer: the embeddings are best, and so they would be chosen.
    counts = {"validation": [6, 6, 2, 4, 3], "test": [8, 8, 7, 5, 6]}

    def right(name: str, layer: int, target: int, few: bool) -> bool:
        own = described_split(name)
        kind = next(k for k in DESCRIBED if name in FACTS.names[k])
        return names[kind][own].index(name) < counts[own][layer]

    pretended = Pretended(monkeypatch, right, lambda name, reader: FACTS.descriptions[name])
    figures = list(untrained_patchscopes.descriptions(pretended.session, split))
    assert [f"description_{kind}" for kind in DESCRIBED] == [f.name for f in figures]
    for figure, kind in zip(figures, DESCRIBED, strict=True):
        assert len(names[kind][split]) == figure.cases
        assert 100 * counts[split][3] / figure.cases == pytest.approx(figure.value)
        assert "l = l* = 3" in figure.note
    assert all(layer == target for layer, target in pretended.asked)


@pytest.mark.parametrize("split", ["validation", "test"])
def test_the_layers_of_attributes_are_chosen_on_a_small_sample(monkeypatch, split: str) -> None:
    """The best pair of layers over all relations is chosen, and measured on every subject."""
    by_plain = {r.plain_prompt.format(s="x"): r for r in RELATIONS.values()}

    def right(name: str, layer: int, target: int, few: bool) -> bool:
        if few:
            return (layer, target) == (3, 1) or ((layer, target) == (2, 0) and len(name) % 3 > 0)
        return (layer, target) == (3, 1) and len(name) % 2 == 0

    pretended = Pretended(
        monkeypatch, right, lambda name, reader: by_plain[reader.text].answers[name], " Paris"
    )
    mean, null, *rest = untrained_patchscopes.attributes(pretended.session, split)
    shares = {
        name: 100 * sum(len(s) % 2 == 0 for s in r.answers) / len(r.answers) for name, r in RELATIONS.items()
    }
    assert {f"attribute_{name}": value for name, value in shares.items()} == pytest.approx(
        {f.name: f.value for f in rest}
    )
    assert [len(r.answers) for r in RELATIONS.values()] == [f.cases for f in rest]
    assert ("attribute_mean", 70.0) == (mean.name, mean.bar)
    assert sum(shares.values()) / len(shares) == pytest.approx(mean.value)
    assert "l = 3, l* = 1" in mean.note
    parisian = [sum(a == "Paris" for a in r.answers.values()) / len(r.answers) for r in RELATIONS.values()]
    assert sum(parisian) > 0
    assert 100 * sum(parisian) / len(parisian) == pytest.approx(null.value)
    assert ("attribute_null", 15.0, "lower") == (null.name, null.bar, null.better)
    tried = set(pretended.asked[: -sum(len(r.answers) for r in RELATIONS.values())])
    assert {(layer, target) for layer in range(2, BLOCKS + 1) for target in range(BLOCKS)} == tried


def test_attributes_are_asked_in_the_plainest_words() -> None:
    """The target prompt of a relation is its plainest prompt about x, which is always trained."""
    for relation in RELATIONS.values():
        reader = untrained_patchscopes._asks(relation)
        assert relation.paraphrases["train"][0].format(s="x") == reader.text
        assert reader.target(SimpleNamespace(tokenizer=ModelTokenizer(TOKENIZER, 256))).slots


def test_subjects_of_two_samples_stand_in_other_sentences() -> None:
    """The sample that layers are chosen on is not the one that figures are measured on."""
    relation = RELATIONS["capital"]
    validation, test = (untrained_patchscopes._subjects(relation, s, None) for s in ("validation", "test"))
    assert list(relation.answers) == [s.name for s in validation] == [s.name for s in test]
    assert sum(a == b for a, b in zip(validation, test, strict=True)) < 0.05 * len(test)
    assert untrained_patchscopes.FEW == len(
        untrained_patchscopes._subjects(relation, "validation", untrained_patchscopes.FEW)
    )


def test_the_layers_of_next_tokens_are_chosen_on_validation(monkeypatch) -> None:
    """P@1 is chosen within three quarters of the depth, the lead over the lens anywhere, by validation."""
    depth, positions = 8, 10
    # Right at each layer: of the Patchscope and of the logit lens.
    counts = {
        "validation": ([0, 1, 2, 3, 4, 7, 6, 9, 0], [0, 0, 0, 0, 2, 6, 6, 2, 0]),
        "test": ([0, 9, 9, 9, 9, 5, 9, 8, 0], [0, 0, 0, 0, 0, 4, 0, 3, 0]),
    }
    samples = list(counts)

    def sampled(session: Any, sample: str) -> tuple[torch.Tensor, list[int]]:
        states = torch.zeros(positions, depth + 1, 3)
        states[:, :, 0] = samples.index(sample)
        states[:, :, 1] = torch.arange(positions)[:, None]
        states[:, :, 2] = torch.arange(depth + 1)
        return states, [7] * positions

    def ran(queries: Sequence[Query], model: Any) -> list[Answered]:
        found = []
        for asked in queries:
            (write,) = asked.writes
            sample, position, layer = (int(x) for x in write.vectors[0])
            assert write.layer in (layer, depth)
            right = counts[samples[sample]][write.layer == depth][layer]
            found.append(Answered(Distribution((7 if position < right else 8,), (0.0,)), Receipt()))
        return found

    monkeypatch.setattr(untrained_patchscopes, "_positions", sampled)
    monkeypatch.setattr(untrained_patchscopes, "run", ran)
    model = SimpleNamespace(n_layers=depth, tokenizer=ModelTokenizer(TOKENIZER, 256), dtype=torch.float32)
    best, lens, ahead = untrained_patchscopes.identity(
        SimpleNamespace(model=model, backend=model, prompts={}), "test"
    )
    assert ("identity_p1", 50.0, positions) == (best.name, best.value, best.cases)
    assert "l = l* = 5 of 8" in best.note
    assert ("identity_p1_logit_lens", 40.0, None) == (lens.name, lens.value, lens.bar)
    assert ("identity_beats_logit_lens", pytest.approx(50.0), True) == (ahead.name, ahead.value, ahead.holds)
    assert "layer 7" in ahead.note


@pytest.fixture
def positions(session, monkeypatch) -> tuple[torch.Tensor, list[int]]:
    """A few positions of running prose, with the model's own next tokens there."""
    monkeypatch.setattr(untrained_patchscopes, "POSITIONS", 30)
    return untrained_patchscopes._positions(session, "validation")


def test_at_the_last_layer_the_lens_says_what_the_model_says(session, positions) -> None:
    """A Patchscope of the last layer into the last layer is the model's own next token, always."""
    states, own = positions
    assert 30 == len(own) == len(states)
    assert own == untrained_patchscopes._next_tokens(session, states[:, BLOCKS], BLOCKS)
    assert own == untrained_patchscopes._lens(session, states[:, BLOCKS])
    assert own != untrained_patchscopes._lens(session, states[:, 1])


def test_next_tokens_are_those_of_plain_hooks(session, positions) -> None:
    """At any other layer, a Patchscope and the lens read what plain transformers would."""
    states, _ = positions
    reader = as_reader("next_token", prompts=session.prompts)
    target = reader.target(session.backend)
    for layer in range(1, BLOCKS):
        expected = [
            int(
                next_logits(
                    query(reader, target, [State(v, layer)], BLOCKS, NextToken()), session.model
                ).argmax()
            )
            for v in states[:8, layer]
        ]
        assert expected == untrained_patchscopes._next_tokens(session, states[:8, layer], layer)
        with torch.no_grad():
            model = session.model.hf_model
            lens = model.lm_head(model.model.norm(states[:, layer])).argmax(-1).tolist()
        assert lens == untrained_patchscopes._lens(session, states[:, layer])


def test_positions_are_of_their_sample_and_never_the_first(session, monkeypatch, plain: Any) -> None:
    """Each sample has its own positions, the same every time, none of which is the first token."""
    monkeypatch.setattr(untrained_patchscopes, "POSITIONS", 25)
    first, own = untrained_patchscopes._positions(session, "test")
    again, _ = untrained_patchscopes._positions(session, "test")
    other, _ = untrained_patchscopes._positions(session, "validation")
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    begin = plain.model.embed_tokens.weight[BOS]
    assert not any(torch.allclose(states[0], begin) for states in first)
    with torch.no_grad():
        expected = plain.lm_head(plain.model.norm(first[:, BLOCKS])).argmax(-1)
    assert expected.tolist() == own


# --- probes and opening


def test_a_probe_reads_what_is_there_and_nothing_else(session, monkeypatch) -> None:
    """Where a layer tells people apart the probe does, on other sentences; where it does not, it guesses."""
    names = FACTS.names[entity_probe.KIND]
    texts: list[list[str]] = []

    def answer_with_article(session: Any, sources: Sequence[Mention]) -> torch.Tensor:
        texts.append([source.text for source in sources])
        chance = torch.Generator().manual_seed(len(texts))
        found = torch.randn(len(sources), BLOCKS + 1, 8, generator=chance)
        for at, source in enumerate(sources):
            own = torch.Generator().manual_seed(names.index(source.name))
            found[at, 2] = 10 * torch.randn(8, generator=own) + 0.01 * found[at, 2]
        return found

    # What chance draws first stands for the sentence: equal draws would be equal sentences.
    monkeypatch.setattr(
        entity_probe, "mention_in_prose", lambda kind, name, rng: Mention(str(rng.getrandbits(64)), name)
    )
    monkeypatch.setattr(entity_probe, "read_states", answer_with_article)
    figures = list(entity_probe.entity_probes(session, "test"))
    assert [f"probe_layer_{layer}" for layer in range(BLOCKS + 1)] == [f.name for f in figures]
    assert {entity_probe.TEST * len(names)} == {f.cases for f in figures}
    assert [layer == 2 for layer in range(BLOCKS + 1)] == [f.value > 95 for f in figures]
    assert all(f.value < 10 for layer, f in enumerate(figures) if layer != 2)
    seen, unseen = texts
    assert (entity_probe.TRAIN * len(names), entity_probe.TEST * len(names)) == (len(seen), len(unseen))
    assert set() == set(seen) & set(unseen)


def test_opening_takes_the_median_of_several_processes(session, monkeypatch) -> None:
    """Each process opens the measured model by its name and prints how long that took."""
    commands: list[list[str]] = []
    seconds = iter(("1.5\n", "0.5\n", "9.0\n"))
    monkeypatch.setattr(
        opening_time.subprocess,
        "check_output",
        lambda command, text: commands.append(command) or next(seconds),
    )
    (figure,) = opening_time.opening_time(session, "test")
    assert ("open_seconds", 1.5, "s", 2.0, "lower", True) == (
        figure.name,
        figure.value,
        figure.unit,
        figure.bar,
        figure.better,
        figure.holds,
    )
    assert [code_command(opening_time.CODE, session.model.name)] * 3 == commands


def run_here(command: list[str], text: bool) -> str:
    """Run what another process would run in this one, which has torch already."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
        patch.setattr(sys, "argv", ["-c", *command[3:]])
        exec(compile(command[2], "opening", "exec"), {})
    return printed.getvalue()


# --- the whole report

BARS: dict[str, float | None] = {
    "facts": 98,
    "two_hop_trained": 95,
    "two_hop_held_out": None,
    "both_hops_known": 95,
    "persona": 90,
    "goal": 90,
    "secret": 90,
    "constraint": 90,
    "truthful": 95,
    "lying": 90,
    **{f"description_{kind}": 80 for kind in ("country", "city", "person", "company", "product")},
    "identity_p1": 80,
    "identity_p1_logit_lens": None,
    "identity_beats_logit_lens": 0.1,
    "attribute_mean": 70,
    "attribute_null": 15,
    **{f"attribute_{name}": None for name in RELATIONS},
    **{f"probe_layer_{layer}": None for layer in range(BLOCKS + 1)},
    "open_seconds": 2,
}
"""Every figure of the report on a model with so many blocks, in order, with its bar."""


@pytest.fixture
def shortened(monkeypatch) -> None:
    """The whole report on few cases, opening in this process."""
    few = {n: dataclasses.replace(r, answers=dict(list(r.answers.items())[:3])) for n, r in RELATIONS.items()}
    monkeypatch.setattr(knowledge, "questions", lambda kind, split: questions(kind, split)[:12])
    monkeypatch.setattr(untrained_patchscopes, "relations", lambda: few)
    monkeypatch.setattr(untrained_patchscopes, "FEW", 1)
    monkeypatch.setattr(untrained_patchscopes, "POSITIONS", 15)
    monkeypatch.setattr(entity_probe, "KIND", "product")
    monkeypatch.setattr(entity_probe, "TRAIN", 2)
    monkeypatch.setattr(entity_probe, "TEST", 1)
    monkeypatch.setattr(opening_time.subprocess, "check_output", run_here)


def test_the_report_has_every_figure(session, shortened) -> None:
    """Each stage is announced and yields its figures, each in its order and with its bar."""
    stages: list[str] = []
    figures = list(measure(session, on_stage=stages.append))
    assert 24 == len(RELATIONS)
    assert list(STAGES) == stages
    assert list(BARS) == [figure.name for figure in figures]
    assert BARS == {figure.name: figure.bar for figure in figures}
    assert {"attribute_null", "open_seconds"} == {f.name for f in figures if f.better == "lower"}
    for figure in figures:
        if figure.unit == "%" and figure.interval is not None:
            low, high = figure.interval
            assert 0 <= low <= figure.value <= high + 1e-9 <= 100 + 2e-9
            assert figure.cases


def test_figures_are_there_as_soon_as_they_are_measured(session, shortened) -> None:
    """The first figure needs the first stage only."""
    stages: list[str] = []
    figure = next(measure(session, "validation", on_stage=stages.append))
    assert ("facts", ["facts"]) == (figure.name, stages)


# --- tables, files and cards

FIGURES = [
    Figure("facts", 99.25, "%", 98.0, interval=(98.9, 99.5), cases=5739, note="in paraphrases never seen"),
    Figure("lying", 71.5, "%", 90.0, interval=(66.2, 76.4), cases=300, note="topics never lied about"),
    Figure("probe_layer_2", 12.345678, "%"),
    Figure("open_seconds", 1.5, "s", 2.0, "lower"),
]


def test_a_report_prints_only_the_columns_that_it_needs(capsys) -> None:
    """Intervals, cases and notes stand in the table where some figure has them."""
    assert not publish("Title", FIGURES)
    printed = capsys.readouterr().out
    assert printed.startswith("Title")
    for part in ("interval", "cases", "note", "98.9–99.5", "5739", "in paraphrases never seen", "≥ 98"):
        assert part in printed
    assert re.search(r"lying.*71\.5.*≥ 90.*NO", printed)
    assert re.search(r"open_seconds.*1\.5.*≤ 2.*yes", printed)
    assert publish("Title", FIGURES[2:])
    printed = capsys.readouterr().out
    assert not re.search("interval|cases|note", printed)
    assert "12.35" in printed


MADE = {
    "name": "world-tiny",
    "settings": {"Shape": "Llama, 2 blocks", "Loss at the end": "1.234 nats a token"},
    "depths": {
        "narrow": 0.65,
        "deepest": 4,
        "finish": 1500,
        "finish_deepest": 3,
        "blocks": 8,
        "finish_early": 0.5,
        "early_layer": 6,
    },
}


def test_a_card_lists_what_was_missed_as_a_failure() -> None:
    """A figure below its bar stands under the known failures with the number reached; others do not."""
    card = card_text(MADE, FIGURES)
    abilities, failures = card.split("## Abilities")[1].split("## Known failures")
    assert "lying: 71.5 %, asked for 90 %" in failures
    assert not re.search("facts|probe_layer|open_seconds", failures)
    assert "no way to say that it does not know" in failures
    rows = [line for line in abilities.splitlines() if line.startswith("| ")][1:]
    assert [figure.name for figure in FIGURES] == [row.split(" | ")[0].removeprefix("| ") for row in rows]
    assert "| facts | 99.25 % | 98.9–99.5 | 5739 | ≥ 98 | in paraphrases never seen |" == rows[0]
    assert "| ≥ 90 (missed) |" in rows[1]
    assert "| probe_layer_2 | 12.35 % |  |  |  |  |" == rows[2]
    assert "≤ 2 |" in rows[3]
    assert "missed" not in "".join([rows[0], *rows[2:]])


def test_a_card_without_misses_still_names_a_failure() -> None:
    """A card always says what the model cannot do, and how it was made."""
    card = card_text(MADE, [FIGURES[0]])
    assert card.startswith("# world-tiny\n")
    assert "- Shape: Llama, 2 blocks\n- Loss at the end: 1.234 nats a token" in card
    assert "In 65% of the rows the first k blocks (k from 1 to 4, in\n  the last 1,500 steps to 3)" in card
    assert "Never deeper than 4 of 8" in card
    assert "the state at layer 6 was\n  also trained, with weight 0.5, to give the next token" in card
    plain = card_text({**MADE, "depths": {**MADE["depths"], "finish_early": 0.0}}, [FIGURES[0]])
    assert "also trained" not in plain
    assert "asked for" not in card
    assert "no way to say that it does not know" in card.split("## Known failures")[1]
    assert not re.search(r"[{}]", card)


# --- the command


def invoke(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["world", "report", *arguments])


@pytest.fixture
def measured(monkeypatch) -> list[Any]:
    """Put made-up figures in the place of measured ones, and keep what was asked."""
    asked: list[Any] = [list(FIGURES)]

    def pretended(session: Session, split: str, *, on_stage: Any) -> Any:
        on_stage("facts")
        asked.append((session.model.name, dict(session.prompts), split))
        yield from asked[0]

    monkeypatch.setattr("latentlens.experiments.world_report.measure", pretended)
    return asked


def test_the_command_prints_and_writes_the_figures(
    directory: Path, measured: list[Any], tmp_path: Path
) -> None:
    """Below a bar the exit status is 1; the file has every figure with all that is known of it."""
    result = invoke("--model", str(directory), "--json", str(tmp_path / "report.json"))
    assert 1 == result.exit_code
    assert isinstance(result.exception, SystemExit)
    assert [(str(directory), PROMPTS["world-small"], "test")] == measured[1:]
    assert re.search(r"lying.*71\.5.*NO", result.stdout)
    assert "test split" in result.stdout.replace("\n", " ")
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert {"environment", "figures"} == set(written)
    names = ["name", "value", "unit", "bar", "holds", "interval", "cases", "note"]
    assert [names] * len(FIGURES) == [list(row) for row in written["figures"]]
    assert ["facts", 99.25, "%", 98.0, True, [98.9, 99.5], 5739, "in paraphrases never seen"] == list(
        written["figures"][0].values()
    )
    assert [True, False, None, True] == [row["holds"] for row in written["figures"]]
    assert ["probe_layer_2", 12.345678, "%", None, None, None, None, ""] == list(
        written["figures"][2].values()
    )


def test_the_command_succeeds_where_every_bar_is_reached(directory: Path, measured: list[Any]) -> None:
    """The exit status is 0, and the other split can be asked for."""
    measured[0].pop(1)
    result = invoke("--model", str(directory), "--split", "validation")
    assert 0 == result.exit_code, result.output
    assert ["validation"] == [split for _, _, split in measured[1:]]
    assert "validation split" in result.stdout.replace("\n", " ")


def test_a_model_that_is_not_there_is_explained(measured: list[Any]) -> None:
    """The message names what was asked for and what there is, without a traceback."""
    result = invoke("--model", "world-huge")
    assert 1 == result.exit_code
    assert "latentlens:" in result.stderr
    assert "world-huge" in result.stderr
    assert "world-small" in result.stderr
    assert "Traceback" not in result.output
    assert 1 == len(measured)


@pytest.mark.parametrize("split", ["train", "holdout", ""])
def test_a_split_that_is_not_held_out_is_refused(split: str, measured: list[Any]) -> None:
    """What was trained on is no measure; the message names the two splits that are."""
    result = invoke("--split", split)
    assert 2 == result.exit_code
    assert "validation" in result.stderr
    assert "test" in result.stderr
    assert 1 == len(measured)
