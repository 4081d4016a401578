"""Rows that ask for the tokens before or after the activations that are read."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from random import Random

from latentlens.engine.backend import Backend
from latentlens.inputs.numbers import integer, number
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.data.document_rows import DocumentRows
from latentlens.training.data.row_positions import text_of
from latentlens.training.data.row_splits import held_name


@dataclasses.dataclass(frozen=True)
class ContextPrediction(DocumentRows):
    """Asks for the tokens before or after a stretch of a text, given the activations of the stretch.

    Documents are split as wholes. Each row reads one position, or as often a stretch of contiguous ones.

    Source: Karvonen et al. 2025 (Activation Oracles, arXiv 2512.15674), section 3.2 and appendix B.2: half of
    the rows with a single vector, half with 1 to 50 contiguous ones, the answer the previous or the next 1 to
    50 tokens.

    Args:
        texts: the documents: any corpus, or what the model itself wrote (`sampled_texts`).
        most_positions: largest number of positions read. Default 50.
        most_tokens: largest number of tokens asked for. Default 50.
        one_position: share of rows that read a single position. Default 0.5.
        row_tokens: longer documents are cut to their first so many tokens. Default 256.
        label: name of the corpus, in the rows' task. Default "context".
        next_questions: the question for one token that follows, and for {n} of them.
        previous_questions: the question for one token before, and for {n} of them.

    Raises:
        InputError: if there are no texts, or a number is out of bounds.

    Examples:
        >>> from latentlens import Session
        >>> texts = [f"The ship number {i} went from Oslo to Lima on a Monday." for i in range(40)]
        >>> row = ContextPrediction(texts, most_tokens=3).rows(Session(), n=1)[0]
        >>> row.task.partition("/")[0]
        'context'
    """

    texts: Sequence[str]
    most_positions: int = 50
    most_tokens: int = 50
    one_position: float = 0.5
    row_tokens: int = 256
    label: str = "context"
    next_questions: tuple[str, str] = ("What is the next token?", "What are the next {n} tokens?")
    previous_questions: tuple[str, str] = ("What is the token before?", "What are the {n} tokens before?")

    def __post_init__(self) -> None:
        self.check_documents()
        for name in ("most_positions", "most_tokens"):
            integer(name, getattr(self, name), least=1)
        number("one_position", self.one_position, least=0, most=1)

    def row(
        self, rng: Random, documents: Sequence[str], model: Backend, split: RowSplit
    ) -> DecoderRow | None:
        """Return a row on one document; see `DocumentRows.row`."""
        begun = self.begin(rng, documents, model)
        beginning, ids, first = begun.text, begun.token_ids, begun.first
        if len(ids) < 4:
            return None
        width = 1 if rng.random() < self.one_position else rng.randint(1, self.most_positions)
        width = min(width, len(ids) - first - 1)
        direction = rng.choice(("previous", "next"))
        asked = rng.randint(1, min(self.most_tokens, len(ids) - first - width))
        low, high = (first + asked, len(ids)) if direction == "previous" else (first, len(ids) - asked)
        start = rng.randint(low, high - width)
        positions = tuple(range(start, start + width))
        tokens = ids[start - asked : start] if direction == "previous" else ids[start + width :][:asked]
        answer = model.tokenizer.decode(list(tokens)).strip()
        if not answer:
            return None
        questions = self.previous_questions if direction == "previous" else self.next_questions
        return DecoderRow(
            beginning,
            positions,
            questions[min(asked, 2) - 1].format(n=asked),
            answer,
            task=f"{self.name}/{direction}",
            split=split,
            text_gives=text_of(positions, ids, model.tokenizer),
            held_out_by=(held_name("document", begun.document),),
        )
