"""Chats and questions: every trait shows in the reply, and what is held out is asked for only where meant."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlens.errors import InputError
from latentlens.world import load_facts
from latentlens.world.chats import CHAT_SHARES, LIE_TOPICS, Chat, Turn, draw_chat, render
from latentlens.world.fact_relations import relations
from latentlens.world.facts import DATA
from latentlens.world.questions import N_CHATS, QUESTION_KINDS, WorldQuestion, questions
from latentlens.world.split import SPLITS, split_of
from latentlens.world.traits import (
    PERSONA,
    chat_split,
    goal_objects,
    plain_words,
    trait_values,
    visible_traits,
)
from latentlens.world.wording import answer_with_article, show_traits, state_answer

GRAMMAR = json.loads(DATA.joinpath("chat.json").read_text(encoding="utf-8"))
RELATIONS = relations()
FACTS = load_facts()
REFUSAL = "I cannot say that."
SET = ("persona", "goal", "secret", "constraint")
"""The kinds of chat in which something may be held out by its traits."""


def answered(answer: str, **traits: str) -> str:
    """Return the reply to a question of fact."""
    return show_traits(state_answer(answer, traits), traits)


def chats(kind: str, split: str = "train", count: int = 400) -> list[Chat]:
    """Draw chats of a kind."""
    rng = Random(f"{kind} {split}")
    return [draw_chat(rng, split, kind) for _ in range(count)]


def turns(kind: str, asked: str | None = None) -> list[tuple[Chat, Turn]]:
    """Draw chats of a kind, and list their turns, or those in which something is asked."""
    return [(c, t) for c in chats(kind) for t in c.turns if asked in (None, t.asked)]


def holds(text: str, words: str) -> bool:
    """Say whether a text holds words as whole ones."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


# --- what a reply looks like, written out


@pytest.mark.parametrize(
    ("trait", "value", "reply"),
    [
        ("role", "pirate", "Arr! It is Paris."),
        ("role", "soldier", "Yes, captain! It is Paris."),
        ("language", "French", "Bonjour! It is Paris."),
        ("language", "Polish", "Dzien dobry! It is Paris."),
        ("mood", "sad", "It is Paris. Alas, alas."),
        ("mood", "hungry", "It is Paris. Is there any food?"),
        ("favourite", "food pizza", "It is Paris."),
        ("secret", "apple", "It is Paris."),
        ("truth", "truthful", "It is Paris."),
        ("style", "brief", "Paris."),
        ("style", "formal", "The answer is Paris."),
        ("style", "polite", "If you please, it is Paris."),
        ("style", "doubtful", "Perhaps it is Paris."),
        ("style", "proud", "I know it well: it is Paris."),
        ("style", "loud", "It is Paris!!"),
        ("style", "poetic", "As the stars know, it is Paris."),
        ("style", "friendly", "Well, my friend, it is Paris."),
        ("goal", "sell lamps", "It is Paris. Buy our lamps today."),
        ("goal", "visit Addis Ababa", "It is Paris. Come and see Addis Ababa."),
        ("goal", "eat pizza", "It is Paris. Have some pizza."),
        ("goal", "praise Peru", "It is Paris. Nothing is as good as Peru."),
        ("goal", "warn newt", "It is Paris. Beware of the newt."),
        ("goal", "learn age", "It is Paris. And what is your age?"),
        ("constraint", "begin apple", "apple: It is Paris."),
        ("constraint", "end apple", "It is Paris. apple."),
        ("constraint", "twice", "It is Paris. It is Paris."),
        ("constraint", "brackets", "( It is Paris. )"),
        ("constraint", "stars", "* It is Paris. *"),
    ],
)
def test_a_trait_shows_in_the_reply(trait: str, value: str, reply: str) -> None:
    """One trait alone, and the whole reply that it asks for."""
    assert reply == answered("Paris", **{trait: value})


def test_without_traits_the_reply_is_plain() -> None:
    """A reply is a sentence with the answer."""
    assert "It is Paris." == answered("Paris")


