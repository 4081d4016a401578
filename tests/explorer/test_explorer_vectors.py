"""Vectors by click: differences of two cells and vectors given in code, asked and swept over scales."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
import torch

from browser_end import EVIL, OWN, Browser
from fake_backend import PROMPT, fake_session
from latentlens import Session
from latentlens.errors import InputError
from latentlens.explorer.explorer import Explorer
from latentlens.explorer.stream import LONGEST_CODE
from latentlens.readers.presets import question
from tiny import save_tiny

NAME = "·France (4) - ·Japan (12)"
MINUS = {"vector": "difference", "minus": 12}


@pytest.fixture
def session() -> Session:
    """A session without a model."""
    return fake_session()


@pytest.fixture
def front(session: Session) -> Browser:
    """An Explorer with two vectors of layer 3 and one of layer 5, seen from its browser."""
    given = [
        session.vectors({"steer": torch.ones(4), EVIL: torch.arange(1.0, 5.0)}, layer=3),
        session.vectors({"steer": torch.ones(4) * 2}, layer=5),
    ]
    return Browser(Explorer(session, session.run(PROMPT), vectors=given))


@pytest.fixture
def real(tmp_path: Path) -> Browser:
    """An Explorer on a real, random model."""
    session = Session(save_tiny(tmp_path, "llama"))
    return Browser(Explorer(session, session.run("the cat sat on the mat")))


def asked(front: Browser, id: str, source: dict[str, Any], **args: Any) -> dict[str, Any]:
    """Ask, and return how it ends."""
    front.query(id, "ask", **{"layer": 5, "position": 4, "source": source, **args})
    return front.end(id)


class TestOffered:
    """What the browser is told of."""

    def test_every_vector_is_offered_by_name_and_layer(self, front: Browser) -> None:
        """The source has the cell, a difference, and each vector given in code."""
        first = front.explorer.source["fields"][0]

        assert [
            [None, "the selected cell"],
            ["difference", "a difference"],
            ["3:steer", "steer, layer 3"],
            [f"3:{EVIL}", f"{EVIL}, layer 3"],
            ["5:steer", "steer, layer 5"],
        ] == first["choices"]

    def test_every_field_has_a_usual_value(self, front: Browser) -> None:
        """The fields of a source are settings of no way to ask, and each has a value before it is typed."""
        source = front.explorer.source
        offered = {name for way in front.explorer.presets for name in way["settings"]}

        assert [field["name"] for field in source["fields"]] == [*source["settings"]]
        assert not offered & {*source["settings"]}

    def test_the_trait_follows_what_is_assigned(self, front: Browser, session: Session) -> None:
        """Vectors assigned later take the place of those before; None takes them away."""
        later = session.vectors({"later": torch.ones(4)}, layer=-1)
        front.explorer.vectors = later
        assert (later,) == front.explorer.vectors
        assert ["8:later", "later, layer 8"] == front.explorer.source["fields"][0]["choices"][-1]
        error = asked(front, "a", {"vector": "3:steer"})
        assert ("vector", "error") == (error["setting"], error["kind"])

        front.explorer.vectors = None
        assert 2 == len(front.explorer.source["fields"][0]["choices"])
        assert () == front.explorer.vectors

    @pytest.mark.parametrize(
        "wrong", [{"steer": torch.ones(4)}, torch.ones(4), [torch.ones(4)], "steer", 3], ids=repr
    )
    def test_what_are_no_vectors_is_refused(self, front: Browser, wrong: Any) -> None:
        """The error says how vectors are made, and what was offered before stays."""
        before = front.explorer.source
        with pytest.raises(InputError, match=r"session\.vectors"):
            front.explorer.vectors = wrong

        assert before == front.explorer.source

    def test_names_are_unique_at_a_layer(self, front: Browser, session: Session) -> None:
        """Two vectors of one name and layer could not be told apart."""
        one = session.vectors({"a": torch.ones(4)}, layer=2)
        with pytest.raises(InputError, match="named 'a'"):
            front.explorer.vectors = [one, one]

    def test_vectors_of_another_session_are_refused(self, front: Browser) -> None:
        """They belong to another model."""
        with pytest.raises(InputError, match="another session"):
            front.explorer.vectors = fake_session().vectors({"a": torch.ones(4)}, layer=2)

    def test_a_session_explores_with_vectors(self, tmp_path: Path) -> None:
        """`session.explore` hands them on."""
        session = Session(save_tiny(tmp_path, "llama"))
        vectors = session.vectors({"v": torch.ones(session.model.d_model)}, layer=1)
        explorer = session.explore(session.run("the cat"), vectors=vectors)

        assert (vectors,) == explorer.vectors


class TestAsked:
    """What is asked."""

    def test_a_difference_is_what_python_asks(self, real: Browser) -> None:
        """On a real model: the numbers are those of the same difference made by hand."""
        session, trace = real.explorer._session, real.explorer.trace
        end = asked(
            real, "a", {"vector": "difference", "minus": 3, "scale": 2.5}, layer=1, position=2,
            question={"text": "the x is"}, settings={"layer": 2, "control_random": 3},
        )  # fmt: skip
        assert "result" == end["kind"], end
        answer = real.explorer.answer
        vectors = session.vectors({"by hand": trace[1, 2] - trace[1, 3]}, layer=1)
        alone = session.ask(vectors, question("the x is", layer=2), scale=2.5)

        assert alone.text == answer.text
        assert alone.token_logprobs == pytest.approx(answer.token_logprobs, abs=1e-6)
        assert alone.control("null").support == pytest.approx(answer.control("null").support, abs=1e-6)
        assert 3 == sum(control.kind == "random" for control in answer.controls)
        plain = real.explorer.history[0]
        name = f"{trace.tokens[2]} (2) - {trace.tokens[3]} (3)"
        assert (name, 2.5, 1) == (plain["vector"], plain["scale"], plain["layer"])
        assert f"{name} × 2.5" == plain["token"]

    def test_the_copied_code_of_a_difference_runs(self, real: Browser) -> None:
        """It runs the prompt, subtracts the states again, and gets the same answer; it holds no numbers."""
        source = {"vector": "difference", "minus": 3, "scale": -0.5}
        asked(real, "a", source, layer=1, position=2, question={"text": "the x is"})
        answer, names = real.explorer.answer, {}
        exec(answer.code, names)

        assert "trace[1, 2] - trace[1, 3]" in answer.code
        assert (answer.text, answer.confidence) == (names["answer"].text, names["answer"].confidence)
        assert answer.controls == names["answer"].controls
        assert answer.provenance["content"] == names["answer"].provenance["content"]

    def test_a_trace_of_another_session_is_subtracted_there(self, tmp_path: Path) -> None:
        """Across models the difference is of the trace's own states; the copied code opens both models."""
        source, session = (
            Session(save_tiny(tmp_path / architecture, architecture)) for architecture in ("llama", "gemma2")
        )
        trace = source.run("the cat sat on the mat")
        front = Browser(Explorer(session, trace))
        assert source.model.fingerprint() != session.model.fingerprint()
        minus = {"vector": "difference", "minus": 3}
        end = asked(front, "a", minus, layer=1, position=2, question={"text": "the x is"})
        assert "result" == end["kind"], end
        by_hand = source.vectors({"v": trace[1, 2] - trace[1, 3]}, layer=1)
        names: dict[str, Any] = {}
        exec(front.explorer.answer.code, names)

        alone = session.ask(by_hand, "the x is")
        assert alone.confidence == pytest.approx(front.explorer.answer.confidence, abs=1e-6)
        assert alone.confidence == pytest.approx(names["answer"].confidence, abs=1e-6)

    def test_the_copied_code_of_an_own_vector_runs(self, real: Browser) -> None:
        """It holds the numbers in full."""
        session, trace = real.explorer._session, real.explorer.trace
        real.explorer.vectors = session.vectors({"a 'quoted' one": trace[2, 4] / 3}, layer=2)
        source, nowhere = {"vector": "2:a 'quoted' one"}, {"layer": None, "position": None}
        asked(real, "a", source, question={"text": "the x is"}, **nowhere)
        answer, names = real.explorer.answer, {}
        exec(real.explorer.history[0]["code"], names)

        assert answer.provenance["content"] == names["answer"].provenance["content"]
        assert (answer.text, answer.confidence) == (names["answer"].text, names["answer"].confidence)

    def test_an_own_vector_needs_no_cell(self, front: Browser, session: Session) -> None:
        """It is asked at its own layer, whatever is selected."""
        end = asked(front, "a", {"vector": "5:steer", "scale": 3}, layer=None, position=None)

        assert ("steer × 3", 5) == (end["value"]["token"], end["value"]["layer"])
        assert {"name": "steer", "layer": 5} == end["value"]["target"]["reads"]
        written = session.backend.runs[0][0].writes[0]
        assert [6.0] * 4 == written.vectors[0].tolist()

    def test_no_source_is_the_cell(self, front: Browser) -> None:
        """An empty source, or none, asks the selected cell as ever."""
        for id, source in [("a", {}), ("b", {"vector": None, "scale": 3})]:
            value = asked(front, id, source)["value"]
            assert ("·France", 4) == (value["token"], value["position"])
            assert "vector" not in value

    def test_how_it_is_asked_travels_with_it(self, front: Browser, session: Session) -> None:
        """Options, samples and the seed reach the session."""
        asked(front, "a", MINUS, options=["Paris", "Lima"])
        assert ["Paris", "Lima"] == [score.text for score in front.explorer.answer.options]
        asked(front, "b", MINUS, settings={"samples": 4, "seed": 9})
        answer = front.explorer.answer
        assert (4, 9) == (answer.agreement.n, answer.provenance["seed"])

    def test_a_vector_says_so_in_python(self, front: Browser) -> None:
        """An answer about a vector names it, and no position; one about a cell does as before."""
        asked(front, "a", {**MINUS, "scale": 2})
        asked(front, "b", {})
        vector, cell = map(repr, front.explorer.answers)

        assert f"layer 5, vector '{NAME} × 2'" in vector
        assert "position" not in vector
        assert "layer 5, position 4 '·France'" in cell
        shown = front.explorer.answers[0]._repr_html_()
        assert f'vector <code dir="auto">{NAME} × 2</code>' in shown
        assert "position" not in shown


