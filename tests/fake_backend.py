"""A backend without a model: results made up from the queries, at any pace, with any failure."""

from __future__ import annotations

import functools
import hashlib
import math
import threading
import time
from collections.abc import Sequence
from typing import Any

import torch
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from latentlens import Session
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.engine.query import (
    Distribution,
    Generate,
    Generation,
    NextToken,
    Query,
    Receipt,
    Result,
    Score,
    Scores,
)
from latentlens.model.tokenizer import ModelTokenizer

PROMPT = "<bos> The capital of France is Paris , and the capital of Japan is Tokyo"
ANSWERS = ["Paris, the capital of France", "a large city", "Tokyo", "the Republic of France", "not known"]
WORDS = ["Paris", "the", ",", "capital", "of", "city", "Tokyo", "France", "a", ".", "is", "London"]
_LONG = ["Donaudampfschifffahrtsgesellschaftskapitän", "supercalifragilisticexpialidocious", "<b>bold</b>"]
_MORE = [
    *_LONG,
    "日本の首都は東京です",
    "مرحبا",
    "x",
    "cat",
    "->",
    "Lima",
    "Peru",
    "Japan",
    "Syria:",
    "The",
    *(f"w{i}" for i in range(600)),
]


def fake_session(**how: Any) -> Session:
    """Return a session on a `FakeBackend`, made with these arguments."""
    return Session(FakeBackend(**how))


