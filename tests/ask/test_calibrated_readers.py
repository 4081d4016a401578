"""Calibrated readers: fitted on graded answers, kept with what they were fitted on, refused elsewhere."""

from __future__ import annotations

import dataclasses
import json
import pathlib
import re
import threading

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

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
from latentlens.ask.best import best_answer
from latentlens.cli.main import app
from latentlens.errors import Cancelled, InputError, SelectionError
from latentlens.evaluation.calibration import Calibration
from latentlens.evaluation.confidence_maps import Isotonic, Temperature
from latentlens.evaluation.cross_validation import cross_validate, ece_out_of_fold
from latentlens.evaluation.fitted_on import FittedOn
from latentlens.evaluation.reliability import ece
from latentlens.evaluation.scores import auroc, brier
from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes import calibration_experiment as experiment
from latentlens.experiments.patchscopes import graded_cases
from latentlens.experiments.patchscopes.graded_cases import GRADED, continuations
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.experiments.patchscopes.study import Study
from latentlens.readers.presets import as_reader
from latentlens.readers.reader import Reader
from latentlens.scoring.best_of import KIND, BestOf
from tiny import save_tiny

CAPITAL = "The capital of x is"


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the bundled model."""
    return Session()


def capitals(first: int, last: int, layers: tuple[int, ...] = (1, 7)) -> list[Case]:
    """Return cases about some countries: at a low layer the capital is read, at a high one mostly not."""
    countries = world.load_facts().countries[first:last]
    return [Case(f"I flew to {c.name}", layer, -1, c.capital) for c in countries for layer in layers]


@pytest.fixture(scope="module")
def graded(session: Session) -> Graded:
    """Return graded answers about some countries."""
    return grade(session, CAPITAL, capitals(0, 24))


@pytest.fixture(scope="module")
def calibrated(session: Session, graded: Graded) -> Calibrated:
    """Return the reader with the calibrator that was fitted on them."""
    calibrator = graded.calibrator(split="validation", method="isotonic")
    return Calibrated(as_reader(CAPITAL), calibrator)


def answer_of(session: Session, reader: Reader | str, **how: object) -> Answer:
    """Ask about a country that was not fitted on."""
    return session.ask(session.run("I flew to Kenya"), 1, -1, reader, **how)


# --- grading --------------------------------------------------------------------------------------------


def test_graded_answers_are_those_of_ask(session: Session, graded: Graded) -> None:
    """Asked together, cases get the answers that each gets alone, code and provenance included."""
    cases = capitals(0, 24)

    for i in (0, 1, 30):
        case = cases[i]
        alone = session.ask(session.run(case.prompt), case.layer, -1, CAPITAL, controls=False)
        together = graded.answers[i]
        assert alone.confidence == pytest.approx(together.confidence, abs=1e-5)
        assert (alone.text, alone.token_ids, alone.layer, alone.position, alone.name, alone.code) == (
            together.text,
            together.token_ids,
            together.layer,
            together.position,
            together.name,
            together.code,
        )
        assert alone.provenance["token_ids"] == together.provenance["token_ids"]


def test_grades_are_those_of_the_cases(graded: Graded) -> None:
    """An answer is correct where it begins with the true one, and both verdicts occur."""
    for case, answer, correct in zip(capitals(0, 24), graded.answers, graded.correct, strict=True):
        assert correct == answer.text.strip().startswith(str(case.answer))
    assert 5 < sum(graded.correct) < len(graded) - 5


@pytest.mark.parametrize(
    ("text", "wanted", "correct"),
    [
        (" Lima", "Lima", True),
        (" lima, a city", "Lima", True),
        (" the Lima.", "Lima", True),
        (" Limassol", "Lima", False),
        (" not Lima", "Lima", False),
        ("", "Lima", False),
        (" C#", "C#", True),
    ],
)
def test_what_is_correct(graded: Graded, text: str, wanted: str, correct: bool) -> None:
    """Answers begin with the true one as whole words; case, articles and what follows do not matter."""
    answer = dataclasses.replace(graded.answers[0], text=text)

    assert correct == Case("x", 0, 0, wanted).grade(answer)


def test_a_function_grades(graded: Graded) -> None:
    """A case may bring its own judge, who sees the whole answer."""
    answer = graded.answers[0]

    assert Case("x", 0, 0, lambda given: given is answer).grade(answer) is True
    assert Case("x", 0, 0, lambda given: given is not answer).grade(answer) is False
    with pytest.raises(InputError, match="true answer"):
        Case("x", 0, 0, " ").grade(answer)


def test_positions_of_a_case(session: Session) -> None:
    """A number, a token's text, and a part of the prompt name the same token."""
    trace = session.run("I flew to Peru and back")

    places = [Case("", 0, p, "").position_in(trace) for p in (4, "Peru", (10, 14), -3)]
    assert [4] * 4 == places
    (found,) = grade(session, CAPITAL, [Case("I flew to Peru and back", 2, (10, 14), "Lima")]).answers
    alone = session.ask(trace, 2, "Peru", CAPITAL, controls=False)
    assert (alone.text, "·Peru", 4) == (found.text, found.name, found.position)
    assert alone.confidence == pytest.approx(found.confidence, abs=1e-5)
    assert alone.confidence != pytest.approx(session.ask(trace, 2, -1, CAPITAL).confidence, abs=1e-3)


