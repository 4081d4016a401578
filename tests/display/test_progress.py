"""Progress: counts, rates, phases, cancelling, and a bar only where somebody watches."""

from __future__ import annotations

import gc
import io
import logging
import os
import pathlib
import pty
import subprocess
import sys
import threading
import types
from typing import Any

import pytest

from latentlens.display import progress_bar
from latentlens.display.progress import Progress, track
from latentlens.display.progress_bar import ProgressBar
from latentlens.errors import Cancelled, InputError
from noted_progress import noted

ENDINGS = [None, RuntimeError("of the work"), KeyboardInterrupt("of the work"), Cancelled("of the work")]


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


class Terminal(io.StringIO):
    """Standard error that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that somebody watches."""
        return True


def standard_error(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None) -> None:
    """Let bars find a stream in place of standard error, which pytest changes for each phase of a test."""
    monkeypatch.setattr(progress_bar, "sys", types.SimpleNamespace(stderr=stream, modules={}))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal in place of standard error, which shows bars at once."""
    screen = Terminal()
    standard_error(monkeypatch, screen)
    monkeypatch.setattr(progress_bar, "_DELAY", 0.0)
    monkeypatch.setattr(progress_bar, "_INTERVAL", 0.0)
    monkeypatch.setattr(progress_bar, "_SLOW_INTERVAL", 0.0)
    return screen


def last_line(screen: io.StringIO) -> str:
    """Return what a terminal's line holds in the end."""
    return screen.getvalue().split("\r")[-1].strip()


# --- counts -----------------------------------------------------------------------------------------------


def test_rate_and_remaining_time_are_those_of_what_was_done_since_the_beginning() -> None:
    """What was done before the work began counts for the total and not for the rate."""
    clock = Clock()
    progress = Progress(bar=False, clock=clock)
    with progress.phase("sweeping", unit="answers", total=40, done=10):
        assert (None, None) == (progress.rate, progress.remaining)
        clock.now += 5
        progress.advance(10)

        assert (20, 40, 5.0) == (progress.done, progress.total, progress.seconds)
        assert (2.0, 10.0) == (progress.rate, progress.remaining)
        assert "<Progress, sweeping: 20 of 40 answers, 2 per second, 10 s remain>" == repr(progress)
        progress.update(40)
        assert 0.0 == progress.remaining


def test_time_stands_still_when_the_work_has_ended() -> None:
    """Counts, time and rate stay those of the end; without a total nothing is said to remain."""
    clock = Clock()
    progress = Progress("reading", unit="texts", bar=False, clock=clock)
    with progress:
        clock.now += 4
        progress.advance(2)
        assert progress.remaining is None
    clock.now += 1000

    assert (2, None, 4.0, 0.5) == (progress.done, progress.total, progress.seconds, progress.rate)
    assert "<Progress, reading: 2 texts, 0.5 per second>" == repr(progress)


def test_a_phase_counts_for_itself_and_gives_back_the_work_around_it() -> None:
    """Inside, the description names both; after it, the counts are those from before."""
    progress = Progress("experiments", total=3, bar=False)
    seen = []
    with progress:
        progress.advance()
        with progress.phase("sweeping", unit="answers", total=8):
            progress.advance(5)
            seen.append((progress.description, progress.unit, progress.done, progress.total))
        seen.append((progress.description, progress.unit, progress.done, progress.total))

    assert [
        ("experiments 1/3, sweeping", "answers", 5, 8),
        ("experiments", "steps", 1, 3),
    ] == seen


def test_a_call_takes_over_a_progress_that_nothing_runs_in() -> None:
    """Its description stands before the call's; the counts are the call's, and stay after it."""
    progress = Progress("capitals", bar=False)
    with track(progress, "sweeping", unit="answers", total=8) as work:
        assert work is progress
        work.advance(3)
        assert "capitals, sweeping" == work.description
    assert (3, 8) == (progress.done, progress.total)
    with track(progress, "sweeping", unit="answers", total=2):
        assert (0, 2) == (progress.done, progress.total)


def test_a_listener_hears_of_every_count_from_none_to_all() -> None:
    """It is called as work begins and at each step, and no more when it ends."""
    seen: list[tuple[int, int | None]] = []
    with track(noted(seen), "sweeping", unit="answers", total=3) as work:
        work.advance()
        work.description = "evaluating"
        work.check()
        work.update(3)

    assert [(0, 3), (1, 3), (3, 3)] == seen


