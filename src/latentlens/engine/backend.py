"""The seam to the model: what can run prompts and queries, wherever the model is."""

from __future__ import annotations

import abc
import contextlib
import threading
from collections.abc import Callable, Sequence
from typing import Any, Literal

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.query import Query, Result
from latentlens.errors import UnsupportedModel
from latentlens.model.language_model import LanguageModel
from latentlens.model.tokenizer import ModelTokenizer

Capability = Literal["capture", "write", "generate", "gradients", "cancel"]


class Backend(abc.ABC):
    """A model that can be read and written: prompts in, residual streams out; queries in, results out.

    Traces, vectors, questions and sweeps hold a backend and their data, never the session, so a model that
    is served elsewhere is one more class with these members. `LocalBackend` is the model in this process.

    Attributes:
        name: what the model was opened as, for people.
        tokenizer: text to token ids and back.
        n_layers: number of blocks L; layers are 0 (embeddings) to L (before the final norm).
        d_model: width of the residual stream.
        vocab_size: number of logits.
        n_parameters: number of weights, by which the work of a forward pass is estimated.
        dtype: the weights' precision.
        device: where the weights are.
        processing: how the weights were processed; "raw" is as published.
        reads_tokens_again: whether blocks look at the token ids again (per-layer embeddings), so that a
            placeholder shows even where a vector is written at layer 0.
        capabilities: what this backend can do.
        code: the Python expression that opens the same session again.
    """

    name: str
    tokenizer: ModelTokenizer
    n_layers: int
    d_model: int
    vocab_size: int
    n_parameters: int
    dtype: torch.dtype
    device: torch.device
    processing: str
    reads_tokens_again: bool = False
    capabilities: frozenset[Capability] = frozenset()
    code: str = "Session()"

    @abc.abstractmethod
    def fingerprint(self) -> str:
        """Return 64 hexadecimal digits that change with any weight, active adapter, setting or hook."""

    @property
    def runs_user_code(self) -> bool:
        """Whether code of the user's, such as a forward hook, runs in a forward pass and may change it."""
        return False

    def pinned(self) -> contextlib.AbstractContextManager[Any]:
        """Look at the model once for everything that this thread does inside: one operation, one model."""
        return contextlib.nullcontext()

    @abc.abstractmethod
    def capture(
        self, prompts: Sequence[Sequence[int]], layers: Sequence[int]
    ) -> list[Float[Tensor, "layer position d_model"]]:
        """Run prompts and return the residual stream of each at the given layers.

        Args:
            prompts: token ids of each prompt.
            layers: layers to keep, 0..n_layers, in the order wanted.
        """

    def named_activations(self, token_ids: Sequence[int], names: Sequence[str]) -> dict[str, Tensor]:
        """Run a prompt and return other activations by TransformerLens' hook names.

        Raises:
            UnsupportedModel: if this backend keeps only the residual stream.
        """
        del token_ids, names
        raise UnsupportedModel(f"{self.name} runs elsewhere, and only its residual stream is kept.")

    @abc.abstractmethod
    def all_logits(self, token_ids: Sequence[int]) -> Float[Tensor, "position vocab"]:
        """Return the model's own logits after every position of a prompt."""

    def shared(self) -> Any:
        """Return an empty store for what several runs on an unchanged model share; None for none."""
        return None

    @abc.abstractmethod
    def run(
        self,
        queries: Sequence[Query],
        *,
        shared: Any = None,
        on_progress: Callable[[int, int], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> list[Result]:
        """Answer queries as if each ran alone.

        Args:
            queries: any mixture of targets, layers, slots and readouts.
            shared: what `shared()` gave, passed to each of several runs, so that what their targets begin
                with runs once.
            on_progress: called with (queries answered, queries in all).
            cancel: when set, the work stops before the next layer or token.

        Returns:
            The results in the order of the queries.

        Raises:
            Cancelled: if `cancel` was set before the end.
        """

    @abc.abstractmethod
    def next_logits(self, query: Query) -> Float[Tensor, " vocab"]:
        """Return the logits after a query's target, run alone by a second, plain implementation."""

    @property
    def model(self) -> LanguageModel:
        """The model in this process.

        Raises:
            UnsupportedModel: if the model runs elsewhere.
        """
        raise UnsupportedModel(
            f"{self.name} runs elsewhere, and this needs its weights in this process. Open the model here: "
            "Session(name)."
        )

    def close(self) -> None:  # noqa: B027 - most backends hold nothing
        """Let go of the model."""

    def check_remedy(self, remedy: Literal["overwrite", "mask"]) -> None:
        """Refuse a remedy against the placeholder where the placeholder would show all the same.

        Raises:
            UnsupportedModel: saying how it shows.
        """
        del remedy
