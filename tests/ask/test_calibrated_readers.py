"""Calibrated readers: both confidences, the file, and what is refused."""

from __future__ import annotations

import dataclasses
import json
import pathlib

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from graded_capitals import CAPITAL, answer_of, capitals
from latentlens import (
    Calibrated,
    Calibrator,
    Case,
    Controls,
    Graded,
    Lens,
    Patchscope,
    Session,
    calibrate,
    grade,
    world,
)
from latentlens.ask.answer import Answer
from latentlens.cli.main import app
from latentlens.errors import InputError
from latentlens.evaluation.calibration import Calibration
from latentlens.evaluation.confidence_maps import Isotonic, Temperature
from latentlens.evaluation.cross_validation import cross_validate, ece_out_of_fold
from latentlens.evaluation.fitted_on import FittedOn
from latentlens.evaluation.reliability import ece
from latentlens.evaluation.scores import auroc, brier
from latentlens.readers.presets import as_reader
from tiny import save_tiny

# --- answers --------------------------------------------------------------------------------------------


def test_an_answer_has_both_confidences(session: Session, calibrated: Calibrated) -> None:
    """The calibrated confidence is the map of the raw one, which stays, as the controls do."""
    raw, found = answer_of(session, CAPITAL), answer_of(session, calibrated)

    assert raw.calibrated_confidence is None
    assert calibrated.calibrator(raw.confidence) == found.calibrated_confidence
    same = ("text", "token_ids", "token_logprobs", "confidence", "controls", "flags", "excess")
    assert [getattr(raw, name) for name in same] == [getattr(found, name) for name in same]
    assert raw.provenance["receipt"] == found.provenance["receipt"]


def test_answers_show_the_calibrated_confidence(session: Session, calibrated: Calibrated) -> None:
    """Text, HTML, plain data and tables have it where there is one, and nothing where there is none."""
    raw, found = answer_of(session, CAPITAL), answer_of(session, calibrated)
    shown = f"{found.calibrated_confidence:.2f}"

    assert f"(calibrated {shown})" in repr(found)
    assert f"calibrated confidence <b>{shown}</b>" in found._repr_html_()
    assert found.calibrated_confidence == json.loads(json.dumps(found.to_dict()))["calibrated_confidence"]
    assert raw.to_dict()["calibrated_confidence"] is None
    assert "calibrated" not in repr(raw) + raw._repr_html_()
    trace = session.run("I flew to Kenya")
    table = session.sweep(trace, calibrated, layers=[1, 7], positions=[-1], controls=False).to_pandas()
    assert [calibrated.calibrator(c) for c in table["confidence"]] == table["calibrated_confidence"].tolist()


def test_the_code_gives_the_answer_again(session: Session, calibrated: Calibrated) -> None:
    """What an answer says it was made by makes it, its calibrated confidence too."""
    found = answer_of(session, calibrated)
    space: dict[str, Answer] = {}
    exec(found.code, space)  # the answer's own

    again = space["answer"]
    assert calibrated.reader == again.reader
    assert (found.text, found.confidence, found.calibrated_confidence) == (
        again.text,
        pytest.approx(again.confidence, abs=1e-6),
        pytest.approx(again.calibrated_confidence, abs=1e-6),
    )
    assert repr(calibrated) == found.provenance["reader"] == again.provenance["reader"]


def test_a_layer_that_was_not_fitted_on_is_flagged(session: Session, calibrated: Calibrated) -> None:
    """Beyond the layers that it saw a calibrator says so beside its number."""
    trace = session.run("I flew to Kenya")
    at = {layer: session.ask(trace, layer, -1, calibrated, controls=False) for layer in (1, 4, 7)}

    flagged = [layer for layer, answer in at.items() if "calibration" in [f.kind for f in answer.flags]]
    assert [4] == flagged
    assert "layers 1, 7, and this is layer 4" in at[4].flags[-1].message


def test_a_calibrated_reader_is_a_value(calibrated: Calibrated) -> None:
    """It is equal to its twin and hashable."""
    twin = Calibrated(as_reader(CAPITAL), Calibrator.from_dict(calibrator_data(calibrated)))

    assert calibrated == twin
    assert hash(calibrated) == hash(twin)


def calibrator_data(calibrated: Calibrated) -> dict[str, object]:
    """Return a calibrator as JSON gives it back."""
    data: dict[str, object] = json.loads(json.dumps(calibrated.calibrator.to_dict()))
    return data