class TestSwept:
    """Scales."""

    def test_scales_are_swept_in_rising_order(self, front: Browser) -> None:
        """Python has the Sweep, the browser its curve: every scale once, named and numbered."""
        scales = [2, -1, 0.5, 2]
        front.query("s", "scales", layer=5, position=4, source={**MINUS, "scales": scales})
        curve = front.end("s")["value"]
        (sweep,) = front.explorer.sweeps

        assert [-1, 0.5, 2] == sweep.scales
        assert [-1, 0.5, 2] == [point["scale"] for point in curve["points"]]
        assert (NAME, 5, 3, True) == tuple(curve[k] for k in ("vector", "layer", "total", "complete"))
        assert [curve] == front.explorer.curves

    def test_points_come_while_it_runs(self, front: Browser, session: Session) -> None:
        """Each is sent once, the target prompt with the first."""
        session.backend.pace = 0.03
        front.query("s", "scales", layer=5, position=4, source={**MINUS, "scales": [*range(1, 12)]})
        curve = front.end("s")["value"]
        partial = [message for message in front.heard if message["kind"] == "partial"]
        sent = [each["id"] for message in partial for each in message["answers"]]

        assert len(partial) > 1
        assert sorted(set(sent)) == sorted(sent)
        assert {*sent} <= {point["id"] for point in curve["points"]}
        assert {"name": NAME, "layer": 5} == partial[0]["target"]["reads"] == curve["target"]["reads"]

    def test_it_is_the_sweep_of_the_session(self, real: Browser) -> None:
        """On a real model: every point is what one question at that scale answers."""
        session, trace = real.explorer._session, real.explorer.trace
        own = session.vectors({"v": trace[2, 4] - trace[2, 0]}, layer=2)
        real.explorer.vectors = own
        source = {"vector": "2:v", "scales": [-2, 0.5, 3]}
        real.query("s", "scales", layer=None, position=None, source=source, question={"text": "the x is"})
        assert "result" == real.end("s")["kind"], real.heard
        sweep = real.explorer.sweeps[0]

        for scale in (-2, 0.5, 3):
            alone = session.ask(own, "the x is", scale=scale)
            assert alone.text == sweep[scale].text
            assert alone.confidence == pytest.approx(sweep[scale].confidence, abs=1e-5)
            assert alone.excess == pytest.approx(sweep[scale].excess, abs=1e-5)

    def test_a_cancelled_sweep_keeps_what_it_found(self, front: Browser, session: Session) -> None:
        """The scales that were answered stay, here and in the browser."""
        session.backend.pace = 0.03
        scales = [i / 4 for i in range(1, 40)]
        front.query("s", "scales", layer=5, position=4, source={**MINUS, "scales": scales})
        front.wait("s", "partial")
        front.say(kind="cancel", id="s")

        assert "cancelled" == front.end("s")["kind"]
        assert not front.explorer.curves[0]["complete"]
        assert 0 < len(front.explorer.curves[0]["points"]) < 39
        assert not front.explorer.sweeps[0].complete

    def test_a_reloaded_page_learns_of_it(self, front: Browser, session: Session) -> None:
        """What is under way is listed with its args, so that it can be named and stopped."""
        session.backend.gate.clear()
        front.query("s", "scales", layer=5, position=4, source=MINUS)
        front.wait("s", "progress")
        front.say(kind="ping", id="p")
        (work,) = front.wait("p", "pong")["work"]
        session.backend.gate.set()

        assert ("scales", MINUS) == (work["what"], work["args"]["source"])
        assert "result" == front.end("s")["kind"]

    def test_code_of_thousands_of_numbers_travels_once(self, front: Browser, session: Session) -> None:
        """A point's code is left out where it is long; the answer to a question has it, and so has Python."""
        session.backend.d_model = 2000
        front.explorer.vectors = session.vectors({"wide": torch.randn(2000)}, layer=2)
        front.query("s", "scales", layer=None, position=None, source={"vector": "2:wide"})
        curve = front.end("s")["value"]

        assert {""} == {point["code"] for point in curve["points"]}
        assert all(len(each.code) > LONGEST_CODE for each in front.explorer.sweeps[0].answers.values())
        assert len(asked(front, "a", {"vector": "2:wide"})["value"]["code"]) > LONGEST_CODE


