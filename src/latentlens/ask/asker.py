"""What can be asked of an open model: one question, a sweep, a lens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, overload

from typing_extensions import Unpack

from latentlens.activations.bound_to_session import BoundToModel
from latentlens.activations.selection import Selection
from latentlens.activations.trace import Trace
from latentlens.activations.vectors import Vectors
from latentlens.ask.answer import Answer
from latentlens.ask.arguments import source_and_reader
from latentlens.ask.blocks import ask_one
from latentlens.ask.calibrated import Calibrated, resolve_calibrated
from latentlens.ask.items import Layers, Positions, sweep_of
from latentlens.ask.lens_grid import LensGrid
from latentlens.ask.question import Question
from latentlens.ask.question_options import QuestionOptions, question_of, running
from latentlens.ask.read_lens import read_lens
from latentlens.ask.resume import Unfinished, run_missing_items
from latentlens.ask.source import Item
from latentlens.ask.sweep import Sweep
from latentlens.engine.backend import Backend
from latentlens.engine.run import Progress
from latentlens.errors import InputError, SessionClosed
from latentlens.model.closed import CLOSED
from latentlens.readers.presets import as_reader
from latentlens.readers.reader import Reader


class Asker(BoundToModel):
    """An open model that can be asked: what `latentlens.Session` is, apart from running prompts.

    Args:
        backend: what runs prompts and queries.
        prompts: target prompts that suit this model better than the papers' own, by preset.
    """

    def __init__(self, backend: Backend, prompts: Mapping[str, str]) -> None:
        self.backend = backend
        """What runs prompts and queries: by default the model in this process."""
        self.prompts = dict(prompts)
        """Target prompts that suit this model better than the papers' own, by preset; yours to change."""
        self.readers: dict[str, Reader | Calibrated] = {}
        """Readers of your own by name, such as fitted lenses; ask takes the name, the Explorer offers it."""
        self.closed = False
        """Whether `close` was called."""
        self._unfinished = Unfinished()

    @property
    def unfinished(self) -> Sweep | None:
        """The last sweep that was stopped before its end, with what it had answered; None for none."""
        return self._unfinished.sweep

    @unfinished.setter
    def unfinished(self, sweep: Sweep | None) -> None:
        self._unfinished.sweep = sweep

    def lens(
        self,
        trace: Trace,
        lens: Reader | None = None,
        *,
        layers: Sequence[int] | int | None = None,
        positions: Sequence[int | str] | int | str | None = None,
        top_k: int = 5,
        on_progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> LensGrid:
        """Read a lens over a grid of layers and positions.

        Where a state or the lens's logits hold NaN or infinity, a site has no tokens: see `LensGrid.finite`.

        Args:
            trace: a trace of this session.
            lens: the lens; None for the logit lens.
            layers: which layers, or one; None for all that the lens has.
            positions: which positions, as numbers or token texts, or one; None for all.
            top_k: number of tokens at each site.
            on_progress: called with (sites read, sites in all).
            cancel: when set, the work stops.

        Raises:
            Cancelled: if `cancel` was set.
            SelectionError: if a layer or position does not exist.
            MappingError: if the lens was fitted on another model, or has no mapping from a layer.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> grid = session.lens(session.run("The capital of France is"), layers=[-1], positions=[-1])
            >>> grid.tokens[0][0][0]
            '·Paris'
        """
        backend = self._open_backend()
        if not isinstance(trace, Trace) or trace.backend is not backend:
            raise InputError(
                f"A lens reads a trace of its own session; got {_what(trace)}. Run the prompt in this one."
            )
        lens = as_reader("logit_lens") if lens is None else lens
        how: dict[str, Any] = {"layers": layers, "positions": positions, "top_k": top_k}
        return read_lens(trace, lens, backend, **how, on_progress=on_progress, cancel=cancel)

    @overload
    def ask(
        self,
        source: Trace,
        layer: int,
        position: int | str,
        reader: Reader | Calibrated | str,
        *,
        scale: float = 1.0,
        **how: Unpack[QuestionOptions],
    ) -> Answer: ...

    @overload
    def ask(
        self,
        source: Selection | Vectors,
        reader: Reader | Calibrated | str,
        /,
        *,
        scale: float = 1.0,
        **how: Unpack[QuestionOptions],
    ) -> Answer: ...

    def ask(self, source: Any, *asked: Any, scale: float = 1.0, **how: Any) -> Answer:
        """Ask a reader about one site of a trace, one selection or one vector.

        `ask(trace, layer, position, reader)` asks about one site; `ask(trace.select(...), reader)` about a
        selection; `ask(vectors["name"], reader)` about a vector of your own.

        Args:
            source: a trace, a selection or one vector. One of another session is read by this session's model
                (cross-model patching), which needs a mapping where the widths differ.
            layer: of a trace, the layer: 0..n_layers, negative from the last.
            position: of a trace, the position: a number or a token's text.
            reader: a reader, a preset's name, the name of one of your own in `readers`, or a question with x
                where the activation stands, such as "The capital of x is".
            scale: what is read is scale * activation, before the reader's mapping.
            **how: options, samples, controls, seed, on_progress, cancel: see `QuestionOptions`.

        Raises:
            SelectionError: if the layer or position does not exist, or the token text is ambiguous.
            TargetPromptError: if the placeholder is absent or not one token.
            InputError: if an option, a control or the reader cannot be used, or there are several vectors.
            NotFinite: if the activation holds NaN or infinity, or the model's logits do once it is written.
            Cancelled: if `cancel` was set.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> trace = session.run("France")
            >>> answer = session.ask(trace, 1, -1, "The capital of x is", options=["Paris", "Lima"])
            >>> round(sum(option.probability for option in answer.options), 6)
            1.0
        """
        backend = self._open_backend()
        read, reader = source_and_reader(source, asked, how, scale)
        question = self._question(reader, how)
        with backend.pinned():
            return ask_one(question, Item(read, question.reader), **running(how))

    def sweep(
        self,
        source: Trace | Sequence[Trace] | Selection | Vectors,
        reader: Reader | Calibrated | str,
        *,
        layers: Layers = None,
        positions: Positions = None,
        target_layers: Layers = None,
        scales: Sequence[float] | None = None,
        on_answer: Callable[[Answer], None] | None = None,
        **how: Unpack[QuestionOptions],
    ) -> Sweep:
        """Ask a reader about every combination of layers, positions, target layers and scales, in batches.

        Where a state is not finite, or the model's logits are not once it is written, there is an answer
        without text and confidence (NaN), with the flag "not finite"; the others are answered as ever.

        Whatever ends it before its end, the sweep so far is kept as `session.unfinished`; asked again with
        the same arguments it goes on from there, if the model is still the same.

        Args:
            source: a trace, or several; a selection, each of whose sites is asked about; or vectors.
            reader: as in `ask`.
            layers: source layers, one or several; None for all that the reader can be asked about.
            positions: token positions, as numbers or token texts, one or several; None for all.
            target_layers: layers at which each state is written, instead of the reader's own; slice(None)
                for all.
            scales: factors of the states or vectors; they may be negative, and 0 is a vector of zeros.
            on_answer: called with each answer as soon as it is there.
            **how: as in `ask`; a random control runs through the same scales.

        Raises:
            Cancelled: if `cancel` was set.
            KeyboardInterrupt: if interrupted.
            SelectionError: if a layer or position does not exist.
            InputError: as in `ask`, or if the reader has no target layer to choose.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> sweep = session.sweep(session.run("France"), "The language of x is", layers=[1, 2])
            >>> sweep[2, "France"].text.strip()
            'French'

        Source:
            Target layers: arXiv 2401.06102, figures 7 and 12. Scales: Kharlapenko et al. 2024, Self-
            explaining SAE features (Alignment Forum).
        """
        self._open_backend()
        axes: dict[str, Any] = {"layers": layers, "positions": positions, "target_layers": target_layers}
        sweep = sweep_of(self._question(reader, how), source, **axes, scales=scales)
        run_missing_items(sweep, self._unfinished, on_answer=on_answer, **running(how))
        return sweep

    def _question(self, reader: Reader | Calibrated | str, how: Mapping[str, Any]) -> Question:
        found, calibrator = resolve_calibrated(reader, own=self.readers, prompts=self.prompts)
        return question_of(found, self.backend, calibrator, how)

    def _open_backend(self) -> Backend:
        if self.closed:
            raise SessionClosed(CLOSED)
        return self.backend


def _what(given: object) -> str:
    return "a trace of another session" if isinstance(given, Trace) else type(given).__name__
