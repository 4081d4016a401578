"""Laws of front ends: whatever asks for HTML gets it, text does nothing there, and nothing in a terminal."""

from __future__ import annotations

import dataclasses
import gc
import json
import re
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from rich.console import Console

from browser_end import Browser
from fake_backend import PROMPT, fake_session
from latentlens import Explorer, Session
from latentlens.ask.answer import Answer
from latentlens.cli.answer_table import answer_table
from latentlens.display.printable import for_rich, printable, printable_json
from latentlens.display.tables import text_table
from tiny import tiny_model, tiny_tokenizer

EVIL = "<img src=y onerror=alert(1)>"
HEBREW = "שלום"
OBEYED = [
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\u202eright to left",
    "\u2066",
    "\r",
    "\x08",
    "\x7f",
    "\ud800",
]


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """A small session."""
    with Session((tiny_model("llama", num_hidden_layers=2), tiny_tokenizer())) as session:
        yield session


def shown(value: Any) -> Any:
    """Return what marimo 0.25 shows of a value: `_display_` first, then HTML, then a mimebundle."""
    if hasattr(value, "_display_"):
        return shown(value._display_())
    if isinstance(value, Explorer):
        return value  # marimo draws an anywidget itself
    for name in ("_repr_html_", "_repr_mimebundle_"):
        if hasattr(value, name):
            return getattr(value, name)()
    return repr(value)


class TestHtml:
    """Front ends that know nothing of IPython's display."""

    def test_a_trace_shows_its_explorer(self, session: Session) -> None:
        """In marimo a trace is more than a line of text, and lives as long as its session."""
        trace = session.run(EVIL)
        explorer = shown(trace)
        assert trace.explorer is explorer
        # without a kernel, as in an export, nothing is read any more
        assert [] != explorer.pages

        alive = weakref.ref(explorer)
        del trace, explorer
        gc.collect()
        assert alive() is not None

    def test_every_result_shows_a_table_without_markup_from_text(self, session: Session) -> None:
        """What a user meets has HTML of its own, and no prompt, name or answer is markup in it."""
        trace = session.run(EVIL)
        vectors = session.vectors({EVIL: trace[1, -1]}, layer=1)
        for value in (
            session,
            session.cells,
            vectors,
            session.lens(trace),
            session.ask(vectors, f"{EVIL} x", options=[EVIL, "Lima"]),
            session.sweep(trace, "x is", options=[EVIL, "Lima"], layers=[1]),
            session.sweep(vectors, "x is", scales=[1], options=[EVIL, "Lima"]),
            session.sweep(trace, "x is", options=[EVIL, "Lima"], layers=[1], positions=-1, target_layers=[1]),
        ):
            page = shown(value)
            assert type(page) is str  # marimo exports a subclass as an empty object
            assert "<table" in page, value
            assert "<img" not in page, value
        for page in (trace._repr_html_(), trace.explorer._repr_html_()):
            assert "<table" in page
            assert "<img" not in page


class TestTerminal:
    """What a terminal would obey is drawn instead."""

    @pytest.mark.parametrize("text", OBEYED)
    def test_control_characters_are_drawn(self, text: str) -> None:
        """Escape sequences, bidirectional controls and lone surrogates come out as code points."""
        assert re.fullmatch(r"(<U\+[0-9A-F]{4}>|[ -~])+", printable(text))
        printable(text).encode()

    @pytest.mark.parametrize(
        "text", ["naïve", "می\u200cخواهم", "क्\u200dष", "👩\u200d🔬", "a\nb\tc", "日本\u3000語"]
    )
    def test_text_of_every_script_stays(self, text: str) -> None:
        """Joiners, line breaks and wide spaces are text."""
        assert text == printable(text)

    @pytest.mark.parametrize("text", OBEYED)
    def test_nothing_that_is_printed_is_obeyed(self, text: str) -> None:
        """Answers, views and tables print as they are, whichever way they are printed."""
        session = fake_session()
        explorer = Explorer(session, session.run(PROMPT))
        front = Browser(explorer)
        front.query("a", "ask", layer=1, position=1)
        front.end("a")
        controls = tuple(dataclasses.replace(c, text=text) for c in explorer.answers[0].controls)
        answer = dataclasses.replace(explorer.answers[0], text=text, name=text, controls=controls)
        explorer.history = [{**explorer.history[0], "text": text, "token": text, "question": text}]
        console = Console(width=200, record=True, color_system=None)
        with console.capture() as captured:
            console.print(answer_table(answer))
            console.print(for_rich(text))
        shown = explorer._displays.snapshot(explorer)["text/plain"]
        printed = [
            str(answer), repr(answer), repr(explorer), shown, captured.get(),
            text_table([text, "x"], [(text, text)]), printable_json(answer.to_dict()),
        ]  # fmt: skip

        for each in printed:
            assert not [c for c in each if c != "\n" and not c.isprintable()], each
        assert answer.text == text

    def test_right_to_left_text_stays_where_it_stands(self) -> None:
        """In a line that holds other texts or numbers, it is between isolates; other text is as it was."""
        session = fake_session()
        trace = session.run(f"x {HEBREW} x")
        explorer = Explorer(session, trace)
        front = Browser(explorer)
        front.query("a", "ask", layer=1, position=1)
        front.end("a")
        controls = tuple(dataclasses.replace(c, text=HEBREW) for c in explorer.answers[0].controls)
        answer = dataclasses.replace(explorer.answers[0], text=HEBREW, name=HEBREW, controls=controls)
        explorer.history = [{**explorer.history[0], "text": HEBREW, "token": HEBREW, "question": HEBREW}]
        trace.tokens[1] = HEBREW
        console = Console(width=200, record=True, color_system=None)
        with console.capture() as captured:
            console.print(answer_table(answer))
        printed = [
            repr(answer), repr(trace), repr(trace.select(1)), captured.get(),
            text_table(["", "x"], [(HEBREW, "1")]),
            explorer._displays.snapshot(explorer)["text/plain"],
        ]  # fmt: skip

        for text in printed:
            assert HEBREW in text
            assert HEBREW not in re.sub("\u2068[^\u2069]*\u2069", "", text), text
        assert "\u2068" not in repr(explorer.answers[0])

    def test_columns_are_as_wide_as_they_look(self) -> None:
        """East Asian letters take two columns of a terminal, and what cannot be seen takes none."""
        table = text_table(["", "p"], [("東京", "1"), ("abcd", "2"), (HEBREW, "3")])

        assert ["      p", "東京  1", "abcd  2", f"\u2068{HEBREW}\u2069  3"] == table.splitlines()

    def test_json_in_a_terminal_is_still_the_same_json(self) -> None:
        """What is escaped reads back."""
        data = {"text": "".join(OBEYED), "more": ["é", 1.5, None]}

        assert data == json.loads(printable_json(data))

    def test_an_answer_prints_as_its_text(self) -> None:
        """Text without control characters is printed unchanged."""
        session = fake_session()
        front = Browser(Explorer(session, session.run(PROMPT)))
        front.query("a", "ask", layer=1, position=1)
        front.end("a")
        answer: Answer = front.explorer.answers[0]

        assert answer.text == str(answer)