def share(*parts: object) -> float:
    """Return a number in [0, 1) that depends on the parts only."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:4], "big") / 2**32


@functools.cache
def word_tokenizer() -> ModelTokenizer:
    """Return a tokenizer of whole words, the space before each included; unknown words are bytes."""
    words = dict.fromkeys(word for text in (PROMPT[6:], *ANSWERS, *WORDS, *_MORE) for word in text.split())
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    written = [byte_level.pre_tokenize_str(f"{space}{word}")[0][0] for space in ("", " ") for word in words]
    pieces = [*pre_tokenizers.ByteLevel.alphabet(), *written]
    vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys(["<bos>", *pieces]))}
    tokenizer = Tokenizer(models.BPE(vocabulary, merges=[], ignore_merges=True))
    split = pre_tokenizers.Split(Regex(r"\n| ?[^ \n]+"), "isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, byte_level])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken("<bos>", special=True)])
    return ModelTokenizer(PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<bos>"), n_ctx=None)


class FakeBackend(Backend):
    """Makes up the same results for the same queries; a state is surer the higher its layer.

    Args:
        name: the model's name.
        n_layers: number of blocks.
        d_model: width of the states.
        pace: seconds that each call of `run` takes.
        error: raised by `run`, but where a lens is read.
        lens_error: raised by `run` where a lens is read.
    """

    code, processing = "session", "raw"
    capabilities = frozenset({"capture", "write", "generate", "cancel"})
    dtype, device = torch.float32, torch.device("cpu")
    n_parameters = 10**12
    """So large that a sweep begins with small blocks."""

    def __init__(
        self,
        *,
        name: str = "fake",
        n_layers: int = 8,
        d_model: int = 4,
        pace: float = 0.0,
        error: Exception | None = None,
        lens_error: Exception | None = None,
    ) -> None:
        self.name, self.n_layers, self.d_model = name, n_layers, d_model
        self.tokenizer = word_tokenizer()
        self.pace, self.error, self.lens_error = pace, error, lens_error
        self.runs: list[list[Query]] = []
        """The queries of each call of `run`."""
        self.threads: set[str] = set()
        """Names of the threads that called `run`."""
        self.gate = threading.Event()
        """While cleared, work waits (and can be cancelled)."""
        self.gate.set()

    @property
    def vocab_size(self) -> int:
        """As many as the tokenizer has."""
        return len(self.tokenizer.hf)

    def fingerprint(self) -> str:
        """Return the same for ever."""
        return hashlib.sha256(f"fake {self.n_layers} {self.d_model}".encode()).hexdigest()

    def capture(self, prompts: Sequence[Sequence[int]], layers: Sequence[int]) -> list[Tensor]:
        """Return states whose first number says how high their layer is, and the others where they stand."""
        top = max(1, self.n_layers)
        return [
            torch.stack(
                [
                    torch.tensor(
                        [[k / top, *(share(token, i, k // 3, n) for n in range(1, self.d_model))]
                         for i, token in enumerate(token_ids)]
                    )
                    for k in layers
                ]
            )
            for token_ids in prompts
        ]  # fmt: skip

    def all_logits(self, token_ids: Sequence[int]) -> Tensor:
        """Return logits that say nothing."""
        return torch.zeros(len(token_ids), self.vocab_size)

    def next_logits(self, query: Query) -> Tensor:
        """Return logits that say nothing."""
        return torch.zeros(self.vocab_size)

    def run(
        self,
        queries: Sequence[Query],
        *,
        shared: Any = None,
        progress: Progress | None = None,
    ) -> list[Result]:
        """Wait for the gate and as long as the pace says; then make up the results."""
        self.runs.append(list(queries))
        self.threads.add(threading.current_thread().name)
        until = time.monotonic() + self.pace
        # No lock of the gate's is taken: an interrupt would leave it taken, and other threads waiting for it.
        while not self.gate.is_set() or time.monotonic() < until:
            if progress is not None:
                progress.check()
            time.sleep(0.005)
        lens = all(isinstance(query.readout, NextToken) for query in queries)
        if error := self.lens_error if lens else self.error:
            raise error
        if progress is not None:
            progress.update(len(queries), len(queries))
        return [Result(self._value(query), _receipt(query)) for query in queries]

    def _value(self, query: Query) -> Distribution | Generation | Scores:
        read = [(write.layer, [round(float(v), 4) for v in write.vectors[-1]]) for write in query.writes]
        key = (query.target_ids, read, [cut.blocks for cut in query.knockouts])
        high = min(1.0, abs(read[-1][1][0])) if read else 0.0
        if read and min(read[-1][1]) < 0:
            high /= 3  # no state of a trace, but random or made
        sure = (0.1 + 0.85 * high) * (0.3 + 0.7 * share("sure", key))
        match query.readout:
            case NextToken(top_k, keep_logits):
                start = int(share("word", read and read[-1][1][1:]) * len(WORDS))
                words = [f" {WORDS[(start + i) % len(WORDS)]}" for i in range(top_k)]
                ids = [self.tokenizer.encode_continuation(word)[0] for word in words]
                probs = [sure if i == 0 else (1 - sure) * 0.5**i for i in range(top_k)]
                logits = torch.zeros(self.vocab_size) if keep_logits else None
                return Distribution(tuple(ids), tuple(map(math.log, probs)), logits)
            case Generate(most, stop, temperature, seed):
                drawn = seed if temperature else 0
                text = f" {ANSWERS[int(share('text', key, drawn) * len(ANSWERS))]}" if read else " the"
                for ending in stop:
                    text = text.split(ending)[0]
                ids = self.tokenizer.encode_continuation(text)[:most]
                logprobs = [math.log(max(0.03, sure - 0.17 * i)) for i in range(len(ids))]
                return Generation(tuple(ids), tuple(logprobs), self.tokenizer.decode(ids))
            case Score(continuations):
                # the first of several options is the likeliest
                parts = [share("score", key, ids) + (i == 0) + 1e-3 for i, ids in enumerate(continuations)]
                total = sum(parts) + 0.5
                firsts = [math.log(sure * part / total) for part in parts]
                logprobs = [(p, *[-0.1] * (len(c) - 1)) for p, c in zip(firsts, continuations, strict=True)]
                return Scores(tuple(logprobs))


def _receipt(query: Query) -> Receipt:
    n = sum(len(write.positions) for write in query.writes)
    return Receipt(n, (1.0,) * n, (1.0,) * n)