def test_options_of_cases(session: Session) -> None:
    """Cases may each have options of their own; the confidence is the probability among them."""
    cases = [
        Case("I flew to Peru", 1, -1, "Lima", options=("Lima", "Oslo")),
        Case("I flew to Kenya", 1, -1, "Nairobi", options=("Nairobi", "Lima", "Oslo")),
        Case("I flew to Norway", 1, -1, "Oslo", options=("Lima", "Oslo")),
    ]
    found = grade(session, CAPITAL, cases)

    assert [2, 3, 2] == [len(answer.options) for answer in found.answers]
    assert ["·Peru", "·Kenya", "·Norway"] == [answer.name for answer in found.answers]
    assert {"probability among the options"} == {answer.confidence_kind for answer in found.answers}
    assert all(found.correct)


def test_prompts_need_not_be_texts(session: Session) -> None:
    """Token ids and chats are prompts too, each read where its own case says."""
    ids = session.run("I flew to Peru").token_ids
    chat = [{"role": "user", "content": "What is the capital of Kenya?"}]
    cases = [
        Case(ids, 1, -1, "Lima"),
        Case(torch.tensor(ids), 1, -1, "Lima"),
        Case(chat, 1, "Kenya", "Nairobi"),
        Case("I flew to Norway", 1, -1, "Oslo"),
    ]

    found = grade(session, CAPITAL, cases)
    assert ["·Peru", "·Peru", "·Kenya", "·Norway"] == [answer.name for answer in found.answers]
    assert all(found.correct)


def test_progress_and_cancel(session: Session) -> None:
    """Prompts and cases are counted up to the end, and a set event stops the work."""
    seen: list[tuple[int, int]] = []
    grade(session, CAPITAL, capitals(0, 3), on_progress=lambda done, total: seen.append((done, total)))
    stopped = threading.Event()
    stopped.set()

    assert {9} == {total for _, total in seen}
    assert sorted(seen) == seen
    assert (0, 9) == seen[0]
    assert (9, 9) == seen[-1]
    with pytest.raises(Cancelled, match="0 of 9"):
        grade(session, CAPITAL, capitals(0, 3), cancel=stopped)


def test_what_cannot_be_graded_is_refused(session: Session) -> None:
    """No cases, cells that are not there, and readers that write into the source prompt are refused."""
    with pytest.raises(InputError, match="no cases"):
        grade(session, CAPITAL, [])
    with pytest.raises(SelectionError, match="Layer 99"):
        grade(session, CAPITAL, [Case("Peru", 99, -1, "Lima")])
    with pytest.raises(SelectionError, match="Position 99"):
        grade(session, CAPITAL, [Case("Peru", 1, 99, "Lima")])


@pytest.mark.parametrize("reader", ["ablation", "attention_knockout"])
def test_readers_that_write_into_the_source_are_graded_prompt_by_prompt(
    session: Session, reader: str
) -> None:
    """Each case's own prompt runs again, and the answer is what asking about it gives."""
    prompts = ["The capital of Peru is", "The capital of Kenya is"]
    graded = grade(session, reader, [Case(prompt, 1, -2, "Lima") for prompt in prompts])

    for prompt, answer in zip(prompts, graded.answers, strict=True):
        assert session.ask(session.run(prompt), 1, -2, reader, controls=False).text == answer.text


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


# --- measured -------------------------------------------------------------------------------------------


