"""The model in this process as a backend."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, cast

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.backend import Backend
from latentlens.engine.plan import usual_budget
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Query, Result
from latentlens.engine.reference import next_logits
from latentlens.engine.run import run
from latentlens.model.attention_mask import check_remedy
from latentlens.model.closed import ClosedModel
from latentlens.model.language_model import LanguageModel
from latentlens.model.loading import DeviceMap
from latentlens.model.opening import Source, open_model
from latentlens.model.scope import Scope


def open_local(
    source: Source = None,
    *,
    device: str | torch.device | None = None,
    dtype: str | torch.dtype | None = None,
    device_map: DeviceMap | None = None,
    max_memory: Mapping[int | str, int | str] | None = None,
    offload_folder: str | os.PathLike[str] | None = None,
) -> LocalBackend:
    """Open a model in this process; see `latentlens.model.opening.open_model` for the arguments.

    Raises:
        ModelError: if the model cannot be opened or served.
    """
    model = open_model(
        source,
        device=device,
        dtype=dtype,
        device_map=device_map,
        max_memory=max_memory,
        offload_folder=offload_folder,
    )
    placed = {"device": device, "dtype": dtype}
    spread = {
        "device_map": device_map,
        "max_memory": max_memory,
        "offload_folder": None if offload_folder is None else os.fspath(offload_folder),
    }
    given = [f"{name}={str(value).removeprefix('torch.')!r}" for name, value in placed.items() if value]
    given += [f"{name}={value!r}" for name, value in spread.items() if value is not None]
    if isinstance(source, tuple):
        given.insert(0, "(model, tokenizer)")
    elif source is not None:
        given.insert(0, repr(os.fspath(source)))
    return LocalBackend(model, f"Session({', '.join(given)})")


class LocalBackend(Backend):
    """Runs prompts and queries on a transformers model in this process.

    Args:
        model: the opened model.
        code: the Python expression that opens the same session again, for answers' reproduction code.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> backend = LocalBackend(open_model())
        >>> backend.capture([backend.tokenizer.encode("France")], layers=[0, 1])[0].shape[0]
        2
    """

    capabilities = frozenset({"capture", "write", "generate", "gradients", "cancel"})

    def __init__(self, model: LanguageModel, code: str = "Session()") -> None:
        self._model = model
        self.code = code
        self.name, self.tokenizer = model.name, model.tokenizer
        self.n_layers, self.d_model = model.n_layers, model.d_model
        self.processing, self.reads_tokens_again = model.processing, model.reads_tokens_again

    @property
    def model(self) -> LanguageModel:
        """The model; once closed, the facts about it that answers need, and its tokenizer."""
        return self._model

    # What may change while a model is open is looked up each time.

    @property
    def vocab_size(self) -> int:  # type: ignore[override]
        """Number of logits; embeddings may be resized while the model is open."""
        return self.model.vocab_size

    @property
    def n_parameters(self) -> int:  # type: ignore[override]
        """Number of weights."""
        return self.model.n_parameters

    @property
    def dtype(self) -> torch.dtype:  # type: ignore[override]
        """The weights' precision, read from them."""
        return self.model.dtype

    @property
    def device(self) -> torch.device:  # type: ignore[override]
        """Where token ids go: the device of the input embeddings."""
        return self.model.device

    @property
    def runs_user_code(self) -> bool:
        """Whether a forward hook of the user's is on the model."""
        return self.model.runs_user_code

    def fingerprint(self) -> str:
        """Return 64 hexadecimal digits that change with any weight, active adapter, setting or hook."""
        return self.model.fingerprint()

    def pinned(self) -> Scope:
        """Look at the model once for everything that this thread does inside."""
        return self.model.pinned()

    def capture(
        self, prompts: Sequence[Sequence[int]], layers: Sequence[int]
    ) -> list[Float[Tensor, "layer position d_model"]]:
        """Run prompts and return the residual stream of each at the given layers."""
        found = dict(self.model.capture_many(prompts, layers))
        return [found[number] for number in range(len(prompts))]

    def named_activations(self, token_ids: Sequence[int], names: Sequence[str]) -> dict[str, Tensor]:
        """Run a prompt through TransformerLens' bridge and return some of its named activations.

        Raises:
            SelectionError: if there is no activation of a name.
        """
        return self.model.named_activations(token_ids, names)

    def all_logits(self, token_ids: Sequence[int]) -> Float[Tensor, "position vocab"]:
        """Return the model's own logits after every position of a prompt."""
        return self.model.all_logits([list(token_ids)])[0]

    def shared(self) -> Prefixes:
        """Return an empty store for beginnings of target prompts."""
        return Prefixes(usual_budget(self.model) // 4)

    def run(
        self,
        queries: Sequence[Query],
        *,
        shared: Any = None,
        on_progress: Callable[[int, int], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> list[Result]:
        """Answer queries as if each ran alone; see `latentlens.engine.run.run`."""
        return run(queries, self.model, prefixes=shared, on_progress=on_progress, cancel=cancel)

    def next_logits(self, query: Query) -> Float[Tensor, " vocab"]:
        """Return the logits after a query's target, run alone with plain hooks and no cache."""
        return next_logits(query, self.model)

    def check_remedy(self, remedy: Literal["overwrite", "mask"]) -> None:
        """Refuse a remedy against the placeholder where the placeholder would show all the same."""
        check_remedy(self.model, remedy)

    def close(self) -> None:
        """Let go of the model; facts about it and its tokenizer stay for the answers that need them."""
        self._model = cast("LanguageModel", ClosedModel(self._model))
