"""Generators of rows for decoders: what they read, what they ask, and that no split sees another."""

from __future__ import annotations

import collections
import re
from random import Random
from typing import Any

import pytest

from latentlens import Session
from latentlens.errors import InputError
from latentlens.real_world.decoder_facts import decoder_facts
from latentlens.training.data import (
    Classification,
    ContextPrediction,
    DocumentCuts,
    LatentQA,
    ModelVariant,
    NextTokenOptions,
    OwnChats,
    RelationRows,
    RowGenerator,
    VariantBehaviour,
    check_no_leaks,
    mix,
)
from latentlens.training.data.decoder_row import ROW_SPLITS
from latentlens.training.data.row_positions import token_ids
from latentlens.training.data.row_splits import row_split, wordings_of
from latentlens.world import passages
from latentqa_items import items

TEXTS = tuple(passages(Random(0), 300))
COLOURS = tuple(
    (f"The {thing} number {i} is {v}.", v)
    for i in range(30)
    for thing in ("tent", "lamp")
    for v in ("red", "blue", "green")
)


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the shipped model."""
    return Session()


def generators() -> list[RowGenerator]:
    """Return one generator of each kind, with material for every split."""
    variants = [ModelVariant(f"{label} {i}", label) for label in ("good", "bad") for i in range(3)]
    return [
        ContextPrediction(TEXTS, most_positions=4, most_tokens=4),
        DocumentCuts(TEXTS),
        NextTokenOptions(TEXTS),
        Classification(COLOURS, "colour", ("Is this {v}?", "Is it {v}?", "{v}?"), ("a?", "b?", "c?")),
        RelationRows(decoder_facts()),
        LatentQA(items()),
        VariantBehaviour(variants, [f"The number {i} is" for i in range(30)]),
        OwnChats(read="user"),
    ]


NAMES = [generator.name for generator in generators()]


@pytest.mark.parametrize("generator", generators(), ids=NAMES)
def test_no_split_sees_another(generator: RowGenerator, session: Session) -> None:
    """What decides the split of a test row stands in no training or validation row."""
    rows = [row for split in ROW_SPLITS for row in generator.rows(session, split, 20, progress=False)]

    assert dict.fromkeys(ROW_SPLITS, 20) == collections.Counter(row.split for row in rows)
    assert all(row.held_out_by for row in rows)
    check_no_leaks(rows)


@pytest.mark.parametrize("generator", generators(), ids=NAMES)
def test_the_same_seed_makes_the_same_rows(generator: RowGenerator, session: Session) -> None:
    """Of more rows the first are the same; another seed makes others."""
    few, many, others = (
        generator.rows(session, "train", n, seed, progress=False) for n, seed in ((5, 3), (12, 3), (12, 4))
    )
    assert few == many[:5]
    assert many != others


@pytest.mark.parametrize("generator", generators(), ids=NAMES)
def test_the_positions_have_the_text_that_is_given(generator: RowGenerator, session: Session) -> None:
    """Every position is a token of the source, and together they spell `text_gives`."""
    for row in generator.rows(session, "train", 20, progress=False):
        ids = token_ids(row.source, session.backend)
        assert max((*row.positions, *row.hidden)) < len(ids)
        spelled = session.backend.tokenizer.decode([ids[i] for i in row.positions])
        assert row.text_gives == spelled


def test_a_backend_does_as_well_as_a_session(session: Session) -> None:
    """A generator takes either, and nothing else."""
    generator = ContextPrediction(TEXTS)
    assert generator.rows(session, n=3) == generator.rows(session.backend, n=3)
    with pytest.raises(InputError, match="session or a backend"):
        generator.rows("gpt2", n=3)  # type: ignore[arg-type]


def test_context_rows_ask_for_what_stands_there(session: Session) -> None:
    """The answer is the text of the tokens just before or after those that are read."""
    tokenizer = session.backend.tokenizer
    for row in ContextPrediction(TEXTS, 6, 3).rows(session, n=60):
        ids = token_ids(row.source, session.backend)
        n = int((re.search(r"\d+", row.question) or ["1"])[0])
        first, last = row.positions[0], row.positions[-1]
        there = ids[first - n : first] if row.task.endswith("previous") else ids[last + 1 : last + 1 + n]
        assert tokenizer.decode(list(there)).strip() == row.answer
        assert n == len(there) <= 3
        assert list(range(first, last + 1)) == list(row.positions)
        assert first > 0  # <bos> is never read


def test_half_of_the_context_rows_read_one_position(session: Session) -> None:
    """The share of single positions is as wished, and the others read several."""
    rows = ContextPrediction(TEXTS, 10).rows(session, n=300)
    single = sum(len(row.positions) == 1 for row in rows) / len(rows)
    assert single == pytest.approx(0.5 + 0.5 / 10, abs=0.09)
    assert {"context/next", "context/previous"} == {row.task for row in rows}


def test_long_documents_are_cut_between_tokens(session: Session) -> None:
    """A document longer than `row_tokens` is read in its beginning, with the same tokens."""
    long = tuple(" ".join(TEXTS[i : i + 40]) for i in range(30))
    for row in ContextPrediction(long, row_tokens=20).rows(session, n=20):
        ids = token_ids(row.source, session.backend)
        whole = session.backend.tokenizer.encode_continuation(
            next(t for t in long if t.startswith(row.source))
        )
        assert 21 == len(ids)
        assert list(ids[1:]) == whole[:20]


def test_a_cut_is_the_part_of_the_document_that_is_read(session: Session) -> None:
    """The five options are the document, in order, and the answer holds the position that is read."""
    for row in DocumentCuts(TEXTS).rows(session, n=20):
        ids = token_ids(row.source, session.backend)
        assert 5 == len(row.options)
        assert "".join(row.options).replace(" ", "") == str(row.source).replace(" ", "")
        before = session.backend.tokenizer.decode(list(ids[: row.positions[-1] + 1])).strip()
        earlier = row.options[: row.options.index(row.answer)]
        assert "".join((*earlier, row.answer)).replace(" ", "").startswith(before.replace(" ", ""))
        assert len(before.replace(" ", "")) > len("".join(earlier).replace(" ", ""))


def test_the_next_token_is_among_the_options(session: Session) -> None:
    """The answer is the token after the position, one of four different ones."""
    for row in NextTokenOptions(TEXTS).rows(session, n=20):
        ids = token_ids(row.source, session.backend)
        assert session.backend.tokenizer.decode([ids[row.positions[0] + 1]]).strip() == row.answer
        assert 4 == len(row.options)


def test_yes_is_right_as_often_as_no(session: Session) -> None:
    """A question that names the text's label is answered with yes, one that names another with no."""
    rows = Classification(COLOURS, "colour", form="yes_no").rows(session, n=200)
    for row in rows:
        named = row.question.removeprefix("Is this ").removesuffix("?")
        assert ("Yes" if str(row.source).endswith(f"{named}.") else "No") == row.answer
    assert sum(row.answer == "Yes" for row in rows) / 200 == pytest.approx(0.5, abs=0.1)
    single = sum(len(row.positions) == 1 for row in rows) / 200
    assert single == pytest.approx(2 / 3, abs=0.12)