# --- kept, and refused elsewhere ------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["temperature", "isotonic", "choose"])
def test_the_file_keeps_all(session: Session, graded: Graded, tmp_path: pathlib.Path, method) -> None:
    """Saved and loaded, a calibrator is the same, and its file says on what it was fitted and how well."""
    calibrator = graded.calibrator(split="validation", method=method, seed=3)
    calibrator.save(tmp_path / "capital.json")
    again = Calibrator.load(tmp_path / "capital.json")

    assert calibrator == again
    assert hash(calibrator) == hash(again)
    assert [tmp_path / "capital.json"] == list(tmp_path.iterdir())
    held = json.loads((tmp_path / "capital.json").read_text("utf-8"))
    assert {
        "n": 48,
        "correct": sum(graded.correct),
        "split": "validation",
        "reader": repr(as_reader(CAPITAL)),
        "fingerprint": session.model.fingerprint(),
        "confidence_kind": "mean token probability",
        "seed": 3,
        "samples": 0,
        "layers": [1, 7],
    } == held["fitted_on"]
    sure, right = np.array([a.confidence for a in graded.answers]), np.array(graded.correct)
    assert [ece(sure, right), ece_out_of_fold(sure, right, calibrator.method, seed=3)] == held["ece"]
    assert answer_of(session, Calibrated(as_reader(CAPITAL), again)).calibrated_confidence == again(
        answer_of(session, CAPITAL).confidence
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: pathlib.Path) -> None:
    """The error names the file, not a traceback of the reading."""
    with pytest.raises(InputError, match=r"nothing\.json cannot be read"):
        Calibrator.load(tmp_path / "nothing.json")


def test_out_of_fold_is_not_in_fold() -> None:
    """On verdicts that are chance, a bent map looks better where it was fitted than where it was not."""
    draw = np.random.default_rng(0)
    sure, right = draw.random(200), draw.random(200) < 0.5

    inside = ece(Isotonic.fit(sure, right)(sure), right)
    assert inside < 0.01 < ece_out_of_fold(sure, right, "isotonic", seed=0)
    assert cross_validate(sure, right, seed=0)["isotonic"] > brier(Isotonic.fit(sure, right)(sure), right)


def test_another_reader_is_refused(calibrated: Calibrated) -> None:
    """A calibrator holds for its own reader: one that differs in anything is another."""
    for other in (
        as_reader("The language of x is"),
        as_reader(CAPITAL, layer=3),
        dataclasses.replace(calibrated.reader, contrast=0.5),
        Lens(),
    ):
        with pytest.raises(InputError, match=r"fitted on another reader.*The capital of x is"):
            Calibrated(other, calibrated.calibrator)


def test_another_model_is_refused(calibrated: Calibrated, tmp_path: pathlib.Path) -> None:
    """A calibrator of one model is refused by another, before anything is asked."""
    other = Session(save_tiny(tmp_path, "llama"))
    trace = other.run("France")
    passes = other.model.forward_passes

    with pytest.raises(InputError, match="fitted on another model"):
        other.ask(trace, 1, -1, calibrated)
    assert passes == other.model.forward_passes


def test_another_kind_of_confidence_is_refused(session: Session, calibrated: Calibrated) -> None:
    """Options and samples are other scales; so is another number of samples."""
    with pytest.raises(InputError, match=r"another kind of confidence.*'probability among the options'"):
        answer_of(session, calibrated, options=["Nairobi", "Lima"])
    with pytest.raises(InputError, match=r"another kind of confidence.*'agreement of samples'"):
        answer_of(session, calibrated, samples=4)
    on = dataclasses.replace(
        calibrated.calibrator.fitted_on, confidence_kind="agreement of samples", samples=4
    )
    sampled = Calibrated(calibrated.reader, dataclasses.replace(calibrated.calibrator, fitted_on=on))
    assert answer_of(session, sampled, samples=4).calibrated_confidence is not None
    with pytest.raises(InputError, match="another number of samples: on 4, and 5"):
        answer_of(session, sampled, samples=5)


def test_states_of_another_model_are_refused(tmp_path: pathlib.Path) -> None:
    """Across models nothing is known of how often such answers are correct; a twin is the same model."""
    one, twin, other = (
        Session(save_tiny(tmp_path / name, "llama", seed=seed))
        for name, seed in (("a", 0), ("b", 0), ("c", 1))
    )
    reader = Lens()
    on = FittedOn(40, 20, "validation", repr(reader), one.model.fingerprint(), "mean token probability", 0)
    calibrated = Calibrated(reader, Calibrator(Temperature(2.0), on))

    assert one.ask(twin.run("France"), 1, -1, calibrated).calibrated_confidence is not None
    with pytest.raises(InputError, match="read from another model"):
        one.ask(other.run("France"), 1, -1, calibrated)


