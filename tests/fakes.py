"""A session without a model: as much of the contract as the Explorer uses, at any pace, with any failure."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import threading
import time
import types
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from latentlens._errors import Cancelled, SelectionError
from latentlens.activations.vectors import Vectors
from latentlens.ask.answer import Answer, Control
from latentlens.ask.layer_grid import LayerGrid
from latentlens.ask.lens_grid import LensGrid
from latentlens.ask.question import Question
from latentlens.ask.scale_sweep import ScaleSweep
from latentlens.ask.vectors_source import VectorSource
from latentlens.model.spelling import Character, characters
from latentlens.readers.presets import as_reader
from latentlens.scoring.controls import Controls
from latentlens.scoring.flags import Flag
from latentlens.scoring.forced_choice import OptionScore

PROMPT = "<bos> The capital of France is Paris , and the capital of Japan is Tokyo"
WORDS = ["·Paris", "·the", ",", "·capital", "·of", "·city", "·Tokyo", "·France", "·a", ".", "·is", "·London"]
ANSWERS = [
    " Paris, the capital of France",
    " a large city",
    " Tokyo",
    " the Republic of France",
    " not known",
]
SAID = {"null": " the", "random": " a city of the", "shuffled": " Japan", "prompt": " Lima", "text": " Paris"}


def share(*parts: object) -> float:
    """Return a number in [0, 1) that depends on the parts only."""
    digest = hashlib.sha256(repr(parts).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


class FakeTokenizer:
    """Words between spaces, a line break apart, each with a number of its own."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.hf = types.SimpleNamespace(bos_token_id=None, eos_token_id=None)

    def encode(self, text: str) -> list[int]:
        """Return the numbers of a text's words."""
        found = re.findall(r"\n| ?[^ \n]+", text)
        self.words += [word for word in found if word not in self.words]
        return [self.words.index(word) for word in found]

    def text(self, token_id: int) -> str:
        """Return a word with the space before it."""
        return self.words[token_id]

    def visible(self, token_id: int) -> str:
        """Return a word as it is drawn."""
        return self.words[token_id].replace(" ", "·").replace("\n", "⏎")

    def characters(self, ids: Sequence[int]) -> list[Character]:
        """Return the characters that words spell together."""
        return characters([self.words[i].encode() for i in ids])

    def decode(self, ids: Sequence[int]) -> str:
        """Return words as a text."""
        return "".join(self.words[i] for i in ids)


class FakeModel:
    """Tokens and layers, and embeddings that are all the same."""

    name, n_layers, d_model = "fake-2l", 8, 4

    def __init__(self) -> None:
        self.tokenizer = FakeTokenizer()

    def capture(self, token_ids: Sequence[int], layers: Sequence[int]) -> torch.Tensor:
        """Return states that hold nothing."""
        return torch.zeros(len(layers), len(token_ids), self.d_model)

    def fingerprint(self) -> str:
        """Return the same for ever."""
        return "fake"


