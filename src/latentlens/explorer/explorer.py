"""The Explorer: a grid of tokens by layers to click, questions to ask, and answers beside their controls."""

from __future__ import annotations

import contextlib
import os
import threading
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import anywidget
import traitlets

from latentlens.errors import InputError, NotPicklable, SessionClosed
from latentlens.explorer.after_cells import AfterCells
from latentlens.explorer.display import Displays
from latentlens.explorer.entities import entity_types_at
from latentlens.explorer.fit_menu import FITS
from latentlens.explorer.fits import fitted_in
from latentlens.explorer.handlers import Handlers
from latentlens.explorer.lens import LensPages
from latentlens.explorer.lens_views import lens_choices
from latentlens.explorer.menu import fields_of, menu
from latentlens.explorer.packed import with_buffers
from latentlens.explorer.protocol import Json, parse_draft, parse_message
from latentlens.explorer.real_models import real_models_tip
from latentlens.explorer.requests import RequestQueue
from latentlens.explorer.saved_figures import write_figures
from latentlens.explorer.selection_traits import NewestMessages
from latentlens.explorer.sent import sent_message
from latentlens.explorer.static_view import STATIC
from latentlens.explorer.steer_form import steer_json
from latentlens.explorer.token_marks import begun_reply, chat_roles, quiet_positions, split_characters
from latentlens.explorer.train_panel import train_json
from latentlens.explorer.vector_source import VectorChoice
from latentlens.explorer.view_state import GOES_OVER, KEPT, ViewState, kept_ids
from latentlens.explorer.view_title import title_of
from latentlens.explorer.weak_comm import close_comms, hold_weakly
from latentlens.explorer.wire import SecondShown, parse_args
from latentlens.explorer.worker import stop_workers, worker_of
from latentlens.notebook.views import views_of

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.activations.vectors import Vectors
    from latentlens.ask.answer import Answer
    from latentlens.ask.sweep import Sweep
    from latentlens.display.progress import Progress
    from latentlens.mappings.layer_mappings import LayerMappings
    from latentlens.session import Session
    from latentlens.training.soft_prompts import SoftPrompts
    from latentlens.training.steering.steering_lora import SteeringLora
    from latentlens.training.steering.steering_vectors import SteeringVectors