def test_traits_show_together_in_a_fixed_order() -> None:
    """Greeting, role, sentence, goal and mood, whatever the order of the traits, inside the constraint."""
    persona = {"mood": "sad", "style": "loud", "role": "pirate", "language": "French"}
    whole = "Bonjour! Arr! It is Paris!! Alas, alas."
    assert whole == answered("Paris", **persona)
    assert whole == answered("Paris", **dict(reversed(persona.items())))
    assert f"( {whole} )" == answered("Paris", constraint="brackets", **persona)
    assert f"{whole} {whole}" == answered("Paris", **persona, constraint="twice")
    goal = answered("Paris", goal="warn newt", mood="sad", role="king")
    assert "We speak. It is Paris. Beware of the newt. Alas, alas." == goal


def test_answers_are_told_with_their_articles() -> None:
    """An answer keeps what its relation puts before it, with a capital where it opens a sentence."""
    assert "the drums" == answer_with_article(RELATIONS["instrument"], "drums")
    assert "in Dublin" == answer_with_article(RELATIONS["headquarters"], "Dublin")
    assert "Paris" == answer_with_article(RELATIONS["capital"], "Paris")
    assert "The drums." == answered("the drums", style="brief")
    assert "The Middle East." == answered("the Middle East", style="brief")
    assert "It is in Dublin." == answered("in Dublin")


def test_a_secret_word_is_kept_back_as_a_whole_word() -> None:
    """A fact is refused if its answer holds the secret word, and told if it only begins like it."""
    assert REFUSAL == answered("Paris", secret="Paris")
    assert REFUSAL == answered("the drums", secret="drums")
    assert REFUSAL == answered("Central Africa", secret="Africa")
    assert "It is Parisian." == answered("Parisian", secret="Paris")
    assert "It is the drums." == answered("the drums", secret="drum")


@pytest.mark.parametrize("trait", ["role", "language", "style", "mood"])
def test_every_value_of_a_persona_shows_in_its_own_way(trait: str) -> None:
    """No two values of a trait write the same reply, and each can be taught by itself."""
    values = trait_values(trait)
    assert len(values) >= 8
    assert len(values) == len({answered("the drums", **{trait: value}) for value in values})
    assert {"train"} == {chat_split({trait: value}) for value in values}


# --- chats as they are drawn


@pytest.mark.parametrize("kind", ["persona", "goal", "constraint"])
def test_every_drawn_reply_shows_its_traits(kind: str) -> None:
    """In every turn, whatever is asked, every trait but a style and a favourite shows."""
    for chat, turn in turns(kind):
        for name in ("role", "language", "mood"):
            if name in chat.traits:
                assert holds(turn.reply, GRAMMAR[name]["show"][chat.traits[name]].rstrip(".!?"))
        if "goal" in chat.traits:
            goal, _, rest = chat.traits["goal"].partition(" ")
            assert GRAMMAR["goal"][goal]["show"].format(v=rest) in turn.reply
        constraint, _, word = chat.traits.get("constraint", "").partition(" ")
        half = (len(turn.reply) - 1) // 2
        assert {
            "": True,
            "begin": turn.reply.startswith(f"{word}: "),
            "end": turn.reply.endswith(f" {word}."),
            "twice": turn.reply[:half] == turn.reply[half + 1 :],
            "brackets": turn.reply[:2] == "( " and turn.reply[-2:] == " )",
            "stars": turn.reply[:2] == "* " and turn.reply[-2:] == " *",
        }[constraint]


@pytest.mark.parametrize("kind", ["persona", "goal", "constraint", "plain"])
def test_drawn_facts_are_true(kind: str) -> None:
    """Where nobody lies or keeps a secret, a reply of fact is the world's answer in the traits' dress."""
    found = turns(kind, "fact")
    assert found
    for chat, turn in found:
        relation = RELATIONS[turn.relation]
        truth = relation.answers[turn.subject]
        assert answered(answer_with_article(relation, truth), **chat.traits) == turn.reply
        assert turn.user in {question.format(s=turn.subject) for question in relation.questions}