def test_states_from_before_a_change_are_refused(tmp_path: pathlib.Path) -> None:
    """A trace that was run before the weights changed is another model's."""
    own = Session(save_tiny(tmp_path, "llama"))
    trace, reader = own.run("France"), Lens()
    with torch.no_grad():
        next(own.model.bridge.parameters()).mul_(1.5)
    on = FittedOn(40, 20, "validation", repr(reader), own.model.fingerprint(), "mean token probability", 0)

    with pytest.raises(InputError, match="before it changed"):
        own.ask(trace, 1, -1, Calibrated(reader, Calibrator(Temperature(2.0), on)))
    assert own.ask(trace, 1, -1, reader).calibrated_confidence is None


def test_what_is_no_calibrated_reader(calibrated: Calibrated) -> None:
    """A reader in a reader, a name, a class, a file's path: each is refused with what to give."""
    with pytest.raises(InputError, match="calibrated already"):
        Calibrated(calibrated, calibrated.calibrator)
    with pytest.raises(InputError, match="not a reader"):
        Calibrated(CAPITAL, calibrated.calibrator)
    with pytest.raises(InputError, match="not a calibrator"):
        Calibrated(calibrated.reader, "capital.json")
    with pytest.raises(InputError, match=r"Calibrator\.from_dict"):
        Calibrated(calibrated.reader, {"format": "another"})


# --- fitting --------------------------------------------------------------------------------------------


def test_calibrate_is_grade_and_fit(session: Session, graded: Graded) -> None:
    """The one call gives what the two give, and a calibrated reader is calibrated anew, not twice."""
    once = calibrate(session, CAPITAL, capitals(0, 24), split="validation", method="temperature")
    again = calibrate(session, once, capitals(0, 24), split="validation", method="temperature")

    assert graded.calibrator(split="validation", method="temperature") == once.calibrator == again.calibrator
    assert as_reader(CAPITAL) == once.reader == again.reader


def test_too_few_cases_are_refused(session: Session) -> None:
    """A handful of cases says too little, and so do cases that are all correct."""
    with pytest.raises(InputError, match="6 cases"):
        calibrate(session, CAPITAL, capitals(0, 3), split="validation")
    with pytest.raises(InputError, match="24 correct and 0 wrong"):
        calibrate(session, CAPITAL, capitals(0, 24, (1,)), split="validation")


def test_isotonic_keeps_the_ranking(graded: Graded) -> None:
    """The map never falls, so no pair of answers changes places; ties can only be added."""
    calibrator = graded.calibrator(split="validation", method="isotonic")
    sure = np.array([answer.confidence for answer in graded.answers])
    order = np.argsort(sure, kind="stable")

    assert (np.diff(calibrator(sure)[order]) >= 0).all()
    temperature = graded.calibrator(split="validation", method="temperature")
    assert auroc(sure, graded.correct) == pytest.approx(auroc(temperature(sure), graded.correct), abs=1e-12)


def test_pooled_readers_share_a_calibrator(session: Session, graded: Graded) -> None:
    """Answers of several readers fit one calibrator, which is each one's and nobody else's."""
    countries = world.load_facts().countries[:12]
    other = "The language of x is"
    more = grade(session, other, [Case(f"I flew to {c.name}", 1, -1, c.language) for c in countries])
    calibrator = (graded + more).calibrator(split="validation", method="temperature")

    assert (repr(as_reader(CAPITAL)), repr(as_reader(other))) == calibrator.fitted_on.readers
    assert 60 == calibrator.fitted_on.n
    for reader in (CAPITAL, other):
        assert answer_of(session, Calibrated(as_reader(reader), calibrator)).calibrated_confidence is not None
    with pytest.raises(InputError, match="another reader"):
        Calibrated(as_reader("The currency of x is"), calibrator)
    assert calibrator == Calibrator.from_dict(json.loads(json.dumps(calibrator.to_dict())))


def test_scales_are_not_pooled(session: Session, graded: Graded) -> None:
    """Answers of another kind of confidence are not put into one fit or one number."""
    chosen = grade(session, CAPITAL, [Case("Peru", 1, -1, "Lima", options=("Lima", "Oslo"))])

    for measure in (Graded.calibration, lambda both: both.calibrator(split="validation")):
        with pytest.raises(InputError, match="not all of one model and one kind"):
            measure(graded + chosen)


