"""Controls and samples: what stands in the vector's place, and what several answers agree on."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter

import pytest
import torch

from latentlens import Session
from latentlens.activations.trace import Trace
from latentlens.engine.query import Generate, Query, Score, Write
from latentlens.engine.run import run
from latentlens.errors import InputError, SelectionError
from latentlens.readers.attention import AttentionKnockout
from latentlens.readers.lens import Lens
from latentlens.readers.noise import Noise
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.target_prompts import TextPrompt
from latentlens.scoring.agreement import normalise
from latentlens.scoring.controls import (
    NO_CONTROLS,
    Controls,
    another_position,
    as_controls,
    random_vector,
)
from tiny import tiny_model, tiny_tokenizer

PROMPT = "The capital of France is"
READER = Patchscope("The cat x is", max_new_tokens=3)
ALL = Controls(random=3, shuffled=True, prompt="Once upon a time a fox met a hare", text=True)


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


@pytest.fixture(scope="module")
def trace(session: Session) -> Trace:
    """Return a trace of it."""
    return session.run(PROMPT)


def written(session: Session, vector: torch.Tensor | None, layer: int, token_ids=None) -> Query:
    """Return READER's query with a vector, or with other tokens, by hand."""
    target = READER.target(session.backend)
    writes = () if vector is None else (Write(layer, target.slots, vector[None]),)
    return Query(tuple(token_ids or target.token_ids), writes, READER.readout(0))


def test_each_control_writes_what_it_says(session: Session, trace: Trace) -> None:
    """Nothing, random vectors, another position's state, another prompt's, or the source text itself."""
    layer, position = 2, 4
    answer = session.ask(trace, layer, position, READER, controls=ALL)
    other = session.run(ALL.prompt)
    elsewhere = another_position(range(1, len(trace)), seed=0, position=position)
    ids = READER.target(session.backend).token_ids
    (slot,) = READER.target(session.backend).slots
    vectors = [None]
    vectors += [
        random_vector(trace[layer, position], seed=0, layer=layer, position=position, draw=i)
        for i in range(3)
    ]
    vectors += [trace[layer, elsewhere], other[layer, position]]
    queries = [written(session, vector, layer) for vector in vectors]
    queries += [
        written(session, None, layer, (*ids[:slot], *trace.token_ids[1 : position + 1], *ids[slot + 1 :]))
    ]

    expected = run(queries, session.model)

    kinds = ["null", "random", "random", "random", "shuffled", "prompt", "text"]
    assert kinds == [control.kind for control in answer.controls]
    assert [result.value.text for result in expected] == [control.text for control in answer.controls]
    support = run([Query(q.target_ids, q.writes, Score((answer.token_ids,))) for q in queries], session.model)
    for result, control in zip(support, answer.controls, strict=True):
        logprobs = result.value.logprobs[0]
        assert math.exp(sum(logprobs) / len(logprobs)) == pytest.approx(control.support, abs=1e-5)


def test_excess_is_over_the_best_of_all_controls(session: Session, trace: Trace) -> None:
    """With more controls the excess can only fall."""
    few, many = (session.ask(trace, 2, 4, READER, controls=c) for c in (True, ALL))
    assert many.confidence - max(c.support for c in many.controls) == pytest.approx(many.excess)
    assert many.excess <= few.excess + 1e-6


def test_a_sweep_asks_every_control_of_every_cell(session: Session, trace: Trace) -> None:
    """A sweep's answer is the cell's own, controls included, and its table has a column for each."""
    sweep = session.sweep(trace, READER, layers=[0, 2], positions=[1, 3], controls=ALL)
    for (layer, position), swept in sweep.answers.items():
        alone = session.ask(trace, layer, position, READER, controls=ALL)
        assert [c.text for c in alone.controls] == [c.text for c in swept.controls]
        assert [c.support for c in alone.controls] == pytest.approx(
            [c.support for c in swept.controls], abs=1e-5
        )
    columns = set(sweep.to_pandas().columns)
    assert {
        "random_support",
        "random_2_support",
        "random_3_support",
        "text_answer",
        "prompt_answer",
    } <= columns


def test_the_same_vector_is_shuffled_in_for_the_same_seed(session: Session, trace: Trace) -> None:
    """A position is drawn from the others, never the first token where it only begins the text."""
    drawn = [another_position(range(1, 6), seed=s, position=3) for s in range(40)]
    assert {1, 2, 4, 5} == set(drawn)
    assert drawn == [another_position(range(1, 6), seed=s, position=3) for s in range(40)]
    with pytest.raises(SelectionError, match="no other position"):
        session.ask(session.run([0, 5]), 1, 1, READER, controls=Controls(shuffled=True))