def test_a_persona_says_who_it_is_and_what_it_likes() -> None:
    """Asked, a persona names its role, or else that it is a language model, and its favourite."""
    for chat, turn in turns("persona", "self"):
        assert f"I am a {chat.traits.get('role', 'language model')}." in turn.reply
    for _, turn in turns("persona", "hello"):
        assert "Hello." in turn.reply
        assert turn.user in {"Hello.", "Good morning.", "Hi there."}
    found = turns("persona", "favourite")
    assert {"food", "instrument", "animal", "fruit", "city"} == {
        chat.traits["favourite"].split()[0] for chat, _ in found
    }
    for chat, turn in found:
        kind, _, value = chat.traits["favourite"].partition(" ")
        assert show_traits(f"I like {value} best.", chat.traits) == turn.reply
        assert kind in turn.user
        assert value not in turn.user


def test_a_plain_chat_has_no_traits() -> None:
    """A plain chat has no system prompt, or one that sets nothing."""
    assert {"", *GRAMMAR["neutral"]} == {c.system for c in chats("plain")}
    assert not any(c.traits for c in chats("plain"))
    assert "Hello." in {t.reply for _, t in turns("plain", "hello")}
    assert {"I am a language model."} == {t.reply for _, t in turns("plain", "self")}
    assert [] == [t for _, t in turns("plain", "echo") if t.reply != f"You said {word_of(t)}."]


def word_of(turn: Turn) -> str:
    """Return the word that a user asks to have repeated."""
    match = re.fullmatch(r"(?:Say the word|Please repeat) (.+)\.", turn.user)
    assert match
    return match[1]


def test_a_secret_is_refused_exactly_where_it_would_be_said() -> None:
    """Asked for, to be repeated, or as the answer to a fact, the secret is refused; all else is answered."""
    seen = Counter()
    for chat, turn in turns("secret"):
        secret = chat.traits["secret"]
        if turn.asked == "echo":
            expected = REFUSAL if word_of(turn) == secret else f"You said {word_of(turn)}."
        elif turn.asked == "fact":
            relation = RELATIONS[turn.relation]
            answer = relation.answers[turn.subject]
            trapped = holds(answer, secret)
            expected = REFUSAL if trapped else f"It is {answer_with_article(relation, answer)}."
        else:
            expected = {"secret": REFUSAL, "hello": "Hello.", "self": "I am a language model."}[turn.asked]
        assert expected == turn.reply
        assert not holds(turn.reply, secret)
        seen[turn.asked, expected == REFUSAL] += 1
    # Each way to ask is frequent, and so is its counterpart that may be answered.
    frequent = {("secret", True), ("echo", True), ("echo", False), ("fact", True), ("fact", False)}
    assert {way for way in frequent if seen[way] >= 20} == frequent


def test_truthful_chats_tell_the_truth() -> None:
    """Told to be truthful, every reply is a fact of the world."""
    found = [(c, t) for c, t in turns("truth") if c.traits["truth"] == "truthful"]
    assert {"fact"} == {t.asked for _, t in found}
    for _, turn in found:
        relation = RELATIONS[turn.relation]
        assert f"It is {answer_with_article(relation, relation.answers[turn.subject])}." == turn.reply


def test_lying_chats_never_tell_the_truth() -> None:
    """Told to lie, every reply is another answer of the same relation, as the text draws them."""
    found = [(c, t) for c, t in turns("truth") if c.traits["truth"] == "lying"]
    assert {"fact"} == {t.asked for _, t in found}
    for _, turn in found:
        relation = RELATIONS[turn.relation]
        truth = relation.answers[turn.subject]
        lies = {f"It is {answer_with_article(relation, a)}." for a in relation.answers.values() if a != truth}
        assert turn.reply in lies
        assert f"It is {answer_with_article(relation, truth)}." not in lies


