"""DocumentRows: the base of generators whose rows read documents, each of one split."""

from __future__ import annotations

import abc
import dataclasses
from collections.abc import Iterator, Sequence
from random import Random

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer
from latentlens.inputs.sequences import as_texts
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.data.row_generator import RowGenerator, drawn_from
from latentlens.training.data.row_positions import token_ids
from latentlens.training.data.row_splits import row_split


@dataclasses.dataclass(frozen=True)
class BegunDocument:
    """The beginning of a document that a row reads.

    Args:
        document: the whole document.
        text: its beginning; empty if none has the tokens of the whole document's beginning.
        token_ids: tokens of the beginning, special ones included.
        first: position of the first token that is not the beginning-of-sequence token.
    """

    document: str
    text: str
    token_ids: tuple[int, ...]
    first: int


class DocumentRows(RowGenerator):
    """Makes rows about documents, which are split as wholes.

    A subclass is a frozen dataclass with at least these fields, and calls `check_documents`.
    """

    texts: Sequence[str]
    row_tokens: int
    label: str

    def check_documents(self) -> None:
        """Raise an error unless there are texts and `row_tokens` is at least 4; the texts become a tuple."""
        object.__setattr__(self, "texts", as_texts(self.texts, "texts", "['A fox met a hare.']"))
        if not self.texts:
            raise InputError("There are no texts. Give at least a few documents.")
        integer("row_tokens", self.row_tokens, least=4)

    @property
    def name(self) -> str:
        """Name of the task, or of the corpus."""
        return self.label

    def draw(self, model: Backend, split: RowSplit, seed: int, work: Progress) -> Iterator[DecoderRow | None]:
        """Yield rows; see `RowGenerator.draw`."""
        del work
        documents = documents_of(self.texts, split)
        if not documents:
            return iter(())
        return drawn_from(lambda rng: self.row(rng, documents, model, split), self.name, split, seed)

    @abc.abstractmethod
    def row(
        self, rng: Random, documents: Sequence[str], model: Backend, split: RowSplit
    ) -> DecoderRow | None:
        """Return a row on a document drawn from those of a split; None if it gives none.

        Args:
            rng: random source.
            documents: documents of the split.
            model: backend of the model that will be read.
            split: the split.
        """

    def begin(self, rng: Random, documents: Sequence[str], model: Backend) -> BegunDocument:
        """Return the beginning of one of the documents, drawn at random.

        Args:
            rng: random source.
            documents: documents to draw from.
            model: backend of the model that will be read.
        """
        document = rng.choice(documents)
        text = cut_document(document, model, self.row_tokens)
        ids = tuple(token_ids(text, model)) if text else ()
        return BegunDocument(document, text, ids, int(ids[:1] == (model.tokenizer.hf.bos_token_id,)))


def documents_of(texts: Sequence[str], split: RowSplit) -> list[str]:
    """Return the documents of a split, each once.

    Args:
        texts: documents of all splits.
        split: the split that is wanted.
    """
    return [text for text in dict.fromkeys(texts) if row_split("document", text) == split]


def cut_document(text: str, model: Backend, row_tokens: int) -> str:
    """Return the beginning of a document that has at most so many tokens, cut between two tokens.

    Args:
        text: the document.
        model: backend whose tokenizer applies.
        row_tokens: largest number of tokens, without special tokens.

    Returns:
        The beginning; an empty text if there is none that has the tokens of the whole document's beginning.
    """
    tokens = model.tokenizer.spans(text)
    if len(tokens) <= row_tokens:
        return text
    beginning = text[: tokens[row_tokens - 1][2]]
    same = [i for i, _, _ in model.tokenizer.spans(beginning)] == [i for i, _, _ in tokens[:row_tokens]]
    return beginning if same else ""
