"""Readers of one's own, by name and by click, and readers that are fitted by click."""

from __future__ import annotations

import dataclasses
import math
import threading
from pathlib import Path
from random import Random
from typing import Any

import pytest

from browser_end import Browser
from latentlens import (
    Calibrated,
    Calibrator,
    Explorer,
    Lens,
    Patchscope,
    Session,
    fit_lens,
    fit_mapping,
    fit_relation,
    fit_soft_prompt,
    grade,
    presets,
    world,
)
from latentlens.errors import InputError
from latentlens.evaluation.case import Case
from latentlens.evaluation.confidence_maps import Temperature
from latentlens.evaluation.fitted_on import FittedOn
from latentlens.explorer import fits
from latentlens.explorer.fit_menu import FITS
from latentlens.explorer.menu import menu
from latentlens.explorer.options import settings_of, with_settings
from latentlens.explorer.static_view import Snapshot, snapshot_html, snapshot_text
from latentlens.readers.reader import Reader
from tiny import TEXT, tiny_model, tiny_tokenizer

TEXTS = [
    *TEXT,
    "one two three",
    "a fox and a hare",
    "Lima and Paris",
    "the road to Peru is long",
    "hello cat",
]
NO_CONTROLS = {"control_null": False, "control_random": 0}


@pytest.fixture
def session() -> Session:
    """Return a session on a random model of four layers."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


@pytest.fixture(scope="module")
def bundled() -> Session:
    """Return a session on the bundled model."""
    return Session()


@pytest.fixture
def front(session: Session) -> Browser:
    """Return an Explorer of the random model, seen from its browser."""
    return Browser(Explorer(session, session.run("the cat met a hare")))


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    """Return the path of a small text file."""
    path = tmp_path / "texts.txt"
    path.write_text("\n\n".join(text.replace("\n", " ") for text in TEXTS) + "\n", encoding="utf-8")
    return str(path)


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


def way(front: Browser, name: str) -> dict[str, Any]:
    """Return a way to ask as the browser knows it."""
    (found,) = [each for each in front.explorer.presets if each["name"] == name]
    return found


def ask(
    front: Browser, id: str, what: str, name: str, text: str | None = None, **args: Any
) -> dict[str, Any]:
    """Send a query about a way to ask, and return how it ends."""
    question = {"preset": name} if text is None else {"preset": name, "text": text}
    front.query(id, what, question=question, **args)
    return front.end(id)


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
        bundled.readers["language"] = calibrated(bundled, reader)
        try:
            answer = bundled.ask(bundled.run("France"), 1, -1, "language")
        finally:
            del bundled.readers["language"]
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
        points = ask(front, "s", "sweep", "own:sure", layer=1)["value"]["points"]
        assert points[2]["calibrated_confidence"] == pytest.approx(confidence)

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


class TestFit:
    """Fitting by click."""

    @pytest.mark.parametrize(
        ("kind", "settings", "by_code"),
        [
            (
                "fit:tuned", {"fit_ridge": 0.1},
                lambda s, t: Lens(fit_lens(s, t, ridge=0.1)),
            ),
            (
                "fit:tuned", {"fit_ridge": 0.5, "fit_layers": [2, 1], "fit_held_out": 0.3, "fit_seed": 3},
                lambda s, t: Lens(fit_lens(s, t, ridge=0.5, layers=[1, 2], held_out=0.3, seed=3)),
            ),
            (
                "fit:kl", {"fit_steps": 2, "fit_layers": [1]},
                lambda s, t: Lens(fit_lens(s, t, "kl", steps=2, layers=[1])),
            ),
            (
                "fit:shortcut", {"fit_ridge": 0.1},
                lambda s, t: Lens(fit_lens(s, t, "linear", ridge=0.1)),
            ),
            (
                "fit:jacobian", {"fit_documents": 5},
                lambda s, t: Lens(fit_lens(s, t[:5], "jacobian")),
            ),
            (
                "fit:future",
                {
                    "fit_steps": 2, "fit_length": 3, "fit_ahead": 2, "fit_held_out": 0.3,
                    "fit_learning_rate": 0.2,
                },
                lambda s, t: presets.future_lens(fit_soft_prompt(
                    s, t, layers=[1], steps=2, length=3, ahead=2, held_out=0.3, learning_rate=0.2
                ).at(1)),
            ),
        ],
        ids=["tuned", "settings", "kl", "shortcut", "jacobian", "future"],
    )  # fmt: skip
    def test_it_is_the_fit_by_code(
        self, session: Session, front: Browser, corpus: str, kind: str, settings: Any, by_code: Any
    ) -> None:
        """The reader that a click fits is the one that the same call fits, and it answers the same."""
        ended = ask(front, "f", "fit", kind, corpus, layer=1, settings=settings)
        assert "result" == ended["kind"], ended
        ((name, reader),) = session.readers.items()
        wanted = by_code(session, [text.replace("\n", " ") for text in TEXTS])

        assert wanted == reader
        assert f"own:{name}" == ended["value"]["preset"]
        assert name.startswith(FITS[kind].called)
        assert way(front, f"own:{name}")["label"] == name
        answered = ask(front, "a", "ask", f"own:{name}", layer=1, position=2)["value"]
        alone = session.ask(front.explorer.trace, 1, 2, wanted)
        assert (alone.text, alone.confidence) == (answered["text"], answered["confidence"])
        by_name = session.ask(front.explorer.trace, 1, 2, name)
        assert (alone.text, alone.confidence) == (by_name.text, by_name.confidence)

    def test_a_relation_is_the_fit_by_code(self, session: Session, front: Browser) -> None:
        """The x that is a word becomes the template's hole; subjects are named in a setting."""
        ended = ask(
            front, "f", "fit", "fit:relation", "a fox met x in", layer=None,
            settings={"fit_subjects": "cat, hare ,fox,cat", "fit_layers": [1], "fit_beta": 2},
        )  # fmt: skip
        assert "result" == ended["kind"], ended
        ((name, reader),) = session.readers.items()

        assert "relation, a fox met {} in" == name
        wanted = fit_relation(session, "a fox met {} in", ["cat", "hare", "fox"], layers=[1], beta=2.0)
        assert Lens(wanted) == reader

    def test_the_bundled_model_has_text_and_subjects(self, bundled: Session) -> None:
        """Left empty, the corpus is the world's prose, and the subjects are those of the relation."""
        front = Browser(Explorer(bundled, bundled.run("The capital of France is")))
        settings = {"fit_documents": 40, "fit_ridge": 0.1, "fit_seed": 2, "fit_layers": [5]}
        try:
            name = ask(front, "f", "fit", "fit:tuned", "", layer=1, settings=settings)["value"]["preset"]
            texts = world.passages(Random(2), 40)
            wanted = fit_lens(bundled, texts, ridge=0.1, seed=2, layers=[5])
            assert Lens(wanted) == bundled.readers[name.removeprefix("own:")]

            settings = {"fit_layers": [2]}
            name = ask(front, "r", "fit", "fit:relation", "The capital of x is", layer=1, settings=settings)[
                "value"
            ]["preset"]
            relation = bundled.readers[name.removeprefix("own:")].fitted
            common = [c.name for c in world.load_facts().countries if c.frequency == "common"][:16]
            assert fit_relation(bundled, "The capital of {} is", common, layers=[2]) == relation
            answer = bundled.ask(bundled.run("Kenya"), 2, -1, name.removeprefix("own:"))
            assert "Nairobi" == answer.text.strip()
        finally:
            bundled.readers.clear()

    def test_its_figures_are_those_of_its_report(self, session: Session, front: Browser, corpus: str) -> None:
        """For each layer R², P@1 with its interval, and how many tokens were held out."""
        settings = {"fit_ridge": 0.1, "fit_held_out": 0.4}
        name = ask(front, "f", "fit", "fit:tuned", corpus, layer=1, settings=settings)["value"]["preset"]
        (fitted,) = front.explorer.fits
        report, told = fitted.report, way(front, name)
        n = report.tokens[1]

        assert f"measured on {n} held out" in told["help"]
        assert [str(fit.layer) for fit in report.layers] == list(told["held_out"])
        for fit in report.layers:
            p, z = fit.p_at_1, 1.959963984540054
            centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
            low, high = ((centre + sign * spread) / (1 + z * z / n) for sign in (-1, 1))
            said = told["held_out"][str(fit.layer)]
            assert f"R² {fit.r2:.3f}" in said
            assert f"P@1 {p:.3f} ({max(0, low):.3f}–{high:.3f})" in said

    def test_a_soft_prompts_figures_are_those_of_its_report(
        self, session: Session, front: Browser, corpus: str
    ) -> None:
        """They belong to its one layer, and other Explorers of the session show them too."""
        settings = {"fit_steps": 1, "fit_length": 2, "fit_ahead": 2, "fit_held_out": 0.3}
        name = ask(front, "f", "fit", "fit:future", corpus, layer=2, settings=settings)["value"]["preset"]
        assert "own:future lens, learned prompt, layer 2" == name
        rows = front.explorer.fits[-1].report.rows
        second = Browser(Explorer(session, session.run("hello")))
        for view in (front, second):
            ((layer, said),) = way(view, name)["held_out"].items()

            assert "2" == layer
            assert f"On {rows[0].cases} tokens held out" in said
            assert all(f"token +{row.ahead} P@1 {row.p_at_1}" in said for row in rows)

    def test_names_are_unique(self, session: Session, front: Browser, corpus: str) -> None:
        """A second fit gets a number, and takes no name that somebody gave."""
        session.readers["tuned lens, least squares"] = mine = Lens()
        settings = {"fit_ridge": 0.1, "fit_layers": [1]}
        for id in "ab":
            ask(front, id, "fit", "fit:tuned", corpus, layer=1, settings=settings)

        names = [f"tuned lens, least squares{more}" for more in ("", " 2", " 3")]
        assert names == list(session.readers)
        assert mine is session.readers[names[0]]

    @pytest.mark.parametrize(
        ("kind", "text", "settings", "layer", "setting", "says"),
        [
            ("fit:tuned", "", {}, 1, "question", "has no text of its own"),
            ("fit:tuned", "no/such.txt", {}, 1, "question", "no file 'no/such.txt' on the kernel's machine"),
            ("fit:tuned", ".", {}, 1, "question", "no file"),
            ("fit:tuned", "FILE", {"fit_layers": [9]}, 1, "fit_layers", "layers 0 to 4; got 9"),
            ("fit:tuned", "FILE", {"fit_layers": "2, a"}, 1, "fit_layers", "a list of layers"),
            ("fit:jacobian", "FILE", {"fit_layers": [0]}, 1, "fit_layers", "layers 1 to 4; got 0"),
            ("fit:tuned", "FILE", {"fit_held_out": 1}, 1, "fit_held_out", "between 0 and 1"),
            ("fit:tuned", "FILE", {"fit_ridge": -1}, 1, "fit_ridge", "0 or more"),
            ("fit:tuned", "FILE", {"fit_ridge": "much"}, 1, "fit_ridge", "a number of 0 or more"),
            ("fit:tuned", "FILE", {"fit_documents": 1}, 1, "fit_documents", "from 2 to"),
            ("fit:tuned", "FILE", {"fit_seed": 0.5}, 1, "fit_seed", "whole number"),
            ("fit:tuned", "FILE", {"fit_steps": 3}, 1, "fit_steps", "no setting"),
            ("fit:tuned", "FILE", {"seed": 3}, 1, "seed", "no setting"),
            ("fit:kl", "FILE", {"fit_steps": 0}, 1, "fit_steps", "from 1 up"),
            ("fit:future", "FILE", {"fit_learning_rate": 0}, 1, "fit_learning_rate", "above 0"),
            ("fit:future", "FILE", {}, None, "layer", "Choose a cell"),
            ("fit:future", "FILE", {}, 4, "layer", "layers 0 to 3"),
            ("fit:relation", "the cat met", {}, 1, "question", "one x where the subject"),
            ("fit:relation", "x met x", {}, 1, "question", "one x where the subject"),
            ("fit:relation", "x met {}", {}, 1, "question", "one x where the subject"),
            ("fit:relation", "the x met", {}, 1, "fit_subjects", "Name subjects"),
            ("fit:relation", "the x met", {"fit_subjects": "cat, cat"}, 1, "fit_subjects", "2 at least"),
            ("fit:relation", "thex met", {"fit_subjects": "a, b"}, 1, "question", "one x"),
            ("fit:relation", "the x met", {"fit_subjects": "a, b", "fit_beta": 0}, 1, "fit_beta", "above 0"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, session: Session, front: Browser, corpus: str, kind: str, text: str, settings: dict[str, Any],
        layer: int | None, setting: str, says: str,
    ) -> None:  # fmt: skip
        """Before the fit is begun, and when it is begun all the same."""
        for what in ("target", "fit"):
            path = corpus if text == "FILE" else text
            error = ask(front, what, what, kind, path, layer=layer, settings=settings)

            assert ("error", setting) == (error["kind"], error["setting"]), error
            assert says in error["message"]
        assert not session.readers

    def test_a_good_draft_is_good(self, front: Browser, corpus: str) -> None:
        """Looked at beforehand, it has no target prompt and nothing is wrong with it."""
        value = ask(front, "t", "target", "fit:future", corpus, layer=1)["value"]

        assert [] == value["tokens"]

    @pytest.mark.parametrize(
        ("written", "settings", "setting", "says"),
        [
            (b"", {}, "question", "is empty"),
            (b" \n\n", {}, "question", "is empty"),
            (b"\xff\xfe\x00", {}, "question", "cannot be read as a text file"),
            (b"one line", {"fit_ridge": 0.1}, "question", "at least 2 documents"),
            (b"one line\nand two", {}, "fit_ridge", "or set ridge"),
        ],
    )
    def test_what_is_wrong_with_the_corpus_is_said(
        self,
        front: Browser,
        tmp_path: Path,
        written: bytes,
        settings: dict[str, Any],
        setting: str,
        says: str,
    ) -> None:
        """Too few tokens are the ridge's matter, anything else the file's."""
        path = tmp_path / "few.txt"
        path.write_bytes(written)
        error = ask(front, "f", "fit", "fit:tuned", str(path), layer=1, settings=settings)

        assert ("error", setting) == (error["kind"], error["setting"]), error
        assert says in error["message"]

    def test_a_file_is_read_no_further_than_it_must(self, tmp_path: Path, session: Session) -> None:
        """The first documents are read, empty lines and line ends left out, and what follows is not."""
        path = tmp_path / "long.txt"
        path.write_bytes(b"one\r\n\r\n two \nthree\n" + b"x\n" * 100_000 + b"\xff")
        from latentlens.explorer.fit_corpus import texts

        assert ["one", " two "] == texts(str(path), 2, 0, session.model)

    def test_it_reports_progress_and_can_be_cancelled(
        self, session: Session, front: Browser, corpus: str
    ) -> None:
        """A fit is listed while it runs, ends at its next step, and leaves nothing behind."""
        settings = {"fit_steps": 100_000}
        question = {"preset": "fit:kl", "text": corpus}
        front.query("f", "fit", question=question, layer=1, settings=settings)
        front.query("g", "fit", question=question, layer=1, settings=settings)
        for _ in range(500):
            moving = [each for each in front.heard if each["kind"] == "progress" and each["done"] > 1]
            if moving:
                break
            threading.Event().wait(0.02)
        assert moving[0]["total"] > 100_000
        front.say(kind="ping", id="p")
        work = front.wait("p", "pong")["work"]
        assert [("f", "running"), ("g", "queued")] == [(each["id"], each["state"]) for each in work]
        for id in "fg":
            front.say(kind="cancel", id=id)

        assert ["cancelled", "cancelled"] == [front.end(id)["kind"] for id in "fg"]
        assert not session.readers
        assert [] == front.explorer.fits

    def test_an_interrupt_ends_it_and_nothing_else(
        self, session: Session, front: Browser, corpus: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Interrupted, it is cancelled; the worker goes on to the next question."""

        def run(*_: Any, **__: Any) -> Any:
            raise KeyboardInterrupt

        monkeypatch.setitem(FITS, "fit:tuned", dataclasses.replace(FITS["fit:tuned"], run=run))
        assert "cancelled" == ask(front, "f", "fit", "fit:tuned", corpus, layer=1)["kind"]
        assert "result" == ask(front, "a", "ask", "logit_lens", layer=1, position=2)["kind"]
        assert not session.readers

    def test_a_fit_cannot_be_asked(self, front: Browser) -> None:
        """What has not been fitted yet is no reader."""
        for what, where in [("ask", {"layer": 1, "position": 2}), ("sweep", {"layer": 1})]:
            error = ask(front, what, what, "fit:tuned", "", **where)
            assert ("question", "error") == (error["setting"], error["kind"])
        assert "nothing to fit" in ask(front, "f", "fit", "logit_lens", layer=1)["message"]

    def test_every_setting_of_a_fit_has_a_field(self, front: Browser) -> None:
        """And its own values, sent back as they are, are taken."""
        (group,) = [group for group in front.explorer.fields if group["group"] == "Fit"]
        offered = {name for each in front.explorer.presets if each.get("fit") for name in each["settings"]}
        assert sorted(field["name"] for field in group["fields"]) == sorted(offered)

        for kind in FITS.values():
            text = "the x met" if kind.relation else __file__
            own = dict(kind.to_json(front.explorer._session)["settings"])
            own |= {"fit_subjects": "cat, fox"} if kind.relation else {}
            same = ask(front, kind.name, "target", kind.name, text, layer=1, settings=own)
            assert "result" == same["kind"], same

    def test_what_was_fitted_is_kept_as_long_as_its_session(self) -> None:
        """The list is the session's, and does not keep it alive."""
        import gc
        import weakref

        session = Session((tiny_model("llama"), tiny_tokenizer()))
        fits.fitted_in(session)
        gone = weakref.ref(session)
        del session
        gc.collect()

        assert gone() is None