class Explorer(ViewState, anywidget.AnyWidget):  # type: ignore[misc]
    """Notebook widget of one trace: a grid of layers by tokens that shows the logit lens, and a question box.

    Click a cell, or move with the arrow keys and press Enter; drag over several tokens to select them
    together, and hold Control or Command to add further layers and tokens, by Space where the keys have
    moved; ask a question, of one reader or of several; sweep it over positions, or over all pairs of source
    and target layer. The selection and the results are attributes: `selection`, `span`, `layers`, `spans`,
    `answer`, `answers`, `sweeps`, `compared`, `fits`, `steerings`.
    An Explorer that is displayed twice shows the same in both views.

    An Explorer lives as long as a variable refers to it, or until the notebook cell that shows it runs again;
    then its views end. A closed Explorer keeps its answers. `trace.explorer` is the Explorer that a displayed
    trace shows.

    Questions asked in the browser run on the session's worker thread, also while a notebook cell runs.
    docs/protocol.md describes the messages.

    Args:
        session: the session whose model answers.
        trace: the trace to show. If it comes from another session, the grid shows that session's model, and
            this session's model answers (cross-model patching).
        vectors: vectors that can be asked about in place of a cell, or a list of them of different layers;
            None (default) for none. Assigning to the attribute `vectors` replaces them.

    Raises:
        TypeError: if an unknown keyword argument is given.
        InputError: if the vectors belong to another session, or two of one layer have the same name.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> explorer = Explorer(session, session.run("The capital of France is"))
        >>> explorer.selection = (2, -1)
        >>> explorer.selection[0]
        2
        >>> explorer.close()
    """

    # As text, since anywidget would keep a file watcher of a path, and with it every widget, for good.
    _esm = (STATIC / "explorer.js").read_text("utf-8")
    _css = (STATIC / "explorer.css").read_text("utf-8")
    _handlers: Handlers

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
        self._lens = LensPages(trace)
        self._vectors = VectorChoice(session, trace)
        self._vectors.give(vectors)
        self._shown, self._cells = views_of(session), AfterCells(self, self._vectors)
        worker = worker_of(session)
        self._lock = threading.RLock()
        self._newest = NewestMessages()
        self._handlers = Handlers(
            session,
            trace,
            self._lens,
            self._vectors,
            send=self._send_message,
            keep=self._keep,
            kept=self._kept,
            offer=self._offer,
        )
        self._displays = Displays(self._shown, self._lens, self._handlers.second_traces, worker)
        self._requests = RequestQueue(
            worker, worker_of(session, "aside"),
            send=self._send_message, handle=self._handlers.handle, after=self._refresh_snapshots,
        )  # fmt: skip
        tokens = [str(token) for token in trace.tokens]
        super().__init__(
            key=uuid.uuid4().hex[:12],
            title=title_of(session, trace),
            tokens=tokens,
            quiet=quiet_positions(trace),
            roles=chat_roles(trace),
            begun=begun_reply(trace),
            split_characters=split_characters(trace),
            n_layers=int(trace.n_layers),
            target_layers=int(session.backend.n_layers),
            presets=self._offered(),
            fields=fields_of(menu(session).values()),
            lenses=lens_choices(session),
            source=self._vectors.to_json(),
            steer=steer_json() if self._trains else {},
            train=train_json(session) if self._trains else {},
            entity_types=entity_types_at(tokens, session.backend.name),
            tip=real_models_tip(session.backend.name),
        )
        self._own_layout = self.layout
        self.on_msg(self._receive)
        self._shown.opened(self)

    @property
    def trace(self) -> Trace:
        """The trace that is shown."""
        return self._trace

    @property
    def answers(self) -> list[Answer]:
        """The latest 500 answers to questions asked in the browser, newest last."""
        return self._handlers.answers

    @property
    def sweeps(self) -> list[Sweep]:
        """The latest 50 sweeps asked for in the browser, newest last, stopped ones included.

        They are over positions, over a vector's scales, or over layers and target layers.
        """
        return self._handlers.sweeps

    @property
    def vectors(self) -> tuple[Vectors, ...]:
        """The vectors that can be asked about in place of a cell; assign to it to replace them."""
        return self._vectors.vectors

    @vectors.setter
    def vectors(self, vectors: Vectors | Sequence[Vectors] | None) -> None:
        self._vectors.give(vectors)
        self.source = self._vectors.to_json()

    @property
    def fits(self) -> list[LayerMappings | SoftPrompts]:
        """Mappings and soft prompts fitted in this session's Explorers, newest last.

        Their repr shows their held-out figures. The readers made of them are in `session.readers`.
        """
        return list(fitted_in(self._session))

    @property
    def steerings(self) -> list[SteeringVectors | SteeringLora]:
        """The vectors and LoRAs that were learnt in the Steer panel, newest last, cancelled ones included.

        Give `steering.adapter(strength)` to `session.backend.load_adapter`; `steering.report` says how each
        was learnt.
        """
        return self._handlers.steerings

    @property
    def compared(self) -> list[Trace]:
        """The traces that were compared with in the browser, newest last.

        They are of second prompts, of other open sessions' models, and of patched runs. The latest 8 are
        held, and what one of them is compared with.
        """
        return self._handlers.compared

    @property
    def answer(self) -> Answer | None:
        """The latest answer; None before the first."""
        return self.answers[-1] if self.answers else None

    def close(self) -> None:
        """Cancel running queries and remove all views of this Explorer; answers and sweeps are kept.

        Closing a session's last open Explorer also ends its worker threads. Closing twice is allowed.
        """
        if "_own_layout" in self.__dict__:  # not if __init__ failed
            self._requests.cancel_all()
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
        """Keep this Explorer alive and read what it shows first, for hosts without IPython such as marimo."""
        self._shown.show(self)
        if not self.closed:
            self._displays.read_first(self)

    def save_html(self, path: str | os.PathLike[str], *, progress: Progress | bool | None = None) -> Path:
        """Write the view as one HTML page that needs no kernel and no network.

        All cells of the logit lens are read first, which of a long prompt takes a while. On the page,
        hovering, selecting and browsing answers and curves work; asking does not.

        Args:
            path: path of the HTML file; an existing file is replaced.
            progress: counts the cells, and stops the work where it is cancelled; True for a bar, False for
                none. Default None: a bar if it takes longer than a second.

        Returns:
            The path.

        Raises:
            Cancelled: if `progress` was cancelled; nothing is written, and a later call goes on from there.
        """
        return self._displays.save(self, path, progress)

    def save_figures(self, folder: str | os.PathLike[str], *, suffix: str = ".svg") -> list[Path]:
        """Write the lens and each sweep of this Explorer as figures to a folder.

        Args:
            folder: folder to write to; it is made if it is not there, and files of the same names replaced.
            suffix: format of the files: ".svg" (default), ".png", ".pdf", ".html" or ".json", as in
                `latentlens.plots.save`.

        Returns:
            The paths, the lens first.
        """
        return write_figures(self._session, self._trace, self.sweeps, folder, suffix)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise NotPicklable(
            "An Explorer belongs to its open session, and is neither pickled nor copied. Pickle "
            "explorer.answers; explorer.save_html(path) keeps the view; session.explore(trace) makes another."
        )

    def __copy__(self) -> NoReturn:
        self.__reduce_ex__(4)

    def __deepcopy__(self, memo: Any) -> NoReturn:
        self.__reduce_ex__(4)

    def __repr__(self) -> str:
        answers = f"{len(self.answers)} answer{'' if len(self.answers) == 1 else 's'}"
        return f"<Explorer of {len(self.tokens)} tokens, layers 0 to {self.n_layers}, {answers}>"

    def _ipython_display_(self) -> None:
        self._offer()
        self._displays.display(self)

    def _repr_html_(self) -> str:
        """Return the view for hosts without widgets."""
        return self._displays.html(self)

    # -- messages arrive on a thread of the kernel's choice and must be handled quickly

    def _receive(self, _widget: object, message: Any, _buffers: object) -> None:
        try:
            message = parse_message(message)
        except InputError as error:
            if isinstance(message, dict) and message.get("kind") == "query":
                self._requests.refuse(message, error)
            return
        match message:
            case {"kind": "query"}:
                self._requests.submit(message)
            case {"kind": "cancel", "id": str(id)}:
                self._requests.cancel(id)
            case {"kind": "ping", "id": str(id)}:
                self.send({"kind": "pong", "id": id, "work": self._requests.under_way()})
            case {"kind": "select"} if self._is_newest(message):
                self._receive_selection(message)
            case {"kind": "draft"} if self._is_newest(message):
                self.draft = parse_draft(message.get("draft")) or self.draft
            case {"kind": "shown", "shown": dict(shown)} if self._is_newest(message):
                self._receive_shown(shown)

    def _is_newest(self, message: Json) -> bool:
        with self._lock:
            return self._newest.accepts(message)

    def _receive_selection(self, message: Json) -> None:
        with self._lock:
            try:
                with self.hold_sync():
                    self._select(message)
            except (InputError, traitlets.TraitError):
                self.send_state(["selection", "span"])  # the browser returns to the valid selection

    def _receive_shown(self, shown: Json) -> None:
        with contextlib.suppress(InputError):  # a page that says no such thing is not ours
            self.second_shown = parse_args(SecondShown, shown).model_dump()

    def _send_message(self, message: Json) -> None:
        self.send(*with_buffers(sent_message(message)))

    def _refresh_snapshots(self) -> None:
        # sessions may have been opened or closed, this one or another at this very moment too
        with contextlib.suppress(SessionClosed):
            self.source = self._vectors.to_json()
        self._displays.refresh_snapshots(self)
        self._displays.refresh_seconds(self)

    def _offered(self) -> list[Json]:
        """Return the menu entries, with the fits if the trace's model can be fitted."""
        fits = FITS.values() if self._trains else ()
        return [
            *(entry.to_json() for entry in menu(self._session).values()),
            *(kind.to_json(self._session) for kind in fits),
        ]

    @property
    def _trains(self) -> bool:
        """Whether something can be learnt on the trace's model."""
        backend = self._session.backend
        return self._trace.backend is backend and "gradients" in backend.capabilities

    @traitlets.observe("comm")
    def _comm_changed(self, change: dict[str, Any]) -> None:
        super()._comm_changed(change)
        if change["new"] is not None:
            hold_weakly(self)

    def go_on_from(self, other: Explorer) -> None:
        """Take over the answers, sweeps and selection of a closed Explorer of the same trace."""
        self._handlers.take_over(other._handlers)
        with self.hold_sync():
            for name in GOES_OVER:
                setattr(self, name, getattr(other, name))

    def _offer(self) -> None:
        self.lenses = lens_choices(self._session)
        self.presets = self._offered()
        self.fields = fields_of(menu(self._session).values())
        self.source = self._vectors.to_json()  # adapters may have been loaded

    def _keep(self, name: str, entry: Json) -> None:
        entries = getattr(self, name)
        kept = [entry if each["id"] == entry["id"] else each for each in entries]
        kept = kept if entry in kept else [*kept, entry]
        if name == "seconds":  # those before it may be named otherwise beside it
            kept = self._handlers.second_traces.named(kept)
        latest = kept_ids({each["id"]: each.get("base", "") for each in kept}, KEPT[name])
        setattr(self, name, [each for each in kept if each["id"] in latest])