def test_a_relation_is_read_at_the_last_token_of_the_name(session: Session) -> None:
    """The position is the end of the subject, the text ends there, and its answer is not in it."""
    facts = {(fact.relation, fact.subject): fact.answer for fact in decoder_facts()}
    for row in RelationRows(decoder_facts()).rows(session, n=50):
        subject = next(name for name in row.held_out_by if name.startswith("entity "))[7:]
        ids = token_ids(row.source, session.backend)
        assert (len(ids) - 1,) == row.positions
        assert str(row.source).endswith(subject)
        assert facts[row.task.partition("/")[2], subject] == row.answer
        assert subject not in row.question


def test_a_variant_is_named_and_its_label_asked_for(session: Session) -> None:
    """The same prompts are asked about for every variant, so the text tells nothing."""
    variants = [
        ModelVariant("a", "lying"),
        ModelVariant("b", "honest"),
        ModelVariant("c", "lying", ("test",)),
    ]
    generator = VariantBehaviour(variants, [f"The number {i} is" for i in range(10)])
    labels = {each.name: each.label for each in variants}
    train, test = (generator.rows(session, split, 60) for split in ("train", "test"))
    for row in (*train, *test):
        named = row.question.removeprefix("Is this model ").removesuffix("?")
        right = labels[row.variant]
        assert row.answer == (right if row.task == "behaviour/choice" else "Yes" if named == right else "No")
    assert {"a", "b"} == {row.variant for row in train}
    assert {"a", "b", "c"} == {row.variant for row in test}


