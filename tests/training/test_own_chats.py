"""Rows about what a model says itself: its replies, its texts and its chats."""

from __future__ import annotations

from random import Random

import pytest

from latentlens import Session
from latentlens.display.progress import Progress
from latentlens.engine.query import NextToken, Query
from latentlens.errors import Cancelled
from latentlens.training.data import (
    ContextPrediction,
    DecoderRow,
    OwnChats,
    sampled_replies,
    sampled_texts,
)
from latentlens.training.data.own_chat_traits import OWN_TRAITS
from latentlens.training.data.row_positions import token_ids
from latentlens.world import model_path, passages
from latentqa_items import STIMULI
from plain import Plain

TEXTS = tuple(passages(Random(0), 300))


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the shipped model."""
    return Session()


def test_greedy_replies_are_those_of_transformers(session: Session) -> None:
    """Without temperature a reply is what transformers generates."""
    texts = ("Good morning.", "What is the capital of Peru?")
    chats = [[{"role": "user", "content": text}] for text in texts]
    plain, tokenizer = Plain(model_path()), session.backend.tokenizer
    expected = []
    for chat in chats:
        query = Query(token_ids(tuple(chat), session.backend), (), NextToken())
        ids = plain.greedy(query, 8)
        end = ids.index(tokenizer.hf.eos_token_id) if tokenizer.hf.eos_token_id in ids else len(ids)
        expected.append(tokenizer.decode(ids[:end]).strip())
    assert expected == sampled_replies(session, chats, max_new_tokens=8, temperature=0.0)


def test_a_reply_depends_on_its_own_chat_alone(session: Session) -> None:
    """Other chats and their order change no reply; the seed does."""
    chats = [[{"role": "user", "content": text}] for text in STIMULI]
    some = sampled_replies(session, chats, max_new_tokens=8, seed=1)
    assert some == sampled_replies(session, chats[::-1], max_new_tokens=8, seed=1)[::-1]
    assert some[2:3] == sampled_replies(session, chats[2:3], max_new_tokens=8, seed=1)
    assert some != sampled_replies(session, chats, max_new_tokens=8, seed=2)


def test_a_sampled_text_goes_on_from_its_beginning(session: Session) -> None:
    """The model's own texts begin as given, and can be asked about as any corpus."""
    texts = sampled_texts(session, [text[:20] for text in TEXTS[:40]], max_new_tokens=8)
    assert all(text.startswith(given[:20]) for text, given in zip(texts, TEXTS, strict=False))
    assert ContextPrediction(texts, label="own").rows(session, n=3)


def test_making_rows_can_be_cancelled(session: Session) -> None:
    """A cancelled progress ends the work."""
    progress = Progress(bar=False)
    progress.cancel()
    with pytest.raises(Cancelled):
        OwnChats().rows(session, n=3, progress=progress)
    with pytest.raises(Cancelled):
        sampled_replies(session, [[{"role": "user", "content": "Hello."}]], progress=progress)


def test_own_chats_set_what_is_asked_for(session: Session) -> None:
    """The answer stands in the system prompt, which is not read."""
    rows = OwnChats(read="user").rows(session, "test", 60)
    assert {f"own_chats/{name}" for name in OWN_TRAITS} >= {row.task for row in rows}
    assert 5 <= len({row.task for row in rows})
    for row in rows:
        system = row.source[0]["content"]  # type: ignore[index]
        assert row.answer in system
        assert row.answer in row.options
        assert not row.text_gives_away
        assert row.source[1]["content"] in row.text_gives  # type: ignore[index]


def test_test_pairs_are_made_of_training_values(session: Session) -> None:
    """Features of a test pair occur in training, each with others; the pair itself does not."""
    train, test = (OwnChats(read="user").rows(session, split, 400) for split in ("train", "test"))

    def pairs(rows: list[DecoderRow]) -> set[str]:
        return {name[5:] for row in rows for name in row.held_out_by if name.startswith("pair ")}

    values = {value for pair in pairs(train) for value in pair.split(", ")}
    assert pairs(test)
    assert set() == pairs(train) & pairs(test)
    assert set() == {value for pair in pairs(test) for value in pair.split(", ")} - values


def test_a_secret_that_the_reply_tells_is_left_out(session: Session) -> None:
    """A row about a secret word has a reply that keeps it."""
    rows = OwnChats({"secret": OWN_TRAITS["secret"]}, max_new_tokens=6).rows(session, "train", 8)
    assert {"own_chats/secret"} == {row.task for row in rows}
    assert not any(row.text_gives_away for row in rows)
    assert all("assistant" == row.source[-1]["role"] for row in rows)  # type: ignore[index]
