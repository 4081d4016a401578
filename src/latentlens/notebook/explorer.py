"""The Explorer: a grid of tokens by layers to click, questions to ask, and answers beside their controls."""

from __future__ import annotations

import os
import threading
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from latentlens._errors import Cancelled, InputError, SelectionError
from latentlens._files import write_atomically
from latentlens.notebook.desk import Desk, Tick
from latentlens.notebook.lens_pages import LensPages
from latentlens.notebook.protocol import Asked, Json, Work, answer_json, parse_numbers, parse_question
from latentlens.notebook.static_view import STATIC, Still, page_html, still_html, still_text
from latentlens.notebook.worker import IDLE, worker_of

if TYPE_CHECKING:
    from latentlens._answer import Answer
    from latentlens._sweep import Sweep
    from latentlens.session import Session
    from latentlens.trace import Trace

LENS_SECONDS = 1.0
"""For so long the lens is read before the view is first shown; the rest comes where somebody looks."""

_KEEP_ANSWERS, _KEEP_CURVES = 100, 6  # in the browser; Python keeps all


class Explorer(anywidget.AnyWidget):  # type: ignore[misc]
    """A trace to look at and to ask: layers by tokens, each cell with what the lens reads there.

    Click a cell, or move with the arrow keys and press Enter; ask it a question; sweep the question over
    all positions. What is clicked and answered is here too: `selection`, `answer`, `answers`, `sweeps`.
    Display it twice and both views show the same.

    Work asked for in the browser runs on the session's worker thread, so the notebook stays free, and
    questions can be asked while a notebook cell runs. docs/protocol.md describes the messages.

    Args:
        session: an open session.
        trace: one of its traces.

    Raises:
        TypeError: if anything else is given.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> explorer = Explorer(session, session.run("The capital of France is"))
        >>> explorer.selection = (2, -1)
        >>> explorer.selection[0]
        2
        >>> explorer.close()
    """

    _esm = STATIC / "explorer.js"
    _css = STATIC / "explorer.css"

    key = traitlets.Unicode().tag(sync=True)
    """Names this Explorer in the view kept in the notebook file."""

    title = traitlets.Unicode().tag(sync=True)
    """The model's name."""

    tokens = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The trace's tokens, in visible form."""

    special = traitlets.List(traitlets.Int()).tag(sync=True)
    """Positions of special tokens, which the view dims."""

    n_layers = traitlets.Int().tag(sync=True)
    """L; the grid has layers 0 (embeddings) to L (before the final norm)."""

    pages = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What of the lens was read before the view was shown; the rest travels in messages."""

    presets = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The readers that can be chosen by name."""

    selection = traitlets.Tuple(
        traitlets.Int(), traitlets.Int(), default_value=None, allow_none=True
    ).tag(sync=True)  # fmt: skip
    """The selected cell as (layer, position), None before the first click. Assign to it to select."""

    history = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The latest answers as the browser takes them; `answers` has the answers themselves."""

    curves = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The latest sweeps as the browser takes them; `sweeps` has the sweeps themselves."""

    def __init__(self, session: Session, trace: Trace, **unknown: Any) -> None:
        if unknown:
            raise TypeError(
                f"Explorer(session, trace) takes no {', '.join(map(repr, unknown))}. Check the spelling; "
                "what is shown is set afterwards, such as explorer.selection = (layer, position)."
            )
        # Before the traits: setting one already calls methods of this class.
        self._session, self._trace = session, trace
        self.answers: list[Answer] = []
        """Every answer to a question asked in the browser, newest last."""
        self.sweeps: list[Sweep] = []
        """Every sweep asked for in the browser, newest last, those stopped half-way too."""
        self._lens = LensPages(session, trace)
        self._shown: list[Any] = []
        self._stale = False
        self._lock = threading.RLock()
        self._selects: dict[str, int] = {}
        self._worker = worker_of(session)
        jobs = {"lens": self._page, "ask": self._ask, "sweep": self._sweep}
        self._desk = Desk(self._worker, self.send, jobs, self._restill)
        tokens = [str(token) for token in trace.tokens]
        super().__init__(
            key=uuid.uuid4().hex[:12],
            title=_short(str(session.model.name)),
            tokens=tokens,
            special=[i for i, token in enumerate(tokens) if _special(token)],
            n_layers=int(trace.n_layers),
            presets=_presets(),
        )
        self.on_msg(self._receive)

    @property
    def trace(self) -> Trace:
        """The trace on show."""
        return self._trace

    @property
    def answer(self) -> Answer | None:
        """The latest answer, None before the first."""
        return self.answers[-1] if self.answers else None

    def close(self) -> None:
        """Cancel what is under way and take every view of this Explorer away. Answers and sweeps stay."""
        if "_desk" in self.__dict__:  # Python closes what it could not finish making, too
            self._desk.cancel_all()
            with self._lock:
                self._shown.clear()
        super().close()

    def to_html(self, path: str | os.PathLike[str]) -> Path:
        """Write a page of its own, which shows all this with no kernel and no network.

        The whole lens is read for it. Hovering, selecting and going through answers and curves works
        there; asking does not.

        Args:
            path: of the file to write.

        Returns:
            The path.
        """
        names = ("key", "title", "tokens", "special", "n_layers", "history", "curves", "selection")
        state: Json = {name: getattr(self, name) for name in names}
        state |= {"pages": self._lens.read_for(None), "presets": [], "frozen": True}
        target = Path(path)
        write_atomically(target, page_html(f"{self.title}: {''.join(self.tokens)[:60]}", state))
        return target

    def __repr__(self) -> str:
        said = f"{len(self.answers)} answer{'' if len(self.answers) == 1 else 's'}"
        return f"<Explorer of {len(self.tokens)} tokens, layers 0 to {self.n_layers}, {said}>"

    # -- display

    def _ipython_display_(self) -> None:
        """Show the view for the notebook file, then the live view, which hides it as long as it lives.

        Two outputs, because JupyterLab prefers the widget of an output that has both, and shows only an
        error when the notebook is opened again and the kernel that made it is gone.
        """
        from IPython.display import display

        try:
            self.pages = self._lens.read_for(LENS_SECONDS)
        except Exception as error:  # noqa: BLE001 - the view asks for the same page, and draws the error
            del error
        handle = display(self._still_bundle(), raw=True, display_id=True)
        if handle is not None:
            with self._lock:
                self._shown.append(handle)
        bundle = self._repr_mimebundle_()
        data = dict(bundle[0] if isinstance(bundle, tuple) else bundle or {})
        # The first output has words for hosts without widgets; here they would say it twice.
        data.pop("text/plain", None)
        display(data, raw=True)

    def _still_bundle(self) -> Json:
        still = Still(
            self.key, self.title, self.tokens, self.n_layers, self._lens.at, self.history, self.curves
        )
        return {"text/html": still_html(still), "text/plain": still_text(still)}

    def _restill(self) -> None:
        """Bring the views in the notebook file up to date, soon and once, however much has changed."""
        with self._lock:
            if self._stale or not self._shown:
                return
            self._stale = True
        self._worker.submit(self._update_stills, IDLE)

    def _update_stills(self) -> None:
        with self._lock:
            self._stale = False
            handles = list(self._shown)
        bundle = self._still_bundle()
        for handle in handles:
            handle.update(bundle, raw=True)

    # -- messages, on whichever thread the kernel chooses: nothing here may take long

    def _receive(self, _widget: object, message: Any, _buffers: object) -> None:
        match message:
            case {"kind": "query"}:
                self._desk.take(message)
            case {"kind": "cancel", "id": str(id)}:
                self._desk.cancel(id)
            case {"kind": "ping", "id": str(id)}:
                self.send({"kind": "pong", "id": id, "work": self._desk.under_way()})
            case {"kind": "select"}:
                self._select(message)

    def _select(self, message: Json) -> None:
        page, n = str(message.get("from")), message.get("n")
        with self._lock:
            # The kernel may read messages on two threads; the later selection has to stay.
            if isinstance(n, int) and n <= self._selects.get(page, 0):
                return
            try:
                self.selection = tuple(parse_numbers(message, "layer", "position"))
            except (InputError, traitlets.TraitError):
                self.send_state("selection")  # the browser goes back to what holds
            else:
                if isinstance(n, int):
                    self._selects[page] = n

    # -- work, on the worker's thread

    def _page(self, work: Work) -> Json:
        start, stop = parse_numbers(work.args, "start", "stop")
        layers = work.args.get("layers")
        if not isinstance(layers, list) or not layers or not 0 <= start < stop <= len(self.tokens):
            raise SelectionError(
                f"A page has layers and 0 <= start < stop <= {len(self.tokens)}; got {work.args!r}."
            )
        return self._lens.read(
            layers, start, stop, on_progress=self._desk.progress(work), cancel=work.cancel
        )  # fmt: skip

    def _ask(self, work: Work) -> Json:
        asked = self._asked(work)
        layer, position = parse_numbers(work.args, "layer", "position")
        answer = self._session.ask(
            self._trace, layer, position, self._reader(asked), options=asked.options or None,
            on_progress=self._desk.progress(work), cancel=work.cancel,
        )  # fmt: skip
        plain = answer_json(answer, id=work.id, question=asked.label)
        self.answers.append(answer)
        self.history = [*self.history, plain][-_KEEP_ANSWERS:]
        return plain

    def _sweep(self, work: Work) -> Json:
        asked = self._asked(work)
        (layer,) = parse_numbers(work.args, "layer")
        curve: Json = {
            "id": work.id, "layer": layer, "question": asked.label, "total": len(self.tokens),
            "complete": False, "points": [],
        }  # fmt: skip
        fresh: list[Json] = []
        tick = Tick()

        def point(answer: Answer) -> Json:
            return answer_json(answer, id=f"{work.id}:{answer.position}", question=asked.label)

        def keep(answer: Answer) -> None:
            fresh.append(point(answer))
            curve["points"].append(fresh[-1])
            if tick.due():
                flush()

        def flush() -> None:
            if fresh:
                self.send({"kind": "partial", "id": work.id, "answers": list(fresh)})
                fresh.clear()

        before = getattr(self._session, "unfinished", None)
        try:
            sweep = self._session.sweep(
                self._trace, self._reader(asked), layers=[layer], options=asked.options or None,
                on_progress=self._desk.progress(work), on_answer=keep, cancel=work.cancel,
            )  # fmt: skip
        except Cancelled:
            flush()
            stopped = getattr(self._session, "unfinished", None)
            if stopped is not None and stopped is not before:
                self.sweeps.append(stopped)
            if curve["points"]:
                self.curves = [*self.curves, curve][-_KEEP_CURVES:]
            raise
        self.sweeps.append(sweep)
        # A sweep that went on from where it was stopped has answers that it did not ask for again.
        ordered = sorted(sweep.answers.values(), key=lambda answer: answer.position)
        curve |= {"complete": True, "points": [point(answer) for answer in ordered]}
        self.curves = [*self.curves, curve][-_KEEP_CURVES:]
        return curve

    def _asked(self, work: Work) -> Asked:
        return parse_question(work.args, {preset["name"]: preset["label"] for preset in self.presets})

    @traitlets.validate("selection")
    def _check_selection(self, proposal: dict[str, Any]) -> tuple[int, int] | None:
        value = proposal["value"]
        if value is None:
            return None
        return int(self._trace.layer(value[0])), int(self._trace.position(value[1]))

    def _reader(self, asked: Asked) -> Any:
        from latentlens.readers.presets import as_reader

        return as_reader(asked.text, layer=asked.target_layer, prompts=self._session.prompts)


def _special(token: str) -> bool:
    return len(token) > 2 and token.startswith("<") and token.endswith(">")


def _short(name: str) -> str:
    """Return a model's name without the folders before it; a hub name is kept whole."""
    path = Path(name)
    return path.name or name if path.is_absolute() or name.startswith(".") else name


def _presets() -> list[Json]:
    from latentlens.readers.presets import PRESETS

    return [{"name": each.name, "label": each.label, "help": each.help} for each in PRESETS.values()]