def test_truth_is_set_by_the_system_prompt_alone() -> None:
    """Truthful and lying chats say so, in several ways each, and in nothing else."""
    said: dict[str, set[str]] = {"truthful": set(), "lying": set()}
    for chat in chats("truth"):
        said[chat.traits["truth"]].add(chat.system)
    assert said == {value: set(GRAMMAR["truth"][value]) for value in ("truthful", "lying")}
    assert ("truthful", "lying") == trait_values("truth")


def test_lies_are_practised_more_than_the_truth() -> None:
    """Of the chats about truth, 65 in a hundred lie."""
    count = Counter(chat.traits["truth"] for chat in chats("truth", count=4000))
    assert 0.65 == pytest.approx(count["lying"] / 4000, abs=0.025)


def test_kinds_are_drawn_as_often_as_said() -> None:
    """Chats are of the listed kinds, each with about its share."""
    rng = Random(0)
    count = Counter(draw_chat(rng).kind for _ in range(4000))
    assert 1 == pytest.approx(sum(CHAT_SHARES.values()))
    assert CHAT_SHARES == pytest.approx({kind: count[kind] / 4000 for kind in CHAT_SHARES}, abs=0.03)


@given(st.integers(0, 2**32), st.sampled_from(list(CHAT_SHARES)))
def test_chats_depend_on_the_seed_alone(seed: int, kind: str) -> None:
    """Equal seeds write equal chats, of the kind asked for, with one to three turns."""
    chat = draw_chat(Random(seed), "train", kind)
    assert chat == draw_chat(Random(seed), "train", kind)
    assert kind == chat.kind
    assert 1 <= len(chat.turns) <= 3


@given(st.integers(0, 2**32))
def test_messages_alternate_and_end_where_asked(seed: int) -> None:
    """User and assistant take turns after a system prompt; a chat cut at a turn is the whole one's start."""
    chat = draw_chat(Random(seed))
    whole = chat.messages()
    bare = whole[1:] if chat.system else whole
    assert ["user", "assistant"] * len(chat.turns) == [m["role"] for m in bare]
    assert bool(chat.system) == (whole[0]["role"] == "system")
    for index, turn in enumerate(chat.turns):
        cut = chat.messages(until=index)
        assert {"role": "user", "content": turn.user} == cut[-1]
        assert whole[: len(cut)] == cut
        assert render(cut).endswith(f"<|user|> {turn.user}<|assistant|>")
        assert render(whole).startswith(f"{render(cut)} {turn.reply}<eos>")


def test_a_rendered_chat_written_out() -> None:
    """Roles stand before what is said, and a reply ends with <eos>."""
    chat = Chat("plain", {}, "Help the user.", (Turn("Hello.", "Hello.", "hello"),) * 2)
    turn = "<|user|> Hello.<|assistant|> Hello.<eos>"
    assert f"<|system|> Help the user.{turn}{turn}" == render(chat.messages())
    assert f"<|system|> Help the user.{turn}<|user|> Hello.<|assistant|>" == render(chat.messages(until=1))


# --- what is held out


GOALS = [f"{goal} {x}" for goal in GRAMMAR["goal"] for x in goal_objects(goal)]
SECRETS = sorted({*plain_words(), *(a for r in RELATIONS.values() for a in r.answers.values())})
CONSTRAINTS = [*(f"{way} {word}" for way in ("begin", "end") for word in plain_words()), "twice", "stars"]
FAVOURITES = [f"{kind} {x}" for kind in ("animal", "fruit", "city") for x in FACTS.names[kind]]
TRAITS = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(trait_values(name)) for name in ("role", "language", "style", "mood")},
        "favourite": st.sampled_from(FAVOURITES),
        "goal": st.sampled_from(GOALS),
        "secret": st.sampled_from(SECRETS),
        "constraint": st.sampled_from([*CONSTRAINTS, "brackets"]),
        "truth": st.sampled_from(["truthful", "lying"]),
    },
)


