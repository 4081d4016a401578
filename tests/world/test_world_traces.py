"""Questions about what activations carry: each can be graded, and what is held out stays out."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latentlens.errors import InputError
from latentlens.world import TraceQuestion, load_facts, trace_questions
from latentlens.world.chats import LIE_TOPICS
from latentlens.world.fact_relations import relations
from latentlens.world.split import SPLITS, Split, split_of
from latentlens.world.text import world_words
from latentlens.world.traces import MOST_OPTIONS, TRACE_KINDS, TRAITS, wordings
from latentlens.world.traits import chat_split

CHATS = tuple(TRAITS)
PROSE = ("entity", "attribute")
kinds = st.sampled_from(TRACE_KINDS)
splits = st.sampled_from(SPLITS)
seeds = st.integers(0, 10**6)


def asked(question: TraceQuestion) -> str:
    """Cut out of the prompt what the activations are of."""
    return question.prompt[slice(*question.span)]


def says(text: str, phrase: str) -> bool:
    """Look for whole words, in capitals or not."""
    return re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE) is not None


def secret_part(question: TraceQuestion) -> str:
    """Take what would give the answer away: of a goal, what it is about."""
    return question.answer.partition(" ")[2] if question.kind == "goal" else question.answer


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("kind", TRACE_KINDS)
def test_the_answer_is_one_of_a_few_options(kind: str, split: Split) -> None:
    """One may choose from 2 to `MOST_OPTIONS` different options in order, and the answer is among them."""
    found = trace_questions(kind, split)
    assert 300 == len(found)
    for question in found:
        assert (kind, split) == (question.kind, question.split)
        assert question.answer in question.options
        assert sorted(set(question.options)) == list(question.options)
        assert 2 <= len(question.options) <= MOST_OPTIONS


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(PROSE), splits, seeds)
def test_the_span_of_prose_is_the_name(kind: str, split: Split, seed: int) -> None:
    """In prose, the span is the entity's name, and no other of its kind stands in the text."""
    names = load_facts().names
    for question in trace_questions(kind, split, cases=5, seed=seed):
        own = next(some for some in names.values() if question.subject in some)
        assert question.subject == asked(question)
        before, after = question.prompt[: question.span[0]], question.prompt[question.span[1] :]
        inside = [n for n in own if n in question.subject]
        assert not [n for n in own if n not in inside and (says(before, n) or says(after, n))]


@settings(deadline=None, max_examples=20)
@given(splits, seeds)
def test_the_span_of_a_statement_is_its_last_word(split: Split, seed: int) -> None:
    """A statement is a paraphrase of its split, its span the last word, and the answer comes after it."""
    for question in trace_questions("next_fact", split, cases=5, seed=seed):
        relation = relations()[question.relation]
        assert question.prompt.split()[-1] == asked(question)
        assert len(question.prompt) == question.span[1]
        assert question.prompt in [p.format(s=question.subject) for p in relation.paraphrases[split]]
        assert relation.answers[question.subject] == question.answer


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(CHATS), splits, seeds)
def test_the_span_of_a_chat_leaves_out_the_system_prompt(kind: str, split: Split, seed: int) -> None:
    """In a chat, the span is the user's words up to where the first reply begins."""
    for question in trace_questions(kind, split, cases=5, seed=seed):
        assert question.prompt.startswith("<|system|>")
        assert 1 == question.prompt.count("<|user|>") == asked(question).count("<|user|>")
        assert asked(question).startswith("<|user|>")
        assert question.prompt.endswith(asked(question))
        assert asked(question).endswith("<|assistant|>")
        assert question.traits[question.relation] == question.answer


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([k for k in TRACE_KINDS if k != "entity"]), splits, seeds)
def test_the_answer_does_not_stand_in_the_span(kind: str, split: Split, seed: int) -> None:
    """Activations are read, not copied from: the text that they are of never says the answer."""
    for question in trace_questions(kind, split, cases=10, seed=seed):
        text = asked(question) if kind in CHATS else question.prompt
        assert not says(text, secret_part(question))


def test_an_attribute_is_a_fact_of_the_entity() -> None:
    """The answer to an attribute question is what the world's facts say of the entity."""
    for question in trace_questions("attribute"):
        assert relations()[question.relation].answers[question.subject] == question.answer


@pytest.mark.parametrize("kind", PROSE)
def test_entities_are_asked_about_in_one_split_alone(kind: str) -> None:
    """No entity is asked about in two splits, nor is its name an option of another split."""
    found = {s: trace_questions(kind, s) for s in SPLITS}
    subjects = {s: {q.subject for q in found[s]} for s in SPLITS}
    assert all(s == split_of("trace", name) for s in SPLITS for name in subjects[s])
    if kind == "entity":
        options = [{o for q in found[s] for o in q.options} for s in SPLITS]
        assert len(set.union(*options)) == sum(map(len, options))