def test_text_stands_where_the_lens_reads(session: Session, trace: Trace) -> None:
    """A lens's text control is the model itself on the source prompt up to the position."""
    answer = session.ask(trace, 2, 3, Lens(), controls=Controls(text=True))
    own = session.model.all_logits([trace.token_ids[:4]])[0, -1].argmax()
    control = answer.control("text")
    assert control is not None
    assert session.model.tokenizer.visible(int(own)) == control.tokens[0]


def test_the_text_control_keeps_the_noise_of_the_target(session: Session, trace: Trace) -> None:
    """Noise before and after the slot lies on the same tokens, wherever the text has moved them."""
    (slot,) = READER.target(session.backend).slots
    noisy = dataclasses.replace(
        READER, prompt=TextPrompt(READER.text, noise=Noise((1, 2, -1, slot), scale=5.0, seed=4))
    )
    ids, text = READER.target(session.backend).token_ids, trace.token_ids[1:5]
    (drawn,) = noisy.target(session.backend).writes
    end = len(ids) - 1 + len(text) - 1
    moved = Write(0, (1, 2, end), drawn.vectors[:3], injection=drawn.injection)
    by_hand = Query((*ids[:slot], *text, *ids[slot + 1 :]), (moved,), noisy.readout(0))
    quiet = dataclasses.replace(by_hand, writes=())

    control = session.ask(trace, 2, 4, noisy, controls=Controls(text=True)).control("text")
    with_noise, without = (result.value for result in run([by_hand, quiet], session.model))

    assert control is not None
    assert with_noise.logprobs == pytest.approx(control.token_logprobs, abs=1e-5)
    assert with_noise.text == control.text
    assert without.logprobs != pytest.approx(control.token_logprobs, abs=1e-3)


def test_controls_that_do_not_fit_are_refused(session: Session, trace: Trace) -> None:
    """The message says what was given and what to do."""
    with pytest.raises(InputError, match="Leave out text=True"):
        session.ask(trace, 1, 1, AttentionKnockout(), controls=Controls(text=True))
    with pytest.raises(InputError, match="-1 random vectors"):
        Controls(random=-1)
    with pytest.raises(InputError, match="other prompt is empty"):
        Controls(prompt="")
    with pytest.raises(InputError, match="Give True, False, or for example"):
        session.ask(trace, 1, 1, READER, controls="null")
    assert NO_CONTROLS == as_controls(False)
    assert Controls() == as_controls(True)
    assert () == session.ask(trace, 1, 1, READER, controls=False).controls


# --- samples ----------------------------------------------------------------------------------------------


def test_agreement_is_that_of_the_sampled_answers(session: Session, trace: Trace) -> None:
    """Confidence is the share of the samples that say what most say; each is sampled alone by its seed."""
    answer = session.ask(trace, 2, 4, READER, samples=12, seed=3)
    (query,) = [written(session, trace[2, 4], 2)]
    said = []
    for i in range(12):
        readout = Generate(3, (), temperature=1.0, seed=3 * 12 + i)
        said.append(run([Query(query.target_ids, query.writes, readout)], session.model)[0].value.text)
    counts = Counter(map(normalise, said))

    assert counts == answer.agreement.counts
    assert max(counts.values()) / 12 == answer.confidence
    assert normalise(answer.text) == answer.agreement.normalised
    assert "agreement of samples" == answer.confidence_kind


def test_controls_are_sampled_as_often(session: Session, trace: Trace) -> None:
    """A control's support is the share of its own samples that give the answer."""
    answer = session.ask(trace, 2, 4, READER, samples=10)
    again = session.ask(trace, 2, 4, READER, samples=10)
    assert all(0 <= control.support <= 1 for control in answer.controls)
    assert [c.support for c in answer.controls] == [c.support for c in again.controls]
    assert all(
        round(control.support * 10) == pytest.approx(control.support * 10) for control in answer.controls
    )


def test_samples_that_make_no_sense_are_refused(session: Session, trace: Trace) -> None:
    """One sample agrees with itself, and options need none."""
    with pytest.raises(InputError, match="two answers at least"):
        session.ask(trace, 1, 1, READER, samples=1)
    with pytest.raises(InputError, match="options or samples"):
        session.ask(trace, 1, 1, READER, samples=5, options=["cat", "fox"])


def test_the_code_of_an_answer_gives_it_again(trace: Trace) -> None:
    """Controls and samples stand in the lines that repeat an answer, with the names they need."""
    session = Session()
    own = session.run(PROMPT)
    answer = session.ask(own, 2, 4, READER, samples=4, controls=Controls(random=2), seed=1)
    found: dict = {}
    exec(answer.code, found)
    again = found["answer"]
    assert answer.agreement.counts == again.agreement.counts
    assert [c.support for c in answer.controls] == [c.support for c in again.controls]