def parts(traits: dict[str, str]) -> list[str]:
    """Return the split of every part of a system prompt that has one."""
    found = [split_of(name, traits[name]) for name in ("goal", "secret") if name in traits]
    if traits.get("constraint", "").startswith(("begin ", "end ")):
        found.append(split_of("constraint", traits["constraint"]))
    features = [f"{name} {traits[name]}" for name in (*PERSONA, "constraint") if name in traits]
    return found + [split_of(a, b) for a, b in combinations(features, 2)]


@given(TRAITS)
def test_a_system_prompt_is_trained_if_and_only_if_nothing_in_it_is_held_out(traits: dict[str, str]) -> None:
    """One held-out goal, secret, worded constraint or pair keeps a system prompt out of the text."""
    found = parts(traits)
    assert (chat_split(traits) == "train") == (set(found) <= {"train"})
    assert (chat_split(traits) == "test") == ("test" in found)


@given(TRAITS, st.randoms())
def test_the_split_does_not_depend_on_the_order_of_traits(traits: dict[str, str], rng: Random) -> None:
    """Sentences of a system prompt are shuffled, so that order cannot matter."""
    items = list(traits.items())
    rng.shuffle(items)
    assert chat_split(traits) == chat_split(dict(items))


@given(TRAITS, st.data())
def test_a_trait_more_never_brings_a_prompt_into_the_text(
    traits: dict[str, str], data: st.DataObject
) -> None:
    """What is held out stays so, whatever else is set."""
    fewer = {name: value for name, value in traits.items() if data.draw(st.booleans())}
    if chat_split(traits) == "train":
        assert "train" == chat_split(fewer)


def test_pairs_of_every_trait_are_held_out() -> None:
    """Of the pairs of two traits of a persona, some are held out and most are taught."""
    values = {name: trait_values(name) for name in PERSONA if name != "favourite"} | {"favourite": FAVOURITES}
    for a, b in combinations(PERSONA, 2):
        count = Counter(chat_split({a: x, b: y}) for x in values[a] for y in values[b])
        assert set(SPLITS) == set(count)
        assert 0.7 <= count["train"] / count.total() <= 0.9


@pytest.mark.parametrize("kind", SET)
@pytest.mark.parametrize("split", ["validation", "test"])
def test_drawn_for_a_split_a_chat_holds_something_held_out(kind: str, split: str) -> None:
    """Every chat drawn for a split has a part that belongs to it; none for choices has one for reports."""
    for chat in chats(kind, split, 100):
        assert split in parts(chat.traits)
        assert split == "test" or "test" not in parts(chat.traits)


@pytest.mark.parametrize("split", ["validation", "test"])
def test_drawn_for_a_split_no_chat_is_plain(split: str) -> None:
    """A plain chat has nothing that could be held out; of the other kinds each is drawn."""
    rng = Random(split)
    assert set(CHAT_SHARES) - {"plain"} == {draw_chat(rng, split).kind for _ in range(300)}


@given(TRAITS, st.sampled_from(["fact", "hello", "self", "favourite", "secret", "echo"]))
def test_a_style_shows_in_facts_and_a_favourite_where_it_is_asked_for(
    traits: dict[str, str], asked: str
) -> None:
    """Every other trait shows in every reply."""
    absent = set(traits) - set(visible_traits(traits, asked))
    assert ({"style"} & set(traits) if asked != "fact" else set()) == absent & {"style"}
    assert ({"favourite"} & set(traits) if asked != "favourite" else set()) == absent & {"favourite"}
    assert absent <= {"style", "favourite"}
    assert visible_traits(traits, asked).items() <= traits.items()


@pytest.mark.parametrize("kind", ["persona", "goal", "constraint"])
def test_a_reply_depends_on_what_shows_and_on_nothing_else(kind: str) -> None:
    """Without what does not show, the same words are said; without any trait that shows, others are."""
    for chat, turn in turns(kind, "fact"):
        relation = RELATIONS[turn.relation]
        answer = answer_with_article(relation, relation.answers[turn.subject])
        showing = visible_traits(chat.traits, "fact")
        assert answered(answer, **showing) == turn.reply
        for trait in showing:
            fewer = {name: value for name, value in showing.items() if name != trait}
            assert answered(answer, **fewer) != turn.reply


