"""What a teaching model says, and how it is graded."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from latentlens.experiments.world_report import (
    knowledge,
    replies,
)
from latentlens.experiments.world_report.share import share_figure
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.scoring.intervals import wilson
from latentlens.world import WorldQuestion, questions
from latentlens.world.text import document
from world_shape import EOS, RELATIONS, TOKENIZER

LONGEST = 24


@pytest.fixture(scope="module")
def prompts() -> list[str]:
    """Prompts of many lengths, chats among them."""
    asked = [q.prompt for kind in ("fact", "persona", "two_hop", "goal") for q in questions(kind)[::97][:10]]
    rng = Random(0)
    return [*asked, *(document(rng).split(".")[0] for _ in range(20))]


@pytest.fixture(scope="module")
def generated(plain_world: Any, prompts: list[str]) -> dict[str, list[int]]:
    """What transformers' own greedy generation says after each prompt alone, the end token included."""
    found = {}
    for prompt in prompts:
        ids = torch.tensor([TOKENIZER(prompt).input_ids])
        mask = torch.ones_like(ids)
        whole = plain_world.generate(ids, attention_mask=mask, do_sample=False, max_new_tokens=LONGEST)
        found[prompt] = whole[0, ids.shape[1] :].tolist()
    return found


# --- shares


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


def test_going_on_is_what_generation_says(world_session, generated, prompts: list[str], monkeypatch) -> None:
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
    assert expected == replies.continues_with(world_session.model, asked, continuations)
    monkeypatch.setattr(replies, "BATCH", 3)
    assert expected[::-1] == replies.continues_with(world_session.model, asked[::-1], continuations[::-1])
    assert [] == replies.continues_with(world_session.model, [], [])


@pytest.mark.parametrize("longest", [1, 7, LONGEST])
def test_replies_are_what_generation_says(
    world_session, generated, prompts: list[str], longest: int, monkeypatch
) -> None:
    """Each reply is that of greedy generation alone, up to its end, in the order of the prompts."""
    expected = []
    for prompt in prompts:
        tokens = generated[prompt][:longest]
        assert EOS not in tokens[:-1]
        expected.append(TOKENIZER.decode([t for t in tokens if t != EOS]))
    assert expected == replies.generate_replies(world_session.model, prompts, max_new_tokens=longest)
    monkeypatch.setattr(replies, "BATCH", 2)
    assert expected[::-1] == replies.generate_replies(
        world_session.model, prompts[::-1], max_new_tokens=longest
    )
    assert [] == replies.generate_replies(world_session.model, [])


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
    world_session: Any = SimpleNamespace(model=None)
    figures = [
        *knowledge.facts(world_session, "validation"),
        *knowledge.behaviours(world_session, "validation"),
    ]
    assert ["facts", *list(asked)[1:]] == [figure.name for figure in figures]
    assert {kind: questions(kind, "validation") for kind in asked} == asked
    assert [len(some) for some in asked.values()] == [figure.cases for figure in figures]
