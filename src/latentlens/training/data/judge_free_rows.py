"""Rows with options that need no judge: which cut of a document, and which next token."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from random import Random

from latentlens.engine.backend import Backend
from latentlens.inputs.numbers import integer
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.data.document_rows import DocumentRows
from latentlens.training.data.row_positions import text_of
from latentlens.training.data.row_splits import held_name


@dataclasses.dataclass(frozen=True)
class DocumentCuts(DocumentRows):
    """Asks which of several equal cuts of a document the activations are from.

    Each row reads the last tokens of one cut; a guess is right in one of `cuts` cases.

    Source: context prediction as Karvonen et al. 2025 (Activation Oracles, arXiv 2512.15674) train it, in a
    form that is graded without a judge.

    Args:
        texts: the documents, split as wholes.
        cuts: number of cuts. Default 5.
        positions: number of positions read. Default 1.
        row_tokens: longer documents are cut to their first so many tokens. Default 256.
        question: the question. Default: "Which part of the text is this from?".
        label: name of the task. Default "cuts".

    Raises:
        InputError: if there are no texts, or a number is out of bounds.

    Examples:
        >>> from latentlens import Session
        >>> texts = [f"The ship number {i} went from Oslo to Lima on a Monday." for i in range(40)]
        >>> len(DocumentCuts(texts).rows(Session(), n=1)[0].options)
        5
    """

    texts: Sequence[str]
    cuts: int = 5
    positions: int = 1
    row_tokens: int = 256
    question: str = "Which part of the text is this from?"
    label: str = "cuts"

    def __post_init__(self) -> None:
        self.check_documents()
        integer("cuts", self.cuts, least=2)
        integer("positions", self.positions, least=1)

    def row(
        self, rng: Random, documents: Sequence[str], model: Backend, split: RowSplit
    ) -> DecoderRow | None:
        """Return a row on one document; see `DocumentRows.row`."""
        begun = self.begin(rng, documents, model)
        beginning, ids, first = begun.text, begun.token_ids, begun.first
        length = (len(ids) - first) // self.cuts
        if length < self.positions:
            return None
        edges = [first + length * i for i in range(self.cuts)] + [len(ids)]
        parts = [model.tokenizer.decode(list(ids[a:b])).strip() for a, b in itertools.pairwise(edges)]
        if len(set(parts)) < self.cuts or not all(parts):
            return None
        drawn = rng.randrange(self.cuts)
        stop = edges[drawn + 1] if drawn + 1 < self.cuts else edges[drawn] + length
        positions = tuple(range(stop - self.positions, stop))
        return DecoderRow(
            beginning,
            positions,
            self.question,
            parts[drawn],
            tuple(parts),
            task=self.name,
            split=split,
            text_gives=text_of(positions, ids, model.tokenizer),
            held_out_by=(held_name("document", begun.document),),
        )


@dataclasses.dataclass(frozen=True)
class NextTokenOptions(DocumentRows):
    """Asks which of several tokens comes next, given the activation of one position.

    The other options are tokens that stand at random places of the split's documents, so that frequent tokens
    are options as often as they are answers.

    Source: as `DocumentCuts`.

    Args:
        texts: the documents, split as wholes.
        n_options: number of options. Default 4.
        row_tokens: longer documents are cut to their first so many tokens. Default 256.
        question: the question. Default: "Which of these comes next?".
        label: name of the task. Default "next_token".

    Raises:
        InputError: if there are no texts, or a number is out of bounds.

    Examples:
        >>> from latentlens import Session
        >>> texts = [f"The ship number {i} went from Oslo to Lima." for i in range(40)]
        >>> len(NextTokenOptions(texts).rows(Session(), n=1)[0].options)
        4
    """

    texts: Sequence[str]
    n_options: int = 4
    row_tokens: int = 256
    question: str = "Which of these comes next?"
    label: str = "next_token"

    def __post_init__(self) -> None:
        self.check_documents()
        integer("n_options", self.n_options, least=2)

    def row(
        self, rng: Random, documents: Sequence[str], model: Backend, split: RowSplit
    ) -> DecoderRow | None:
        """Return a row on one document; see `DocumentRows.row`."""
        begun = self.begin(rng, documents, model)
        beginning, ids, first = begun.text, begun.token_ids, begun.first
        if len(ids) < first + 2:
            return None
        position = rng.randrange(first, len(ids) - 1)
        answer = model.tokenizer.decode([ids[position + 1]]).strip()
        options = {answer}
        for _ in range(20 * self.n_options):
            tokens = model.tokenizer.encode_continuation(rng.choice(documents))
            options.add(model.tokenizer.decode([rng.choice(tokens)]).strip())
            options.discard("")
            if len(options) == self.n_options:
                break
        if not answer or len(options) < self.n_options:
            return None
        return DecoderRow(
            beginning,
            (position,),
            self.question,
            answer,
            tuple(sorted(options)),
            task=self.name,
            split=split,
            text_gives=text_of((position,), ids, model.tokenizer),
            held_out_by=(held_name("document", begun.document),),
        )
