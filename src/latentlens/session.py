"""Session: an open model, what each notebook cell ran on it, and the readers to ask."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from latentlens import world
from latentlens._answer import Answer
from latentlens._asking import OnAnswer, ask_cells
from latentlens._errors import Cancelled, InputError
from latentlens._lens_grid import LensGrid
from latentlens._prompt import Chat, Texts, TokenIds, read_prompt
from latentlens._question import Cell, Question, grid_cells
from latentlens._sweep import Sweep
from latentlens.cache.key import TraceKey
from latentlens.cache.ledger import CellLedger
from latentlens.cache.store import TraceStore
from latentlens.confidence.controls import Controls, as_controls
from latentlens.engine.query import Distribution, NextToken
from latentlens.engine.run import Progress, run
from latentlens.model.opening import Source, open_model
from latentlens.notebook.cells import current_cell, watch_cells
from latentlens.readers.lens import Lens
from latentlens.readers.presets import as_reader
from latentlens.readers.reader import Reader, State, query
from latentlens.trace import Trace

if TYPE_CHECKING:
    from latentlens.notebook.explorer import Explorer


class Session:
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
        self.unfinished: Sweep | None = None
        """The last sweep that was stopped before its end, with what it had answered."""
        self.prompts = dict(world.PROMPTS.get(self.model.name, {}))
        """Target prompts that suit this model better than the papers' own, by preset; yours to change."""
        self.code = _code(model, device=device, dtype=dtype)
        """The expression that opens the same model again."""
        watch_cells(self.cells)

    @overload
    def run(self, prompt: str | Chat | TokenIds, *, prepend_bos: bool | None = None) -> Trace: ...

    @overload
    def run(self, prompt: Texts, *, prepend_bos: bool | None = None) -> list[Trace]: ...

    def run(
        self, prompt: str | Chat | TokenIds | Texts, *, prepend_bos: bool | None = None
    ) -> Trace | list[Trace]:
        """Run a prompt and keep its residual stream; one that was run before costs no forward pass.

        Args:
            prompt: a text; a list of texts; chat messages (dicts with "role" and "content"); or token ids.
            prepend_bos: True or False to begin texts with the beginning-of-sequence token or not; None to
                do what the model's tokenizer does.

        Returns:
            The trace; a list of traces for a list of texts.

        Raises:
            PromptError: if a prompt is empty or longer than the model's context.
            TokenizerError: if chat messages are given to a model without a chat template.

        Examples:
            >>> Session().run("The capital of France is").tokens
            ['<bos>', 'The', '·capital', '·of', '·France', '·is']
        """
        if isinstance(prompt, (list, tuple)) and prompt and all(isinstance(part, str) for part in prompt):
            return [self._run_one(text, prepend_bos) for text in prompt]
        return self._run_one(prompt, prepend_bos)

    def _run_one(self, prompt: Any, prepend_bos: bool | None) -> Trace:
        given = read_prompt(prompt, self.model, prepend_bos=prepend_bos)
        key = TraceKey(
            self.model.fingerprint(),
            given.token_ids,
            tuple(range(self.model.n_layers + 1)),
            str(self.model.dtype).removeprefix("torch."),
            self.model.processing,
        )
        hit = self.store.get(key) is not None
        if not hit:
            self.capture(key)
        self.cells.record(current_cell(), key, given.text, len(given.token_ids), hit=hit)
        return Trace(self, key, given.text, given.code)

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
        layers: Sequence[int] | None = None,
        positions: Sequence[int | str] | None = None,
        top_k: int = 5,
        on_progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> LensGrid:
        """Read a lens over a grid of layers and positions.

        Args:
            trace: a trace of this session.
            lens: which lens; None for the logit lens.
            layers: which layers; None for all that the lens has.
            positions: which positions, as numbers or token texts; None for all.
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
        lens = lens or Lens("logit")
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
        token_ids = np.array([cell.top_ids for cell in cells], dtype=np.int64).reshape(shape)
        return LensGrid(
            layers=rows,
            positions=columns,
            source=[trace.tokens[p] for p in columns],
            token_ids=token_ids,
            tokens=[
                [[self.model.tokenizer.visible(int(i)) for i in cell] for cell in row] for row in token_ids
            ],
            probs=np.exp(np.array([cell.top_logprobs for cell in cells], dtype=np.float32)).reshape(shape),
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
            reader: a reader, a preset's name, or a question with x where the activation stands, such as
                "The capital of x is".
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
            Cancelled: if `cancel` was set.

        Examples:
            >>> session = Session()
            >>> trace = session.run("France")
            >>> answer = session.ask(trace, 1, -1, "The capital of x is", options=["Paris", "Lima"])
            >>> round(sum(option.probability for option in answer.options), 6)
            1.0
        """
        question = self._question(trace, reader, options, samples, controls, seed)
        cell = (trace.layer(layer), trace.position(position))
        return ask_cells(question, [cell], on_progress=on_progress, cancel=cancel)[0]

    def sweep(
        self,
        trace: Trace,
        reader: Reader | str,
        *,
        layers: Sequence[int] | None = None,
        positions: Sequence[int | str] | None = None,
        options: Sequence[str] | None = None,
        samples: int = 0,
        controls: bool | Controls = True,
        seed: int = 0,
        on_progress: Progress | None = None,
        on_answer: OnAnswer | None = None,
        cancel: threading.Event | None = None,
    ) -> Sweep:
        """Ask every cell of a grid.

        Interrupted or cancelled, the sweep so far is kept as `session.unfinished`; asked again with the
        same arguments it goes on from there.

        Args:
            trace: as in `ask`.
            reader: as in `ask`.
            layers: which layers; None for all that the reader can be asked about.
            positions: which positions, as numbers or token texts; None for all.
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
        question = self._question(trace, reader, options, samples, controls, seed)
        if layers is None:
            layers = question.reader.layers(trace.n_layers)
        rows, columns = grid_cells(trace, layers, positions)
        sweep = Sweep(question, rows, columns, self._answered(question, rows, columns))
        missing = [cell for cell in sweep.cells if cell not in sweep.answers]
        done = len(sweep.answers)

        def keep(answer: Answer) -> None:
            sweep.answers[answer.layer, answer.position] = answer
            if on_answer is not None:
                on_answer(answer)

        def progress(now: int, _: int) -> None:
            if on_progress is not None:
                on_progress(done + now, len(sweep.cells))

        try:
            ask_cells(question, missing, on_answer=keep, on_progress=progress, cancel=cancel)
        except Cancelled:
            self.unfinished = sweep
            raise
        except KeyboardInterrupt:
            self.unfinished = sweep
            # said here because an interrupt itself carries no message
            print(
                f"latentlens: stopped after {len(sweep)} of {len(sweep.cells)} cells. They are in "
                "session.unfinished; the same sweep again goes on from there."
            )
            raise
        return sweep

    def _answered(self, question: Question, layers: list[int], positions: list[int]) -> dict[Cell, Answer]:
        """Return what an unfinished sweep of the same question already answered of a grid."""
        stopped = self.unfinished
        if stopped is None or not stopped.question.same(question):
            return {}
        self.unfinished = None
        return {
            cell: answer
            for cell, answer in stopped.answers.items()
            if cell[0] in layers and cell[1] in positions
        }

    def close(self) -> None:
        """Let go of all activations held in memory; those in `cache_dir` stay."""
        self.store.clear()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def explore(self, trace: Trace) -> Explorer:
        """Return the Explorer of a trace: its grid to click, with questions, answers and curves."""
        from latentlens.notebook.explorer import Explorer

        self._own(trace)
        return Explorer(self, trace)

    def _question(
        self,
        trace: Trace,
        reader: Reader | str,
        options: Sequence[str] | None,
        samples: int,
        controls: bool | Controls,
        seed: int,
    ) -> Question:
        _check_trace(trace)
        if isinstance(options, str):
            raise InputError(f"Options are a list of texts, such as ['Paris', 'Rome']; got {options!r}.")
        reader = as_reader(reader, prompts=self.prompts)
        return Question(trace, reader, self, tuple(options or ()), samples, as_controls(controls), seed)

    def _own(self, trace: Trace) -> None:
        _check_trace(trace)
        if trace.session is not self:
            raise InputError("This trace was run in another session. Run the prompt in this one.")

    def __repr__(self) -> str:
        model = self.model
        return (
            f"<Session on {model.name}: {model.n_layers} layers, d_model {model.d_model}, "
            f"{str(model.dtype).removeprefix('torch.')} on {model.device}>"
        )


def _check_trace(trace: Trace) -> None:
    if not isinstance(trace, Trace):
        raise InputError(f"A trace is what session.run(prompt) returns; got {type(trace).__name__}.")


def _code(model: Source, **placed: str | torch.device | torch.dtype | None) -> str:
    if isinstance(model, tuple):
        source = "(model, tokenizer)"
    else:
        source = "" if model is None else repr(os.fspath(model))
    given = [f"{name}={str(value).removeprefix('torch.')!r}" for name, value in placed.items() if value]
    return f"Session({', '.join([source, *given] if source else given)})"
