"""Session, the entry point: opens a model, runs prompts, asks readers, and shows the Explorer."""

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
from latentlens.ask.session_figures import SessionFigures
from latentlens.display.printable import printable
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.engine.local import open_local
from latentlens.errors import InputError
from latentlens.evaluation.calibrated_unasked import CalibratedUnasked
from latentlens.model.bundled import bundled
from latentlens.model.language_model import LanguageModel
from latentlens.model.loading import DeviceMap
from latentlens.model.opening import Source
from latentlens.model.prompt import Chat, Texts, TokenIds, several_texts
from latentlens.notebook.cells import current_cell, watch_cells
from latentlens.notebook.ledger import CellLedger
from latentlens.notebook.saved_session import SavedSession
from latentlens.notebook.views import make_explorer, views_of


class Session(CalibratedUnasked, SavedSession, SessionFigures):
    """An open model, together with the activations of every prompt that was run on it.

    A session can be used from several threads at once: the Explorer's questions and the code of a notebook
    cell take turns on the model. It is also a context manager, which closes it at the end of the block.

    Args:
        model: None (default) for the bundled model, which needs no network; the name of a bundled model,
            or of one that `latentlens fetch` got; a directory with a saved transformers model; a GGUF file; a
            name on the Hugging Face hub; a pair (transformers
            model, tokenizer), which is read and never changed; or a backend that runs the model elsewhere.
        device: device for the weights, such as "cuda". Default None: a model handed in stays where it is, and
            any other is loaded to the CPU.
        dtype: a torch dtype or its name, such as "bfloat16"; "fastest" for bfloat16 where that is measured
            clearly faster than float32, with the difference in the repr; None (default): the checkpoint's.
        device_map: "auto", a device, or a dict from module names to devices, "cpu" or "disk", as transformers
            takes it, for a model that does not fit on one device. Default None: one device.
        max_memory: with a `device_map` of "auto", the memory that each device may hold: a dict from device to
            bytes or to a text such as "10GiB". Default None: all that is free.
        offload_folder: directory for weights that `device_map` puts on the "disk". Default None.
        cache_dir: directory in which activations are kept too, so that they are found after a restart of the
            kernel. Default None: in memory only.
        memory_budget: memory for activations, in bytes or as a text such as "512 MB". When it is full, the
            least recently used activations are dropped, and are read from `cache_dir` or computed again when
            needed. Default None: 1 GiB.

    Raises:
        ModelError: if the model cannot be opened, or its architecture fails the checks made at opening.
        InputError: if `memory_budget` is not an amount of memory.

    Examples:
        >>> session = Session()
        >>> trace = session.run("The capital of France is")
        >>> trace.resid.shape == (trace.n_layers + 1, len(trace), trace.d_model)
        True
    """

    _pickle_instead = "Open it there: session.code has the line that opens the same one."

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
        """The Python expression that opens the same model again, such as "Session('gpt2')"."""
        return self.backend.code

    @property
    def model(self) -> LanguageModel:
        """The opened model, for work that needs its weights in this process, such as training a lens.

        Raises:
            UnsupportedModel: if the model runs elsewhere.
        """
        return self.backend.model

    @overload
    def run(
        self,
        prompt: str | Chat | TokenIds,
        *,
        prepend_bos: bool | None = None,
        hooks: Sequence[str] = (),
        adapter: str | None = None,
        progress: Progress | bool | None = None,
    ) -> Trace: ...

    @overload
    def run(
        self,
        prompt: Texts,
        *,
        prepend_bos: bool | None = None,
        hooks: Sequence[str] = (),
        adapter: str | None = None,
        progress: Progress | bool | None = None,
    ) -> list[Trace]: ...

    def run(
        self,
        prompt: str | Chat | TokenIds | Texts,
        *,
        prepend_bos: bool | None = None,
        hooks: Sequence[str] = (),
        adapter: str | None = None,
        progress: Progress | bool | None = None,
    ) -> Trace | list[Trace]:
        """Run a prompt through the model and keep its residual stream at every layer.

        A prompt that was run before on the same weights is found again and costs no forward pass.

        Args:
            prompt: a text; a list, array or Series of texts, which run together, many in one forward pass;
                chat messages (dicts with "role" and "content"; `"prefix": True` in the last, the
                assistant's, leaves its reply open); or one prompt's token ids, in any sequence.
            prepend_bos: whether texts begin with the beginning-of-sequence token. Default None: as the
                model's tokenizer does it.
            hooks: TransformerLens names of other activations to keep, such as "blocks.3.attn.hook_pattern";
                `session.bridge.hook_dict` lists them. They are in `trace.activations`, do not count towards
                the memory budget, and cost one more forward pass. Default: none.
            adapter: name of the one PEFT adapter that is active while the prompt runs; "__base__" for the
                model without any. Default None: the adapters that are active in the model.
            progress: as in `sweep`; counts the prompts of a list.

        Returns:
            The trace; for several texts a list of traces, in their order.

        Raises:
            PromptError: if a prompt is empty, longer than the context, or of a type that cannot be run.
            SelectionError: if a name in `hooks` is not a hook of the model, or no adapter has the name.
            TokenizerError: if chat messages are given to a model without a chat template.
            Cancelled: if `progress` was cancelled; prompts that were run are kept.

        Examples:
            >>> Session().run("The capital of France is").tokens
            ['<bos>', 'The', '·capital', '·of', '·France', '·is']
        """
        several = several_texts(prompt)
        traces = []
        for prompt_run in run_prompts(
            [prompt] if several is None else several,
            self._open_backend(),
            self.store,
            prepend_bos=prepend_bos,
            hooks=hooks,
            adapter=adapter,
            open_explorer=self._explorer_of,
            progress=progress,
        ):
            trace = prompt_run.trace
            self.cells.record(current_cell(), trace.trace_key, trace.prompt, len(trace), hit=prompt_run.hit)
            views_of(self).ran(trace)
            traces.append(trace)
        return traces[0] if several is None else traces

    @property
    def bridge(self) -> Any:
        """TransformerLens' `TransformerBridge` of the model, with its hook names and `run_with_cache`.

        The bridge wraps a copy of the model's modules that shares the weights, so nothing done with it
        changes the model or what the session reads. It is rebuilt after the model's weights change, so hooks
        that are left on it do not last.

        Examples:
            >>> session = Session()
            >>> "blocks.0.attn.hook_pattern" in session.bridge.hook_dict
            True
        """
        return self._open_backend().model.bridge

    def vectors(
        self, vectors: Mapping[str, Any] | Tensor, *, layer: int, names: Sequence[str] | None = None
    ) -> Vectors:
        """Name vectors that did not come from a trace, so that readers can be asked about them.

        Args:
            vectors: dict from names to vectors [d_model], such as the difference of two activations, a
                steering vector or a decoder direction of a sparse autoencoder; or one matrix
                [vector, d_model]. They are copied.
            layer: layer of this model whose residual stream the vectors belong to, 0..n_layers; negative
                counts from the last.
            names: for a matrix, the name of each row. Default None: "0", "1", ...

        Returns:
            The vectors, to be given to `ask`, `sweep` or `explore` in place of a trace.

        Raises:
            MappingError: if a vector's width is not the model's d_model.
            SelectionError: if the layer does not exist.
            NotFinite: if a vector contains NaN or infinity.
            InputError: if there is no vector, a vector is zero, or two have the same name.

        Examples:
            >>> session = Session()
            >>> trace = session.run("France")
            >>> session.vectors({"France": trace[1, -1]}, layer=1).names
            ('France',)
        """
        return Vectors(self._open_backend(), vectors, layer=layer, names=names)

    def explore(self, trace: Trace, *, vectors: Vectors | Sequence[Vectors] | None = None) -> Any:
        """Return the Explorer of a trace: the notebook widget in which you click a token and ask about it.

        Args:
            trace: trace to show. If it belongs to another session, the grid shows that session's logit lens,
                and this session's model answers the questions.
            vectors: what `session.vectors` returned, or a list of such; they can then be asked about in the
                Explorer too. Default None: sites of the trace only.

        Returns:
            The Explorer, a widget; displaying it shows it.

        Raises:
            InputError: if `trace` is no trace, or the vectors belong to another model.
            SessionClosed: if the session was closed.

        Examples:
            >>> session = Session()
            >>> explorer = session.explore(session.run("The capital of France is"))
        """
        if not isinstance(trace, Trace):
            raise InputError(f"A trace is what session.run(prompt) returns; got {type(trace).__name__}.")
        self._open_backend()
        return make_explorer(self, trace, vectors=vectors)

    def _explorer_of(self, trace: Trace, closed_explorer: Any) -> Any:
        """Return a trace's Explorer, with the answers of the closed one that the trace had before, if any."""
        if closed_explorer is not None and self.closed:
            return closed_explorer
        explorer = self.explore(trace)
        if closed_explorer is not None:
            explorer.go_on_from(closed_explorer)
        return explorer

    def close(self) -> None:
        """Close the session's Explorers, end their threads, and release the model and all activations.

        Every later call raises `SessionClosed`. Answers and sweeps can still be used, activations in
        `cache_dir` stay on disk, and a model that was handed in is left as it is. Closing twice does nothing.
        """
        if self.closed:
            return
        self.closed = True
        views_of(self).close()
        self.store.clear()
        self.backend.close()

    def __enter__(self) -> Session:
        self._open_backend()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __copy__(self) -> Session:
        """Return the session itself, since a copy would share the model and the activations anyway."""
        return self

    def __repr__(self) -> str:
        model = self.backend
        return (
            f"<Session on {printable(model.name)}: {model.n_layers} layers, d_model {model.d_model}, "
            f"{model.runs_in}{', closed' if self.closed else ''}>"
        )