@pytest.mark.parametrize("wrong", [1, "yes", threading.Event(), print])
def test_what_no_call_can_count_on_is_refused(wrong: Any) -> None:
    """`progress` is a Progress, True, False or None."""
    with pytest.raises(InputError, match="progress is a Progress, True, False or None; got"):
        track(wrong, "sweeping", unit="answers")


@pytest.mark.parametrize(
    "wrong", [{"total": -1}, {"total": 1.5}, {"bar": 1}, {"on_update": "print"}, {"on_update": Progress}]
)
def test_a_progress_refuses_what_it_cannot_use(wrong: dict[str, Any]) -> None:
    """A total is a whole number from 0 up, `bar` a truth value, `on_update` a function."""
    with pytest.raises(InputError, match=next(iter(wrong))):
        Progress(**wrong)


# --- cancelling -------------------------------------------------------------------------------------------


def test_another_thread_cancels() -> None:
    """The next check after it raises, and says how far the work came."""
    progress = Progress(bar=False)
    with progress.phase("sweeping", unit="answers", total=40):
        progress.advance(12)
        progress.check()
        thread = threading.Thread(target=progress.cancel)
        thread.start()
        thread.join()

        with pytest.raises(Cancelled, match="Cancelled: 12 of 40 answers were done"):
            progress.check()
    assert progress.cancelled
    assert "<Progress, sweeping: 12 of 40 answers" in repr(progress)


def test_a_cancel_counts_the_whole_work() -> None:
    """In the middle of a step the message is about the work that was asked for, where its size is known."""
    progress = Progress(bar=False)
    with progress, progress.phase("sweeping", unit="answers", total=40):
        progress.advance(12)
        with progress.phase("generating", unit="tokens", total=20):
            progress.advance(3)
            progress.cancel()
            with pytest.raises(Cancelled, match="Cancelled: 12 of 40 answers were done"):
                progress.check()


def test_counting_is_no_check() -> None:
    """What is done counts, also after a cancel: only `check` raises."""
    progress = Progress(bar=False)
    progress.cancel()
    with progress:
        progress.advance()
    assert 1 == progress.done


def test_a_part_counts_for_itself_and_is_cancelled_with_the_whole() -> None:
    """Its counts are its own, nothing shows it, and the error tells of the whole."""
    seen: list[tuple[int, int | None]] = []
    whole = noted(seen)
    with track(whole, "sweeping", unit="answers", total=2):
        part = whole.part()
        part.update(30, 90)
        part.check()
        assert [(0, 2)] == seen
        whole.cancel()

        assert part.cancelled
        with pytest.raises(Cancelled, match="0 of 2 answers"):
            part.check()


def test_a_part_may_count_the_steps_of_the_whole() -> None:
    """From where the whole was: it never goes back, and its total stays."""
    seen: list[tuple[int, int | None]] = []
    whole = noted(seen)
    with track(whole, "comparing", unit="sites", total=90):
        for first in (0, 60):
            part = whole.part(first)
            part.update(0, 30)
            part.advance(30)

    assert [(0, 90), (0, 90), (30, 90), (60, 90), (90, 90)] == seen


# --- the bar ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_bar_is_taken_away_however_the_work_ends(terminal: Terminal, ending: BaseException | None) -> None:
    """It shows the work while it goes on; then the line is empty, and the error is the work's own."""
    lines: list[str] = []

    def work() -> None:
        with track(None, "sweeping", unit="answers", total=40) as work:
            work.advance(10)
            lines.append(last_line(terminal))
            if ending is not None:
                raise ending

    if ending is None:
        work()
    else:
        with pytest.raises(type(ending)) as found:
            work()
        assert ending is found.value

    (line,) = lines
    assert line.startswith("sweeping:  25%|")
    assert "| 10/40 [00:00<" in line
    assert " answers/s]" in line
    assert "" == last_line(terminal)


def test_an_interrupt_within_an_inner_phase_takes_the_bar_away(terminal: Terminal) -> None:
    """An inner phase whose end never ran ends with the outer one."""
    progress = Progress("outer", total=2)
    with progress:
        progress.phase("inner", total=5).__enter__()
        progress.advance()
        assert last_line(terminal).startswith("outer 0/2, inner:  20%|")

    assert "" == last_line(terminal)
    assert "outer" == progress.description


def test_one_bar_shows_phase_after_phase(terminal: Terminal) -> None:
    """Its description, unit and total are those of the phase that is under way."""
    with Progress("study", total=2, unit="prompts") as progress:
        with progress.phase("sweeping", unit="answers", total=4):
            progress.advance()
            inner = last_line(terminal)
        progress.advance()
        outer = last_line(terminal)

    assert inner.startswith("study 0/2, sweeping:  25%|")
    assert outer.startswith("study:  50%|")
    assert "| 1/2 [" in outer


