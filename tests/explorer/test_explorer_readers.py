"""The user's own readers in the Explorer: their names, their settings and their answers."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from browser_end import Browser
from explorer_questions import TEXTS, ask, way
from latentlens import (
    Calibrated,
    Calibrator,
    Explorer,
    Lens,
    Patchscope,
    Session,
    fit_lens,
    fit_mapping,
    fit_soft_prompt,
    grade,
    presets,
)
from latentlens.errors import InputError
from latentlens.evaluation.case import Case
from latentlens.evaluation.confidence_maps import Temperature
from latentlens.evaluation.fitted_on import FittedOn
from latentlens.explorer.menu import menu
from latentlens.explorer.options import settings_of, with_settings
from latentlens.explorer.static_view import Snapshot, snapshot_html, snapshot_text
from latentlens.readers.reader import Reader
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture
def session() -> Session:
    """Return a session on a random model of four layers."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


@pytest.fixture
def front(session: Session) -> Browser:
    """Return an Explorer of the random model, seen from its browser."""
    return Browser(Explorer(session, session.run("the cat met a hare")))


def calibrated(session: Session, reader: Reader, samples: int = 0) -> Calibrated:
    """Return a reader with a calibrator as if it had been fitted on its answers."""
    kind = "agreement of samples" if samples else "mean token probability"
    on = FittedOn(
        40,
        25,
        "validation",
        repr(reader),
        session.model.fingerprint(),
        kind,
        0,
        samples=samples,
        layers=(1, 2),
    )
    return Calibrated(reader, Calibrator(Temperature(2.0), on))


class TestNames:
    """`session.readers`, in code."""

    def test_a_name_is_the_reader(self, session: Session) -> None:
        """Asked by its name, a reader answers what it answers itself, whichever way it is asked."""
        reader = Patchscope("a cat, x", max_new_tokens=2)
        session.readers["cats"] = reader
        trace = session.run("the cat met a hare")
        vectors = session.vectors({"v": trace[1, 2]}, layer=1)

        for by_name, by_reader in [
            (session.ask(trace, 1, 2, "cats"), session.ask(trace, 1, 2, reader)),
            (
                session.sweep(trace, "cats", layers=[1], positions=[2])[1, 2],
                session.sweep(trace, reader, layers=[1], positions=[2])[1, 2],
            ),
            (session.ask(vectors, "cats"), session.ask(vectors, reader)),
            (
                session.sweep(vectors, "cats", scales=[0.5, 2])[2],
                session.sweep(vectors, reader, scales=[0.5, 2])[2],
            ),
        ]:
            assert reader == by_name.reader
            assert (by_reader.text, by_reader.confidence) == (by_name.text, by_name.confidence)
        case = Case("the cat", 1, -1, "no")
        assert grade(session, "cats", [case]).answers[0].reader == reader

    @pytest.mark.parametrize(
        ("name", "says"),
        [("capital", "a relation's"), ("selfie", "a preset's"), ("what x is", "a question with x in it")],
    )
    def test_a_name_that_means_something_else_is_refused(
        self, session: Session, name: str, says: str
    ) -> None:
        """What a text means does not depend on which readers there are."""
        session.readers[name] = Lens()
        with pytest.raises(InputError, match=f"{says} too. Give it another name"):
            session.ask(session.run("the cat"), 1, -1, name)

    def test_what_is_no_reader_is_refused(self, session: Session) -> None:
        """A class, or a question, is not a reader."""
        for wrong in (Lens, "The capital of x is", None):
            session.readers["mine"] = wrong
            with pytest.raises(InputError, match=r"session.readers\['mine'\] is .* which is no reader"):
                session.ask(session.run("the cat"), 1, -1, "mine")

    def test_an_unknown_name_lists_them(self, session: Session) -> None:
        """Somebody who misspelt a name sees the right one."""
        session.readers["cats"] = Lens()
        with pytest.raises(InputError, match=r"Or one of session\.readers: 'cats'"):
            session.ask(session.run("the cat"), 1, -1, "cat")

    def test_the_code_runs_without_the_name(self, bundled: Session) -> None:
        """An answer's code holds the reader itself, so that it runs in a session that has no such name."""
        reader = Patchscope("The language of x is", layer=2, max_new_tokens=1)
        bundled.readers["spoken"] = calibrated(bundled, reader)
        try:
            answer = bundled.ask(bundled.run("France"), 1, -1, "spoken")
        finally:
            del bundled.readers["spoken"]
        names: dict[str, Any] = {}
        exec(answer.code, names)

        assert (answer.text, answer.calibrated_confidence) == (
            names["answer"].text, names["answer"].calibrated_confidence
        )  # fmt: skip
        assert names["session"].readers == {}


