"""A position from the end, over prompts of different length, is that of each prompt."""

from __future__ import annotations

import math

import pytest

from fake_backend import fake_session
from latentlens import Session
from latentlens.errors import InputError, MissingError

PROMPTS = ["The capital of France is", "France", "The capital of Japan is Tokyo"]


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session without a model."""
    return fake_session()


def test_the_last_token_of_each_prompt(session: Session) -> None:
    """-1 is one value of the axis, and its answers are about each prompt's own last token."""
    traces = session.run(PROMPTS)
    sweep = session.sweep(traces, "The capital of x is", layers=[2, 3], positions=[-1], controls=False)

    assert {"prompt": (0, 1, 2), "layer": (2, 3), "position": (-1,)} == sweep.axes
    assert 6 == len(sweep.answers)
    for number, trace in enumerate(traces):
        alone = session.ask(trace, 3, -1, "The capital of x is", controls=False)
        for answer in (sweep[number, 3], sweep[number, 3, -1], sweep[number, 3, len(trace) - 1]):
            assert (len(trace) - 1, alone.text) == (answer.position, answer.text)
            assert alone.confidence == answer.confidence
    assert [-1] * 6 == sweep.to_pandas()["position"].tolist()
    assert (3, 2, 1) == tuple(sweep.logits().shape[:3])
    assert not math.isnan(float(sweep.logits().sum()))


def test_beside_others(session: Session) -> None:
    """Numbers from the beginning and texts stay what they are; what was not asked is not found."""
    traces = session.run([PROMPTS[0], PROMPTS[2]])
    sweep = session.sweep(traces, "x is", layers=[2], positions=[1, "capital", -2], controls=False)

    assert (1, -2) == sweep.axes["position"][:1] + sweep.axes["position"][-1:]
    assert {len(trace) - 2 for trace in traces} == {
        sweep[number, 2, -2].position for number in range(2)
    }  # fmt: skip
    with pytest.raises(MissingError):
        sweep[0, 2, -1]


def test_of_one_prompt_it_is_a_number(session: Session) -> None:
    """The axis of a single trace counts from 0, as its tokens do."""
    trace = session.run(PROMPTS[0])
    sweep = session.sweep(trace, "x is", layers=[2], positions=[-1], controls=False)

    assert (len(trace) - 1,) == sweep.axes["position"]
    assert sweep[2, -1] is sweep[2, len(trace) - 1]


def test_prompts_are_counted_from_the_end_too(session: Session) -> None:
    """-1 is the last prompt, as in a list; a number beyond them names what there is."""
    sweep = session.sweep(session.run(PROMPTS), "x is", layers=[2, 3], positions=[-1], controls=False)

    assert sweep[2, 3] is sweep[-1, 3]
    assert sweep[0, 2] is sweep[-3, 2]
    with pytest.raises(InputError, match="prompt is"):
        sweep[-4, 3]
