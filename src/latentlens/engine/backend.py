"""Backend: the interface of a model that runs prompts and queries, in this process or elsewhere."""

from __future__ import annotations

import abc
import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.adapters.adapter import Adapter
from latentlens.adapters.trainable import TrainableAdapter
from latentlens.display.progress import Progress
from latentlens.engine.query import Query, Result
from latentlens.errors import UnsupportedModel
from latentlens.model.dtype_choice import DtypeChoice
from latentlens.model.language_model import LanguageModel
from latentlens.model.tokenizer import ModelTokenizer

Capability = Literal["capture", "write", "generate", "gradients", "adapters", "cancel"]


class Backend(abc.ABC):
    """Interface of a model that runs prompts (for residual streams) and queries (for results).

    Traces, vectors, questions and sweeps hold a backend, never the session, so a model that is served
    elsewhere needs only another subclass. `LocalBackend` is the model in this process.

    Attributes:
        name: name that the model was opened by, shown in tables and messages.
        tokenizer: the model's tokenizer.
        n_layers: number of blocks L; layers are 0 (embeddings) to L (before the final norm).
        d_model: width of the residual stream.
        processing: how the weights were processed; "raw" is as published.
        reads_tokens_again: whether blocks look at the token ids again (per-layer embeddings), so that the
            placeholder has an effect even if a vector replaces it at layer 0. Default False.
        capabilities: operations that this backend supports: "capture" and "write" residual streams,
            "generate", run with "gradients", load "adapters" and switch them on for one query, and "cancel"
            work.
        code: Python expression that opens the same session again.
        dtype_choice: why the weights are in their dtype, for a model that was opened in the fastest; None
            (default) for any other.
    """

    name: str
    tokenizer: ModelTokenizer
    n_layers: int
    d_model: int
    processing: str
    reads_tokens_again: bool = False
    capabilities: frozenset[Capability] = frozenset()
    code: str = "Session()"
    dtype_choice: DtypeChoice | None = None

    # These may change while the model is open, so they are properties, read at every access.

    @property
    @abc.abstractmethod
    def vocab_size(self) -> int:
        """Number of logits at each position."""

    @property
    @abc.abstractmethod
    def n_parameters(self) -> int:
        """Number of weights, from which the cost of a forward pass is estimated."""

    @property
    @abc.abstractmethod
    def dtype(self) -> torch.dtype:
        """Dtype of the weights."""

    @property
    @abc.abstractmethod
    def device(self) -> torch.device:
        """Device of the weights."""

    @property
    def runs_in(self) -> str:
        """The dtype and the device in words, with the reason for the dtype where it was chosen."""
        why = "" if self.dtype_choice is None else f" ({self.dtype_choice})"
        return f"{str(self.dtype).removeprefix('torch.')} on {self.device}{why}"

    @property
    def adapters(self) -> frozenset[str]:
        """Names of the adapters that a query may name: PEFT's and loaded ones. Default: none."""
        return frozenset()

    def load_adapter(self, adapter: Adapter) -> str:
        """Load an adapter beside the model, and return the name by which a query asks for it.

        A query with that name runs with this adapter alone: those in the model are off. The user's model and
        its fingerprint do not change. An adapter that is loaded already is not loaded again.

        Args:
            adapter: the adapter.

        Raises:
            UnsupportedModel: if this backend cannot switch adapters, or the adapter does not fit the model.
        """
        del adapter
        raise self._lacks("adapters", "A trained adapter")

    def unload_adapter(self, name: str) -> None:
        """Undo one `load_adapter`; the adapter is forgotten when all who loaded it have unloaded it.

        Nothing is done if none of this name is loaded.

        Args:
            name: name that `load_adapter` returned.

        Raises:
            UnsupportedModel: if this backend cannot switch adapters.
        """
        del name
        raise self._lacks("adapters", "A trained adapter")

    def loaded_adapter(self, name: str) -> Adapter | None:
        """Return the adapter that is loaded under a name; None if there is none of it."""
        del name
        return None

    @contextlib.contextmanager
    def loaded(self, adapter: Adapter) -> Iterator[str]:
        """Return a context in which an adapter is loaded, and that gives its name.

        Args:
            adapter: the adapter.

        Raises:
            UnsupportedModel: if this backend cannot switch adapters, or the adapter does not fit the model.
        """
        name = self.load_adapter(adapter)
        try:
            yield name
        finally:
            self.unload_adapter(name)

    def train_adapter(self, adapter: Adapter, *, dropout: float = 0.0) -> TrainableAdapter:
        """Return an adapter whose weights can be trained on this model, which stays frozen.

        Args:
            adapter: the adapter to begin with.
            dropout: probability with which a LoRA's layers leave out a number of their input in training.
                Default 0.0: none.

        Raises:
            UnsupportedModel: if this backend cannot run with gradients, or the adapter does not fit the
                model.
        """
        del adapter, dropout
        raise self._lacks("gradients", "Training")

    def using(self, adapter: str | None) -> contextlib.AbstractContextManager[Any]:
        """Return a context in which prompts and the fingerprint are read with only one adapter active.

        Queries are not affected, since each names its own adapter.

        Args:
            adapter: name of the adapter, "__base__" for the model without any, or None for those that are
                active in the model.

        Raises:
            UnsupportedModel: if this backend cannot switch adapters, or the model fails the checks with this
                one.
            SelectionError: if the model has no adapter of that name.
        """
        if adapter is not None:
            self.check_can("adapters", f"The adapter {adapter!r}")
        return contextlib.nullcontext()

    def check_can(self, capability: Capability, what: str) -> None:
        """Raise an error if this backend lacks a capability.

        Args:
            capability: capability that is needed.
            what: what it is needed for, at the beginning of the error message, such as "Training".

        Raises:
            UnsupportedModel: if this backend lacks it.
        """
        if capability not in self.capabilities:
            raise self._lacks(capability, what)

    def _lacks(self, capability: Capability, what: str) -> UnsupportedModel:
        """Return the error for a capability that this backend does not have."""
        can = ", ".join(sorted(self.capabilities - {capability})) or "nothing"
        return UnsupportedModel(
            f"{what} needs {capability!r}, and the backend of {self.name} can do this: {can}. Open the model "
            "in this process: Session(name)."
        )

    @abc.abstractmethod
    def fingerprint(self) -> str:
        """Return a hash of the model, 64 hexadecimal digits, of its weights, adapters, settings and hooks."""

    def rounded_fingerprint(self) -> str | None:
        """Return a hash that one model has in float32 and in bfloat16; None (default) if it is not known."""
        return None

    @property
    def runs_user_code(self) -> bool:
        """Whether the user's own code, such as a forward hook, runs in a forward pass and may change it."""
        return False

    def pinned(self) -> contextlib.AbstractContextManager[Any]:
        """Return a context manager within which this thread checks the model for changes only once."""
        return contextlib.nullcontext()

    @abc.abstractmethod
    def capture(
        self, prompts: Sequence[Sequence[int]], layers: Sequence[int]
    ) -> list[Float[Tensor, "layer position d_model"]]:
        """Run prompts and return the residual stream of each at the given layers.

        Args:
            prompts: token ids of each prompt.
            layers: layers to keep, 0..n_layers, in the order in which they are returned.
        """

    def named_activations(self, token_ids: Sequence[int], names: Sequence[str]) -> dict[str, Tensor]:
        """Run a prompt and return the activations at some of TransformerLens' hooks, by name.

        Args:
            token_ids: token ids of the prompt.
            names: hook names, such as "blocks.3.attn.hook_pattern".

        Raises:
            UnsupportedModel: if this backend returns only the residual stream.
        """
        del token_ids, names
        raise UnsupportedModel(f"{self.name} runs elsewhere, and only its residual stream is kept.")

    @abc.abstractmethod
    def all_logits(self, token_ids: Sequence[int]) -> Float[Tensor, "position vocab"]:
        """Run a prompt without writing anything, and return the logits after every position."""

    def shared(self) -> Any:
        """Return an empty cache of target prefixes, to pass to several runs; None if there is none."""
        return None

    @abc.abstractmethod
    def run(
        self,
        queries: Sequence[Query],
        *,
        shared: Any = None,
        progress: Progress | None = None,
    ) -> list[Result]:
        """Answer queries as if each ran alone.

        Args:
            queries: any mixture of targets, layers, slots and readouts.
            shared: what `shared()` returned, passed to each of several runs, so that a prefix that their
                target prompts have in common runs only once. Default None: not shared.
            progress: counts the queries answered, with `update`; its `check` is called before every layer and
                token, and raises `Cancelled` once the work is cancelled. Default None: not counted.

        Returns:
            The results in the order of the queries.

        Raises:
            Cancelled: if `progress` was cancelled before the end.
        """

    @abc.abstractmethod
    def next_logits(self, query: Query) -> Float[Tensor, " vocab"]:
        """Return the logits after a query's target prompt, from a slow reference implementation."""

    def forced_logits(
        self,
        queries: Sequence[Query],
        following: Sequence[Sequence[int]],
        *,
        checkpoint: Callable[[], None] | None = None,
    ) -> list[Float[Tensor, "token vocab"]]:
        """Run queries with given continuations and return the logits, with gradients; for training.

        See `latentlens.engine.gradients.forced_logits`.

        Args:
            queries: queries with any targets and adapters.
            following: for each query, the token ids that are fed after its target; may be empty.
            checkpoint: called at every layer that is written; it may raise an error to stop. Default None.

        Returns:
            For each query the logits [token, vocab] after the target's last token and after each token that
            follows.

        Raises:
            UnsupportedModel: if this backend cannot run with gradients.
        """
        del queries, following, checkpoint
        raise self._lacks("gradients", "Training")

    def forced_states(
        self,
        queries: Sequence[Query],
        layers: Sequence[int],
        *,
        checkpoint: Callable[[], None] | None = None,
    ) -> list[Float[Tensor, "layer position d_model"]]:
        """Run queries and return the residual stream of their targets, with gradients; for training.

        See `latentlens.engine.gradients.forced_states`.

        Args:
            queries: queries with any targets and adapters.
            layers: layers to return, in this order, 0..n_layers.
            checkpoint: called at every layer that is written; it may raise an error to stop. Default None.

        Returns:
            For each query the residual stream [layer, position, d_model] of its target.

        Raises:
            UnsupportedModel: if this backend cannot run with gradients.
        """
        del queries, layers, checkpoint
        raise self._lacks("gradients", "Training")

    @property
    def model(self) -> LanguageModel:
        """The opened model, for work that needs its weights in this process.

        Raises:
            UnsupportedModel: if the model runs elsewhere.
        """
        raise UnsupportedModel(
            f"{self.name} runs elsewhere, and this needs its weights in this process. Open the model here: "
            "Session(name)."
        )

    def copy_in(self, dtype: torch.dtype) -> Backend:
        """Return a backend of the same model in another dtype, to compare results with.

        Args:
            dtype: dtype of the copy's weights.

        Raises:
            UnsupportedModel: if this backend has no such copy.
        """
        raise self._no_copy(dtype)

    def _no_copy(self, dtype: torch.dtype) -> UnsupportedModel:
        return UnsupportedModel(
            f"{self.name} cannot be had in {str(dtype).removeprefix('torch.')} from here. Open it in this "
            "process, by its name or directory: Session(name)."
        )

    def close(self) -> None:  # noqa: B027 - most backends hold nothing
        """Release the model."""

    def check_remedy(self, remedy: Literal["overwrite", "mask"]) -> None:
        """Raise an error if a remedy does not remove the placeholder's influence on this model.

        Args:
            remedy: "overwrite" writes the vector at all lower layers too; "mask" hides the slot's lower-layer
                keys from later tokens.

        Raises:
            UnsupportedModel: if the placeholder still has an effect; the message says which.
        """
        del remedy