@pytest.mark.parametrize("n", [3, 5, 12, 40])
def test_every_split_has_wordings_of_its_own(n: int) -> None:
    """Wordings are shared out among the splits, all of them, none twice."""
    wordings = [f"wording {i}?" for i in range(n)]
    found = [text for split in ROW_SPLITS for text in wordings_of(split, wordings)]
    assert sorted(wordings) == sorted(found)
    assert all(wordings_of(split, wordings) for split in ROW_SPLITS)


def test_a_mixture_has_its_shares_in_any_order(session: Session) -> None:
    """The order in which generators are given changes no row, and shares are met to the row."""
    one, two, three = ContextPrediction(TEXTS), NextTokenOptions(TEXTS), DocumentCuts(TEXTS)
    rows = mix({one: 3, two: 2, three: 1}, session, "train", 31, 5)
    assert rows == mix({three: 1, one: 3, two: 2}, session, "train", 31, 5)
    assert {"context": 16, "next_token": 10, "cuts": 5} == collections.Counter(
        row.task.partition("/")[0] for row in rows
    )
    assert rows != mix({one: 3, two: 2, three: 1}, session, "train", 31, 6)
    assert mix({one: 1, two: 1}, session, n=3) == mix({two: 1, one: 1}, session, n=3)  # one is left over
    assert len({row.task.partition("/")[0] for row in rows[:6]}) > 1


@pytest.mark.parametrize(
    ("mixture", "message"),
    [
        ({}, "dict from generators"),
        ({ContextPrediction(TEXTS): 0}, "share of context is 0"),
        ({ContextPrediction(TEXTS): 1, ContextPrediction(TEXTS, 3): 1}, "two generators are named"),
    ],
)
def test_a_mixture_that_cannot_be_is_refused(session: Session, mixture: Any, message: str) -> None:
    """Shares are above 0, and names differ."""
    with pytest.raises(InputError, match=f"(?i){message}"):
        mix(mixture, session, n=4)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ContextPrediction(()), "no texts"),
        (lambda: ContextPrediction(TEXTS, most_tokens=0), "most_tokens is 0"),
        (lambda: Classification((("a", "b"),), "x"), "1 labels"),
        (lambda: Classification(COLOURS, "x", yes_no=("Is it?",)), "no {v}"),
        (lambda: Classification(("ab",), "x"), "list of pairs"),
        (lambda: LatentQA(()), "items are"),
        (lambda: LatentQA(items(), masking="none"), "masking is 'none'"),  # type: ignore[arg-type]
        (lambda: OwnChats(read="all"), "read is"),
        (lambda: RelationRows(()), "facts are"),
        (
            lambda: VariantBehaviour((ModelVariant("a", "b"), ModelVariant("a", "c")), ("x", "y", "z")),
            "share a name",
        ),
        (
            lambda: VariantBehaviour((ModelVariant("a", "b"), ModelVariant("c", "d")), ("x",)),
            "at least 3 prompts",
        ),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(make: Any, message: str) -> None:
    """The error says what is wrong."""
    with pytest.raises(InputError, match=message):
        make()


def test_too_little_material_is_said(session: Session) -> None:
    """A generator that runs out says how many rows there are."""
    other = next(split for split in ROW_SPLITS if split != row_split("document", "one text"))
    with pytest.raises(InputError, match=r"gives 0 rows of the split '\w+', and 5 were asked for"):
        ContextPrediction(("one text",)).rows(session, other, 5)