def test_short_work_shows_nothing_and_imports_no_tqdm(
    monkeypatch: pytest.MonkeyPatch, terminal: Terminal
) -> None:
    """A bar waits for a second, and what is at its end needs none."""
    opened: list[object] = []
    monkeypatch.setattr(progress_bar, "_DELAY", 1.0)
    monkeypatch.setattr(ProgressBar, "_open", lambda *_, **__: opened.append(1))
    clock = Clock()
    with Progress(total=3, clock=clock) as work:
        work.advance()
        clock.now += 0.9
        work.check()
        assert [] == opened
        clock.now += 2
        work.update(3)

    assert [] == opened
    assert "" == terminal.getvalue()


def test_a_bar_appears_while_nothing_is_done_yet(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long before the first step is done, a check shows that work is under way."""
    monkeypatch.setattr(progress_bar, "_DELAY", 1.0)
    clock = Clock()
    with Progress("fitting", total=3, clock=clock) as work:
        clock.now += 1.5
        work.check()
        assert last_line(terminal).startswith("fitting:   0%|")


def test_false_draws_nothing_and_true_leaves_the_last_state(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """True draws at once, where nobody watches too."""
    with track(False, "quiet", unit="steps", total=2) as work:
        work.update(2)
    assert "" == terminal.getvalue()

    file = io.StringIO()
    standard_error(monkeypatch, file)
    monkeypatch.setattr(progress_bar, "_INTERVAL", 60.0)
    with track(True, "loud", unit="steps", total=2) as work:
        work.advance()
        work.advance()
    assert last_line(file).startswith("loud: 100%|")
    assert file.getvalue().endswith("\n")


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_nothing_is_drawn_where_nobody_watches(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None
) -> None:
    """Standard error may be a file, closed, or absent."""
    del terminal
    standard_error(monkeypatch, stream)
    with track(None, "sweeping", unit="answers", total=2) as work:
        work.advance()
    assert stream is None or "" == stream.getvalue()


def test_a_bar_that_cannot_be_drawn_does_not_stop_the_work(
    monkeypatch: pytest.MonkeyPatch, terminal: Terminal, caplog: pytest.LogCaptureFixture
) -> None:
    """Work goes on without it, and the log says why, once."""

    def broken(*_: object) -> None:
        raise BrokenPipeError("gone")

    monkeypatch.setattr(terminal, "write", broken)
    with caplog.at_level(logging.WARNING, "latentlens"), track(None, "x", unit="steps", total=3) as work:
        work.advance()
        work.advance()
    gc.collect()  # of the error's frames, which hold the bar
    assert 2 == work.done
    assert 1 == sum("cannot be drawn" in record.message for record in caplog.records)


def test_something_can_be_printed_while_a_bar_stands(terminal: Terminal) -> None:
    """Cleared, its line is empty until the next step."""
    with Progress("study", total=3) as progress:
        progress.advance()
        progress.clear()
        assert "" == last_line(terminal)
        progress.advance()
        assert "| 2/3 [" in last_line(terminal)


# --- where there really is somebody, or nobody ------------------------------------------------------------

WORK = """
import time
from latentlens import Progress
with Progress("sweeping", unit="answers", total=3) as work:
    for _ in range(3):
        time.sleep(0.6)
        work.check()
        work.advance()
print("done")
"""


def _run_in_terminal(code: str) -> str:
    main, side = pty.openpty()
    try:
        process = subprocess.Popen([sys.executable, "-c", code], stderr=side, stdout=side, env=os.environ)
        os.close(side)
        text = b""
        while True:
            try:
                more = os.read(main, 4096)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            text += more
        assert 0 == process.wait(timeout=60)
    finally:
        os.close(main)
    return text.decode()


def test_a_terminal_shows_a_bar_and_keeps_nothing_of_it() -> None:
    """On a pseudo-terminal the bar comes after a second, counts, and its line is empty in the end."""
    text = _run_in_terminal(WORK)

    assert "sweeping:  33%|" in text
    assert "| 1/3 [00:01<00:0" in text
    assert "answers/s]" in text
    *_, cleared, end = text.split("\r", text.count("\r") - 1)
    assert "" == cleared.strip()
    assert "done" == end.strip()


def test_a_script_whose_output_is_a_file_says_nothing(tmp_path: pathlib.Path) -> None:
    """Standard error stays empty."""
    file = tmp_path / "log.txt"
    with file.open("w") as stream:
        subprocess.run([sys.executable, "-c", WORK], stderr=stream, check=True, timeout=60)
    assert "" == file.read_text()
