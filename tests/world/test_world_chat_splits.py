"""Chats of the teaching world: what is held out, and the questions about it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlens.errors import InputError
from latentlens.world import load_facts
from latentlens.world.chats import CHAT_SHARES, LIE_TOPICS, draw_chat
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
from latentlens.world.wording import answer_with_article
from world_replies import GRAMMAR, RELATIONS, answered, chats, turns

FACTS = load_facts()


SET = ("persona", "goal", "secret", "constraint")
"""The kinds of chat in which something may be held out by its traits."""

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