class FakeTrace:
    """Tokens and layers, with no activations behind them."""

    def __init__(self, session: FakeSession, tokens: Sequence[str], n_layers: int) -> None:
        self.session, self.tokens, self.n_layers = session, list(tokens), n_layers
        self.key, self.code = "fake", f"session.run({' '.join(tokens)!r})"
        self.token_ids = [session.model.tokenizer.encode(token.replace("·", " "))[0] for token in tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def layer(self, layer: int) -> int:
        """Return a layer counted from 0."""
        return self._within(layer, self.n_layers + 1, "Layer")

    def position(self, position: int) -> int:
        """Return a position counted from 0."""
        return self._within(position, len(self), "Position")

    def __getitem__(self, cell: tuple[int, int]) -> torch.Tensor:
        """Return a state that differs from every other."""
        return torch.tensor([share(*cell, i) for i in range(self.session.model.d_model)])

    def _within(self, value: int, count: int, what: str) -> int:
        found = value + count if value < 0 else value
        if not 0 <= found < count:
            raise SelectionError(f"{what} {value} does not exist: there are 0 to {count - 1}.")
        return found


class FakeSession:
    """Answers at once, or at a pace; notes every call in `calls`.

    Args:
        pace: seconds for each step; `ask` takes four steps, `sweep` one a position.
        error: raised by `ask` and `sweep`.
        lens_error: raised by `lens`.
    """

    def __init__(
        self, *, pace: float = 0.0, error: Exception | None = None, lens_error: Exception | None = None
    ) -> None:
        self.model = FakeModel()
        self.pace, self.error, self.lens_error = pace, error, lens_error
        self.calls: list[tuple[Any, ...]] = []
        self.threads: set[str] = set()
        self.unfinished: Any = None
        self.prompts: dict[str, str] = {}
        self.readers: dict[str, Any] = {}
        self.how: dict[str, Any] = {}
        """How `ask` or `sweep` was called last, beside the cell, the reader and the options."""
        self.gate = threading.Event()
        """While cleared, work waits (and can be cancelled)."""
        self.gate.set()

    def run(self, prompt: str = PROMPT, *, n_layers: int = 8) -> FakeTrace:
        """Return a trace of the prompt's words."""
        words = prompt.split()
        tokens = [word if i == 0 or word in ",." else f"·{word}" for i, word in enumerate(words)]
        self.model.n_layers = n_layers
        return FakeTrace(self, tokens, n_layers)

    def lens(
        self,
        trace: FakeTrace,
        *,
        layers: Sequence[int] | None = None,
        positions: Sequence[int] | None = None,
        top_k: int = 5,
        on_progress: Callable[[int, int], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> LensGrid:
        """Read words that grow surer with the layer."""
        self._note("lens", tuple(layers or ()), tuple(positions or ()))
        if self.lens_error:
            raise self.lens_error
        rows = list(layers if layers is not None else range(trace.n_layers + 1))
        columns = list(positions if positions is not None else range(len(trace)))
        ids = np.zeros((len(rows), len(columns), top_k), dtype=np.int64)
        probs = np.zeros(ids.shape, dtype=np.float32)
        for i, layer in enumerate(rows):
            if self.pace:
                self._step(i, len(rows), on_progress, cancel)
            for j, position in enumerate(columns):
                sure = (0.1 + 0.9 * layer / max(1, trace.n_layers)) * (0.3 + 0.7 * share("p", position))
                start = int(share(layer // 3, position) * len(WORDS))
                for k in range(top_k):
                    ids[i, j, k] = (start + k) % len(WORDS)
                    probs[i, j, k] = sure if k == 0 else (1 - sure) * 0.5**k
        tokens = [[[WORDS[i] for i in cell] for cell in row] for row in ids]
        return LensGrid(rows, columns, [trace.tokens[p] for p in columns], ids, tokens, probs)

    def ask(
        self,
        trace: FakeTrace,
        layer: int,
        position: int,
        reader: Any,
        *,
        options: Sequence[str] | None = None,
        controls: Controls | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        cancel: threading.Event | None = None,
        **how: Any,
    ) -> Answer:
        """Answer after four steps."""
        self.how = {"controls": controls, **how}
        self._note("ask", layer, position, repr(as_reader(reader)), tuple(options or ()))
        for step in range(4):
            self._step(step, 4, on_progress, cancel)
        if self.error:
            raise self.error
        return self._answer(trace, trace.layer(layer), trace.position(position), reader, options, controls)

    def sweep(
        self,
        trace: FakeTrace,
        reader: Any,
        *,
        layers: Sequence[int] | None = None,
        positions: Sequence[int] | None = None,
        options: Sequence[str] | None = None,
        controls: Controls | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        on_answer: Callable[[Answer], None] | None = None,
        cancel: threading.Event | None = None,
        **how: Any,
    ) -> Any:
        """Answer position by position."""
        self.how = {"controls": controls, **how}
        self._note("sweep", tuple(layers or ()), repr(as_reader(reader)), tuple(options or ()))
        if self.error:
            raise self.error
        cells = [(layer, position) for layer in layers or [] for position in positions or range(len(trace))]
        sweep = types.SimpleNamespace(answers={}, cells=cells, complete=False)
        try:
            for i, (layer, position) in enumerate(cells):
                self._step(i, len(cells), on_progress, cancel)
                sweep.answers[layer, position] = self._answer(
                    trace, layer, position, reader, options, controls
                )
                if on_answer:
                    on_answer(sweep.answers[layer, position])
        except (Cancelled, KeyboardInterrupt):
            self.unfinished = sweep
            print("stopped: see session.unfinished")
            raise
        sweep.complete = True
        return sweep

    def layer_grid(
        self,
        trace: FakeTrace,
        position: int,
        reader: Any,
        *,
        options: Sequence[str] | None = None,
        controls: Controls | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        on_answer: Callable[[Answer], None] | None = None,
        cancel: threading.Event | None = None,
        **how: Any,
    ) -> LayerGrid:
        """Answer pair by pair of layers."""
        self.how = {"controls": controls, **how}
        self._note("layers", position, repr(as_reader(reader)), tuple(options or ()))
        if self.error:
            raise self.error
        layers = list(range(trace.n_layers + 1))
        source: Any = types.SimpleNamespace(session=self)
        question = Question(source, as_reader(reader), self, tuple(options or ()))
        grid = LayerGrid(question, position, layers, layers, {})
        try:
            for i, cell in enumerate(grid.cells):
                self._step(i, len(grid.cells), on_progress, cancel)
                asked, (layer, _) = grid.asked(cell)
                grid.answers[cell] = self._answer(trace, layer, position, asked.reader, options, controls)
                if on_answer:
                    on_answer(grid.answers[cell])
        except (Cancelled, KeyboardInterrupt):
            self.unfinished = grid
            raise
        return grid

    def vectors(self, given: Any, *, layer: int) -> Vectors:
        """Take vectors of one's own."""
        return Vectors(self, given, layer=layer)

    def ask_vector(
        self,
        vector: Vectors,
        reader: Any,
        *,
        scale: float = 1.0,
        options: Sequence[str] | None = None,
        controls: Controls | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        cancel: threading.Event | None = None,
        **how: Any,
    ) -> Answer:
        """Answer after four steps."""
        self.how = {"controls": controls, **how}
        self._note("ask_vector", vector.names, scale, repr(as_reader(reader)), tuple(options or ()))
        for step in range(4):
            self._step(step, 4, on_progress, cancel)
        source = VectorSource(vector, (scale,))
        return self._of_vector(source, source.cells[0], reader, options, controls)

    def sweep_scales(
        self,
        vectors: Vectors,
        reader: Any,
        scales: Sequence[float],
        *,
        options: Sequence[str] | None = None,
        controls: Controls | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        on_answer: Callable[[Answer], None] | None = None,
        cancel: threading.Event | None = None,
        **how: Any,
    ) -> ScaleSweep:
        """Answer scale by scale."""
        self.how = {"controls": controls, **how}
        self._note("sweep_scales", vectors.names, tuple(scales), repr(as_reader(reader)))
        source = VectorSource(vectors, scales)
        sweep = ScaleSweep(Question(source, as_reader(reader), self, tuple(options or ())), {})
        try:
            for i, cell in enumerate(sweep.cells):
                self._step(i, len(sweep.cells), on_progress, cancel)
                sweep.answers[cell] = self._of_vector(source, cell, reader, options, controls)
                if on_answer:
                    on_answer(sweep.answers[cell])
        except Cancelled:
            self.unfinished = sweep
            raise
        return sweep

    def _of_vector(
        self,
        source: VectorSource,
        cell: tuple[int, int],
        reader: Any,
        options: Sequence[str] | None,
        controls: Controls | None,
    ) -> Answer:
        place = source.place(cell)
        alike = types.SimpleNamespace(n_layers=self.model.n_layers, tokens=[place.name] * (cell[1] + 1))
        call = source.call(cell, "session")
        return dataclasses.replace(
            self._answer(alike, *cell, reader, options, controls),
            position=place.position,
            code=f"{call.made}\nanswer = {call.asked}, {as_reader(reader)!r}{call.settings})",
            provenance={"model": self.model.name, **source.facts(cell)},
        )

    def _note(self, *call: Any) -> None:
        self.calls.append(call)
        self.threads.add(threading.current_thread().name)

    def _step(
        self,
        done: int,
        total: int,
        on_progress: Callable[[int, int], None] | None,
        cancel: threading.Event | None,
    ) -> None:
        while True:
            if cancel is not None and cancel.is_set():
                raise Cancelled("The work was cancelled.")
            if self.gate.wait(0.005):
                break
        time.sleep(self.pace)
        if on_progress:
            on_progress(done + 1, total)

    def _answer(
        self,
        trace: FakeTrace,
        layer: int,
        position: int,
        reader: Any,
        options: Sequence[str] | None,
        controls: Controls | None,
    ) -> Answer:
        reader = as_reader(reader)
        target_layer = reader.target_layer(layer, trace.n_layers)
        near = 1 - abs(layer - target_layer) / (trace.n_layers + 1)
        sure = 0.15 + 0.8 * share("sure", position) * near * layer / max(1, trace.n_layers)
        text = f" {options[0]}" if options else ANSWERS[int(share("text", position) * len(ANSWERS))]
        words = text.split(" ")[1:]
        noise = 0.05 + 0.3 * share("noise", position)
        scores = tuple(
            OptionScore(text=option, probability=sure if i == 0 else (1 - sure) / (len(options) - 1),
                        logprob=-1.0 - i, length_normalised=-1.0 - i)
            for i, option in enumerate(options or ())
        ) if options and len(options) > 1 else ()  # fmt: skip
        flags = []
        if layer < 3:
            flags += [Flag("generic", "The same answer comes when nothing is injected.")]
        return Answer(
            text=text,
            tokens=tuple(f"·{word}" for word in words),
            token_ids=tuple(range(len(words))),
            token_logprobs=tuple(float(np.log(max(0.03, sure - 0.17 * i))) for i in range(len(words))),
            confidence=sure,
            confidence_kind="probability among the options" if options else "mean token probability",
            options=scores,
            option_mass=0.2 + 0.8 * share("mass", position) if options else None,
            agreement=None,
            controls=tuple(
                Control(
                    kind,
                    SAID[kind],
                    0.2 + 0.2 * share(kind, i),
                    noise * share("s", kind, i),
                    ("·a",),
                    (-1.0,),
                )
                for i, kind in enumerate((controls or Controls()).kinds)
            ),
            flags=tuple(flags),
            layer=layer,
            position=position,
            token=trace.tokens[position],
            target_layer=target_layer,
            reader=reader,
            code=f"answer = session.ask(trace, {layer}, {position}, {reader!r})",
            provenance={"model": self.model.name},
        )
