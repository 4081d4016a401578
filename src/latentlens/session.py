"""Session: an open model, what each notebook cell ran on it, and the readers to ask."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast, overload

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from latentlens import world
from latentlens._bound import BoundToSession
from latentlens._checked import MOST, calls, whole
from latentlens._errors import InputError, SelectionError, SessionClosed
from latentlens._given import listed, texts
from latentlens._printable import printable
from latentlens._shown import shown
from latentlens.activations.key import TraceKey
from latentlens.activations.store import TraceStore
from latentlens.activations.trace import Trace, real_layer
from latentlens.activations.vectors import Vectors
from latentlens.ask.answer import Answer
from latentlens.ask.base_sweep import BaseSweep
from latentlens.ask.blocks import ask_one
from latentlens.ask.layer_grid import LayerGrid
from latentlens.ask.lens_grid import LensGrid
from latentlens.ask.lens_table import safe
from latentlens.ask.question import Question, grid_cells
from latentlens.ask.resume import fill
from latentlens.ask.scale_sweep import ScaleSweep
from latentlens.ask.source import Source as AskedSource
from latentlens.ask.sweep import Sweep
from latentlens.ask.trace_source import TraceSource
from latentlens.ask.vectors_source import VectorSource
from latentlens.engine.query import Distribution, NextToken
from latentlens.engine.run import Progress, run
from latentlens.model.closed import CLOSED, ClosedModel
from latentlens.model.opening import Source, open_model
from latentlens.model.prompt import Chat, Texts, TokenIds, read_prompt, several_texts
from latentlens.notebook.cells import current_cell, watch_cells
from latentlens.notebook.ledger import CellLedger
from latentlens.notebook.views import shown_of
from latentlens.notebook.worker import stop_workers
from latentlens.readers.lens import Lens
from latentlens.readers.reader import Reader, State, query
from latentlens.readers.registry import resolve_reader
from latentlens.scoring.controls import Controls, as_controls

if TYPE_CHECKING:
    from latentlens.explorer.explorer import Explorer
    from latentlens.model.language_model import LanguageModel

_RUNS = itertools.count(1)


class Session(BoundToSession):
    """An open model, with the activations of every prompt that was run on it.

    Safe to use from several threads: a widget's questions and a notebook cell's own work take turns on the
    model.

    Args:
        model: None for the bundled model (no network needed); the name of a bundled model; a model
            directory in the hub's layout; a hub name; or a pair (transformers model, tokenizer).
        device: where to put the weights; None leaves a model in memory where it is, and loads others to
            the CPU.
        dtype: a torch dtype or its name; None keeps the checkpoint's.
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
        model: Source = None,
        *,
        device: str | torch.device | None = None,
        dtype: str | torch.dtype | None = None,
        cache_dir: str | os.PathLike[str] | None = None,
        memory_budget: int | str | None = None,
    ) -> None:
        self.store = TraceStore(memory_budget=memory_budget, cache_dir=cache_dir)
        self.model = open_model(model, device=device, dtype=dtype)
        self.cells = CellLedger(self.store)
        """Which notebook cell ran which prompts; a table when displayed."""
        self.unfinished: BaseSweep | None = None
        """The last sweep that was stopped before its end, with what it had answered."""
        self.prompts = dict(world.PROMPTS.get(self.model.name, {}))
        """Target prompts that suit this model better than the papers' own, by preset; yours to change."""
        self.readers: dict[str, Reader] = {}
        """Readers of your own by name, such as fitted lenses; ask takes the name, the Explorer offers it."""
        self.code = _code(model, device=device, dtype=dtype)
        """The expression that opens the same model again."""
        self.closed = False
        """Whether `close` was called."""
        watch_cells(self.cells)
        shown_of(self)

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
        if (several := several_texts(prompt)) is not None:
            with self.model.pinned():
                return [self._run_one(text, prepend_bos, hooks) for text in several]
        return self._run_one(prompt, prepend_bos, hooks)

    def _run_one(self, prompt: Any, prepend_bos: bool | None, hooks: Sequence[str]) -> Trace:
        self._check_open()
        with self.model.pinned():
            given = read_prompt(prompt, self.model, prepend_bos=prepend_bos)
            key = TraceKey(
                self.model.fingerprint(),
                given.token_ids,
                tuple(range(self.model.n_layers + 1)),
                str(self.model.dtype).removeprefix("torch."),
                self.model.processing,
                # what hooks of the user's do may change from one run to the next, and nobody can tell
                run=next(_RUNS) if self.model.runs_user_code else 0,
            )
            hit = self.store.get(key) is not None
            if not hit:
                self.capture(key)
            names = [hooks] if isinstance(hooks, str) else list(hooks)
            activations = self.model.named_activations(given.token_ids, names) if names else {}
        self.cells.record(current_cell(), key, given.text, len(given.token_ids), hit=hit)
        trace = Trace(self, key, given.text, given.code, activations)
        shown_of(self).ran(trace)
        return trace

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
        self._check_open()
        return self.model.bridge

    def capture(self, key: TraceKey) -> Float[Tensor, "layer position d_model"]:
        """Run a trace's tokens and put its residual stream into the store."""
        resid = self.model.capture(key.token_ids, key.layers)
        self.store.put(key, resid)
        return resid

    def lens(
        self,
        trace: Trace,
        lens: Lens | None = None,
        *,
        layers: Sequence[int] | int | None = None,
        positions: Sequence[int | str] | int | str | None = None,
        top_k: int = 5,
        on_progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> LensGrid:
        """Read a lens over a grid of layers and positions.

        Where a state or the lens's logits hold NaN or infinity, a cell has no tokens: see `LensGrid.finite`.

        Args:
            trace: a trace of this session.
            lens: which lens; None for the logit lens.
            layers: which layers, or one; None for all that the lens has.
            positions: which positions, as numbers or token texts, or one; None for all.
            top_k: how many tokens of each cell.
            on_progress: called with (cells read, cells in all).
            cancel: when set, the work stops.

        Raises:
            Cancelled: if `cancel` was set.
            SelectionError: if a layer or position does not exist.
            MappingError: if the lens was fitted on another model, or has no mapping from a layer.

        Examples:
            >>> session = Session()
            >>> grid = session.lens(session.run("The capital of France is"), layers=[-1], positions=[-1])
            >>> grid.tokens[0][0][0]
            '·Paris'
        """
        self._own(trace)
        calls(cancel, on_progress=on_progress)
        lens, top_k = Lens("logit") if lens is None else lens, whole("top_k", top_k, least=1, most=MOST)
        if not isinstance(lens, Lens):
            raise InputError(f"{shown(lens)} is no lens. Use Lens('logit'), or one with a fitted mapping.")
        if lens.fitted is not None:
            fingerprint = self.model.fingerprint()
            lens.fitted.check(fingerprint, fingerprint, self.model.processing)
        layers = lens.layers(trace.n_layers) if layers is None else layers
        rows, columns = grid_cells(trace, layers, positions)
        resid, readout = trace.resid, NextToken(top_k=top_k)
        target = lens.target(self.model)
        queries = [
            query(lens, target, State(resid[k, p], k, p), self.model.n_layers, readout)
            for k in rows
            for p in columns
        ]
        results = run(queries, self.model, on_progress=on_progress, cancel=cancel)
        cells = [result.value for result in results if isinstance(result.value, Distribution)]
        shape = (len(rows), len(columns), -1)
        finite = np.array([result.finite for result in results], dtype=bool).reshape(shape[:2])
        token_ids = np.array([cell.top_ids for cell in cells], dtype=np.int64).reshape(shape)
        token_ids[~finite] = -1
        visible = {i: self.model.tokenizer.visible(i) for i in np.unique(token_ids).tolist() if i >= 0}
        probs = np.exp(np.array([cell.top_logprobs for cell in cells], dtype=np.float32)).reshape(shape)
        probs[~finite] = np.nan
        return LensGrid(
            layers=rows,
            positions=columns,
            source=[trace.tokens[p] for p in columns],
            token_ids=token_ids,
            tokens=[[[visible.get(int(i), "") for i in cell] for cell in row] for row in token_ids],
            probs=probs,
        )

    def ask(
        self,
        trace: Trace,
        layer: int,
        position: int | str,
        reader: Reader | str,
        *,
        options: Sequence[str] | None = None,
        samples: int = 0,
        controls: bool | Controls = True,
        seed: int = 0,
        on_progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> Answer:
        """Ask one cell of a trace.

        Args:
            trace: a trace; one of another session is read here, by this session's model (cross-model
                patching), which needs a mapping where the widths differ.
            layer: which layer to read, 0..n_layers; negative from the last.
            position: which position, as a number or a token's text.
            reader: a reader, a preset's name, the name of one of your own in `readers`, or a question with x
                where the activation stands, such as "The capital of x is".
            options: for a forced choice among these answers instead of free text.
            samples: sample so many answers at temperature 1; what most of them say is the answer, and how
                many of them say it the confidence. 0 for one greedy answer.
            controls: also ask with nothing, and with a random vector of the same norm; or for example
                Controls(random=5, text=True).
            seed: of the controls, and of sampling.
            on_progress: called with (cells answered, cells in all).
            cancel: when set, the work stops.

        Raises:
            SelectionError: if the layer or position does not exist, or the token text is ambiguous.
            TargetPromptError: if the placeholder is absent or not one token.
            InputError: if an option or the reader cannot be used.
            NotFinite: if the cell holds NaN or infinity, or the model's logits do once it is written.
            Cancelled: if `cancel` was set.

        Examples:
            >>> session = Session()
            >>> trace = session.run("France")
            >>> answer = session.ask(trace, 1, -1, "The capital of x is", options=["Paris", "Lima"])
            >>> round(sum(option.probability for option in answer.options), 6)
            1.0
        """
        question = self._question(_source(trace), reader, options, samples, controls, seed)
        cell = (trace.layer(layer), trace.position(position))
        with self.model.pinned():
            return ask_one(question, cell, on_progress=on_progress, cancel=cancel)

    def sweep(
        self,
        trace: Trace,
        reader: Reader | str,
        *,
        layers: Sequence[int] | int | None = None,
        positions: Sequence[int | str] | int | str | None = None,
        options: Sequence[str] | None = None,
        samples: int = 0,
        controls: bool | Controls = True,
        seed: int = 0,
        on_progress: Progress | None = None,
        on_answer: Callable[[Answer], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Sweep:
        """Ask every cell of a grid.

        A cell whose state is not finite, or after which the model's logits are not, has an answer without
        text and confidence (NaN), with the flag "not finite"; the others are answered as ever.

        Whatever ends it before its end, the sweep so far is kept as `session.unfinished`; asked again with
        the same arguments it goes on from there, if the model is still the same.

        Args:
            trace: as in `ask`.
            reader: as in `ask`.
            layers: which layers, or one; None for all that the reader can be asked about.
            positions: which positions, as numbers or token texts, or one; None for all.
            options: as in `ask`.
            samples: as in `ask`.
            controls: as in `ask`.
            seed: as in `ask`.
            on_progress: called with (cells answered, cells in all).
            on_answer: called with each answer as soon as it is there.
            cancel: when set, the work stops.

        Raises:
            Cancelled: if `cancel` was set.
            KeyboardInterrupt: if interrupted.
            InputError: as in `ask`.

        Examples:
            >>> session = Session()
            >>> sweep = session.sweep(session.run("France"), "The language of x is", layers=[1, 2])
            >>> sweep[2, "France"].text.strip()
            'French'
        """
        question = self._question(_source(trace), reader, options, samples, controls, seed)
        if layers is None:
            layers = question.reader.layers(trace.n_layers)
        sweep = Sweep(question, *grid_cells(trace, layers, positions), {})
        fill(sweep, on_answer=on_answer, on_progress=on_progress, cancel=cancel)
        return sweep

    def layer_grid(
        self,
        trace: Trace,
        position: int | str,
        reader: Reader | str,
        *,
        layers: Sequence[int] | int | None = None,
        target_layers: Sequence[int] | int | None = None,
        options: Sequence[str] | None = None,
        samples: int = 0,
        controls: bool | Controls = True,
        seed: int = 0,
        on_progress: Progress | None = None,
        on_answer: Callable[[Answer], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> LayerGrid:
        """Read one position at several layers, and write each state at several layers.

        Stopped, it is kept and goes on like `sweep`.

        Args:
            trace: as in `ask`.
            position: which position, as a number or a token's text.
            reader: a Patchscope, a preset's name or a question; its own target layer does not count.
            layers: of the source, or one; None for all.
            target_layers: at which each is written, or one; None for all of this model.
            options: as in `ask`.
            samples: as in `ask`.
            controls: as in `ask`.
            seed: as in `ask`.
            on_progress: called with (cells answered, cells in all).
            on_answer: called with each answer as soon as it is there.
            cancel: when set, the work stops.

        Raises:
            Cancelled: if `cancel` was set.
            KeyboardInterrupt: if interrupted.
            InputError: as in `ask`, or if the reader has no target layer to choose.
            SelectionError: if the position or a layer does not exist.

        Examples:
            >>> session = Session()
            >>> trace = session.run("France")
            >>> grid = session.layer_grid(trace, -1, "The capital of x is", layers=[1, 2], target_layers=[1])
            >>> grid[1, 1].text == session.ask(trace, 1, -1, "The capital of x is").text
            True

        Source:
            arXiv 2401.06102, figures 7 and 12.
        """
        question = self._question(_source(trace), reader, options, samples, controls, seed)
        rows, (column,) = grid_cells(trace, layers, [position])
        top = self.model.n_layers
        chosen = range(top + 1) if target_layers is None else target_layers
        given = listed(chosen, "target layers", "target_layers=[1, 2]")
        into = list(dict.fromkeys(real_layer(k, top) for k in given))
        if not into:
            raise SelectionError("The grid is empty: give at least one target layer, or leave them out.")
        grid = LayerGrid(question, column, rows, into, {})
        fill(grid, on_answer=on_answer, on_progress=on_progress, cancel=cancel)
        return grid

    def vectors(
        self,
        vectors: Mapping[str, Float[Tensor, " d_model"]] | Float[Tensor, "vector d_model"],
        *,
        layer: int,
        names: Sequence[str] | None = None,
    ) -> Vectors:
        """Take vectors of one's own, to ask them like cells of a trace.

        Args:
            vectors: by name, each one vector, such as a difference of two states or a direction of a sparse
                autoencoder; or one matrix with a vector a row. They are copied.
            layer: the layer of this model to which they belong, 0..n_layers; negative from the last.
            names: of a matrix's rows; None for "0", "1", ...

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
        self._check_open()
        return Vectors(self, vectors, layer=layer, names=names)

    def ask_vector(
        self,
        vector: Vectors,
        reader: Reader | str,
        *,
        scale: float = 1.0,
        options: Sequence[str] | None = None,
        samples: int = 0,
        controls: bool | Controls = True,
        seed: int = 0,
        on_progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> Answer:
        """Ask one vector of one's own.

        The answer's `position` is the vector's number, its `token` the name.

        Args:
            vector: one of those that `vectors` made, such as `vectors["French - English"]`; one of another
                session is read by this session's model, which needs a mapping where the widths differ.
            reader: as in `ask`; not one that writes into the source prompt, since there is none.
            scale: what is read is scale * vector, before the reader's mapping.
            options: as in `ask`.
            samples: as in `ask`.
            controls: also ask with nothing, and with scale * a random vector of the same norm.
            seed: as in `ask`.
            on_progress: called with (cells answered, cells in all).
            cancel: when set, the work stops.

        Raises:
            InputError: if there are several vectors, or if the reader, a control, an option or the scale
                cannot be used.
            NotFinite: if what is written, or the model's logits after it, hold NaN or infinity.
            Cancelled: if `cancel` was set.

        Examples:
            >>> session = Session()
            >>> vectors = session.vectors({"France": session.run("France")[1, -1]}, layer=1)
            >>> options = ["Paris", "Lima"]
            >>> answer = session.ask_vector(vectors["France"], "The capital of x is", options=options)
            >>> answer.text
            'Paris'
        """
        _check_vectors(vector)
        if len(vector) != 1:
            raise InputError(
                f"There are {len(vector)} vectors, and one is asked. Name it: vectors[{vector.names[0]!r}]; "
                "or ask all with session.sweep_scales(vectors, reader, [1])."
            )
        source = VectorSource(vector, (scale,))
        question = self._question(source, reader, options, samples, controls, seed)
        return ask_one(question, source.cells[0], on_progress=on_progress, cancel=cancel)

    def sweep_scales(
        self,
        vectors: Vectors,
        reader: Reader | str,
        scales: Sequence[float],
        *,
        options: Sequence[str] | None = None,
        samples: int = 0,
        controls: bool | Controls = True,
        seed: int = 0,
        on_progress: Progress | None = None,
        on_answer: Callable[[Answer], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> ScaleSweep:
        """Ask vectors of one's own at several scales, all in one batch.

        Which scale can be read differs from vector to vector and from layer to layer. The random control runs
        through the same scales. Stopped, it is kept and goes on like `sweep`.

        Args:
            vectors: one or several of those that `vectors` made.
            reader: as in `ask_vector`.
            scales: what is read is scale * vector; they may be negative, and 0 is a vector of zeros.
            options: as in `ask`.
            samples: as in `ask`.
            controls: as in `ask_vector`.
            seed: as in `ask`.
            on_progress: called with (cells answered, cells in all).
            on_answer: called with each answer as soon as it is there.
            cancel: when set, the work stops.

        Raises:
            Cancelled: if `cancel` was set.
            KeyboardInterrupt: if interrupted.
            InputError: as in `ask_vector`.

        Examples:
            >>> session = Session()
            >>> vectors = session.vectors({"France": session.run("France")[1, -1]}, layer=1)
            >>> sweep = session.sweep_scales(vectors, "The capital of x is", [0.5, 1, 2])
            >>> sweep[1].text == session.ask_vector(vectors, "The capital of x is").text
            True

        Source:
            Kharlapenko et al. 2024, Self-explaining SAE features (Alignment Forum).
        """
        _check_vectors(vectors)
        question = self._question(VectorSource(vectors, scales), reader, options, samples, controls, seed)
        sweep = ScaleSweep(question, {})
        fill(sweep, on_answer=on_answer, on_progress=on_progress, cancel=cancel)
        return sweep

    def close(self) -> None:
        """Close the session's Explorers, end their threads, and let go of the model and all activations.

        A closed session answers no more; what it answered stays, and so do the activations in `cache_dir` and
        a model that was handed in. Closing twice is fine.
        """
        if self.closed:
            return
        self.closed = True
        shown_of(self).close()
        stop_workers(self)
        self.store.clear()
        self.model = cast("LanguageModel", ClosedModel(self.model))

    def __enter__(self) -> Session:
        self._check_open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def explore(self, trace: Trace, *, vectors: Vectors | Sequence[Vectors] | None = None) -> Explorer:
        """Return the Explorer of a trace: its grid to click, with questions, answers and curves.

        Args:
            trace: as in `ask`; of another session's, the grid shows that model's lens, and this one answers.
            vectors: vectors of one's own that can be asked in place of a cell, or a list of such.

        Raises:
            InputError: if the vectors cannot be used here.
            SessionClosed: if the session was closed.
        """
        from latentlens.explorer.explorer import Explorer

        _check_trace(trace)
        self._check_open()
        return Explorer(self, trace, vectors=vectors)

    def _question(
        self,
        source: AskedSource,
        reader: Reader | str,
        options: Sequence[str] | None,
        samples: int,
        controls: bool | Controls,
        seed: int,
    ) -> Question:
        self._check_open()
        choices = texts(options, "options", "['Paris', 'Rome']")
        reader = resolve_reader(reader, own=self.readers, prompts=self.prompts)
        return Question(source, reader, self, choices, samples, as_controls(controls), seed)

    def __copy__(self) -> Session:
        """Return the session itself: a second one on the same model and store would be the same."""
        return self

    def _check_open(self) -> None:
        if self.closed:
            raise SessionClosed(CLOSED)

    def _own(self, trace: Trace) -> None:
        self._check_open()
        _check_trace(trace)
        if trace.session is not self:
            raise InputError("This trace was run in another session. Run the prompt in this one.")

    def __repr__(self) -> str:
        model = self.model
        return (
            f"<Session on {printable(model.name)}: {model.n_layers} layers, d_model {model.d_model}, "
            f"{str(model.dtype).removeprefix('torch.')} on {model.device}{', closed' if self.closed else ''}>"
        )

    def _repr_html_(self) -> str:
        return f"<div>{safe(repr(self)[1:-1])}</div>{self.cells._repr_html_()}"


def _source(trace: Trace) -> TraceSource:
    _check_trace(trace)
    return TraceSource(trace)


def _check_trace(trace: Trace) -> None:
    if not isinstance(trace, Trace):
        raise InputError(
            f"A trace is what session.run(prompt) returns; got {type(trace).__name__}. Vectors of one's own "
            "are asked with ask_vector or sweep_scales."
        )


def _check_vectors(vectors: Vectors) -> None:
    if not isinstance(vectors, Vectors):
        raise InputError(
            "Vectors are what session.vectors({'my direction': tensor}, layer=...) returns; got "
            f"{type(vectors).__name__}."
        )


def _code(model: Source, **placed: str | torch.device | torch.dtype | None) -> str:
    if isinstance(model, tuple):
        source = "(model, tokenizer)"
    else:
        source = "" if model is None else repr(os.fspath(model))
    given = [f"{name}={str(value).removeprefix('torch.')!r}" for name, value in placed.items() if value]
    return f"Session({', '.join([source, *given] if source else given)})"
