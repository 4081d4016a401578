"""An answer without a word is no answer: its confidence is 0, and what is shown says so."""

from __future__ import annotations

import dataclasses
import math

import pytest

from latentlens.activations.trace import Trace
from latentlens.ask.outcome import outcome_of, scored, support_from
from latentlens.engine.query import Generation, Receipt, Result, Scores
from latentlens.scoring.flags import flags
from reader_by_hand import ask


def _said(text: str) -> Result:
    return Result(Generation((1,), (0.0,), text), Receipt())


def _scores(*, finite: bool = True) -> Result:
    return Result(Scores(((0.0,),)), Receipt(finite=finite))


@pytest.mark.parametrize(("text", "confidence"), [("Paris", 1.0), ("", 0.0), (" \n", 0.0)])
@pytest.mark.parametrize("samples", [0, 3])
def test_confidence_and_support_are_those_of_words(text: str, confidence: float, samples: int) -> None:
    """Free text without a word has no confidence and gets no support, greedy and sampled."""
    outcome = outcome_of([_said(text)] * max(1, samples), None, samples)

    assert confidence == outcome.confidence
    assert outcome.finite
    if samples:
        assert confidence == support_from(outcome, outcome).confidence
    else:
        assert confidence == scored(_scores(), outcome).confidence
    assert math.isnan(scored(_scores(finite=False), outcome).confidence)


def test_it_is_flagged_and_named(trace: Trace) -> None:
    """The flag says what happened, and neither text nor table shows an empty place as an answer."""
    named = {"placeholder_visible": False, "target_layer": 1, "option_mass": None, "source_text": "a"}
    assert ["no answer"] == [flag.kind for flag in flags(text=" ", null_text=None, **named)]
    assert [] == [flag.kind for flag in flags(text="b", null_text=None, **named)]
    answer = dataclasses.replace(ask(trace, cell=(1, 5)), text=" ", confidence=0.0)

    assert "<Answer no answer, confidence 0.00" in repr(answer)
    assert "<i>no answer</i>" in answer._repr_html_()


def test_a_text_without_spaces_is_broken(trace: Trace) -> None:
    """However long an answer is, its confidence stands beside it on the page."""
    answer = dataclasses.replace(ask(trace, cell=(1, 5)), text="a" * 9000)

    assert 'dir="auto" style="overflow-wrap:anywhere">aaa' in answer._repr_html_()
