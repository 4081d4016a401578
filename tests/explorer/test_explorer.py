"""The Explorer's Python half, on a session without a model, with no kernel and no browser."""

from __future__ import annotations

import dataclasses
import gc
import gzip
import html
import json
import re
import threading
import time
import weakref
from pathlib import Path
from typing import Any

import pytest

from browser_end import EVIL, OWN, Browser
from fake_backend import PROMPT, fake_session
from latentlens import Session
from latentlens.ask.sweep import Sweep
from latentlens.engine.injection import Add, AddNormMatched, Interpolate
from latentlens.errors import InputError, SelectionError
from latentlens.explorer.explorer import Explorer
from latentlens.explorer.menu import menu
from latentlens.explorer.options import AskOptions, settings_of, with_settings
from latentlens.explorer.protocol import (
    ParsedQuestion,
    Work,
    answer_json,
    page_json,
    parse_query,
    parse_question,
)
from latentlens.explorer.static_view import MAX_CELLS, Snapshot, snapshot_html, snapshot_text
from latentlens.mappings.mapping import Rescale, Zero
from latentlens.notebook.worker import ASK, IDLE, LENS, SWEEP, Worker, worker_of
from latentlens.readers.noise import Noise
from latentlens.readers.presets import (
    PRESETS,
    RELATIONS,
    activation_patching,
    causal_tracing,
    multi_hop,
    multi_hop_in_place,
    question,
    random_identity,
)
from latentlens.readers.target_prompts import TextPrompt
from latentlens.scoring.controls import Controls
from tiny import save_tiny, tiny_model, tiny_tokenizer

ROOT = Path(__file__).parents[2]
LENS_WAY = {"preset": "logit_lens"}
ADDRESS = r"https?://(?!www\.w3\.org/(?:1999/xhtml|2000/svg|1998/Math/MathML)\b)"
"""Any address but the names of HTML, SVG and MathML, which nothing fetches."""


@pytest.fixture
def session() -> Session:
    """A session that answers at once."""
    return fake_session()


@pytest.fixture
def front(session: Session) -> Browser:
    """An Explorer of fifteen tokens and eight layers, seen from its browser."""
    return Browser(Explorer(session, session.run(PROMPT)))