class TestRefused:
    """What makes no sense is said at its field, before it is asked and when it is."""

    PATCHING = {"preset": "activation_patching", "text": "The capital of Japan is"}  # noqa: RUF012

    @pytest.mark.parametrize(
        ("source", "args", "setting", "says"),
        [
            ({"vector": "difference"}, {}, "minus", "Which token is subtracted"),
            ({"vector": "difference", "minus": 99}, {}, "minus", "does not exist"),
            ({"vector": "difference", "minus": "a"}, {}, "minus", "whole number"),
            ({"vector": "difference", "minus": 4}, {}, "minus", "minus itself"),
            (MINUS, {"layer": None, "position": None}, "vector", "Select a cell"),
            ({"vector": "9:gone"}, {}, "vector", "no vector '9:gone'"),
            ({"vector": ["?"]}, {}, "vector", "the name of a vector"),
            ({**MINUS, "scale": "much"}, {}, "scale", "is a number"),
            ({**MINUS, "scales": None}, {}, "scales", "list of numbers"),
            ({**MINUS, "scales": [1, "x"]}, {}, "scales", "list of numbers"),
            (MINUS, {"question": {"preset": "ablation"}}, "question", "comes from none"),
            (MINUS, {"question": {"preset": "attention_knockout"}}, "question", "comes from none"),
            (MINUS, {"question": {"preset": "multi_hop_in_place"}}, "question", "comes from none"),
            (MINUS, {"question": {"text": "no place"}}, "question", "Write x"),
            (MINUS, {"settings": {"window": 2}}, "window", "belongs to one"),
            (MINUS, {"settings": {"layer": 99}}, "layer", "does not exist"),
            (MINUS, {"settings": {"control_text": True}}, "control_text", "comes from no prompt"),
            (MINUS, {"settings": {"control_shuffled": True}}, "control_shuffled", "comes from no prompt"),
            (MINUS, {"settings": {"control_prompt": "Peru"}}, "control_prompt", "comes from no prompt"),
        ],
    )
    @pytest.mark.parametrize("what", ["target", "ask", "scales"])
    def test_at_its_field(
        self, front: Browser, what: str, source: Any, args: dict[str, Any], setting: str, says: str
    ) -> None:
        """The error names the setting that it is about."""
        front.query("q", what, **{"layer": 5, "position": 4, "source": source, **args})
        error = front.end("q")

        assert ("error", setting) == (error["kind"], error["setting"])
        assert says in error["message"]

    def test_a_slot_has_to_be_chosen(self, front: Browser) -> None:
        """A vector stood at no position: the other prompt is shown with its slot to choose, then asked."""
        front.query("t", "target", layer=5, position=4, source=MINUS, question=self.PATCHING)
        shown = front.end("t")["value"]
        assert ([], True) == (shown["slots"], shown["movable"])
        for what in ("ask", "scales"):
            front.query(what, what, layer=5, position=4, source=MINUS, question=self.PATCHING)
            assert "position" == front.end(what)["setting"]

        end = asked(front, "a", MINUS, question=self.PATCHING, settings={"position": 3})
        assert [3] == end["value"]["target"]["slots"]

    def test_states_that_are_equal_have_no_difference(self, front: Browser, monkeypatch: Any) -> None:
        """Found out when the states are read, it is said at the position that is subtracted."""
        monkeypatch.setattr(type(front.explorer.trace), "__getitem__", lambda *_: torch.ones(4))
        error = asked(front, "a", MINUS)

        assert "minus" == error["setting"]
        assert "norm 0.0" in error["message"]

    def test_scales_need_a_vector(self, front: Browser) -> None:
        """A cell is asked as it is."""
        front.query("s", "scales", layer=5, position=4, source={})
        assert "vector" == front.end("s")["setting"]

    def test_a_preview_names_the_vector(self, front: Browser) -> None:
        """The line that shows the token for a cell has the name and the layer; nothing is computed."""
        front.query("t", "target", layer=5, position=4, source=MINUS)
        value = front.end("t")["value"]
        assert ({"name": NAME, "layer": 5}, [3], 5) == (value["reads"], value["slots"], value["layer"])

        front.query("u", "target", layer=None, position=None, source={"vector": "3:steer"})
        assert {"name": "steer", "layer": 3} == front.end("u")["value"]["reads"]


