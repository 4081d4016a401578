"""LocalBackend: runs prompts and queries on a transformers model in this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, Literal, cast

import torch
from jaxtyping import Float
from torch import Tensor, nn

from latentlens.adapters.adapter import Adapter
from latentlens.adapters.trainable import TrainableAdapter
from latentlens.display.progress import Progress
from latentlens.engine import gradients
from latentlens.engine.backend import Backend
from latentlens.engine.plan import usual_budget
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Query, Result
from latentlens.engine.reference import next_logits
from latentlens.engine.run import run
from latentlens.model.attention_mask import check_remedy
from latentlens.model.checks import check_served_with
from latentlens.model.closed import ClosedModel
from latentlens.model.gathering import Gathering
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import Source, open_model, open_sharded
from latentlens.model.scope import Scope


def open_local_sharded(
    source: str | os.PathLike[str],
    gathering: Gathering,
    device: str | torch.device,
    *,
    from_first: bool = True,
    check: Callable[[Sequence[nn.Module]], None] | None = None,
) -> LocalBackend:
    """Open a model as a backend in several processes, each of which keeps a part of the blocks' weights.

    Args:
        source: name or directory of the model.
        gathering: the processes, all of which call this at the same point.
        device: device of this one.
        from_first: whether the first process alone loads weights; see `open_sharded`. Default True.
        check: called with the blocks before their weights are loaded; it may raise an error. Default None.

    Raises:
        ModelError: if the model cannot be opened or served.
    """
    model = open_sharded(source, gathering, device, from_first=from_first, check=check)
    return LocalBackend(model, f"Session({os.fspath(source)!r})")


def open_local(source: Source = None, **open_options: Any) -> LocalBackend:
    """Open a model in this process as a backend.

    Args:
        source: the model, as in `latentlens.model.opening.open_model`.
        **open_options: the other arguments of `open_model`: where the weights are put, and in which
            precision.

    Raises:
        ModelError: if the model cannot be opened or served.
    """
    model = open_model(source, **open_options)
    if model.dtype_choice is not None:  # another machine would choose another
        open_options["dtype"] = model.dtype_choice.dtype
    arguments = [f"{name}={_code(value)}" for name, value in open_options.items() if value is not None]
    if isinstance(source, tuple):
        arguments.insert(0, "(model, tokenizer)")
    elif source is not None:
        arguments.insert(0, repr(os.fspath(source)))
    return LocalBackend(model, f"Session({', '.join(arguments)})")


def _code(value: Any) -> str:
    """Return an argument of `open_model` as code; a dtype, device or path as its name."""
    if isinstance(value, (torch.dtype, torch.device)):
        return repr(str(value).removeprefix("torch."))
    return repr(os.fspath(value) if isinstance(value, os.PathLike) else value)


class LocalBackend(Backend):
    """The backend that runs a transformers model in this process.

    Args:
        model: the opened model.
        code: Python expression that opens the same session again, for the code that reproduces an answer.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> backend = LocalBackend(open_model())
        >>> backend.capture([backend.tokenizer.encode("France")], layers=[0, 1])[0].shape[0]
        2
    """

    capabilities = frozenset({"capture", "write", "generate", "gradients", "adapters", "cancel"})

    def __init__(self, model: LanguageModel, code: str = "Session()") -> None:
        self._model = model
        self.code = code
        self.name, self.tokenizer = model.name, model.tokenizer
        self.n_layers, self.d_model = model.n_layers, model.d_model
        self.processing, self.reads_tokens_again = model.processing, model.reads_tokens_again
        self.dtype_choice = model.dtype_choice

    @property
    def model(self) -> LanguageModel:
        """The opened model; after `close`, a stand-in with its tokenizer, sizes and name."""
        return self._model

    # These may change while the model is open, so they are read from it at every access.

    @property
    def vocab_size(self) -> int:
        """Number of logits at each position; it changes if the embeddings are resized."""
        return self.model.vocab_size

    @property
    def n_parameters(self) -> int:
        """Number of weights."""
        return self.model.n_parameters

    @property
    def dtype(self) -> torch.dtype:
        """Dtype of the weights."""
        return self.model.dtype

    @property
    def device(self) -> torch.device:
        """Device of the input embeddings, to which token ids are sent."""
        return self.model.device

    @property
    def adapters(self) -> frozenset[str]:
        """Names of the PEFT adapters in the model, active or not, and of those loaded beside it."""
        return self.model.adapters

    def load_adapter(self, adapter: Adapter) -> str:
        """Load an adapter beside the model, and return the name by which a query asks for it.

        Raises:
            UnsupportedModel: if it does not fit the model.
        """
        return self.model.load_adapter(adapter)

    def unload_adapter(self, name: str) -> None:
        """Undo one `load_adapter`; the adapter is forgotten when all who loaded it have unloaded it."""
        self.model.unload_adapter(name)

    def loaded_adapter(self, name: str) -> Adapter | None:
        """Return the adapter that is loaded under a name; None if there is none of it."""
        found = self.model.loaded.get(name)
        return found if isinstance(found, Adapter) else None

    def train_adapter(self, adapter: Adapter, *, dropout: float = 0.0) -> TrainableAdapter:
        """Return an adapter whose weights can be trained on this model, which stays frozen.

        Raises:
            UnsupportedModel: if it does not fit the model.
        """
        self.model.check_gradients()
        return TrainableAdapter(self.model, adapter, dropout)

    def using(self, adapter: str | None) -> Scope:
        """Return a context in which only one adapter is active; the user's model is not switched."""
        check_served_with(self.model, adapter)
        return self.model.using(adapter)

    @property
    def runs_user_code(self) -> bool:
        """Whether the user has put a forward hook, or a forward method of their own, on the model."""
        return self.model.runs_user_code

    def fingerprint(self) -> str:
        """Return a hash of the model, 64 hexadecimal digits, of its weights, adapters, settings and hooks."""
        return self.model.fingerprint()

    def rounded_fingerprint(self) -> str:
        """Return a hash, 64 hexadecimal digits, that one model has in float32 and in bfloat16."""
        return self.model.rounded_fingerprint()

    def pinned(self) -> Scope:
        """Return a context manager within which this thread checks the model for changes only once."""
        return self.model.pinned()

    def capture(
        self, prompts: Sequence[Sequence[int]], layers: Sequence[int]
    ) -> list[Float[Tensor, "layer position d_model"]]:
        """Run prompts and return the residual stream of each at the given layers."""
        by_prompt = dict(self.model.capture_many(prompts, layers))
        return [by_prompt[number] for number in range(len(prompts))]

    def named_activations(self, token_ids: Sequence[int], names: Sequence[str]) -> dict[str, Tensor]:
        """Run a prompt through TransformerLens' bridge and return the activations at some hooks, by name.

        Raises:
            SelectionError: if the bridge has no hook of a name.
        """
        return self.model.named_activations(token_ids, names)

    def all_logits(self, token_ids: Sequence[int]) -> Float[Tensor, "position vocab"]:
        """Run a prompt without writing anything, and return the logits after every position."""
        return self.model.all_logits([list(token_ids)])[0]

    def shared(self) -> Prefixes:
        """Return an empty cache for the keys and values of target prefixes, to pass to several runs."""
        return Prefixes(usual_budget(self.model) // 4)

    def run(
        self,
        queries: Sequence[Query],
        *,
        shared: Any = None,
        progress: Progress | None = None,
    ) -> list[Result]:
        """Answer queries as if each ran alone; see `latentlens.engine.run.run`."""
        return run(queries, self.model, prefixes=shared, progress=progress)

    def next_logits(self, query: Query) -> Float[Tensor, " vocab"]:
        """Return the logits after a query's target, from a forward pass with plain hooks and no cache."""
        return next_logits(query, self.model)

    def forced_logits(
        self,
        queries: Sequence[Query],
        following: Sequence[Sequence[int]],
        *,
        checkpoint: Callable[[], None] | None = None,
    ) -> list[Float[Tensor, "token vocab"]]:
        """Run queries with given continuations and return the logits, with gradients; for training."""
        return gradients.forced_logits(queries, following, self.model, checkpoint=checkpoint)

    def forced_states(
        self,
        queries: Sequence[Query],
        layers: Sequence[int],
        *,
        checkpoint: Callable[[], None] | None = None,
    ) -> list[Float[Tensor, "layer position d_model"]]:
        """Run queries and return the residual stream of their targets, with gradients; for training."""
        return gradients.forced_states(queries, layers, self.model, checkpoint=checkpoint)

    def copy_in(self, dtype: torch.dtype) -> LocalBackend:
        """Return a backend of the same model in another dtype, loaded again or converted.

        Raises:
            ModelError: if the model's weights are not what they were when it was opened.
            UnsupportedModel: if there is no such copy, as of quantised weights.
        """
        if self.model.copy_in is None:
            raise self._no_copy(dtype)
        copied = self.model.copy_in(dtype)
        copied.loaded = self.model.loaded
        return LocalBackend(copied, self.code)

    def check_remedy(self, remedy: Literal["overwrite", "mask"]) -> None:
        """Raise an error if a remedy does not remove the placeholder's influence on this model."""
        check_remedy(self.model, remedy)

    def close(self) -> None:
        """Release the model; its tokenizer, sizes and name are kept for answers that need them."""
        self._model = cast("LanguageModel", ClosedModel(self._model))
