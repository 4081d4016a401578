"""Session: the front door. It puts a model, its traces and its readers together, and computes nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, overload

import torch
from torch import Tensor

from latentlens.activations.run_prompts import run_prompts
from latentlens.activations.store import TraceStore
from latentlens.activations.trace import Trace
from latentlens.activations.vectors import Vectors
from latentlens.ask.asker import Asker
from latentlens.display.printable import printable
from latentlens.display.tables import element
from latentlens.engine.backend import Backend
from latentlens.engine.local import open_local
from latentlens.errors import InputError
from latentlens.model.bundled import bundled
from latentlens.model.language_model import LanguageModel
from latentlens.model.loading import DeviceMap
from latentlens.model.opening import Source
from latentlens.model.prompt import Chat, Texts, TokenIds, several_texts
from latentlens.notebook.cells import current_cell, watch_cells
from latentlens.notebook.ledger import CellLedger
from latentlens.notebook.views import make_explorer, views_of
from latentlens.notebook.worker import stop_workers


class Session(Asker):
    """An open model, with the activations of every prompt that was run on it.

    Safe to use from several threads: a widget's questions and a notebook cell's own work take turns on the
    model.

    Args:
        model: None for the bundled model (no network needed); the name of a bundled model; a model
            directory in the hub's layout; a hub name; a pair (transformers model, tokenizer); or a backend
            that runs the model elsewhere.
        device: where to put the weights; None leaves a model in memory where it is, and loads others to
            the CPU.
        dtype: a torch dtype or its name; None keeps the checkpoint's.
        device_map: "auto", a device, or a dict from module names to devices, "cpu" or "disk", as transformers
            takes it, for a model that does not fit one device; None for one device.
        max_memory: the most bytes, or a text such as "10GiB", that each device may hold, for "auto".
        offload_folder: a directory for weights on the "disk".
        cache_dir: a directory in which activations are kept, so that a restarted kernel finds them.
        memory_budget: how many bytes of activations are held in memory, or a text such as "512 MB"; the
            least recently used go to `cache_dir`, or are computed again when needed. None: 1 GiB.

    Raises:
        ModelError: if the model cannot be opened or served.
        InputError: if the budget is not a size.

    Examples:
        >>> session = Session()
        >>> trace = session.run("The capital of France is")
        >>> trace.resid.shape == (trace.n_layers + 1, len(trace), trace.d_model)
        True
    """

    _instead = "Open it there: session.code has the line that opens the same one."

    def __init__(
        self,
        model: Source | Backend = None,
        *,
        device: str | torch.device | None = None,
        dtype: str | torch.dtype | None = None,
        device_map: DeviceMap | None = None,
        max_memory: Mapping[int | str, int | str] | None = None,
        offload_folder: str | os.PathLike[str] | None = None,
        cache_dir: str | os.PathLike[str] | None = None,
        memory_budget: int | str | None = None,
    ) -> None:
        self.store = TraceStore(memory_budget=memory_budget, cache_dir=cache_dir)
        placed: dict[str, Any] = {"device": device, "dtype": dtype, "device_map": device_map}
        placed |= {"max_memory": max_memory, "offload_folder": offload_folder}
        backend = model if isinstance(model, Backend) else open_local(model, **placed)
        shipped = bundled(backend.name)
        super().__init__(backend, {} if shipped is None else shipped.prompts)
        self.cells = CellLedger(self.store)
        """Which notebook cell ran which prompts; a table when displayed."""
        watch_cells(self.cells)
        views_of(self)

    @property
    def code(self) -> str:
        """The expression that opens the same model again."""
        return self.backend.code

    @property
    def model(self) -> LanguageModel:
        """The model in this process, for what needs its weights, such as fits.

        Raises:
            UnsupportedModel: if the model runs elsewhere.
        """
        return self.backend.model

    @overload
    def run(
        self, prompt: str | Chat | TokenIds, *, prepend_bos: bool | None = None, hooks: Sequence[str] = ()
    ) -> Trace: ...

    @overload
    def run(
        self, prompt: Texts, *, prepend_bos: bool | None = None, hooks: Sequence[str] = ()
    ) -> list[Trace]: ...

    def run(
        self,
        prompt: str | Chat | TokenIds | Texts,
        *,
        prepend_bos: bool | None = None,
        hooks: Sequence[str] = (),
    ) -> Trace | list[Trace]:
        """Run a prompt and keep its residual stream; one that was run before costs no forward pass.

        Args:
            prompt: a text; a list, array or Series of texts; chat messages (dicts with "role" and "content");
                or the token ids of one prompt, as numbers, an array, a tensor or what the tokenizer returned.
                Texts of a list run together, many in one forward pass.
            prepend_bos: True or False to begin texts with the beginning-of-sequence token or not; None to
                do what the model's tokenizer does.
            hooks: names of other activations to keep, as TransformerLens names them, such as
                "blocks.3.attn.hook_pattern"; `bridge.hook_dict` has all of them. They are in
                `trace.activations`, outside of the memory budget, and cost a forward pass of their own.

        Returns:
            The trace; a list of traces for a list of texts.

        Raises:
            PromptError: if a prompt is empty, longer than the model's context or nothing that can be run.
            SelectionError: if there is no activation of a name in `hooks`.
            TokenizerError: if chat messages are given to a model without a chat template.

        Examples:
            >>> Session().run("The capital of France is").tokens
            ['<bos>', 'The', '·capital', '·of', '·France', '·is']
        """
        several = several_texts(prompt)
        traces = []
        for found in run_prompts(
            [prompt] if several is None else several,
            self._open_backend(),
            self.store,
            prepend_bos=prepend_bos,
            hooks=hooks,
            open_explorer=self._explorer_of,
        ):
            trace = found.trace
            self.cells.record(current_cell(), trace.trace_key, trace.prompt, len(trace), hit=found.hit)
            views_of(self).ran(trace)
            traces.append(trace)
        return traces[0] if several is None else traces

    @property
    def bridge(self) -> Any:
        """TransformerLens' `TransformerBridge` of the model: hook names, its tools, `run_with_cache`.

        It runs on modules of its own that share the model's weights, so nothing done with it changes the
        model or what the session reads. It is made anew when the model has changed; keep no hooks on it.

        Examples:
            >>> session = Session()
            >>> "blocks.0.attn.hook_pattern" in session.bridge.hook_dict
            True
        """
        return self._open_backend().model.bridge

    def vectors(
        self,
        vectors: Mapping[str, Any] | Tensor,
        *,
        layer: int,
        names: Sequence[str] | None = None,
    ) -> Vectors:
        """Take vectors of your own, to ask about them as about activations.

        Args:
            vectors: by name, each one vector, such as a difference of two states or a direction of a sparse
                autoencoder; or one matrix with a vector a row. They are copied.
            layer: the layer of this model to which they belong, 0..n_layers; negative from the last.
            names: names of a matrix's rows; None for "0", "1", ...

        Raises:
            MappingError: if a vector has another width than the model.
            SelectionError: if the layer does not exist.
            NotFinite: if a vector holds NaN or infinity.
            InputError: if there is no vector, one is zero, or names are not unique.

        Examples:
            >>> session = Session()
            >>> trace = session.run("France")
            >>> session.vectors({"France": trace[1, -1]}, layer=1).names
            ('France',)
        """
        return Vectors(self._open_backend(), vectors, layer=layer, names=names)

    def explore(self, trace: Trace, *, vectors: Vectors | Sequence[Vectors] | None = None) -> Any:
        """Return the Explorer of a trace: its grid to click, with questions, answers and curves.

        Args:
            trace: as in `ask`; of another session's, the grid shows that model's lens, and this one answers.
            vectors: vectors of your own that can be asked in place of a site, or a list of such.

        Raises:
            InputError: if the vectors cannot be used here.
            SessionClosed: if the session was closed.
        """
        if not isinstance(trace, Trace):
            raise InputError(f"A trace is what session.run(prompt) returns; got {type(trace).__name__}.")
        self._open_backend()
        return make_explorer(self, trace, vectors=vectors)

    def _explorer_of(self, trace: Trace, before: Any) -> Any:
        """Return the Explorer that a trace shows, which goes on from the closed one that it showed before."""
        if before is not None and self.closed:
            return before
        explorer = self.explore(trace)
        if before is not None:
            explorer.go_on_from(before)
        return explorer

    def close(self) -> None:
        """Close the session's Explorers, end their threads, and let go of the model and all activations.

        A closed session answers no more; what it answered stays, and so do the activations in `cache_dir` and
        a model that was handed in. Closing twice is fine.
        """
        if self.closed:
            return
        self.closed = True
        views_of(self).close()
        stop_workers(self)
        self.store.clear()
        self.backend.close()

    def __enter__(self) -> Session:
        self._open_backend()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __copy__(self) -> Session:
        """Return the session itself: a second one on the same model and store would be the same."""
        return self

    def __repr__(self) -> str:
        model = self.backend
        return (
            f"<Session on {printable(model.name)}: {model.n_layers} layers, d_model {model.d_model}, "
            f"{str(model.dtype).removeprefix('torch.')} on {model.device}{', closed' if self.closed else ''}>"
        )

    def _repr_html_(self) -> str:
        return element("div", repr(self)[1:-1]) + self.cells._repr_html_()
