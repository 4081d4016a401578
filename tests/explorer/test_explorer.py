"""The Explorer in Python: what is selected, what is asked, and what stays in its lists."""

from __future__ import annotations

import pytest

from browser_end import OWN, Browser
from fake_backend import PROMPT, fake_session
from latentlens import Session
from latentlens.errors import SelectionError
from latentlens.explorer.explorer import Explorer


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

    def test_which_comparison_is_shown_is_kept(self, front: Browser) -> None:
        """A page that opens later shows the same side; nonsense and late words change nothing."""
        shown = {"id": "two", "side": "difference"}
        front.say(kind="shown", shown=shown, **{"from": "a", "n": 3})
        front.say(kind="shown", shown={"id": "two", "side": "second"}, **{"from": "a", "n": 2})
        front.say(kind="shown", shown={"id": "two", "side": "upper"}, **{"from": "a", "n": 4})
        front.say(kind="shown", shown="nonsense", **{"from": "a", "n": 5})

        assert shown == front.explorer.second_shown

    def test_special_tokens_are_named(self, front: Browser) -> None:
        """The view is told which positions to dim: special tokens, by what the tokenizer says of them."""
        assert [0] == front.explorer.quiet
        session = fake_session()
        split = Explorer(session, session.run("<bos> שלום x"))
        assert "<0xD7>" in split.tokens
        assert [0] == split.quiet

    def test_characters_in_several_tokens_are_named(self) -> None:
        """The view is told which bytes spell which character, where it can be seen."""
        session = fake_session()
        explorer = Explorer(session, session.run("x ש\u200d"))
        (character,) = explorer.split_characters

        assert "ש" == character["text"]
        assert ["<0xD7>", "<0xA9>"] == explorer.tokens[character["first"] : character["last"] + 1]

    def test_the_messages_of_a_chat_are_named(self) -> None:
        """The view is told whose message is where; all that the template writes is dimmed."""
        session = fake_session()
        session.backend.tokenizer.hf.chat_template = (
            "{% for m in messages %}<bos>{{ m['role'] }}\n{{ m['content'] | trim }}\n{% endfor %}"
        )
        try:
            said = [("system", "The city"), ("user", " user")]
            chat = [{"role": role, "content": content} for role, content in said]
            explorer = Explorer(session, session.run(chat))
        finally:
            session.backend.tokenizer.hf.chat_template = None
        system, user = explorer.roles
        content = [*range(system["start"], system["stop"]), *range(user["start"], user["stop"])]

        assert ["system", "user"] == [each["role"] for each in explorer.roles]
        assert "Thecityuser" == "".join(explorer.tokens[i].strip("·") for i in content)
        assert [i for i in range(len(explorer.tokens)) if i not in content] == explorer.quiet

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
        [kept] = front.explorer.curves
        assert [point["code"] for point in curve["points"]] == [point["code"] for point in kept["points"]]
        assert [point["confidence"] for point in curve["points"]] == pytest.approx(
            [point["confidence"] for point in kept["points"]], abs=1e-4
        )

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