def test_before_and_after(session: Session, graded: Graded, calibrated: Calibrated) -> None:
    """Graded calibrated answers compare both confidences over the same verdicts, in numbers and drawn."""
    found = grade(session, calibrated, capitals(24, 40))
    both = found.comparison()

    raw, right = np.array([a.confidence for a in found.answers]), np.array(found.correct)
    assert ece(raw, right) == both.before.ece.value == found.calibration().ece.value
    assert ece(calibrated.calibrator(raw), right) == both.after.ece.value
    names = [trace.name for trace in found.plot(title="capitals").data]
    assert 2 == sum(bool(re.search(r"(before|calibrated): ECE", str(name))) for name in names)
    assert "before" not in str([trace.name for trace in graded.plot().data])
    with pytest.raises(InputError, match="no calibrated confidence"):
        graded.comparison()


def test_calibrated_answers_say_how_often_they_are_correct(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On entities that were not fitted on, the calibrated confidence of attribute questions is within 5 %."""
    monkeypatch.setattr(graded_cases, "MENTIONS", 160)
    study = Study(session, ResultCache(tmp_path, {"model": "world-small"}))
    rows = experiment.measure_preset(study, "attribute")
    test = [row for row in rows if row["split"] == "test"]
    correct = [row["correct"] for row in test]

    assert 600 < len(test)
    assert (
        0.05
        >= ece([row["calibrated"] for row in test], correct)
        < ece([row["confidence"] for row in test], correct)
    )


# --- the experiment -------------------------------------------------------------------------------------


@pytest.fixture
def study(session: Session, tmp_path: pathlib.Path) -> Study:
    """Return a quick study of the bundled model."""
    return Study(session, ResultCache(tmp_path, {"model": "world-small"}), quick=True)


def prompts(asked) -> set[str]:
    """Return all prompts of what is asked."""
    return {case.prompt for cases in asked.values() for case in cases}


@pytest.mark.parametrize("name", GRADED)
def test_splits_share_no_prompt_and_no_entity(study: Study, name: str) -> None:
    """What is reported on was not fitted on: prompts differ, and where entities are read, they do too."""
    entities = name in ("attribute", "description", "selfie")
    study.quick = not entities  # so many that chance alone would not keep them apart
    fit, report = (GRADED[name](study, split) for split in ("validation", "test"))

    assert not prompts(fit) & prompts(report)
    if entities:
        named = [
            {case.prompt[slice(*case.position)] for cases in asked.values() for case in cases}
            for asked in (fit, report)
        ]
        assert not named[0] & named[1]
        assert all(named)


def test_cases_are_seeded(study: Study) -> None:
    """The same seed gives the same cases, another one others."""
    first, again = (GRADED["attribute"](study, "test") for _ in range(2))
    study.seed = 1
    other = GRADED["attribute"](study, "test")

    assert first == again
    assert prompts(first) != prompts(other)


def test_fitting_never_sees_the_test_cases(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every test verdict turned round, the calibrator and its numbers stay as they are."""
    first = experiment.measure_preset(study, "logit_lens")
    real = GRADED["logit_lens"]

    def turned(study: Study, split):
        asked = real(study, split)
        if split == "validation":
            return asked
        return {
            reader: [dataclasses.replace(c, answer=lambda a, c=c: not c.grade(a)) for c in cases]
            for reader, cases in asked.items()
        }

    monkeypatch.setitem(GRADED, "logit_lens", turned)
    second = experiment.measure_preset(study, "logit_lens")

    assert [row["correct"] for row in first] != [row["correct"] for row in second]
    for name in ("calibrator", "calibrated", "confidence"):
        assert [row[name] for row in first] == [row[name] for row in second]


def test_a_models_own_continuation_is_what_transformers_generates(session: Session) -> None:
    """Grown row by row and batch by batch, the tokens are those of greedy generation, up to the end."""
    model = session.model
    rows = [
        model.tokenizer.encode(text) for text in ("I flew to Peru", "The capital of", "Q: Who are you?\nA:")
    ]
    found = continuations(model, rows, 6)

    hf = model.bridge.original_model
    for row, said in zip(rows, found, strict=True):
        ids = torch.tensor([row])
        own = hf.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=6, do_sample=False)
        own = own[0, len(row) :].tolist()
        ends = [i for i, token in enumerate(own) if token in model.tokenizer.stop_ids]
        assert own[: max(1, ends[0])] if ends else own == said