class TestYours:
    """`session.readers`, by click."""

    def readers(self, session: Session) -> dict[str, Reader]:
        """Return readers of all sorts."""
        mappings = fit_lens(session, TEXTS, layers=[1, 2], ridge=0.1)
        across = fit_mapping(session, session, TEXTS, layers=[1, 3], target_layers=[2], ridge=0.1)
        prompts = fit_soft_prompt(session, TEXTS, layers=[1], length=3, ahead=2, steps=1, held_out=0.3)
        return {
            "plain": Patchscope("a cat, x", layer=2, max_new_tokens=2),
            "lens": Lens(mappings),
            "across": Patchscope("a cat, x", layer=2, mapping=across, max_new_tokens=2),
            "soft": presets.future_lens(prompts.at(1)),
            "sure": calibrated(session, Patchscope("a cat, x", max_new_tokens=2)),
            "patching": calibrated(session, presets.activation_patching("a cat")),
        }

    def test_they_are_offered_with_their_settings(self, session: Session, front: Browser) -> None:
        """Each once, in a group of their own; what was fitted with a reader cannot be set."""
        session.readers |= self.readers(session)
        front.explorer._offer()
        yours = {
            each["label"]: each["settings"]
            for each in front.explorer.presets
            if each["group"] == "My readers"
        }

        assert list(session.readers) == list(yours)
        assert {"layer", "mapping", "window", "prompt"} <= yours["plain"].keys()
        for name in ("lens", "sure"):
            assert {"samples", "seed"} == {key for key in yours[name] if "control_" not in key}
        assert not {"layer", "mapping", "norm", "window"} & yours["across"].keys()
        assert {"prompt", "position", "noise", "remedy", "contrast"} <= yours["across"].keys()
        assert not {"layer", "position", "prompt", "noise", "remedy", "window"} & yours["soft"].keys()
        assert "control_text" in yours["sure"]
        assert "control_text" in yours["soft"]
        assert "control_text" not in yours["patching"]

    def test_settings_survive_the_round_trip(self, session: Session) -> None:
        """Their own settings, sent back as they are, change nothing about them."""
        session.readers |= self.readers(session)
        yours = [each for each in menu(session).values() if each.preset.group == "My readers"]
        assert 6 == len(yours)
        for each in yours:
            reader = each.build("")
            changed, how = with_settings(reader, settings_of(reader))

            assert reader == changed, each.preset.name
            assert how.samples == 0

    def test_every_one_can_be_asked(self, session: Session, front: Browser) -> None:
        """By click each gives what the same reader gives by code, at a layer that it can read."""
        session.readers |= self.readers(session)
        trace = front.explorer.trace
        for name, reader in session.readers.items():
            if name == "patching":
                continue
            ended = ask(front, name, "ask", f"own:{name}", layer=1, position=2)
            assert "result" == ended["kind"], ended
            alone = session.ask(trace, 1, 2, reader)
            assert (alone.text, alone.confidence) == (
                front.explorer.answer.text, front.explorer.answer.confidence
            )  # fmt: skip
            assert name == ended["value"]["question"]

    @pytest.mark.parametrize(
        ("name", "layer", "says"),
        [
            ("lens", 3, "reads layers 1, 2, and layer 3 is selected"),
            ("across", 2, "reads layers 1, 3, and layer 2 is selected"),
            ("soft", 2, "reads layer 1, and layer 2 is selected"),
        ],
    )
    def test_a_layer_that_it_cannot_read_is_said_before_it_is_asked(
        self, session: Session, front: Browser, name: str, layer: int, says: str
    ) -> None:
        """The question box says so at once, and no question or sweep is begun."""
        session.readers |= self.readers(session)
        for what, where in [
            ("target", {"layer": layer, "position": 2}),
            ("ask", {"layer": layer, "position": 2}),
            ("sweep", {"layer": layer}),
        ]:
            error = ask(front, what, what, f"own:{name}", **where)

            assert ("error", "layer") == (error["kind"], error["setting"]), error
            assert says in error["message"]
        good = ask(front, "good", "target", f"own:{name}", layer=1, position=2)
        assert "result" == good["kind"]

    def test_it_has_a_grid_of_layers_only_where_a_layer_can_be_chosen(
        self, session: Session, front: Browser
    ) -> None:
        """Of a reader that was fitted for its layers there is none."""
        session.readers |= self.readers(session)
        for name in ("lens", "across", "soft", "sure"):
            error = ask(front, name, "layers", f"own:{name}", position=2)
            assert ("layer", "error") == (error["setting"], error["kind"])
            assert "no target layer to choose" in error["message"]
        assert "result" == ask(front, "plain", "layers", "own:plain", position=2)["kind"]

    def test_another_models_is_refused_at_the_question(self, session: Session, front: Browser) -> None:
        """A lens and a soft prompt that were fitted on another model say so before they are asked."""
        other = Session((tiny_model("llama", seed=1), tiny_tokenizer()))
        session.readers |= {name: self.readers(other)[name] for name in ("lens", "soft")}
        for name in session.readers:
            error = ask(front, name, "target", f"own:{name}", layer=1, position=2)
            assert ("question", "error") == (error["setting"], error["kind"])
            assert "Its weights, adapters or settings differ" in error["message"]

    def test_names_are_those_of_the_moment(self, session: Session, front: Browser) -> None:
        """A reader that was replaced is asked as it is now; one that is gone is said to be."""
        session.readers["mine"] = Patchscope("a cat, x", max_new_tokens=1)
        ask(front, "a", "ask", "own:mine", layer=1, position=2)
        session.readers["mine"] = later = Patchscope("hello x", max_new_tokens=1)
        ask(front, "b", "ask", "own:mine", layer=1, position=2)
        assert later == front.explorer.answer.reader

        session.readers.clear()
        error = ask(front, "c", "ask", "own:mine", layer=1, position=2)
        assert ("question", "error") == (error["setting"], error["kind"])
        assert "no reader 'mine' in session.readers any more" in error["message"]

    def test_a_name_is_no_presets_on_the_wire(self, session: Session, front: Browser) -> None:
        """By click a reader named like a preset is the reader, and the preset the preset."""
        session.readers["logit_lens"] = mine = Patchscope("hello x", max_new_tokens=1)
        front.explorer._offer()
        ask(front, "a", "ask", "own:logit_lens", layer=1, position=2)
        assert mine == front.explorer.answer.reader
        ask(front, "b", "ask", "logit_lens", layer=1, position=2)
        assert Lens() == front.explorer.answer.reader
        names = [each["name"] for each in front.explorer.presets]
        assert len(names) == len({*names})

    def test_what_is_no_reader_says_so(self, session: Session, front: Browser) -> None:
        """It spoils neither the menu nor the others."""
        session.readers["oops"] = "The capital of x is"
        front.explorer._offer()

        assert "which is no reader" in way(front, "own:oops")["help"]
        error = ask(front, "a", "ask", "own:oops", layer=1, position=2)
        assert ("question", "error") == (error["setting"], error["kind"])

    def test_they_are_brought_up_to_date_when_it_is_displayed(
        self, session: Session, front: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A reader that was given after the Explorer was made is offered the next time it is shown."""
        import IPython.display

        session.readers["mine"] = Lens()
        assert not [each for each in front.explorer.presets if each["group"] == "My readers"]
        monkeypatch.setattr(IPython.display, "display", lambda *_, **__: None)
        front.explorer._ipython_display_()

        assert "own:mine" == way(front, "own:mine")["name"]

    def test_calibrated_confidence_is_shown(self, session: Session, front: Browser) -> None:
        """It travels with the answer, and stands in the view that is kept in the file."""
        session.readers["sure"] = calibrated(session, Patchscope("a cat, x", max_new_tokens=2))
        value = ask(front, "a", "ask", "own:sure", layer=1, position=2)["value"]
        confidence = session.ask(front.explorer.trace, 1, 2, "sure").calibrated_confidence
        assert confidence == value["calibrated_confidence"]
        assert session.readers["sure"].calibrator.summary == value["calibrated_on"]
        points = ask(front, "s", "sweep", "own:sure", layer=1)["value"]["points"]
        assert points[2]["calibrated_confidence"] == pytest.approx(confidence, abs=1e-4)

        snapshot = Snapshot("k", "m", ["a"], 0, lambda *_: (["a"], [1.0]), [value])
        assert f"{confidence:.2f}" in snapshot_html(snapshot).split("calibrated</th>")[1]
        assert f"calibrated {confidence:.2f}" in snapshot_text(snapshot)
        ask(front, "b", "ask", "logit_lens", layer=1, position=2)
        plain = Snapshot("k", "m", ["a"], 0, lambda *_: (["a"], [1.0]), front.explorer.history[-1:])
        assert "calibrated" not in snapshot_html(plain) + snapshot_text(plain)

    def test_a_calibrator_brings_its_number_of_samples(self, session: Session, front: Browser) -> None:
        """Asked as it stands, a reader that was calibrated on samples is sampled as often."""
        reader = Patchscope("a cat, x", max_new_tokens=1)
        probe = session.ask(front.explorer.trace, 1, 2, reader, samples=3)
        made = calibrated(session, reader, samples=3)
        on = dataclasses.replace(made.calibrator.fitted_on, confidence_kind=probe.confidence_kind)
        session.readers["sure"] = Calibrated(reader, dataclasses.replace(made.calibrator, fitted_on=on))
        front.explorer._offer()

        assert 3 == way(front, "own:sure")["settings"]["samples"]
        ended = ask(front, "a", "ask", "own:sure", layer=1, position=2)
        assert "result" == ended["kind"], ended
        assert "samples=3" in front.explorer.answer.code
        wrong = ask(front, "b", "ask", "own:sure", layer=1, position=2, settings={"samples": 4})
        assert "another number of samples" in wrong["message"]

    def test_another_models_trace_offers_no_fit(self, session: Session) -> None:
        """A lens reads states of its own model; of another's there is nothing to fit here."""
        other = Session((tiny_model("llama", seed=1), tiny_tokenizer()))
        front = Browser(Explorer(session, other.run("the cat")))

        assert not [each for each in front.explorer.presets if each.get("fit")]
        error = ask(front, "a", "fit", "fit:tuned", "", layer=1)
        assert ("question", "error") == (error["setting"], error["kind"])
