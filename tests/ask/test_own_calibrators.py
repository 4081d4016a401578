"""A decoder that was saved with calibrators answers calibrated, unasked, where they hold."""

from __future__ import annotations

import dataclasses
import pathlib

import pytest

from decoders import opened, weights
from latentlens import Calibrated, Calibrator, Decoder, Session
from latentlens.errors import DecoderError
from latentlens.evaluation.confidence_maps import Temperature
from latentlens.evaluation.fitted_on import FittedOn
from latentlens.experiments.decoders.reproduce_decoders import CALIBRATOR_FILES

OPTIONS = ["fox", "cat"]
KINDS = {"mean token probability": 2.0, "probability among the options": 0.5}
"""Kind of confidence -> the temperature that its calibrator has here."""


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return opened()


@pytest.fixture(scope="module")
def home(session: Session, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return the directory of a decoder, saved with a calibrator for each kind of confidence."""
    made, place = Decoder(weights(session)), tmp_path_factory.mktemp("own") / "oracle"
    texts = {CALIBRATOR_FILES[kind]: fitted(session, made, kind).to_json() for kind in KINDS}
    manifest = made.manifest.model_copy(update={"calibrator": "calibrator.json"})
    Decoder(dataclasses.replace(made.weights, manifest=manifest, calibrators=texts)).save(place)
    return place


def fitted(session: Session, decoder: Decoder, kind: str) -> Calibrator:
    """Return a calibrator as if it had been fitted on the decoder's answers about layers 1 and 3."""
    on = FittedOn(
        40, 25, "validation", decoder.calibrated_as, session.backend.fingerprint(), kind, 0, layers=(1, 3)
    )
    return Calibrator(Temperature(KINDS[kind]), on)


def test_an_answer_is_calibrated_unasked(session: Session, home: pathlib.Path) -> None:
    """By the calibrator of its kind of confidence, which stays as it is; whatever is asked."""
    decoder, trace = Decoder.load(home, question="Is it?"), session.run("the cat met a hare")
    for kind, options in zip(KINDS, (None, OPTIONS), strict=True):
        answer = session.ask(trace, 1, 2, decoder.with_question("What is it?"), options=options)
        expected = fitted(session, decoder, kind)(answer.confidence)
        assert expected == answer.calibrated_confidence
        assert "40 cases of the split 'validation'" == answer.provenance["calibrated_on"]


def test_what_it_does_not_hold_for_is_left_alone(session: Session, home: pathlib.Path) -> None:
    """Another layer, a vector, a scale, other settings, or samples: the raw confidence, and no error."""
    decoder, trace = Decoder.load(home, question="Is it?"), session.run("the cat met a hare")
    wide = dataclasses.replace(decoder, any_layer=True)
    asked = {
        "as fitted": session.ask(trace, 1, 2, wide),
        "another layer": session.ask(trace, 2, 2, wide),
        "a vector": session.ask(session.vectors({"v": trace[1, 2]}, layer=1), decoder),
        "scaled": session.ask(trace, 1, 2, decoder, scale=2.0),
        "another length": session.ask(trace, 1, 2, dataclasses.replace(decoder, max_new_tokens=2)),
        "samples": session.ask(trace, 1, 2, decoder, samples=2),
    }
    calibrated = {name for name, answer in asked.items() if answer.calibrated_confidence is not None}
    assert {"as fitted"} == calibrated
    assert not any(flag.kind == "calibration" for answer in asked.values() for flag in answer.flags)
    assert "calibrated_on" not in asked["another layer"].provenance


def test_a_sweep_of_target_layers_is_calibrated_where_it_was_trained(
    session: Session, home: pathlib.Path
) -> None:
    """Written at another layer than in training, the calibrator does not hold."""
    decoder, trace = Decoder.load(home, question="Is it?"), session.run("the cat met a hare")
    own = decoder.manifest.write.layer
    sweep = session.sweep(trace, decoder, layers=[1], positions=[2], target_layers=[own, own + 1])
    assert [True, False] == [a.calibrated_confidence is not None for a in sweep.answers.values()]


def test_the_code_is_the_loading_alone(session: Session, home: pathlib.Path) -> None:
    """The calibrator comes with the decoder, so that the copied line stays short and gives the same."""
    trace = session.run("the cat met a hare")
    answer = session.ask(trace, 1, 2, Decoder.load(home, question="Is it?"))
    assert "Calibrat" not in answer.code
    again = session.ask(trace, 1, 2, eval(answer.provenance["reader"]))
    assert answer.calibrated_confidence == again.calibrated_confidence


def test_a_calibrator_that_is_given_goes_before_its_own(session: Session, home: pathlib.Path) -> None:
    """It is asked with that, and the code has it."""
    decoder, trace = Decoder.load(home, question="Is it?"), session.run("the cat met a hare")
    mine = dataclasses.replace(fitted(session, decoder, next(iter(KINDS))), map=Temperature(3.0))
    answer = session.ask(trace, 1, 2, Calibrated(decoder, mine))
    assert mine(answer.confidence) == answer.calibrated_confidence
    assert "Calibrator.from_dict" in answer.code


def test_calibrators_are_saved_again(home: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """A decoder that is loaded and saved keeps them; one that names a file that is gone is refused."""
    Decoder.load(home).save(tmp_path / "copy")
    for name in CALIBRATOR_FILES.values():
        assert (home / name).read_text() == (tmp_path / "copy" / name).read_text()
    bare = dataclasses.replace(Decoder.load(home).weights, calibrators={})
    Decoder(bare).save(tmp_path / "bare")
    with pytest.raises(DecoderError, match=r"names the calibrator calibrator\.json, which is not there"):
        Decoder.load(tmp_path / "bare")


def test_the_shipped_oracle_is_calibrated() -> None:
    """Loaded by its name, in one step."""
    with Session("world-small") as bundled:
        trace = bundled.run("The capital of France is")
        decoder = Decoder.load("world-small/oracle", question="Who or what is it?")
        assert bundled.ask(trace, 4, "·France", decoder).calibrated_confidence is not None