@pytest.mark.parametrize("sharpness", [1.0, 3.0])
def test_a_known_distribution_is_found(session: Session, sharpness: float) -> None:
    """Where the truth is drawn from the model's own two options, made flatter, that temperature is fitted.

    At sharpness 1 an option is true exactly as often as the model is sure of it, so nothing is to be done.
    """
    names = [country.name for country in world.load_facts().countries[:24]]
    prompts = [f"I flew to {one} and to {other}" for one, other in zip(names[::2], names[1::2], strict=True)]
    cells = [
        (prompt, layer, position) for prompt in prompts for layer in range(9) for position in range(1, 8)
    ]
    draw = np.random.default_rng(1)

    def cases(truth: list[str]) -> list[Case]:
        return [Case(*cell, answer, ("Lima", "Oslo")) for cell, answer in zip(cells, truth, strict=True)]

    first = grade(session, CAPITAL, cases(["Lima"] * len(cells)))
    lima = np.array([answer.option("Lima").probability for answer in first.answers])
    odds = (lima / (1 - lima)) ** (1 / sharpness)
    drawn = cases(["Lima" if yes else "Oslo" for yes in draw.random(len(cells)) < odds / (1 + odds)])
    calibrated = calibrate(session, CAPITAL, drawn, split="validation", method="temperature")

    assert isinstance(calibrated.calibrator.map, Temperature)
    assert sharpness == pytest.approx(calibrated.calibrator.map.temperature, rel=0.25)


@given(
    st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=30, max_size=80),
    st.sampled_from(["temperature", "isotonic"]),
)
@settings(max_examples=40, deadline=None)
def test_calibrators_survive_their_data(found: list[tuple[float, bool]], method) -> None:
    """Whatever it was fitted on, plain data gives an equal calibrator back, which maps alike into [0, 1]."""
    confidence, correct = zip(*found, *[(0.5, i % 2 == 0) for i in range(10)], strict=True)
    fitted = Calibrator.fit(
        confidence, correct, method=method, split="validation", reader=["a", "b"], fingerprint="f3",
        confidence_kind="mean token probability", layers=[2, 0, 2],
    )  # fmt: skip
    again = Calibrator.from_dict(json.loads(json.dumps(fitted.to_dict())))

    assert fitted == again
    assert (0, 2) == again.fitted_on.layers
    mapped = again(np.linspace(0, 1, 40))
    assert fitted(np.linspace(0, 1, 40)).tolist() == mapped.tolist()
    assert 0 <= mapped.min() <= mapped.max() <= 1
    assert (np.diff(mapped) >= -1e-12).all()


# --- what a user has ------------------------------------------------------------------------------------


def test_the_command_shows_the_calibrated_confidence(
    session: Session, calibrated: Calibrated, tmp_path: pathlib.Path
) -> None:
    """`latentlens ask --calibrator` reads the file, prints a row for it, and refuses another question."""
    calibrated.calibrator.save(tmp_path / "capital.json")
    asked = ["ask", "I flew to Kenya", "--token", "Kenya", "--layer", "1", "--calibrator"]
    asked.append(str(tmp_path / "capital.json"))
    sure = answer_of(session, calibrated).calibrated_confidence

    table = CliRunner().invoke(app, [*asked, "--question", CAPITAL])
    assert (0, 1) == (table.exit_code, table.stdout.count("calibrated")), table.output
    assert f"{sure:.1%}" in next(line for line in table.stdout.splitlines() if "calibrated" in line)
    plain = CliRunner().invoke(app, [*asked, "--question", CAPITAL, "--json"])
    assert sure == pytest.approx(json.loads(plain.stdout)["calibrated_confidence"], abs=1e-6)
    other = CliRunner().invoke(app, [*asked, "--question", "The language of x is"])
    assert 1 == other.exit_code
    assert "fitted on another reader" in " ".join(other.stderr.split())


def test_calibration_of_controls_is_untouched(session: Session, calibrated: Calibrated) -> None:
    """Controls have their raw confidence and support, on the scale of the answer's raw one."""
    controls = Controls(random=2, shuffled=True, text=True)
    raw, found = (answer_of(session, reader, controls=controls) for reader in (CAPITAL, calibrated))

    assert raw.controls == found.controls
    assert 5 == len(found.controls)


def test_a_patchscope_with_a_window_is_calibrated_like_any(session: Session) -> None:
    """Graded together, a reader of several layers of a position reads those of its own case."""
    reader = Patchscope(CAPITAL, window=2, max_new_tokens=2)
    cases = capitals(0, 3, (1, 2))
    found = grade(session, reader, cases)

    for case, answer in zip(cases, found.answers, strict=True):
        alone = session.ask(session.run(case.prompt), case.layer, -1, reader, controls=False)
        assert alone.text == answer.text
        assert alone.confidence == pytest.approx(answer.confidence, abs=1e-5)


def test_calibration_reads_nothing_but_the_answers(graded: Graded) -> None:
    """What is fitted on are the answers' confidences and verdicts, as Calibrator.fit takes them."""
    confidence = [answer.confidence for answer in graded.answers]
    found = graded.calibrator(split="validation", method="isotonic")

    assert found.map == Isotonic.fit(np.array(confidence), np.array(graded.correct))
    assert Calibration.of(confidence, graded.correct).ece == graded.calibration().ece
