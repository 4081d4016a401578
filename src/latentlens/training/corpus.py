"""A corpus: documents as token rows, split into those to fit on and those held out."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence

from latentlens.errors import InputError
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.inputs.sequences import each_of
from latentlens.inputs.shown import shown
from latentlens.model.language_model import LanguageModel
from latentlens.model.tokenizer import ModelTokenizer

Row = tuple[int, ...]


@dataclasses.dataclass(frozen=True)
class Document:
    """A text and its tokens, without special tokens."""

    text: str
    token_ids: Row


@dataclasses.dataclass(frozen=True)
class Corpus:
    """Documents to fit on and held-out documents; made by `split`.

    Args:
        fit: documents to fit on.
        held_out: documents to evaluate on; none has the same tokens as one in `fit`.
        seed: seed of the split.
        row_tokens: maximum number of tokens per row that goes through the model.
        bos: token that begins every row; None if the tokenizer adds none.
        left_out: token whose positions are neither fitted nor evaluated; None to count all.
    """

    fit: tuple[Document, ...]
    held_out: tuple[Document, ...]
    seed: int
    row_tokens: int
    bos: int | None
    left_out: int | None

    def rows(self, documents: Sequence[Document]) -> list[Row]:
        """Return documents as rows of at most `row_tokens` tokens; a longer document makes several."""
        head = () if self.bos is None else (self.bos,)
        step = self.row_tokens - len(head)
        return [
            head + document.token_ids[start : start + step]
            for document in documents
            for start in range(0, len(document.token_ids), step)
        ]

    def count(self, documents: Sequence[Document]) -> int:
        """Return the number of tokens in documents, excluding `left_out`."""
        return sum(token != self.left_out for row in self.rows(documents) for token in row)

    def require(self, n_tokens: int, why: str) -> None:
        """Raise an InputError if there are too few tokens to fit on, or none to evaluate on.

        Args:
            n_tokens: number of tokens that the fit needs.
            why: the reason and the remedy, as the last sentences of the error.
        """
        if (there := self.count(self.fit)) < n_tokens:
            raise InputError(
                f"The corpus has {there} tokens to fit on (in {len(self.fit)} documents), and {n_tokens} are "
                f"needed: {why}"
            )
        if not self.count(self.held_out):
            raise InputError(
                f"The {len(self.held_out)} held-out documents have no token that counts, and at least 1 is "
                "needed to measure the fit. Give more texts, or hold out a larger share."
            )

    def check(self, model: LanguageModel) -> None:
        """Raise unless a model tokenizes this corpus to the same tokens.

        Raises:
            InputError: if its tokenizer gives other ids, or a row is longer than its context.
        """
        if model.n_ctx is not None and model.n_ctx < self.row_tokens:
            raise InputError(
                f"The corpus has rows of up to {self.row_tokens} tokens, and {model.name} takes "
                f"{model.n_ctx}. Split it with row_tokens={model.n_ctx} or less."
            )
        if (bos := _bos(model.tokenizer)) != self.bos:
            raise InputError(
                f"The corpus begins its rows with token {self.bos}, and {model.name} with {bos}. A fit takes "
                "the same tokens through every model; use models with one tokenizer."
            )
        for document in (*self.fit, *self.held_out):
            ids = tuple(model.tokenizer.encode_continuation(document.text))
            if ids != document.token_ids or max(ids) >= model.vocab_size:
                raise InputError(
                    f"{document.text[:40]!r} has the ids {_few(document.token_ids)} in the corpus and "
                    f"{_few(ids)} for {model.name}. A fit takes the same tokens through every model; use "
                    "models with one tokenizer, and a corpus that was split with it."
                )

    def __repr__(self) -> str:
        return (
            f"<Corpus {len(self.fit)} documents to fit on, {self.count(self.fit)} tokens; "
            f"{len(self.held_out)} held out, {self.count(self.held_out)}>"
        )


def split(
    texts: Iterable[str],
    model: LanguageModel,
    *,
    held_out: float = 0.1,
    seed: int = 0,
    row_tokens: int = 256,
    include_bos: bool = False,
) -> Corpus:
    """Tokenize texts and hold some of them out.

    Whole documents are held out, and documents with equal tokens stay on one side, so a fit is never
    evaluated on what it was fitted to. Which documents are held out depends on their tokens and the seed
    only, not on their order. The token ids are kept in memory, activations are not.

    The beginning-of-sequence token goes through the model as usual, but by default its positions are neither
    fitted nor evaluated: it is an attention sink whose norm can be a thousand times larger than others.

    Args:
        texts: the documents, as any iterable; documents without tokens are dropped.
        model: model whose tokenizer is used.
        held_out: share of documents to hold out, between 0 and 1; at least one is. Default 0.1.
        seed: seed of the split; default 0.
        row_tokens: longer documents are cut into rows of this many tokens, or of the model's context if that
            is shorter; default 256.
        include_bos: also fit and evaluate the positions of the beginning-of-sequence token; default False.

    Raises:
        InputError: if `texts` is not an iterable of texts, fewer than two documents differ, or `held_out` is
            not between 0 and 1.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> corpus = split(["one fox", "two hares", "three", "four"], open_model(), held_out=0.25)
        >>> len(corpus.fit), len(corpus.held_out)
        (3, 1)
    """
    if isinstance(texts, str):
        raise InputError("A corpus is several texts, and one text was given. Give a list of them.")
    if not 0 < number("held_out", held_out) < 1:
        raise InputError(f"held_out is a share between 0 and 1; got {shown(held_out)}. Give for example 0.1.")
    seed, row_tokens = checked_seed("seed", seed), integer("row_tokens", row_tokens)
    tokenizer = model.tokenizer
    documents: dict[Row, list[Document]] = {}
    for text in each_of("A corpus", texts, such_as="['a fox met a hare', 'one and two']"):
        if not isinstance(text, str):
            raise InputError(f"A corpus is an iterable of texts; one of them is a {type(text).__name__}.")
        if ids := tuple(tokenizer.encode_continuation(text)):
            documents.setdefault(ids, []).append(Document(text, ids))
    if len(documents) < 2:
        n_tokens = sum(map(len, documents))
        raise InputError(
            f"The corpus has {len(documents)} different documents with {n_tokens} tokens, and at least 2 "
            "documents are needed: one to fit on and one to hold out. Give more texts, or cut a long one."
        )
    row_tokens = min(row_tokens, model.n_ctx or row_tokens)
    bos = _bos(tokenizer)
    if row_tokens < 2:
        raise InputError(f"row_tokens is at least 2; got {row_tokens}.")
    drawn = sorted(documents, key=lambda ids: _draw(seed, ids))
    out = min(max(1, round(held_out * len(drawn))), len(drawn) - 1)
    return Corpus(
        fit=tuple(document for ids in drawn[out:] for document in documents[ids]),
        held_out=tuple(document for ids in drawn[:out] for document in documents[ids]),
        seed=seed,
        row_tokens=row_tokens,
        bos=bos,
        left_out=None if include_bos else tokenizer.hf.bos_token_id,
    )


def _bos(tokenizer: ModelTokenizer) -> int | None:
    """Return the token that the tokenizer puts before a text, or None."""
    bos: int | None = tokenizer.hf.bos_token_id
    return bos if bos is not None and tokenizer.encode("a")[:1] == [bos] else None


def _draw(seed: int, ids: Row) -> bytes:
    return hashlib.blake2b(repr((seed, ids)).encode(), digest_size=16).digest()


def _few(ids: Row) -> str:
    return f"[{', '.join(map(str, ids[:8]))}{', ...' if len(ids) > 8 else ''}]"
