"""The Explorer: a grid of tokens by layers to click, questions to ask, and answers beside their controls."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import anywidget
import traitlets

from latentlens._errors import InputError, NotPicklable, SelectionError
from latentlens._files import write_atomically
from latentlens._shown import shown
from latentlens.explorer.entities import kinds_at
from latentlens.explorer.fit_menu import FITS
from latentlens.explorer.fits import fitted_in
from latentlens.explorer.handlers import Handlers
from latentlens.explorer.lens import LensPages
from latentlens.explorer.menu import ways
from latentlens.explorer.options import FIELDS
from latentlens.explorer.protocol import Json, Work, parse_draft, parse_message, parse_numbers
from latentlens.explorer.requests import RequestQueue
from latentlens.explorer.static_view import STATIC, Still, page_html, still_html, still_text
from latentlens.explorer.vector_source import VectorChoice
from latentlens.explorer.weak_comm import close_comms, hold_weakly
from latentlens.notebook.views import shown_of
from latentlens.notebook.worker import IDLE, stop_workers, worker_of

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.activations.vectors import Vectors
    from latentlens.ask.answer import Answer
    from latentlens.ask.layer_grid import LayerGrid
    from latentlens.ask.scale_sweep import ScaleSweep
    from latentlens.ask.sweep import Sweep
    from latentlens.mappings.layer_mappings import LayerMappings
    from latentlens.session import Session
    from latentlens.training.soft_prompts import SoftPrompts

LENS_SECONDS = 1.0
"""For so long the lens is read before the view is first shown; the rest comes where somebody looks."""

_LONGEST_PAGE, _MOST_PAGES = 200, 1000
"""Of the names under which pages number their messages, the longest, and how many are remembered."""

_KEEP = {"history": 100, "curves": 6, "heat_maps": 2}  # in the browser; Python keeps more


class Explorer(anywidget.AnyWidget):  # type: ignore[misc]
    """A trace to look at and to ask: layers by tokens, each cell with what the lens reads there.

    Click a cell, or move with the arrow keys and press Enter; drag over several tokens to select them
    together; ask a question; sweep it over positions, or over all pairs of the layer that is read and the
    layer that is written. What is clicked and answered is here too: `selection`, `span`, `answer`, `answers`,
    `sweeps`, `scale_sweeps`, `layer_grids`, `fits`. Display it twice and both views show the same.

    It is held by whoever has it in a variable, and by the notebook cell that shows it until that cell runs
    again; then it is freed, and its views end. Closed, it keeps what it was answered. `trace.explorer` is the
    one that a displayed trace shows.

    Work asked for in the browser runs on the session's worker thread, so the notebook stays free, and
    questions can be asked while a notebook cell runs. docs/protocol.md describes the messages.

    Args:
        session: that is asked.
        trace: one of its traces, or of another session's: the grid shows what that session's model computed,
            and this session's answers (cross-model patching).
        vectors: vectors of one's own that can be asked in place of a cell, or several such, of different
            layers; None for none. What is assigned to `vectors` later takes their place.

    Raises:
        TypeError: if anything else is given.
        InputError: if the vectors cannot be used here.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> explorer = Explorer(session, session.run("The capital of France is"))
        >>> explorer.selection = (2, -1)
        >>> explorer.selection[0]
        2
        >>> explorer.close()
    """

    # As text: of a path, anywidget keeps what watches it, and that every widget, for as long as the process.
    _esm = (STATIC / "explorer.js").read_text("utf-8")
    _css = (STATIC / "explorer.css").read_text("utf-8")

    key = traitlets.Unicode().tag(sync=True)
    """Names this Explorer in the view kept in the notebook file."""

    title = traitlets.Unicode().tag(sync=True)
    """The model's name; of two, the source's and the target's."""

    tokens = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The trace's tokens, in visible form."""

    special = traitlets.List(traitlets.Int()).tag(sync=True)
    """Positions of special tokens, which the view dims."""

    n_layers = traitlets.Int().tag(sync=True)
    """L; the grid has layers 0 (embeddings) to L (before the final norm)."""

    target_layers = traitlets.Int().tag(sync=True)
    """The last layer of the session's model, which is written into; the trace may be another model's."""

    pages = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What of the lens was read before the view was shown; the rest travels in messages."""

    presets = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The ways to ask: presets, readers of one's own, methods that need a text, and what can be fitted first.

    Brought up to date when the Explorer is displayed, and when a reader was fitted in it.
    """

    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    """How every setting is called, explained and typed, by group (fields.json)."""

    source = traitlets.Dict().tag(sync=True)
    """What can be read in place of the selected cell: its fields, and vectors by name (source.json)."""

    kinds = traitlets.List(traitlets.Unicode(allow_none=True)).tag(sync=True)
    """What kind of entity of the teaching world ends at each position, None for none."""

    selection = traitlets.Tuple(
        traitlets.Int(), traitlets.Int(), default_value=None, allow_none=True
    ).tag(sync=True)  # fmt: skip
    """The selected cell as (layer, position), None before the first click. Assign to it to select.

    Of several tokens selected together it is the last, which is the one that readers of one position read.
    """

    span = traitlets.Tuple(
        traitlets.Int(), traitlets.Int(), default_value=None, allow_none=True
    ).tag(sync=True)  # fmt: skip
    """The selected positions as (start, stop), stop excluded, so that `range(*span)` are the positions."""

    draft = traitlets.Dict().tag(sync=True)
    """What the question box holds, kept for pages that open later."""

    history = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The latest answers as the browser takes them; `answers` has the answers themselves."""

    curves = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The latest sweeps as the browser takes them; `sweeps` has the sweeps themselves."""

    heat_maps = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The latest grids of layers as the browser takes them; `layer_grids` has the grids themselves."""

    def __init__(
        self,
        session: Session,
        trace: Trace,
        *,
        vectors: Vectors | Sequence[Vectors] | None = None,
        **unknown: Any,
    ) -> None:
        if unknown:
            raise TypeError(
                f"Explorer(session, trace) takes no {', '.join(map(repr, unknown))}. Check the spelling; "
                "what is shown is set afterwards, such as explorer.selection = (layer, position)."
            )
        # Before the traits: setting one already calls methods of this class.
        self._session, self._trace = session, trace
        self._lens = LensPages(trace.session, trace)
        self._vectors = VectorChoice(session, trace)
        self._vectors.give(vectors)
        self._shown = shown_of(session)
        self._stale = False
        self._lock = threading.RLock()
        self._latest: dict[tuple[str, str], int] = {}
        self._spanning = False
        self._worker = worker_of(session)
        aside = worker_of(session, "aside")
        self._desk = RequestQueue(self._worker, aside, self.send, self._do, self._restill)
        self._jobs = Handlers(
            session, trace, self._lens, self._vectors,
            send=self._desk.send, progress=self._desk.progress, keep=self._keep, offer=self._offer,
        )  # fmt: skip
        tokens = [str(token) for token in trace.tokens]
        super().__init__(
            key=uuid.uuid4().hex[:12],
            title=_title(session, trace),
            tokens=tokens,
            special=[i for i, token in enumerate(tokens) if _special(token)],
            n_layers=int(trace.n_layers),
            target_layers=int(session.model.n_layers),
            presets=self._offered(),
            fields=FIELDS,
            source=self._vectors.to_json(),
            kinds=kinds_at(tokens),
        )
        self._own_layout = self.layout
        self.on_msg(self._receive)
        self._shown.opened(self)

    @property
    def trace(self) -> Trace:
        """The trace on show."""
        return self._trace

    @property
    def answers(self) -> list[Answer]:
        """The answers to questions asked in the browser, newest last; of more than 500 the latest 500."""
        return self._jobs.answers

    @property
    def sweeps(self) -> list[Sweep]:
        """The sweeps asked for in the browser, newest last, the latest 50; those stopped half-way too."""
        return self._jobs.sweeps

    @property
    def scale_sweeps(self) -> list[ScaleSweep]:
        """The sweeps over a vector's scales asked for in the browser, newest last; the latest 50."""
        return self._jobs.scale_sweeps

    @property
    def vectors(self) -> tuple[Vectors, ...]:
        """The vectors of one's own that can be chosen as a source. Assign to it to offer others."""
        return self._vectors.given

    @vectors.setter
    def vectors(self, vectors: Vectors | Sequence[Vectors] | None) -> None:
        self._vectors.give(vectors)
        self.source = self._vectors.to_json()

    @property
    def layer_grids(self) -> list[LayerGrid]:
        """The grids of source layer by target layer asked for in the browser, newest last; the latest 50."""
        return self._jobs.layer_grids

    @property
    def fits(self) -> list[LayerMappings | SoftPrompts]:
        """What was fitted by click in this session, newest last; printed, each shows its held-out figures.

        The readers made of them are in `session.readers`, under their names.
        """
        return list(fitted_in(self._session))

    @property
    def answer(self) -> Answer | None:
        """The latest answer, None before the first."""
        return self.answers[-1] if self.answers else None

    def close(self) -> None:
        """Cancel what is under way and take every view of this Explorer away. Answers and sweeps stay.

        The session's last open Explorer ends its worker threads, too. Closing twice is fine.
        """
        if "_own_layout" in self.__dict__:  # Python closes what it could not finish making, too
            self._desk.cancel_all()
            if self._shown.closed(self):
                stop_workers(self._session)
        super().close()
        if "_own_layout" in self.__dict__:
            self._own_layout.close()

    def __del__(self) -> None:
        # ipywidgets would send here, in the garbage collector.
        if "_own_layout" in self.__dict__:
            widgets: list[Any] = [self, self._own_layout]
            comms = [widget.comm for widget in widgets if widget.comm is not None]
            for widget in widgets:
                widget.comm = None
            close_comms(comms)

    @property
    def closed(self) -> bool:
        """Whether it was closed, by hand, with its session, or because its cell ran again."""
        return getattr(self, "comm", None) is None

    def hold(self) -> None:
        """Have the session hold this Explorer, as if a notebook cell showed it: for hosts without IPython."""
        self._shown.show(self)

    def to_html(self, path: str | os.PathLike[str]) -> Path:
        """Write a page of its own, which shows all this with no kernel and no network.

        The whole lens is read for it. Hovering, selecting and going through answers and curves works
        there; asking does not.

        Args:
            path: of the file to write.

        Returns:
            The path.
        """
        names = (
            "key",
            "title",
            "tokens",
            "special",
            "n_layers",
            "target_layers",
            "history",
            "curves",
            "heat_maps",
            "selection",
            "span",
        )
        state: Json = {name: getattr(self, name) for name in names}
        state |= {"pages": self._lens.read_for(None), "presets": [], "frozen": True}
        target = Path(path)
        write_atomically(target, page_html(f"{self.title}: {''.join(self.tokens)[:60]}", state))
        return target

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise NotPicklable(
            "An Explorer belongs to its open session, and is neither pickled nor copied. Pickle "
            "explorer.answers; explorer.to_html(path) keeps the view; session.explore(trace) makes another."
        )

    def __copy__(self) -> NoReturn:
        self.__reduce_ex__(4)

    def __deepcopy__(self, memo: Any) -> NoReturn:
        self.__reduce_ex__(4)

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

        self._offer()
        try:
            self.pages = self._lens.read_for(LENS_SECONDS)
        except Exception as error:  # noqa: BLE001 - the view asks for the same page, and draws the error
            del error
        handle = display(self._still_bundle(), raw=True, display_id=True)
        if self.closed:
            return
        self._shown.show(self, handle)
        bundle = self._repr_mimebundle_()
        data = dict(bundle[0] if isinstance(bundle, tuple) else bundle or {})
        # The first output has words for hosts without widgets; here they would say it twice.
        data.pop("text/plain", None)
        display(data, raw=True)

    def _repr_html_(self) -> str:
        """Return the view for hosts without widgets."""
        if not self.closed:
            self._lens.read_for(LENS_SECONDS)
        return str(self._still_bundle()["text/html"])

    def _still_bundle(self) -> Json:
        still = Still(
            self.key, self.title, self.tokens, self.n_layers, self._lens.at, self.history, self.curves,
            self.heat_maps,
        )  # fmt: skip
        return {"text/html": still_html(still), "text/plain": still_text(still)}

    def _restill(self) -> None:
        """Bring the views in the notebook file up to date, soon and once, however much has changed."""
        with self._lock:
            if self._stale or not self._shown.handles(self):
                return
            self._stale = True
        self._worker.submit(self._update_stills, IDLE)

    def _update_stills(self) -> None:
        with self._lock:
            self._stale = False
        bundle = self._still_bundle()
        for handle in self._shown.handles(self):
            handle.update(bundle, raw=True)

    # -- messages, on whichever thread the kernel chooses: nothing here may take long

    def _receive(self, _widget: object, message: Any, _buffers: object) -> None:
        try:
            message = parse_message(message)
        except InputError as error:
            if isinstance(message, dict) and message.get("kind") == "query":
                self._desk.refuse(message, error)
            return
        match message:
            case {"kind": "query"}:
                self._desk.take(message)
            case {"kind": "cancel", "id": str(id)}:
                self._desk.cancel(id)
            case {"kind": "ping", "id": str(id)}:
                self.send({"kind": "pong", "id": id, "work": self._desk.under_way()})
            case {"kind": "select"} if self._newest(message):
                self._select(message)
            case {"kind": "draft"} if self._newest(message):
                self.draft = parse_draft(message.get("draft")) or self.draft

    def _newest(self, message: Json) -> bool:
        """Return whether no later message of its kind came from its page before it.

        The kernel may read messages on two threads; the latest has to stay.
        """
        page, n = message.get("from"), message.get("n")
        if not isinstance(n, int) or not isinstance(page, str) or len(page) > _LONGEST_PAGE:
            return True
        said = (page, message["kind"])
        with self._lock:
            if said not in self._latest and len(self._latest) >= _MOST_PAGES:
                self._latest.pop(next(iter(self._latest)))  # the page that has been known longest
            newest = n > self._latest.get(said, 0)
            if newest:
                self._latest[said] = n
            return newest

    def _select(self, message: Json) -> None:
        with self._lock:
            try:
                layer, position = parse_numbers(message, "layer", "position")
                (start,) = parse_numbers({"start": position, **message}, "start")
                if not 0 <= start <= position < len(self._trace):
                    raise InputError(f"A selection has 0 <= start <= position; got {shown(message)}.")
                with self.hold_sync():
                    self.selection = (layer, position)
                    self.span = (start, self.selection[1] + 1)
            except (InputError, traitlets.TraitError):
                self.send_state(["selection", "span"])  # the browser goes back to what holds

    def _do(self, work: Work) -> Json | None:
        job: Callable[[Work], Json | None] = getattr(self._jobs, work.what)
        return job(work)

    def _offered(self) -> list[Json]:
        """Return the ways to ask, and what can be fitted first: to the model whose states are on show."""
        fits = FITS.values() if self._trace.session is self._session else ()
        return [
            *(way.to_json() for way in ways(self._session).values()),
            *(kind.to_json(self._session) for kind in fits),
        ]

    @traitlets.observe("comm")
    def _comm_changed(self, change: dict[str, Any]) -> None:
        super()._comm_changed(change)
        if change["new"] is not None:
            hold_weakly(self)

    def _go_on_from(self, other: Explorer) -> None:
        """Take over what a closed Explorer of the same trace was answered."""
        self._jobs.take_over(other._jobs)
        with self.hold_sync():
            for name in ("history", "curves", "heat_maps", "selection", "span"):
                setattr(self, name, getattr(other, name))

    def _offer(self) -> None:
        self.presets = self._offered()

    def _keep(self, name: str, entry: Json) -> None:
        setattr(self, name, [*getattr(self, name), entry][-_KEEP[name] :])

    @traitlets.validate("selection")
    def _check_selection(self, proposal: dict[str, Any]) -> tuple[int, int] | None:
        value = proposal["value"]
        if value is None:
            return None
        return int(self._trace.layer(value[0])), int(self._trace.position(value[1]))

    @traitlets.validate("span")
    def _check_span(self, proposal: dict[str, Any]) -> tuple[int, int] | None:
        value = proposal["value"]
        if value is None:
            return None
        start, stop = int(value[0]), int(value[1])
        if not 0 <= start < stop <= len(self._trace):
            raise SelectionError(
                f"A span is (start, stop) with 0 <= start < stop <= {len(self._trace)}; got {shown(value)}."
            )
        return start, stop

    @traitlets.observe("selection")
    def _narrow(self, change: dict[str, Any]) -> None:
        """A cell that is selected is selected alone."""
        cell = change["new"]
        if not self._spanning:
            self.set_trait("span", None if cell is None else (cell[1], cell[1] + 1))

    @traitlets.observe("span")
    def _follow(self, change: dict[str, Any]) -> None:
        """A span that is selected ends in the selected cell; without a layer the last one is taken."""
        span, cell = change["new"], self.selection
        if span is not None and (cell is None or cell[1] != span[1] - 1):
            self._spanning = True
            try:
                self.selection = (self.n_layers if cell is None else cell[0], span[1] - 1)
            finally:
                self._spanning = False


def _special(token: str) -> bool:
    return len(token) > 2 and token.startswith("<") and token.endswith(">")


def _title(session: Session, trace: Trace) -> str:
    names = dict.fromkeys(_short(str(each.model.name)) for each in (trace.session, session))
    return ", read by ".join(names)


def _short(name: str) -> str:
    """Return a model's name without the folders before it; a hub name is kept whole."""
    path = Path(name)
    return path.name or name if path.is_absolute() or name.startswith(".") else name