class TestExplorer:
    """What Python sees."""

    def test_unknown_arguments_are_an_error(self, session: Session) -> None:
        """A misspelt argument is named, where traitlets would swallow it."""
        with pytest.raises(TypeError, match="takes no 'selecton'"):
            Explorer(session, session.run(PROMPT), selecton=(1, 2))

    def test_a_click_is_readable_in_python(self, front: Browser) -> None:
        """What the browser selects is in `selection`."""
        front.say(kind="select", layer=3, position=4)

        assert (3, 4) == front.explorer.selection

    def test_selection_counts_from_the_end(self, front: Browser) -> None:
        """Negative layers and positions count from the last, as they do in a trace."""
        front.explorer.selection = (-1, -2)

        assert (8, 13) == front.explorer.selection

    @pytest.mark.parametrize("cell", [(9, 0), (0, 15), (-10, 0)])
    def test_a_cell_that_does_not_exist_cannot_be_selected(
        self, front: Browser, cell: tuple[int, int]
    ) -> None:
        """Selecting outside the grid is an error that leaves the selection as it was."""
        front.explorer.selection = (1, 1)
        with pytest.raises(SelectionError):
            front.explorer.selection = cell

        assert (1, 1) == front.explorer.selection

    def test_a_bad_selection_from_the_browser_is_dropped(self, front: Browser) -> None:
        """A message that makes no sense changes nothing and raises nothing."""
        front.explorer.selection = (1, 1)
        front.say(kind="select", layer=99, position=0)
        front.say(kind="select", layer="x", position=None)

        assert (1, 1) == front.explorer.selection

    def test_a_late_selection_does_not_undo_a_later_one(self, front: Browser) -> None:
        """Of one page's selections the last made counts, in whichever order the kernel reads them."""
        front.say(kind="select", layer=1, position=2, **{"from": "a", "n": 2})
        front.say(kind="select", layer=5, position=6, **{"from": "a", "n": 1})
        assert (1, 2) == front.explorer.selection

        front.say(kind="select", layer=3, position=4, **{"from": "b", "n": 1})
        assert (3, 4) == front.explorer.selection

    def test_a_drag_selects_a_span(self, front: Browser) -> None:
        """The positions selected together are in `span`; `selection` holds the last of them."""
        front.say(kind="select", layer=3, position=6, start=4)

        assert ((3, 6), (4, 7)) == (front.explorer.selection, front.explorer.span)

        front.say(kind="select", layer=3, position=6, start=6)
        assert ((3, 6), (6, 7)) == (front.explorer.selection, front.explorer.span)

    def test_a_span_can_be_assigned(self, front: Browser) -> None:
        """A span assigned in Python moves the selection to its end; a cell assigned is a span of one."""
        front.explorer.span = (2, 5)
        assert (8, 4) == front.explorer.selection

        front.explorer.selection = (3, -1)
        assert (14, 15) == front.explorer.span
        front.explorer.span = (0, 2)
        assert ((3, 1), (0, 2)) == (front.explorer.selection, front.explorer.span)

    @pytest.mark.parametrize("span", [(3, 3), (5, 2), (0, 16), (-1, 2)])
    def test_a_span_that_does_not_exist_is_refused(self, front: Browser, span: tuple[int, int]) -> None:
        """An error leaves selection and span as they were."""
        front.explorer.selection = (1, 1)
        with pytest.raises(SelectionError, match="A span is"):
            front.explorer.span = span
        front.say(kind="select", layer=1, position=5, start=-3)

        assert ((1, 1), (1, 2)) == (front.explorer.selection, front.explorer.span)

    def test_what_the_question_box_holds_is_kept(self, front: Browser) -> None:
        """A page that opens later finds the question as it was; nonsense and late words change nothing."""
        draft = {"preset": "selfie", "texts": {}, "options": "", "settings": {"window": 2}, "open": True}
        front.say(kind="draft", draft=draft, **{"from": "a", "n": 3})
        front.say(kind="draft", draft={"preset": "old"}, **{"from": "a", "n": 2})
        front.say(kind="draft", draft="nonsense", **{"from": "a", "n": 4})
        front.say(kind="draft", draft={"texts": "x" * 60_000}, **{"from": "a", "n": 5})

        assert draft == front.explorer.draft

    def test_special_tokens_are_named(self, front: Browser) -> None:
        """The view is told which positions to dim."""
        assert [0] == front.explorer.special

    def test_answers_are_kept_newest_last(self, front: Browser) -> None:
        """Python has the Answers themselves, the browser their plain form."""
        front.query("a", "ask", layer=5, position=4)
        front.query("b", "ask", layer=6, position=4)
        front.end("b")
        explorer = front.explorer

        assert [5, 6] == [answer.layer for answer in explorer.answers]
        assert explorer.answer is explorer.answers[-1]
        assert ["a", "b"] == [each["id"] for each in explorer.history]
        assert OWN["text"] == explorer.history[0]["question"]

    def test_a_sweep_is_kept(self, front: Browser) -> None:
        """Python has the Sweep, the browser its curve, ordered by position."""
        front.query("s", "sweep", layer=5)
        curve = front.end("s")["value"]

        assert 15 == len(front.explorer.sweeps[-1].answers)
        assert list(range(15)) == [point["position"] for point in curve["points"]]
        assert curve["complete"]
        assert [curve] == front.explorer.curves

    def test_a_preset_is_asked_by_name_and_target_layer(self, front: Browser) -> None:
        """The question box's choices reach the reader."""
        front.query(
            "a", "ask", layer=5, position=4, question={"preset": "token_identity"}, settings={"layer": 2}
        )
        front.end("a")

        reader = front.explorer.answers[-1].reader
        assert 2 == reader.layer
        assert "cat -> cat" in reader.text
        assert "Token identity" == front.explorer.history[-1]["question"]

    def test_options_reach_the_session(self, front: Browser) -> None:
        """A forced choice is among the options that were typed."""
        front.query("a", "ask", layer=5, position=4, options=["Paris", "London"])
        value = front.end("a")["value"]

        assert ["Paris", "London"] == [option["text"] for option in value["options"]]

    def test_a_span_is_swept(self, front: Browser) -> None:
        """A sweep of a span asks its positions only."""
        front.query("s", "sweep", layer=5, start=3, stop=6)
        curve = front.end("s")["value"]

        assert [3, 4, 5] == [point["position"] for point in curve["points"]]
        assert 3 == curve["total"]

    @pytest.mark.parametrize(
        ("preset", "start", "read"),
        [
            ("selfie", 0, [0, 1, 2, 3, 4]),  # one for each of its placeholders
            ("selfie", 2, [4]),
            ("attention_knockout", 2, [2, 3, 4]),
            ("token_identity", 2, [4]),
        ],
    )
    def test_a_span_is_read_by_readers_of_several(
        self, front: Browser, preset: str, start: int, read: list[int]
    ) -> None:
        """A reader that takes as many sites as are selected reads all of them, any other the last."""
        where = {"layer": 5, "position": 4, "start": start, "stop": 5, "question": {"preset": preset}}
        front.query("t", "target", **where)
        front.query("a", "ask", **where)
        value = front.end("a")["value"]

        assert read == front.end("t")["value"]["positions"] == value["target"]["positions"]
        assert [[5, position] for position in read] == value["sites"]
        assert 4 == value["position"]
        wanted = f"positions {read[0]} to 4 ·France" if len(read) > 1 else "position 4 ·France"
        assert wanted in front.explorer._displays.snapshot(front.explorer)["text/plain"]

    def test_a_span_that_ends_elsewhere_is_refused(self, front: Browser) -> None:
        """The last position of the span is the selected one."""
        front.query("a", "ask", layer=5, position=4, start=0, stop=3)
        assert "A span ends in" in front.end("a")["message"]

    @pytest.mark.parametrize(("what", "where"), [("sweep", {"layer": 5}), ("layers", {"position": 4})])
    def test_what_belongs_together_has_one_target_prompt(
        self, front: Browser, what: str, where: dict[str, int]
    ) -> None:
        """It travels with the first answers, not with each, and is kept with what they came to."""
        front.query("s", what, **where)
        front.end("s")
        first, *others = [message for message in front.heard if message["kind"] == "partial"]
        kept = (front.explorer.curves + front.explorer.heat_maps)[0]

        assert ["The", "·capital", "·of", "·x", "·is"] == first["target"]["tokens"]
        assert [3] == first["target"]["slots"]
        assert first["target"] == kept["target"]
        assert not any("target" in message for message in others)

    def test_a_grid_of_layers_is_kept(self, front: Browser) -> None:
        """Python has the Sweep, the browser its heat map: every layer into every layer."""
        front.query("g", "layers", position=4, options=["Paris", "Lima"], settings={"window": 2})
        assert front.end("g")["value"] is None
        (grid,) = front.explorer.sweeps
        (heat_map,) = front.explorer.heat_maps

        assert grid.complete
        assert heat_map["complete"]
        assert 81 == len(grid) == len(heat_map["points"]) == heat_map["total"]
        pairs = {(point["layer"], point["target_layer"]) for point in heat_map["points"]}
        assert {(k, to) for k in range(9) for to in range(9)} == pairs
        assert all(answer.reader.layer == to for (_, _, to), answer in grid.answers.items())
        assert {2} == {answer.reader.window for answer in grid.answers.values()}
        assert sorted(pairs) == sorted(
            (each["layer"], each["target_layer"])
            for message in front.heard
            if message["kind"] == "partial"
            for each in message["answers"]
        )

    def test_a_cancelled_grid_keeps_what_it_found(self, front: Browser, session: Session) -> None:
        """A grid that is stopped stays, unfinished, here and in the browser."""
        session.backend.pace = 0.01
        front.query("g", "layers", position=4)
        front.wait("g", "partial")
        front.say(kind="cancel", id="g")

        assert "cancelled" == front.end("g")["kind"]
        assert not front.explorer.sweeps[0].complete
        assert not front.explorer.heat_maps[0]["complete"]
        assert 0 < len(front.explorer.heat_maps[0]["points"]) < 81

    def test_close_cancels_what_is_under_way(self, front: Browser, session: Session) -> None:
        """A closed Explorer does not go on computing."""
        session.backend.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.explorer.close()

        assert "cancelled" == front.end("a")["kind"]