class TestKept:
    """The view without a kernel."""

    def test_tables_name_vectors_and_scales(self, front: Browser) -> None:
        """Answers about vectors have a name and a scale, and no position; every text is escaped."""
        asked(front, "a", {"vector": f"3:{EVIL}", "scale": -2})
        source = {"vector": f"3:{EVIL}", "scales": [4, -1]}
        front.query("s", "scales", layer=None, position=None, source=source)
        front.end("s")
        page = front.explorer._displays.snapshot(front.explorer)["text/html"]
        text = front.explorer._displays.snapshot(front.explorer)["text/plain"]

        assert "<img" not in page
        assert "</script" not in page
        tables = re.findall(r"<table.*?</table>", page, re.S)
        heads = [re.findall(r'scope="col"[^>]*>([^<]*)<', table) for table in tables]
        assert ["layer", "vector", "scale", "question", "answer"] == heads[1][:5]
        assert ["scale", "answer", "confidence"] == heads[2][:3]
        assert f"Layer 3, {html.escape(EVIL)}, across scales: {OWN['text']}" in tables[2]
        rows = re.findall(r"<tr>(.*?)</tr>", tables[2], re.S)[1:]
        assert ["−1", "4"] == [re.search(r"<td[^>]*>(.*?)</td>", row)[1] for row in rows]
        assert f"layer 3, vector {EVIL} × -2:" in text

    def test_positions_are_shown_as_ever(self, front: Browser) -> None:
        """Beside vectors, answers about cells keep their position."""
        asked(front, "a", {})
        page = front.explorer._displays.snapshot(front.explorer)["text/html"]

        assert "4 ·France</td>" in page
        assert ">scale</th>" not in page

    def test_the_page_of_its_own_holds_them(self, front: Browser, tmp_path: Path) -> None:
        """Answers and curves are inside, as data."""
        asked(front, "a", {"vector": f"3:{EVIL}"})
        front.query("s", "scales", layer=5, position=4, source=MINUS)
        front.end("s")
        text = front.explorer.save_html(tmp_path / "page.html").read_text("utf-8")
        state = json.loads(re.search(r'id="ll-state">(.*?)</script>', text, re.S)[1])["state"]

        assert "<img" not in text
        assert EVIL == state["history"][0]["vector"]
        assert [0.5, 1, 2, 4, 8] == [point["scale"] for point in state["curves"][0]["points"]]