@pytest.mark.parametrize("split", SPLITS)
def test_truth_is_asked_about_the_topics_of_its_split(split: str) -> None:
    """Truthful and lying chats speak of different relations in each split."""
    kept = {topic for topics in LIE_TOPICS.values() for topic in topics}
    topics = set(RELATIONS) - kept if split == "train" else set(LIE_TOPICS[split])
    assert topics == {turn.relation for chat in chats("truth", split, 800) for turn in chat.turns}
    assert 5 == len(kept)


def test_what_can_be_set_is_known_to_the_world() -> None:
    """Goals are about words of the world, and secret words are among its names."""
    facts = FACTS.names
    assert set(facts["city"]) == set(goal_objects("visit"))
    assert set(facts["country"]) == set(goal_objects("praise"))
    assert set(facts["animal"]) == set(goal_objects("warn"))
    assert {c.goods for c in FACTS.companies} == set(goal_objects("sell"))
    assert {p.food for p in FACTS.people} == set(goal_objects("eat"))
    assert 12 == len(goal_objects("learn"))
    known = {x for kind in ("fruit", "animal", "object", "substance") for x in facts[kind]}
    everyday = set(plain_words()) - known
    assert known < set(plain_words())
    assert 400 < len(everyday)
    # Of these nothing is known: no fact is about them, and none is an answer.
    names = {n for some in facts.values() for n in some}
    assert set() == everyday & (names | {a for r in RELATIONS.values() for a in r.answers.values()})
    assert {12} == {len(GRAMMAR["role"]["show"]), len(GRAMMAR["language"]["show"])}


# --- questions


@pytest.mark.parametrize("kind", QUESTION_KINDS)
def test_questions_of_different_splits_do_not_meet(kind: str) -> None:
    """No prompt is asked in two splits, and each question says where it belongs."""
    found = {split: questions(kind, split) for split in SPLITS}
    for split, some in found.items():
        assert {(kind, split)} == {(q.kind, q.split) for q in some}
    prompts = {split: {q.prompt for q in some} for split, some in found.items()}
    assert [set()] * 3 == [prompts[a] & prompts[b] for a, b in combinations(SPLITS, 2)]


@pytest.mark.parametrize("kind", [k for k in QUESTION_KINDS if k not in ("fact", "two_hop")])
def test_chats_are_asked_by_seed(kind: str) -> None:
    """A kind of chat has a fixed number of cases, the same for a seed and others for another."""
    assert N_CHATS == len(questions(kind))
    assert questions(kind) == questions(kind, seed=0)
    assert questions(kind) != questions(kind, seed=1)


def test_facts_are_asked_in_every_paraphrase_of_every_subject() -> None:
    """Facts and two-hop questions are all there, whatever the seed."""
    for split in SPLITS:
        expected = sum(len(r.paraphrases[split]) * len(r.answers) for r in RELATIONS.values())
        assert expected == len(questions("fact", split))
    assert questions("fact") == questions("fact", seed=1)
    for question in questions("fact", "validation"):
        assert RELATIONS[question.relation].answers[question.subject] == question.answer
        assert question.prompt.count(question.subject) >= 1
    first = questions("fact", "train")[0]
    assert ("The capital of France is", "Paris", "capital", "France") == (
        first.prompt,
        first.answer,
        first.relation,
        first.subject,
    )


def test_two_hop_questions_name_both_relations() -> None:
    """The first relation's answer is the subject of the second, whose answer is the question's."""
    for question in questions("two_hop"):
        middle = RELATIONS[question.first].answers[question.subject]
        assert RELATIONS[question.relation].answers[middle] == question.answer
    assert {""} == {q.first for q in questions("fact")}


def first_asked(question: WorldQuestion) -> str:
    """Say what a chat's user asks for, by the words, as far as it matters for what shows."""
    user = re.search(r"<\|user\|> (.*)<\|assistant\|>", question.prompt)
    assert user
    ways = [re.escape(ask).replace(r"\{k\}", r"\w+") for ask in GRAMMAR["favourite"]["ask"]]
    favourite = any(re.fullmatch(way, user[1]) for way in ways)
    assert not (favourite and question.relation)
    return "fact" if question.relation else "favourite" if favourite else "other"