def test_chats_belong_to_their_split() -> None:
    """What a chat sets is of its split; a goal is so for its own sake; lies are about the split's topics."""
    for split in SPLITS:
        for kind in ("persona", "goal", "secret"):
            assert {split} == {chat_split(q.traits) for q in trace_questions(kind, split)}
        for kind in ("goal", "secret"):
            options = {o for q in trace_questions(kind, split) for o in q.options}
            assert {split} == {chat_split({kind: o}) for o in options}
    held_out = dict(LIE_TOPICS)
    answer_with_article = {
        s: {q.prompt.split("<|user|>")[1] for q in trace_questions("truthfulness", s)} for s in SPLITS
    }
    asks = {
        s: {
            f" {a.format(s=x)}<|assistant|>"
            for t in topics
            for a in relations()[t].questions
            for x in relations()[t].answers
        }
        for s, topics in held_out.items()
    }
    assert all(answer_with_article[s] <= asks[s] for s in held_out)
    assert not answer_with_article["train"] & (asks["validation"] | asks["test"])


def test_prompts_of_two_splits_do_not_meet() -> None:
    """No question of one split stands word for word in another."""
    for kind in TRACE_KINDS:
        found = [{(q.prompt, q.span) for q in trace_questions(kind, s)} for s in SPLITS]
        assert len(set.union(*found)) == sum(map(len, found)), kind


def test_wordings_of_two_splits_do_not_meet() -> None:
    """Every question has wordings for each split, at least two, and shares none with another split."""
    for name, lists in wordings().items():
        every = [wording for split in SPLITS for wording in lists[split]]
        assert list(SPLITS) == list(lists), name
        assert all(len(lists[s]) >= 2 for s in SPLITS), name
        assert len(set(every)) == len(every), name
    assert {"entity", "attribute", "next_fact", *(t for some in TRAITS.values() for t in some)} == set(
        wordings()
    )


@pytest.mark.parametrize("kind", TRACE_KINDS)
def test_questions_are_worded_as_their_split_words_them(kind: str) -> None:
    """No question asked in one split is asked in the same words in another."""
    found = [{q.question for q in trace_questions(kind, s)} for s in SPLITS]
    assert len(set.union(*found)) == sum(map(len, found))


def test_wordings_use_words_of_the_world() -> None:
    """A model of the world reads each word of a question as one token."""
    text = " ".join(w for lists in wordings().values() for some in lists.values() for w in some)
    assert set() == set(re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text))) - set(world_words())
    asked = " ".join(q.question for k in TRACE_KINDS for s in SPLITS for q in trace_questions(k, s))
    unknown = set(re.findall(r"[A-Za-z]+", asked)) - set(world_words())
    assert set() == unknown


def test_an_attribute_is_worded_before_its_entity() -> None:
    """The plainest phrase of every relation ends with the subject, so that "this country" may follow it."""
    assert all(r.noun_phrases[0].endswith(" {s}") for r in relations().values())
    assert not [q for q in trace_questions("attribute") if "{" in q.question]


@settings(deadline=None, max_examples=20)
@given(kinds, splits, seeds, st.integers(1, 6))
def test_equal_arguments_give_equal_questions(kind: str, split: Split, seed: int, cases: int) -> None:
    """Questions depend on the arguments alone, and more cases begin with the same ones."""
    first = trace_questions(kind, split, cases=cases, seed=seed)
    assert first == trace_questions(kind, split, cases=cases, seed=seed)
    assert cases == len(first)
    assert first == trace_questions(kind, split, cases=cases + 3, seed=seed)[:cases]


def test_seeds_differ() -> None:
    """Another seed asks other questions."""
    assert trace_questions("entity", cases=10) != trace_questions("entity", cases=10, seed=1)


@pytest.mark.parametrize(("kind", "split"), [("colour of hair", "test"), ("entity", "holdout")])
def test_an_unknown_kind_or_split_is_named(kind: str, split: str) -> None:
    """The error names what was given and what there is."""
    given_name = kind if split == "test" else split
    with pytest.raises(InputError, match=f"'{given_name}'.*entity, attribute.*train, validation, test"):
        trace_questions(kind, split)  # type: ignore[arg-type]


@pytest.mark.parametrize("cases", [0, -3])
def test_no_cases_are_an_error(cases: int) -> None:
    """One asks at least one question."""
    with pytest.raises(InputError, match=f"{cases} cases: ask for 1 or more"):
        trace_questions("entity", cases=cases)


def test_asking_leaves_torch_alone() -> None:
    """Questions are plain data: writing them must not load torch."""
    code = (
        "import sys; from latentlens.world import trace_questions; trace_questions('goal', cases=1); "
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
