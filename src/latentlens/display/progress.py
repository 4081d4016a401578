"""How far work is: counted, shown, told to a listener, and cancelled from any thread."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from collections.abc import Callable
from types import TracebackType

from latentlens.display.progress_bar import ProgressBar
from latentlens.errors import Cancelled, InputError
from latentlens.inputs.callables import check_callables
from latentlens.inputs.numbers import integer
from latentlens.inputs.shown import shown


@dataclasses.dataclass(eq=False)
class _Phase:
    """Counts of one piece of work, from its beginning to its end."""

    description: str
    unit: str
    total: int | None
    done: int
    first: int
    began: float | None = None
    ended: float | None = None


class Progress:
    """How far a piece of work is, with a bar in a notebook or terminal, and a way to stop it.

    Every call that may take long makes one of its own. Make one yourself to cancel from another thread, to
    hear of each step, or to show several calls in one bar: a call that it is handed to, as
    `session.sweep(..., progress=progress)`, sets its unit and total and counts on it. In a `with` statement
    it is the bar of your own loop, and calls inside of it are phases, named after its description.

    Args:
        description: name of the work, in front of the bar; default none.
        unit: plural of what is counted; default "steps".
        total: how many there are in all; None (default) if unknown.
        bar: True to draw a bar at once, wherever standard error goes, and leave its last state; False to draw
            none; None (default) to draw one in notebooks and terminals if work takes longer than a second,
            and leave nothing.
        on_update: called with this object whenever its counts change, on the working thread; what it raises
            ends the work. Default None.
        clock: function that returns seconds; default `time.monotonic`.

    Raises:
        InputError: if the total is no number, or `on_update` no function.

    Examples:
        >>> progress = Progress("prompts", total=2, bar=False)
        >>> with progress:
        ...     for prompt in ["France", "Peru"]:
        ...         progress.advance()
        >>> progress.done, progress.total, progress.cancelled
        (2, 2, False)
        >>> progress.cancel()
        >>> progress.check()
        Traceback (most recent call last):
        latentlens.errors.Cancelled: Cancelled: 2 of 2 steps were done.
    """

    def __init__(
        self,
        description: str = "",
        *,
        unit: str = "steps",
        total: int | None = None,
        bar: bool | None = None,
        on_update: Callable[[Progress], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        check_callables(on_update=on_update, clock=clock)
        if bar is not None and not isinstance(bar, bool):
            raise InputError(f"bar is True, False or None; got {shown(bar)}.")
        self.on_update = on_update
        """Called with this object whenever its counts change; None for nobody."""
        self._own = _Phase(description, unit, _total(total), 0, 0)
        self._phases: list[_Phase] = []
        self._last = self._own
        self._event = threading.Event()
        self._above: Progress | None = None
        self._clock = clock
        self._bar = ProgressBar(bar)
        self._bar_began: float | None = None

    @property
    def description(self) -> str:
        """What is under way, the phase after the work that it belongs to; may be set."""
        *around, now = self._phases or [self._last]
        names = [
            f"{each.description} {each.done}/{each.total}" if each.total else each.description
            for each in around
        ]
        if now is not self._own and self._own not in around:
            names.insert(0, self._own.description)
        return ", ".join(name for name in [*names, now.description] if name)

    @description.setter
    def description(self, description: str) -> None:
        self._now.description = description
        self._draw()

    @property
    def unit(self) -> str:
        """Plural of what is counted."""
        return self._now.unit

    @property
    def done(self) -> int:
        """How many are done."""
        return self._now.done

    @property
    def total(self) -> int | None:
        """How many there are in all; None if unknown."""
        return self._now.total

    @property
    def seconds(self) -> float:
        """Time since the phase that is under way began; of one that has ended, the time that it took."""
        now = self._now
        if now.began is None:
            return 0.0
        return (self._clock() if now.ended is None else now.ended) - now.began

    @property
    def rate(self) -> float | None:
        """How many were done per second since the phase began; None before the first."""
        fresh, seconds = self._now.done - self._now.first, self.seconds
        return fresh / seconds if fresh > 0 and seconds > 0 else None

    @property
    def remaining(self) -> float | None:
        """Estimated seconds to the end of the phase, at this rate; None if unknown."""
        now, rate = self._now, self.rate
        if now.total is None or (rate is None and now.done < now.total):
            return None
        return max(now.total - now.done, 0) / rate if rate else 0.0

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Stop the work at its next step, from any thread. It cannot be taken back: make a new Progress."""
        self._event.set()

    def check(self) -> None:
        """Raise if the work was cancelled; called between any two steps, also those that count for nothing.

        The message counts the whole work, such as a sweep's answers, and not the steps of the phase inside.

        Raises:
            Cancelled: if `cancel` was called.
        """
        if self._above is not None:
            self._above.check()
        if self.cancelled:
            if self._above is not None:
                self._above.check()  # cancelled just now: what is counted is the work, not this part of it
            whole = next((phase for phase in self._phases if phase.total is not None), self._now)
            of = "" if whole.total is None else f" of {whole.total}"
            raise Cancelled(f"Cancelled: {whole.done}{of} {whole.unit} were done.")
        self._draw()

    def advance(self, steps: int = 1) -> None:
        """Count so many more steps as done, and tell the listener."""
        self._now.done += steps
        self._changed()

    def update(self, done: int, total: int | None = None) -> None:
        """Set how many are done, and how many there are; None leaves the total as it is."""
        now = self._now
        now.done, now.total = done, now.total if total is None else total
        self._changed()

    def phase(
        self, description: str, *, unit: str = "steps", total: int | None = None, done: int = 0
    ) -> contextlib.AbstractContextManager[Progress]:
        """Return a context manager in which another piece of work is counted, in the same bar.

        After it the counts are those of the work around it again; after the outermost, its last ones stay.

        Args:
            description: name of the phase; where this object has a description, it stands in front.
            unit: plural of what is counted; default "steps".
            total: how many there are in all; None (default) if unknown.
            done: how many of them were done before; default 0. They do not count for the rate.

        Examples:
            >>> progress = Progress(bar=False)
            >>> with progress.phase("reading", unit="texts", total=3):
            ...     progress.advance(2)
            ...     progress.description, progress.done
            ('reading', 2)
        """
        return _Open(self, _Phase(description, unit, _total(total), done, done))

    def part(self, first: int | None = None) -> Progress:
        """Return a Progress without a bar for a part of the work that counts for itself.

        It is cancelled with this one, and whoever checks it checks this one.

        Args:
            first: how many steps of this work were done before the part, whose steps are this work's too and
                are counted on from there. Default None: what the part counts is something else.

        Examples:
            >>> progress = Progress(bar=False, total=8)
            >>> progress.part(4).update(3, 4)
            >>> progress.done, progress.total
            (7, 8)
        """
        part = Progress(bar=False, clock=self._clock)
        if first is not None:
            part.on_update = lambda part: self.update(first + part.done)
        part._event, part._above = self._event, self
        return part

    def clear(self) -> None:
        """Take the bar off a terminal's screen until the next step, so that something can be printed."""
        self._bar.clear()

    def __enter__(self) -> Progress:
        self._own.done, self._own.ended = 0, None
        self._begin(self._own, 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(0)

    def __repr__(self) -> str:
        of = "" if self.total is None else f" of {self.total}"
        told = f"{self.description or 'work'}: {self.done}{of} {self.unit}"
        if self.rate is not None:
            told += f", {self.rate:.3g} per second"
        if self.remaining:
            told += f", {self.remaining:.0f} s remain"
        return f"<Progress, {told}{', cancelled' if self.cancelled else ''}>"

    @property
    def _now(self) -> _Phase:
        return self._phases[-1] if self._phases else self._last

    def _begin(self, phase: _Phase, depth: int) -> None:
        del self._phases[depth:]
        phase.began = self._clock()
        if not depth:
            self._bar_began = phase.began
        self._phases.append(phase)
        self._changed()

    def _end(self, depth: int) -> None:
        """End the phase at a depth, and those inside of it that an interrupt may have left open."""
        if len(self._phases) > depth:
            self._last = self._phases[depth]
            self._last.ended = self._clock()
            del self._phases[depth:]
        if not self._phases:
            self._bar.close()

    def _changed(self) -> None:
        if self.on_update is not None:
            self.on_update(self)
        self._draw()

    def _draw(self) -> None:
        if self._bar.off or self._bar_began is None or not self._phases:
            return
        now = self._now
        self._bar.draw(
            self.description,
            now.unit,
            done=now.done,
            first=now.first,
            total=now.total,
            seconds=self.seconds,
            waited=self._clock() - self._bar_began,
        )


class _Open:
    """One phase of a Progress, while it lasts."""

    def __init__(self, progress: Progress, phase: _Phase) -> None:
        self._progress, self._phase, self._depth = progress, phase, 0

    def __enter__(self) -> Progress:
        self._depth = len(self._progress._phases)
        self._progress._begin(self._phase, self._depth)
        return self._progress

    def __exit__(self, *_: object) -> None:
        self._progress._end(self._depth)


def track(
    progress: Progress | bool | None, description: str, *, unit: str, total: int | None = None, done: int = 0
) -> contextlib.AbstractContextManager[Progress]:
    """Return a context manager that gives the Progress on which a call counts its work.

    Args:
        progress: what the caller was given: a Progress, whose phase the work becomes; or whether to draw a
            bar, as for `Progress`.
        description: name of the work.
        unit: plural of what is counted.
        total: how many there are in all; None (default) if unknown.
        done: how many of them were done before; default 0.

    Raises:
        InputError: if `progress` is none of these.

    Examples:
        >>> with track(False, "reading", unit="texts", total=3) as work:
        ...     work.advance()
        >>> work.done, work.total
        (1, 3)
    """
    check_progress(progress)
    counter = progress if isinstance(progress, Progress) else Progress(bar=progress)
    return counter.phase(description, unit=unit, total=total, done=done)


def check_progress(progress: object) -> None:
    """Refuse what a call cannot count on.

    Args:
        progress: a Progress, True, False or None.

    Raises:
        InputError: if it is none of these.

    Examples:
        >>> check_progress(True)
    """
    if not (progress is None or isinstance(progress, bool | Progress)):
        raise InputError(f"progress is a Progress, True, False or None; got {shown(progress)}.")


def _total(total: int | None) -> int | None:
    return None if total is None else integer("total", total, least=0)