class TestMessages:
    """docs/protocol.md, from the browser's side."""

    def test_a_query_is_acknowledged_before_it_is_done(self, front: Browser, session: Session) -> None:
        """The handler answers `queued` itself, whatever the worker does."""
        session.backend.gate.clear()
        front.query("a", "ask", layer=5, position=4)

        assert "queued" == front.kinds("a")[0]
        session.backend.gate.set()
        front.end("a")
        assert ["queued", "progress"] == front.kinds("a")[:2]

    def test_work_is_done_on_the_worker(self, front: Browser, session: Session) -> None:
        """Nothing of the session runs on the thread that took the message."""
        front.query("l", "lens", layers=[0, 1], start=0, stop=4)
        front.query("a", "ask", layer=5, position=4)
        front.query("s", "sweep", layer=5)
        for id in "las":
            front.end(id)

        assert {"latentlens-worker"} == session.backend.threads

    def test_one_end_a_query(self, front: Browser, session: Session) -> None:
        """Each query gets exactly one of result, error and cancelled."""
        session.backend.gate.clear()
        for id in "abc":
            front.query(id, "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.say(kind="cancel", id="c")
        front.say(kind="cancel", id="c")
        session.backend.gate.set()
        front.end("b")

        ends = [kind for id in "abc" for kind in front.kinds(id) if kind in ("result", "error", "cancelled")]
        assert ["result", "result", "cancelled"] == ends

    def test_running_work_can_be_cancelled(self, front: Browser, session: Session) -> None:
        """A running query ends at its next step."""
        session.backend.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.say(kind="cancel", id="a")

        assert "cancelled" == front.end("a")["kind"]
        assert [] == front.explorer.answers

    def test_a_cancelled_sweep_keeps_what_it_found(self, front: Browser, session: Session) -> None:
        """Points that came before the cancel stay, here and in the browser."""
        session.backend.pace = 0.03
        front.query("s", "sweep", layer=5)
        front.wait("s", "partial")
        front.say(kind="cancel", id="s")
        front.end("s")
        (curve,) = front.explorer.curves

        assert not curve["complete"]
        assert 1 <= len(curve["points"]) < 15
        assert 1 <= len(front.explorer.sweeps[-1].answers) < 15

    def test_partial_points_are_each_sent_once(self, front: Browser, session: Session) -> None:
        """A sweep streams: its partial messages add up to its curve."""
        session.backend.pace = 0.02
        front.query("s", "sweep", layer=5)
        front.end("s")
        sent = [
            point["position"]
            for each in front.heard
            if each["kind"] == "partial"
            for point in each["answers"]
        ]

        assert sorted(set(sent)) == sorted(sent)

    def test_an_error_is_told_and_leaves_everything_usable(self, session: Session) -> None:
        """Whatever a session raises, the browser hears its class and its text."""
        front = Browser(Explorer(session, session.run(PROMPT)))
        session.backend.error = InputError("No such option.")
        front.query("a", "ask", layer=5, position=4)
        error = front.end("a")
        session.backend.error = None
        front.query("b", "ask", layer=5, position=4)

        assert "InputError" == error["type"]
        assert error["message"].startswith("No such option.")
        assert "result" == front.end("b")["kind"]

    @pytest.mark.parametrize(
        ("message", "says"),
        [
            ({"what": "ask", "args": {"layer": 99, "position": 0, "question": OWN}}, "Layer 99 does"),
            ({"what": "ask", "args": {"layer": 1, "position": 0, "question": {"text": " "}}}, "is empty"),
            ({"what": "ask", "args": {"layer": 1, "position": 0, "question": {"preset": "no"}}}, "no preset"),
            ({"what": "ask", "args": {"layer": "1", "position": 0, "question": OWN}}, "whole number"),
            ({"what": "ask", "args": {"layer": 1, "position": 0, "question": {"text": "slot?"}}}, "Write x"),
            ({"what": "lens", "args": {"layers": [], "start": 0, "stop": 1}}, "A page has layers"),
            ({"what": "lens", "args": {"layers": [0], "start": 0, "stop": 999}}, "A page has layers"),
            ({"what": "layers", "args": {"position": 4, "question": LENS_WAY}}, "has no target layer"),
            ({"what": "layers", "args": {"position": 99, "question": OWN}}, "Position 99 does"),
            ({"what": "sweep", "args": {"layer": 1, "start": 3, "stop": 3, "question": OWN}}, "Positions"),
            ({"what": "ask", "args": {"layer": 1, "position": 0, "question": 3}}, "A question has"),
            ({"what": "run", "args": {}}, "A query has"),
            ({"what": "ask"}, "A query has"),
        ],
    )  # fmt: skip
    def test_a_bad_query_is_an_error(self, front: Browser, message: dict[str, Any], says: str) -> None:
        """A query that cannot be done says what is wrong with it."""
        front.say(kind="query", id="q", **message)

        assert says in front.end("q")["message"]

    def test_an_id_is_used_once_at_a_time(self, front: Browser, session: Session) -> None:
        """A query with the id of one under way is refused; that one goes on."""
        session.backend.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.query("a", "ask", layer=5, position=4)
        assert "under way" in front.wait("a", "error")["message"]

        session.backend.gate.set()
        front.wait("a", "result")

    def test_a_ping_lists_what_is_under_way(self, front: Browser, session: Session) -> None:
        """A page that was reloaded learns of work it has forgotten."""
        session.backend.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.query("s", "sweep", layer=5)
        front.say(kind="ping", id="p")
        session.backend.gate.set()
        work = front.wait("p", "pong")["work"]

        assert [("a", "running"), ("s", "queued")] == [(each["id"], each["state"]) for each in work]

    @pytest.mark.parametrize(
        "message", [None, 3, {}, {"kind": "dance"}, {"kind": "cancel"}, {"kind": "cancel", "id": "?"}]
    )
    def test_what_is_not_known_is_ignored(self, front: Browser, message: Any) -> None:
        """Messages of later versions, and nonsense, change nothing."""
        front.explorer._receive(front.explorer, message, [])

        assert [] == front.heard

    def test_pages_are_read_once(self, front: Browser, session: Session) -> None:
        """A page asked for twice, by two views or after a reload, is computed once."""
        for id in "ab":
            front.query(id, "lens", layers=list(range(9)), start=0, stop=15)
            page = front.end(id)["value"]

        assert [15 * 9] == [len(queries) for queries in session.backend.runs]
        assert 15 * 9 * page["k"] == len(page["index"]) == len(page["probs"])


class TestTarget:
    """The target prompt, seen before it is asked."""

    def target(self, front: Browser, question: dict[str, str], **args: Any) -> dict[str, Any]:
        """Return how a `target` query ends."""
        self.n = getattr(self, "n", 0) + 1
        given = {"layer": 5, "position": 4, "question": question, **args}
        front.query(f"t{self.n}", "target", **given)
        return front.end(f"t{self.n}")

    def test_it_shows_the_slot_and_the_layer(self, front: Browser) -> None:
        """Tokens, slots and l* are those that the question would be asked with."""
        value = self.target(front, OWN)["value"]
        assert (["The", "·capital", "·of", "·x", "·is"], [3], 5) == (
            value["tokens"], value["slots"], value["layer"]
        )  # fmt: skip
        assert not value["movable"]
        assert 5 == len(self.target(front, {"preset": "selfie"})["value"]["slots"])
        assert 1 == self.target(front, {"preset": "selfie"})["value"]["layer"]

    def test_methods_on_the_source_show_the_source(self, front: Browser) -> None:
        """Ablation and knock-out write where they read; a lens has no target prompt."""
        for name in ("ablation", "attention_knockout"):
            value = self.target(front, {"preset": name})["value"]
            assert (front.explorer.tokens, None) == (value["tokens"], value["slots"])
        assert [] == self.target(front, LENS_WAY)["value"]["tokens"]

    def test_a_slot_is_chosen_in_the_second_prompt(self, front: Browser) -> None:
        """Activation patching writes at the position that was read, or where one says."""
        way = {"preset": "activation_patching", "text": "The capital of Japan is"}
        assert None is self.target(front, way)["value"]["slots"]
        assert self.target(front, way)["value"]["movable"]
        assert [3] == self.target(front, way, settings={"position": 3})["value"]["slots"]
        error = self.target(front, way, position=9)
        assert "position" == error["setting"]
        assert "Choose" in error["message"]

    @pytest.mark.parametrize(
        ("question", "settings", "setting", "says"),
        [
            ({"text": "no place"}, {}, "question", "Write x"),
            ({"preset": "multi_hop", "text": " "}, {}, "question", "is empty"),
            ({"preset": "causal_tracing"}, {}, "noise", "Which tokens"),
            ({"preset": "causal_tracing"}, {"noise": [99]}, "noise", "outside the target"),
            (OWN, {"layer": 99}, "layer", "does not exist"),
            (OWN, {"position": 99}, "position", "outside the target"),
            (OWN, {"window": 0}, "window", "from 1 to"),
            (OWN, {"injection": "interpolate", "strength": 2}, "strength", "between 0"),
            (OWN, {"mapping": "rescale", "norm": -1}, "norm", "positive norm"),
            (OWN, {"temperature": -1}, "temperature", "a number from 0"),
            (OWN, {"contrast": "much"}, "contrast", "is a number"),
            (OWN, {"max_new_tokens": 1.5}, "max_new_tokens", "whole number"),
            (OWN, {"noise": [1], "noise_scale": -1}, "noise_scale", "not negative"),
            (OWN, {"noise": "1, a"}, "noise", "positions"),
            (OWN, {"stop": [""]}, "stop", "stop text is empty"),
            (OWN, {"samples": 1}, "samples", "two samples"),
            (OWN, {"samples": 5, "options": ["a", "b"]}, "samples", "scored exactly"),
            (OWN, {"control_random": -1}, "control_random", "0 or more"),
            (OWN, {"control_null": 1}, "control_null", "yes or no"),
            (LENS_WAY, {"window": 2}, "window", "no setting"),
            ({"preset": "ablation"}, {"control_text": True}, "control_text", "no setting"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_setting(
        self, front: Browser, question: dict[str, str], settings: dict[str, Any], setting: str, says: str
    ) -> None:
        """An error names the setting that it is about, so that it can be shown there."""
        options = settings.get("options", [])
        settings = {name: value for name, value in settings.items() if name != "options"}
        error = self.target(front, question, settings=settings, options=options)

        assert (setting, "error") == (error["setting"], error["kind"])
        assert says in error["message"]

    def test_it_does_not_wait_for_a_sweep(self, front: Browser, session: Session) -> None:
        """While the worker is busy a question can still be prepared."""
        session.backend.gate.clear()
        front.query("s", "sweep", layer=5)
        front.wait("s", "progress")

        assert "result" == self.target(front, OWN)["kind"]
        front.say(kind="ping", id="p")
        assert ["s"] == [work["id"] for work in front.wait("p", "pong")["work"]]


class TestSettings:
    """The options panel's settings, on readers of every sort."""

    def test_every_way_has_the_settings_of_its_reader(self, front: Browser) -> None:
        """Its own settings, sent back as they are, change nothing about a reader."""
        for way in menu(front.explorer._session).values():
            if way.like is not None:
                continue
            reader = way.build(way.sample)
            changed, how = with_settings(reader, settings_of(reader))

            assert (reader, AskOptions()) == (changed, how), way.name

    def test_the_target_prompt_of_a_preset_can_be_changed(self, front: Browser) -> None:
        """Asked with another one, the answer's reader has it; without the placeholder it is refused."""
        description = {"preset": "description"}
        told = next(way for way in front.explorer.presets if way["name"] == "description")
        assert told["settings"]["prompt"].endswith("x")
        front.query(
            "a", "ask", layer=5, position=4, question=description, settings={"prompt": "is a Paris : x"}
        )
        front.end("a")
        assert "is a Paris : x" == front.explorer.answer.reader.text

        front.query("b", "ask", layer=5, position=4, question=description, settings={"prompt": "is a Paris"})
        error = front.end("b")
        assert ("error", "prompt") == (error["kind"], error["setting"])
        assert not [
            way["name"] for way in front.explorer.presets if way["takes"] and "prompt" in way["settings"]
        ]

    def test_every_setting_has_a_field(self) -> None:
        """What a way to ask lets one set can be typed, once; layer and slot have places of their own."""
        session = Session((tiny_model("llama"), tiny_tokenizer()))
        explorer = Explorer(session, session.run("the cat"))
        named = [field["name"] for group in explorer.fields for field in group["fields"]]
        offered = {name for way in explorer.presets for name in way["settings"]}

        assert sorted(named) == sorted(offered - {"layer", "position"})

    def test_a_lens_has_no_settings_of_a_patchscope(self, front: Browser) -> None:
        """Only what asks, not what patches: controls, samples and the seed."""
        (lens,) = [way for way in front.explorer.presets if way["name"] == "logit_lens"]

        assert {"samples", "seed"} == {name for name in lens["settings"] if "control_" not in name}

    def test_every_preset_and_relation_is_offered(self, front: Browser) -> None:
        """Each once, and nothing that cannot be chosen."""
        names = [way["name"] for way in front.explorer.presets]

        assert {*PRESETS, *RELATIONS} <= {*names}
        assert len(names) == len({*names})

    @pytest.mark.parametrize(
        ("settings", "wanted"),
        [
            ({"layer": 2}, {"layer": 2}),
            ({"position": 1}, {"prompt": TextPrompt(OWN["text"], 1)}),
            ({"mapping": "zero"}, {"mapping": Zero()}),
            ({"mapping": "rescale"}, {"mapping": Rescale()}),
            ({"mapping": "rescale", "norm": 2}, {"mapping": Rescale(2.0)}),
            ({"injection": "add"}, {"injection": Add()}),
            ({"injection": "add_norm_matched", "strength": 3}, {"injection": AddNormMatched(3.0)}),
            ({"injection": "interpolate", "strength": 0.25}, {"injection": Interpolate(0.25)}),
            ({"remedy": "mask"}, {"remedy": "mask"}),
            ({"contrast": 1}, {"contrast": 1.0}),
            ({"window": 3}, {"window": 3}),
            (
                {"noise": [1, -1], "noise_seed": 4},
                {"prompt": TextPrompt(OWN["text"], noise=Noise((1, -1), 3.0, 4))},
            ),
            ({"noise_scale": 2}, {}),
            ({"max_new_tokens": 2, "stop": []}, {"max_new_tokens": 2, "stop": ()}),
            ({"temperature": 0.7}, {"temperature": 0.7}),
        ],
    )  # fmt: skip
    def test_a_setting_reaches_the_reader(
        self, front: Browser, settings: dict[str, Any], wanted: dict[str, Any]
    ) -> None:
        """What was set is what is asked, and nothing else about the reader changes."""
        front.query("a", "ask", layer=5, position=4, settings=settings)
        assert "result" == front.end("a")["kind"]

        assert dataclasses.replace(question(OWN["text"]), **wanted) == front.explorer.answers[-1].reader

    def test_methods_are_those_of_the_presets(self, front: Browser) -> None:
        """What is asked by click is the reader that the public function of the same name makes."""
        for name, text, settings, wanted in [
            ("causal_tracing", None, {"noise": [3, 4]}, causal_tracing((3, 4))),
            ("multi_hop", "The CEO of", {}, multi_hop("The CEO of")),
            ("multi_hop_in_place", None, {"position": 2}, multi_hop_in_place(2)),
            ("activation_patching", "Peru is", {"position": 0}, dataclasses.replace(
                activation_patching("Peru is"), prompt=TextPrompt("Peru is", 0))),
            ("ceo", None, {}, RELATIONS["ceo"].build()),
        ]:  # fmt: skip
            asked = {"preset": name} if text is None else {"preset": name, "text": text}
            front.query(name, "ask", layer=5, position=1, question=asked, settings=settings)
            assert "result" == front.end(name)["kind"], front.heard[-1]
            assert wanted == front.explorer.answers[-1].reader

    def test_random_token_identity_takes_its_own_seed(self, tmp_path: Path) -> None:
        """On a real model: the seed of the prompt's random tokens is a setting like the others."""
        save_tiny(tmp_path, "llama")
        session = Session(tmp_path)
        front = Browser(Explorer(session, session.run("the cat sat on the mat")))
        args = {"layer": 1, "position": 2, "question": {"preset": "random_identity"}}
        for seed in (0, 3):
            front.query(f"a{seed}", "ask", **args, settings={"prompt_seed": seed} if seed else {})
            assert "result" == front.end(f"a{seed}")["kind"], front.heard[-1]
            assert random_identity(session.model, seed=seed) == front.explorer.answers[-1].reader

    def test_samples_seed_and_controls_reach_the_session(self, front: Browser, session: Session) -> None:
        """How it is asked travels beside the reader, in questions, sweeps and grids."""
        settings = {
            "samples": 5, "seed": 7, "control_null": False, "control_random": 3, "control_shuffled": True,
            "control_prompt": "Peru", "control_text": True,
        }  # fmt: skip
        controls = Controls(null=False, random=3, shuffled=True, prompt="Peru", text=True)
        for what, where in [
            ("ask", {"layer": 5, "position": 4}),
            ("sweep", {"layer": 5}),
            ("layers", {"position": 4}),
        ]:
            front.query(what, what, settings=settings, **where)
            front.end(what)
            answer = [*front.explorer.answers, *(a for sweep in front.explorer.sweeps for a in sweep)][-1]
            assert (5, 7) == (answer.agreement.n, answer.provenance["seed"])
            assert f"samples=5, controls={controls!r}, seed=7" in answer.code
        kinds = [control["kind"] for control in front.explorer.history[-1]["controls"]]
        assert ["random"] * 3 + ["shuffled", "prompt", "text"] == kinds

    def test_the_copied_code_holds_exactly_these_settings(self, tmp_path: Path) -> None:
        """On a real model: run as it is, the code asks the same question and gets the same answer."""
        save_tiny(tmp_path, "llama")
        session = Session(tmp_path)
        front = Browser(Explorer(session, session.run("the cat sat on the mat")))
        settings = {
            "layer": 1, "mapping": "rescale", "injection": "interpolate", "strength": 0.5, "remedy": "mask",
            "max_new_tokens": 2, "samples": 3, "seed": 5, "control_random": 2, "control_shuffled": True,
        }  # fmt: skip
        front.query("a", "ask", layer=1, position=2, settings=settings, question={"text": "the x is"})
        assert "result" == front.end("a")["kind"], front.heard
        answer = front.explorer.answers[-1]
        names: dict[str, Any] = {}
        exec(answer.code, names)

        assert (answer.text, answer.confidence) == (names["answer"].text, names["answer"].confidence)
        assert answer.reader == names["answer"].reader
        assert answer.controls == names["answer"].controls
        controls = Controls(random=2, shuffled=True)
        assert answer.code.endswith(f"samples=3, controls={controls!r}, seed=5)")

    def test_a_grid_of_layers_agrees_with_single_questions(self, tmp_path: Path) -> None:
        """On a real model: each cell is what a question at that layer, written into that layer, answers."""
        save_tiny(tmp_path, "llama")
        session = Session(tmp_path)
        trace = session.run("the cat sat on the mat")
        front = Browser(Explorer(session, trace))
        front.query("g", "layers", position=2, question={"text": "the x is"}, options=["a", "b"])
        assert "result" == front.end("g")["kind"], front.heard
        grid = front.explorer.sweeps[0]

        for source, target in [(0, 2), (1, 0), (2, 1)]:
            alone = session.ask(trace, source, 2, question("the x is", layer=target), options=["a", "b"])
            assert alone.confidence == pytest.approx(grid[source, target].confidence, abs=1e-5)
            assert alone.excess == pytest.approx(grid[source, target].excess, abs=1e-5)

    def test_a_trace_of_another_model_is_asked_across_models(self, tmp_path: Path) -> None:
        """The grid shows the source's lens; the other model answers, at layers of its own."""
        for name, layers in (("small", 2), ("large", 3)):
            save_tiny(tmp_path / name, "llama", num_hidden_layers=layers)
        source, target = Session(tmp_path / "small"), Session(tmp_path / "large")
        trace = source.run("the cat sat on the mat")
        front = Browser(target.explore(trace))
        assert (2, 3) == (front.explorer.n_layers, front.explorer.target_layers)
        assert "small, read by large" == front.explorer.title
        front.query("l", "lens", layers=[0, 1, 2], start=0, stop=2)
        page = front.end("l")["value"]
        grid = source.lens(trace, layers=[0, 1, 2], positions=[0, 1])
        assert grid.tokens[2][1][0] == page["words"][page["index"][page["k"] * 5]]

        front.query("a", "ask", layer=2, position=3, question={"text": "the x is"}, settings={"layer": 3})
        assert "result" == front.end("a")["kind"], front.heard
        alone = target.ask(trace, 2, 3, question("the x is", layer=3))
        assert alone.confidence == pytest.approx(front.explorer.answer.confidence, abs=1e-5)
        front.query("g", "layers", position=3, question={"text": "the x is"})
        front.end("g")
        assert 3 * 4 == len(front.explorer.sweeps[0]) == front.explorer.heat_maps[0]["total"]


class TestGridOfLayers:
    """Source layer by target layer, as Python has it."""

    def grid(self, options: list[str] | None) -> Sweep:
        """Return a grid of three layers."""
        session = fake_session(n_layers=2)
        asked = question("The capital of x is")
        return session.sweep(
            session.run(PROMPT), asked, positions=4, target_layers=[0, 1, 2], options=options
        )  # fmt: skip

    def test_best_is_the_highest_that_counts(self) -> None:
        """The best excess of all, and none whose options hold little."""
        grid = self.grid(None)
        best = grid.best()
        assert "best-of-N" in [flag.kind for flag in best.flags]
        assert max(each.excess for each in grid.answers.values()) == best.excess

        for answer in grid.answers.values():
            object.__setattr__(answer, "option_mass", 0.9 if answer.layer == 0 else 0.1)
        assert 0 == grid.best().layer

    def test_it_is_drawn_as_the_figure_of_the_paper(self) -> None:
        """The figure has source layers upward, target layers to the right, and says best of how many."""
        grid = self.grid(None)
        figure = grid.plot()
        names = [trace.name for trace in figure.data]

        assert any("the best of 9 cells" in str(name) for name in names)
        z = next(trace.z for trace in figure.data if trace.type == "heatmap")
        assert grid[2, 1].excess == pytest.approx(z[2][1])

    def test_an_option_is_drawn_by_its_probability(self) -> None:
        """Only options that were given can be drawn."""
        grid = self.grid(["Paris", "Lima"])
        grid.plot(option="Lima")
        with pytest.raises(InputError, match="not among the options"):
            grid.plot(option="Rome")
        grid.answers.clear()
        with pytest.raises(InputError, match="no answers"):
            grid.plot()


class TestWorker:
    """One thread a session."""

    def test_ranks_and_order(self) -> None:
        """Lens pages first, the newest of them first; then questions in order, sweeps, and the rest."""
        worker, busy, gate, done = Worker("test"), threading.Event(), threading.Event(), threading.Event()
        order: list[str] = []
        worker.submit(lambda: (busy.set(), gate.wait()), LENS)
        assert busy.wait(5)  # what is submitted from here on waits, and its order is the queue's
        for name, rank in [
            ("idle", IDLE),
            ("sweep", SWEEP),
            ("ask1", ASK),
            ("lens1", LENS),
            ("ask2", ASK),
            ("lens2", LENS),
        ]:
            worker.submit(lambda name=name: order.append(name), rank)
        worker.submit(done.set, IDLE)
        gate.set()
        assert done.wait(5)
        worker.stop()

        assert ["lens2", "lens1", "ask1", "ask2", "sweep", "idle"] == order

    def test_a_failing_job_does_not_end_it(self, caplog: pytest.LogCaptureFixture) -> None:
        """The next job runs whatever the last one did, and what failed is logged."""
        worker, done = Worker("test"), threading.Event()
        worker.submit(lambda: 1 / 0, ASK)
        worker.submit(done.set, ASK)
        assert done.wait(5)
        worker.stop()

        assert "ZeroDivisionError" in caplog.text

    def test_one_for_each_session_and_not_longer(self) -> None:
        """Explorers of a session share a worker, and it does not keep the session alive."""
        session = fake_session()
        assert worker_of(session) is worker_of(session)
        assert worker_of(session) is not worker_of(fake_session())

        gone = weakref.ref(session)
        thread = next(each for each in threading.enumerate() if each.name == "latentlens-worker")
        del session
        gc.collect()
        assert gone() is None
        for _ in range(100):
            if not thread.is_alive():
                break
            time.sleep(0.02)


class TestPlainForms:
    """What travels."""

    def test_a_page_writes_each_token_once(self, session: Session) -> None:
        """The token table has no repetitions, and the index leads back to every reading."""
        grid = session.lens(session.run(PROMPT), layers=[2, 5], positions=[3, 4, 5])
        page = page_json(grid)

        assert len(set(page["words"])) == len(page["words"])
        read = [page["words"][i] for i in page["index"]]
        assert [token for row in grid.tokens for cell in row for token in cell] == read
        assert ([2, 5], 3, 6) == (page["layers"], page["start"], page["stop"])

    def test_an_answer_survives_json_with_infinite_numbers(self, session: Session) -> None:
        """A token of probability zero has a log-probability that JSON cannot write."""
        answer = session.ask(session.run(PROMPT), 5, 4, "The capital of x is")
        object.__setattr__(answer, "token_logprobs", (float("-inf"), -0.5))

        assert [-1000.0, -0.5] == answer_json(answer, id="a", question="x")["token_logprobs"]

    def test_a_query_is_parsed(self) -> None:
        """A well-formed query becomes work that is queued."""
        work = parse_query({"kind": "query", "id": "a", "what": "ask", "args": {"layer": 1}})

        assert Work("a", "ask", {"layer": 1}, work.cancel) == work

    def test_a_question_is_stripped(self) -> None:
        """Spaces around a typed question are not part of it."""
        assert ParsedQuestion("", "of x", (), {}) == parse_question({"question": {"text": " of x "}})


class TestSnapshot:
    """What a notebook shows with no kernel."""

    def snapshot(self, **more: Any) -> Snapshot:
        """Return a small snapshot, with something else in it."""
        fields: dict[str, Any] = {
            "key": "k", "title": "m", "tokens": ["a", "b"], "n_layers": 1,
            "reading": lambda layer, position: ([f"L{layer}P{position}", "z"], [0.75, 0.1]),
        }  # fmt: skip
        return Snapshot(**{**fields, **more})

    def test_it_reads_without_styles(self) -> None:
        """Layers, tokens, readings and probabilities are all there as text, the last layer on top."""
        rows = re.findall(r"<tr>(.*?)</tr>", snapshot_html(self.snapshot()))

        assert ["1 L1P0 75 L1P1 75", "0 L0P0 75 L0P1 75"] == [
            " ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows[1:]
        ]

    def test_every_text_is_escaped(self, session: Session) -> None:
        """Tokens, answers, questions and titles cannot become markup."""
        answer = answer_json(session.ask(session.run(PROMPT), 5, 4, "x is"), id="a", question=EVIL)
        answer |= {"text": EVIL, "token": EVIL, "flags": [{"kind": "x", "message": EVIL}]}
        curve = {"layer": 1, "question": EVIL, "points": [answer]}
        more = {"title": EVIL, "tokens": [EVIL, EVIL], "reading": lambda *_: ([EVIL], [0.5])}
        page = snapshot_html(self.snapshot(**more, answers=[answer], curves=[curve]))

        assert "<img" not in page
        assert "</script" not in page
        assert html.escape(EVIL) in page

    def test_it_stays_small_whatever_the_trace(self) -> None:
        """Long prompts and deep models are thinned out, and it says so; both ends of the layers stay."""
        page = snapshot_html(self.snapshot(tokens=["t"] * 512, n_layers=48))

        assert page.count("<td") <= MAX_CELLS + 64
        assert "The first 64 of 512 positions." in page
        assert "th layer." in page
        assert {"48", "0"} <= set(re.findall(r'<th scope="row"[^>]*>(\d+)<', page))

    def test_what_was_not_read_is_left_empty(self) -> None:
        """A lens that is too slow for the first second leaves holes, not errors."""
        cells = re.findall(r"<td.*?</td>", snapshot_html(self.snapshot(reading=lambda *_: None)))

        assert 4 == len(cells)
        assert [""] * 4 == [re.sub(r"<[^>]*>", "", cell) for cell in cells]

    def test_a_grid_of_layers_is_a_table(self, front: Browser) -> None:
        """Rows read, columns written, in hundredths, with the best of how many; texts are escaped."""
        front.query("g", "layers", position=4)
        front.end("g")
        heat_map = {**front.explorer.heat_maps[0], "question": EVIL}
        page = snapshot_html(self.snapshot(heat_maps=[heat_map]))
        best = front.explorer.sweeps[0].best()

        assert f"Best of 81: layer {best.layer} into {best.target_layer}" in page
        assert 81 + 4 == page.count("<td")
        assert "<img" not in page

    def test_plain_text_lists_the_answers(self, session: Session) -> None:
        """A terminal shows what was asked and answered."""
        answer = answer_json(session.ask(session.run(PROMPT), 5, 4, "x is"), id="a", question="x is")

        assert "layer 5, position 4 ·France: x is ->" in snapshot_text(self.snapshot(answers=[answer]))


class TestPage:
    """The page of its own."""

    def test_it_holds_everything_and_nothing_else(self, front: Browser, tmp_path: Path) -> None:
        """All readings and answers are inside, no address is outside, and no text can end a script."""
        front.query("a", "ask", layer=5, position=4)
        front.end("a")
        front.explorer.title = EVIL
        path = front.explorer.to_html(tmp_path / "page.html")
        text = path.read_text("utf-8")
        state = json.loads(re.search(r'id="ll-state">(.*?)</script>', text, re.S)[1])["state"]

        assert state["frozen"]
        assert ["a"] == [answer["id"] for answer in state["history"]]
        assert 15 * 9 == sum(len(page["layers"]) * (page["stop"] - page["start"]) for page in state["pages"])
        assert "<img" not in text
        assert not re.search(ADDRESS, text)


class TestSources:
    """What the browser's code may not do."""

    FORBIDDEN = re.compile(
        r"innerHTML|outerHTML|dangerouslySetInnerHTML=|insertAdjacentHTML|document\.write|\beval\("
        r"|new Function|srcdoc|DOMParser"
    )

    @pytest.mark.parametrize(
        "path",
        [*ROOT.glob("widgets/src/*.ts*"), *ROOT.glob("src/latentlens/static/*.js")],
        ids=lambda path: path.name,
    )
    def test_model_text_cannot_become_markup(self, path: Path) -> None:
        """Neither the sources nor the bundles use anything that parses markup or code from text."""
        assert not self.FORBIDDEN.search(path.read_text("utf-8"))

    @pytest.mark.parametrize("path", [*ROOT.glob("src/latentlens/static/*")], ids=lambda path: path.name)
    def test_nothing_is_fetched(self, path: Path) -> None:
        """The bundles name no address but the names that W3C gave to HTML, SVG and MathML."""
        assert not re.search(rf"{ADDRESS}|@import|url\(|fetch\(", path.read_text("utf-8"))

    def test_the_bundles_stay_small(self) -> None:
        """They travel once an instance, so all scripts and styles stay under 200 kB compressed."""
        paths = sorted(p for p in ROOT.glob("src/latentlens/static/*") if p.suffix in {".js", ".css"})

        assert 200_000 > sum(len(gzip.compress(path.read_bytes())) for path in paths) > 0