def test_the_experiment_reports_every_preset(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers before and after, with n and intervals, a verdict and a diagram; said where none was fitted."""
    never = {"selfie": GRADED["selfie"], "logit_lens": GRADED["logit_lens"]}
    monkeypatch.setattr(experiment, "GRADED", never)
    outcome = experiment.CALIBRATION.run(study)
    table = outcome.table[outcome.table["preset"] == "logit_lens"]

    figures = {figure.name: figure for figure in outcome.figures}
    after: Figure = figures["logit_lens, ECE after"]
    number = table[(table["when"] == "after") & (table["measure"] == "ece")].iloc[0]
    assert (5.0, "lower", 128) == (after.bar, after.better, after.cases)
    assert 100 * number["value"] == pytest.approx(after.value)
    assert {"accuracy", "ece", "ece_by_chance", "brier", "auroc"} <= set(table["measure"])
    assert "cannot be told" == outcome.verdicts[0].word
    assert "Ask more validation questions" in outcome.verdicts[0].reason
    above = "disagrees" if number["low"] > 0.05 else "cannot be told"
    assert ("agrees" if number["value"] <= 0.05 else above) == outcome.verdicts[1].word
    assert {"reliability-logit-lens", "reliability-selfie"} == set(outcome.plots)
    assert "selfie, ECE after" not in figures
    assert {"validation", "test"} == set(outcome.settings["cases"]["logit_lens"])


# --- best of N ------------------------------------------------------------------------------------------


def test_the_best_is_the_highest_excess(session: Session) -> None:
    """The picked answer is a sweep's highest, flagged: the best of how many, and what controls get."""
    sweep = session.sweep(session.run("I flew to Kenya"), CAPITAL, layers=[0, 1, 7])
    best = sweep.best()

    answers = list(sweep.answers.values())
    assert max(answer.excess for answer in answers) == best.excess
    plain = sweep.answers[best.layer, best.position]
    assert dataclasses.replace(best, flags=plain.flags, provenance=plain.provenance) == plain
    (flag,) = [flag for flag in best.flags if flag.kind == KIND]
    assert f"the best of {len(answers)} by excess" in flag.message
    for kind in ("null", "random"):
        highest = max(answer.control(kind).confidence for answer in answers)
        assert highest == best.provenance["best_of"]["controls"][kind]
        assert f"{kind} {highest:.2f}" in flag.message
    assert len(answers) == best.best_of
    assert f"the best of {len(answers)}" in repr(best)
    assert flag.message in best._repr_html_()
    assert plain.best_of is None
    assert json.loads(json.dumps(best.to_dict()))["provenance"]["best_of"]["n"] == len(answers)


def test_the_surest_is_not_the_best_where_the_controls_are_as_sure(session: Session) -> None:
    """What is picked is what stands out from its controls, however sure another is."""
    one = answer_of(session, CAPITAL)
    null = one.controls[0]
    surer = dataclasses.replace(one, confidence=0.9, controls=(dataclasses.replace(null, support=0.8),))
    clearer = dataclasses.replace(one, confidence=0.6, controls=(dataclasses.replace(null, support=0.1),))

    best = best_answer([surer, clearer])
    assert (0.6, "excess") == (best.confidence, best.provenance["best_of"]["by"])
    bare = dataclasses.replace(clearer, controls=())
    mixed = best_answer([surer, bare])
    assert (0.9, "confidence") == (mixed.confidence, mixed.provenance["best_of"]["by"])


def test_the_best_without_controls_is_the_surest(session: Session) -> None:
    """Nothing to compare with is said; one answer alone was not picked; of none there is no best."""
    sweep = session.sweep(session.run("Kenya"), CAPITAL, layers=[0, 7], positions=[-1], controls=False)
    best = sweep.best()

    assert max(answer.confidence for answer in sweep.answers.values()) == best.confidence
    assert "No controls were asked" in best.flags[-1].message
    assert sweep.answers[0, 1] is best_answer([sweep.answers[0, 1]])
    with pytest.raises(InputError, match="no answer to pick"):
        best_answer([])


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30))
def test_picking_takes_the_first_of_the_highest(scores: list[float]) -> None:
    """The index is that of the maximum, and n counts all that it was picked from."""
    found = BestOf.of(scores, {"random": [abs(x) for x in scores]}, by="excess")

    assert scores.index(max(scores)) == found.index
    assert len(scores) == found.n == found.to_dict()["n"]
    assert max(abs(x) for x in scores) == found.controls["random"]


def test_picking_makes_noise_look_good() -> None:
    """Of cells that are all noise, the best is as high as the best of the controls, far above the mean."""
    draw = np.random.default_rng(0)
    real, control = draw.random(400), draw.random(400)
    found = BestOf.of(real.tolist(), {"random": control.tolist()}, by="confidence")

    assert real[found.index] > real.mean() + 0.4
    assert real[found.index] == pytest.approx(found.controls["random"], abs=0.02)


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