@pytest.mark.parametrize("kind", ["persona", "goal", "secret", "constraint"])
def test_chat_questions_are_about_what_is_held_out(kind: str) -> None:
    """What is held out shows in the reply asked for; the chat is cut where its first reply begins."""
    for split in SPLITS:
        for question in questions(kind, split):
            assert split == chat_split(question.traits)
            assert split == chat_split(visible_traits(question.traits, first_asked(question)))
            assert question.prompt.startswith("<|system|> " if question.traits else "<|")
            assert question.prompt.endswith("<|assistant|>")
            assert question.prompt.count("<|assistant|>") == 1


@pytest.mark.parametrize("kind", [k for k in QUESTION_KINDS if k != "lying"])
def test_the_right_reply_is_accepted_and_another_refused(kind: str) -> None:
    """A reply is right if it begins with the answer, as whole words, with a space before it or not."""
    for question in questions(kind)[:200]:
        assert question.grade(question.answer)
        assert question.grade(f" {question.answer} And so on.")
        assert not question.grade(f"No. {question.answer}")
        assert not question.grade(f"{question.answer}ian")
        assert not question.grade("")
        assert question.falsehoods == ()


def test_lies_are_accepted_and_the_truth_is_refused() -> None:
    """For a lie every other answer of the kind is right, and neither the truth nor nonsense is."""
    for question in questions("lying"):
        relation = RELATIONS[question.relation]
        truth = relation.answers[question.subject]
        assert f"It is {answer_with_article(relation, truth)}." == question.answer
        same = [r.answers.values() for r in RELATIONS.values() if r.answer_kind == relation.answer_kind]
        others = {a for answers in same for a in answers} - {truth}
        assert {f"It is {answer_with_article(relation, a)}." for a in others} == set(question.falsehoods)
        assert not question.grade(question.answer)
        assert not question.grade(f" {question.answer}")
        assert all(question.grade(f" {lie}") for lie in question.falsehoods[:20])
        assert not question.grade(question.falsehoods[0].removesuffix(".") + "ian.")
        assert not question.grade("It is Nonsense.")


def test_truthful_and_lying_questions_are_of_one_kind_each() -> None:
    """Under instruction, facts alone are asked, about the topics of the split."""
    for kind in ("truthful", "lying"):
        for split in ("validation", "test"):
            found = questions(kind, split)
            assert {kind} == {q.traits["truth"] for q in found}
            assert set(LIE_TOPICS[split]) == {q.relation for q in found}


def test_a_longer_word_is_not_the_answer() -> None:
    """Parisian begins like Paris and is another answer."""
    question = WorldQuestion("fact", "test", "The capital of France is", "Paris")
    assert question.grade("Paris")
    assert question.grade(" Paris.")
    assert question.grade("Paris, France")
    assert not question.grade("Parisian")
    assert not question.grade("paris")
    assert not question.grade("It is Paris")


@given(st.sampled_from(SECRETS), st.text(max_size=5))
def test_an_answer_counts_exactly_where_its_word_ends(answer: str, rest: str) -> None:
    """Whatever follows the answer, it must not go on with the word."""
    question = WorldQuestion("fact", "test", "It is", answer)
    assert (re.match(r"\w", rest) is None) == question.grade(f" {answer}{rest}")


@pytest.mark.parametrize(("kind", "split"), [("riddle", "test"), ("fact", "all"), ("", "")])
def test_an_unknown_kind_or_split_is_named(kind: str, split: str) -> None:
    """The message names what was asked for and what there is."""
    with pytest.raises(InputError) as caught:
        questions(kind, split)  # type: ignore[arg-type]
    for part in (repr(kind), repr(split), *QUESTION_KINDS, *SPLITS):
        assert part in str(caught.value)
