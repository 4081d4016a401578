"""Rows for decoders made of the world: true answers, nothing given away, and no split that sees another."""

from __future__ import annotations

from random import Random

import pytest

from latentlens import Session
from latentlens.training.data import ContextPrediction, check_no_leaks
from latentlens.training.data.decoder_row import ROW_SPLITS
from latentlens.training.data.row_positions import token_ids
from latentlens.world import load_facts, passages
from latentlens.world.decoder_rows import (
    CHAT_KINDS,
    CONSTRAINT_QUESTIONS,
    DESCRIPTION_QUESTIONS,
    WORLD_NEXT,
    WORLD_PREVIOUS,
    WORLD_ROW_KINDS,
    WorldRows,
)
from latentlens.world.fact_relations import relations
from latentlens.world.text import world_words
from latentlens.world.traits import chat_split


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the shipped model."""
    return Session()


@pytest.mark.parametrize("kind", WORLD_ROW_KINDS)
def test_no_split_of_the_world_sees_another(kind: str, session: Session) -> None:
    """No entity, statement, pair, value, user's message or wording of a test row stands in training."""
    rows = [row for split in ROW_SPLITS for row in WorldRows(kind).rows(session, split, 25)]
    check_no_leaks(rows)
    assert all(row.answer in row.options for row in rows)


def test_all_kinds_together_leak_nothing(session: Session) -> None:
    """Nor does what one kind holds out stand in another's training rows."""
    check_no_leaks(
        row
        for split in ROW_SPLITS
        for kind in WORLD_ROW_KINDS
        for row in WorldRows(kind).rows(session, split, 12, 1)
    )


@pytest.mark.parametrize("kind", ["entity", "description", "attribute"])
def test_an_entity_is_read_at_the_last_token_of_its_name(kind: str, session: Session) -> None:
    """The position is the end of the name, nothing after it is run, and the answer is the world's."""
    names = {name for some in load_facts().names.values() for name in some}
    for row in WorldRows(kind).rows(session, "test", 30):
        subject = row.held_out_by[0].removeprefix("entity ")
        assert subject in names
        assert str(row.source).endswith(subject)
        assert (len(token_ids(row.source, session.backend)) - 1,) == row.positions
        if kind == "entity":
            assert subject == row.answer
        elif kind == "description":
            assert load_facts().descriptions[subject] == row.answer
        else:
            assert row.answer in {r.answers.get(subject) for r in relations().values()}


@pytest.mark.parametrize("kind", CHAT_KINDS)
def test_of_a_chat_the_system_prompt_is_not_read(kind: str, session: Session) -> None:
    """Read are the tokens from the user's mark on; what is asked for is not in them."""
    user = session.backend.tokenizer.hf.convert_tokens_to_ids("<|user|>")
    for row in WorldRows(kind).rows(session, "train", 20):
        ids = token_ids(row.source, session.backend)
        assert list(range(ids.index(user), len(ids))) == list(row.positions)
        assert ["system", "user"] == [message["role"] for message in row.source]  # type: ignore[index]
        assert () == row.hidden
        assert not row.text_gives_away


def test_the_control_itself_can_be_read_or_hidden(session: Session) -> None:
    """Reading the control reads all but <bos>; unattended, it is hidden and all the rest is read."""
    control = WorldRows("goal", "control").rows(session, "train", 5)
    hidden = WorldRows("goal", masking="unattended").rows(session, "train", 5)
    for row in control:
        n = len(token_ids(row.source, session.backend))
        assert list(range(1, n)) == list(row.positions)
    for row in hidden:
        n = len(token_ids(row.source, session.backend))
        assert list(range(1, n)) == [*row.hidden, *row.positions]
        assert row.hidden


def test_replies_are_the_models_own(session: Session) -> None:
    """A completed chat ends with a reply, which is read to its end; a secret's reply does not tell it."""
    rows = WorldRows("secret", "completion", max_new_tokens=8).rows(session, "train", 6)
    for row in rows:
        assert "assistant" == row.source[-1]["role"]  # type: ignore[index]
        assert row.source[-1]["content"] in row.text_gives  # type: ignore[index]
        assert not row.text_gives_away
    assert rows == WorldRows("secret", "completion", max_new_tokens=8).rows(session, "train", 6)


def test_persona_pairs_of_the_test_split_are_new(session: Session) -> None:
    """The feature asked for stands with another one that it never stood with in training."""
    for row in WorldRows("persona").rows(session, "test", 20):
        pairs = [name for name in row.held_out_by if name.startswith("pair ")]
        assert pairs
        for pair in pairs:
            traits = dict(feature.split(" ", 1) for feature in pair.removeprefix("pair ").split(", "))
            assert "test" == chat_split(traits)
            assert row.answer in traits.values()


def test_questions_are_in_the_worlds_words(session: Session) -> None:
    """Every word of the added questions is a word of the world, so the shipped models can read them."""
    words = set(world_words())
    texts = [
        text
        for questions in (CONSTRAINT_QUESTIONS, DESCRIPTION_QUESTIONS)
        for some in questions.values()
        for text in some
    ]
    texts += [text.format(n=2) for text in (*WORLD_NEXT, *WORLD_PREVIOUS)]
    for text in texts:
        assert set() == {word for word in text.strip("?.").split() if word not in words} - {"2"}


def test_the_worlds_text_can_be_a_corpus(session: Session) -> None:
    """Context prediction asks about the world's passages in the world's words."""
    texts = passages(Random(0), 60)
    generator = ContextPrediction(texts, 3, 3, next_questions=WORLD_NEXT, previous_questions=WORLD_PREVIOUS)
    assert {"What", "Say"} == {row.question.split()[0] for row in generator.rows(session, n=30)}
