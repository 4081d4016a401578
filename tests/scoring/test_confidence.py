"""Laws of confidence: every number equals what plain transformers gives by hand, controls included."""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
import pathlib
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import latentlens
from latentlens.activations.trace import Trace
from latentlens.ask.answer import Answer, Control
from latentlens.readers.lens import Lens
from latentlens.scoring.controls import random_vector
from latentlens.scoring.flags import LOW_OPTION_MASS, Flag, flags, messages
from latentlens.scoring.forced_choice import mean_probability
from latentlens.session import Session
from reader_by_hand import CELL, READER, SOURCE, ByHand, ask
from tiny import save_tiny, tiny_model, tiny_tokenizer

# --- free text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [(0, 1), (1, 5), (4, 3)])
def test_free_text_confidence_is_the_geometric_mean(
    trace: Trace, by_hand: ByHand, cell: tuple[int, int]
) -> None:
    """The confidence is exp of the mean log-probability of the answer's tokens, by hand."""
    answer = ask(trace, cell=cell)
    vector = trace[cell] if cell[0] == 4 else by_hand.vector(SOURCE, *cell)

    logprobs = by_hand.logprobs(answer.token_ids, vector)

    assert pytest.approx(logprobs, abs=1e-4) == list(answer.token_logprobs)
    assert pytest.approx(math.exp(sum(logprobs) / len(logprobs)), abs=1e-4) == answer.confidence
    assert "mean token probability" == answer.confidence_kind
    assert () == answer.options
    assert len(answer.tokens) == len(answer.token_ids) == len(answer.token_logprobs)


@given(st.lists(st.floats(-30, 0), min_size=1, max_size=9))
def test_mean_probability_lies_between_its_tokens(logprobs: list[float]) -> None:
    """A geometric mean is between the least and the greatest, and in [0, 1]."""
    mean = mean_probability(logprobs)

    assert math.exp(min(logprobs)) * (1 - 1e-9) <= mean <= math.exp(max(logprobs)) * (1 + 1e-9)


# --- controls -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "options"), [(CELL, None), ((0, 5), list("PLoebd"))])
def test_support_is_what_the_control_gives_to_the_answer(
    trace: Trace, by_hand: ByHand, cell: tuple[int, int], options: list[str] | None
) -> None:
    """A control's support is the answer's own probability, teacher-forced under that control, by hand."""
    answer = ask(trace, cell=cell, options=options, seed=3)
    vector = by_hand.vector(SOURCE, *cell)
    written = {
        "null": None,
        "random": random_vector(vector, seed=3, layer=cell[0], position=cell[1]),
    }

    assert answer.text != answer.controls[0].text  # or its support would be its confidence
    assert ["null", "random"] == [control.kind for control in answer.controls]
    for control in answer.controls:
        if options is None:
            logprobs = by_hand.logprobs(answer.token_ids, written[control.kind])
            expected = math.exp(sum(logprobs) / len(logprobs))
        else:
            totals = [
                max(sum(by_hand.logprobs(form, written[control.kind])) for form in by_hand.forms(option))
                for option in options
            ]
            expected = torch.softmax(torch.tensor(totals), 0)[options.index(answer.text)].item()
        assert pytest.approx(expected, abs=1e-4) == control.support


@pytest.mark.parametrize("options", [None, ["Paris", "Lima", "hungry"]])
def test_a_control_is_as_sure_of_its_own_answer_as_it_says(
    trace: Trace, by_hand: ByHand, options: list[str] | None
) -> None:
    """A control's confidence is in what the control itself says, on the answer's scale."""
    answer = ask(trace, options=options)
    null = answer.control("null")
    assert null is not None

    if options is None:
        expected = math.exp(sum(null.token_logprobs) / len(null.token_logprobs))
        ids = [_id(trace, token) for token in null.tokens]
        assert pytest.approx(by_hand.logprobs(ids, None), abs=1e-4) == list(null.token_logprobs)
    else:
        expected = null.option(null.text).probability
        assert expected == max(score.probability for score in null.options)
        assert pytest.approx(1) == sum(score.probability for score in null.options)
    assert pytest.approx(expected) == null.confidence


def _id(trace: Trace, visible: str) -> int:
    tokenizer = trace.backend.tokenizer
    return next(i for i in range(320) if tokenizer.visible(i) == visible)


def test_without_controls(trace: Trace) -> None:
    """Where no control was run, none is made up."""
    answer = ask(trace, controls=False)

    assert () == answer.controls
    assert answer.excess is None
    assert answer.control("null") is None


def test_a_slot_that_nothing_reads_has_no_excess(trace: Trace) -> None:
    """Written at the last layer before the last token the vector cannot matter: excess 0, and 'generic'."""
    answer = ask(trace, dataclasses.replace(READER, layer=-1))

    assert pytest.approx(0, abs=1e-5) == answer.excess
    assert {answer.text} == {control.text for control in answer.controls}
    assert "generic" in messages(answer.flags)


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 5), layer=st.integers(0, 40), position=st.integers(0, 40), scale=st.floats(1e-3, 1e3)
)
def test_random_control_has_the_vectors_norm(seed: int, layer: int, position: int, scale: float) -> None:
    """The random vector has the norm of the one that it stands for, and another direction."""
    vector = scale * torch.randn(64, generator=torch.Generator().manual_seed(1))

    made = random_vector(vector, seed=seed, layer=layer, position=position)

    torch.testing.assert_close(vector.norm(), made.norm())
    assert abs(float(torch.cosine_similarity(vector, made, dim=0))) < 0.7
    assert torch.equal(made, random_vector(vector, seed=seed, layer=layer, position=position))


def test_random_control_differs_by_cell_and_seed() -> None:
    """Every seed, layer and position has its own direction; (1, 12) and (11, 2) among them."""
    vector = torch.randn(64)
    places = [*itertools.product(range(3), range(13), range(13)), (0, 1, 112), (0, 11, 12), (11, 1, 2)]

    made = {tuple(random_vector(vector, seed=s, layer=k, position=p).tolist()) for s, k, p in set(places)}

    assert len(set(places)) == len(made)


def test_random_control_ignores_global_seed_and_dtype() -> None:
    """The direction depends on nothing global, and is the same in every precision."""
    vector = torch.randn(64)
    torch.manual_seed(1)
    one = random_vector(vector, seed=0, layer=1, position=2)
    torch.manual_seed(2)
    state = torch.get_rng_state()

    half = random_vector(vector.to(torch.bfloat16), seed=0, layer=1, position=2)

    assert torch.equal(one, random_vector(vector, seed=0, layer=1, position=2))
    assert torch.equal(state, torch.get_rng_state())
    assert torch.bfloat16 == half.dtype
    torch.testing.assert_close(one, half.float(), rtol=0.02, atol=0.01)
    zero = random_vector(torch.zeros(64), seed=0, layer=1, position=2)
    assert not zero.any()


def test_controls_do_not_depend_on_what_is_asked_beside_them(trace: Trace) -> None:
    """A cell's controls are the same alone and in a sweep, whatever its order."""
    alone = ask(trace)

    sweep = Session(trace.backend).sweep(trace, READER, layers=[3, 1, 0], positions=[7, 5, 2])

    for one, other in zip(alone.controls, sweep[CELL].controls, strict=True):
        assert one.text == other.text
        assert pytest.approx(one.support, abs=1e-5) == other.support
        assert pytest.approx(one.confidence, abs=1e-5) == other.confidence
    assert alone.text == sweep[CELL].text


def test_seed_changes_the_random_control_only(trace: Trace) -> None:
    """Another seed is another random control; the answer and the null control stay."""
    one, other = ask(trace, seed=0), ask(trace, seed=1)

    assert one.controls[0] == other.controls[0]
    assert one.controls[1].support != other.controls[1].support
    assert one.token_logprobs == other.token_logprobs


# --- flags ----------------------------------------------------------------------------------------------


CLEAN: dict[str, Any] = {
    "text": "Paris",
    "placeholder_visible": False,
    "target_layer": 2,
    "option_mass": None,
    "null_text": "Lima",
    "source_text": "The capital of France",
}


@pytest.mark.parametrize(
    ("kind", "change", "raised"),
    [
        ("generic", {"null_text": "Paris"}, True),
        ("generic", {"null_text": " Paris\n"}, True),
        ("generic", {"null_text": "Paris "}, True),
        ("generic", {"null_text": "paris"}, False),
        ("generic", {"null_text": None}, False),
        ("contamination", {"placeholder_visible": True}, True),
        ("contamination", {"placeholder_visible": False}, False),
        ("option mass", {"option_mass": 0.1}, True),
        ("option mass", {"option_mass": LOW_OPTION_MASS - 0.01}, True),
        ("option mass", {"option_mass": LOW_OPTION_MASS}, False),
        ("option mass", {"option_mass": 1.0}, False),
        ("text inversion", {"source_text": "In Paris"}, True),
        ("text inversion", {"source_text": "in paris, today"}, True),
        ("text inversion", {"source_text": "Parisian"}, False),
        ("text inversion", {"text": "The capital", "source_text": "the capital of"}, True),
        ("text inversion", {"text": "ada", "source_text": "In Canada"}, False),
        ("text inversion", {"text": "C++ (a)", "source_text": "in C++ (a) world"}, True),
        ("text inversion", {"text": "a.c", "source_text": "abc"}, False),
        ("text inversion", {"text": " "}, False),
        ("text inversion", {"text": ""}, False),
    ],
)
def test_flags(kind: str, change: dict[str, Any], raised: bool) -> None:
    """Each flag stands where its reason holds and nowhere else, and says a sentence."""
    assert () == flags(**CLEAN)

    found = {flag.kind: flag.message for flag in flags(**{**CLEAN, **change})}

    assert raised == (kind in found)
    assert all(message.endswith(".") for message in found.values())


def test_flags_reach_the_answer(trace: Trace) -> None:
    """An answer carries the flags of its own numbers; its text is sought up to its own token only."""
    assert "Once upon" == trace.backend.tokenizer.decode(trace.token_ids[:6])
    asked = {p: ask(trace, options=["Once upon", "upon"], cell=(1, p)) for p in (0, 5)}

    assert "text inversion" not in messages(asked[0].flags)
    assert "text inversion" in messages(asked[5].flags)
    assert (asked[5].option_mass or 0) < LOW_OPTION_MASS
    assert "option mass" in messages(asked[5].flags)
    assert len(asked[5].token_ids) > 1
    assert "contamination" not in messages(asked[5].flags)
    long = ask(trace, dataclasses.replace(READER, stop=()))
    assert len(long.token_ids) > 1
    assert "contamination" in messages(long.flags)


def test_text_inversion_sees_characters_of_several_tokens() -> None:
    """A word whose letters are several tokens each is still found in the source."""
    session = Session((tiny_model("llama"), tiny_tokenizer()))
    trace = session.run("In 東 é")
    answer = session.ask(trace, 1, -1, READER, options=["東", "é"])

    assert "text inversion" in messages(answer.flags)


# --- the answer itself ----------------------------------------------------------------------------------


@pytest.mark.parametrize("supports", [(0.1, 0.3), (0.3, 0.1), (0.9, 0.2)])
def test_excess_is_over_the_best_control(trace: Trace, supports: tuple[float, float]) -> None:
    """What is left of the confidence is measured against the control that supports the answer most."""
    answer = ask(trace)
    controls = tuple(
        dataclasses.replace(control, support=support, confidence=0.99)
        for control, support in zip(answer.controls, supports, strict=True)
    )

    changed = dataclasses.replace(answer, confidence=0.7, controls=controls)

    assert pytest.approx(0.7 - max(supports)) == changed.excess


@pytest.mark.parametrize("options", [None, ["Paris", "é"]])
@pytest.mark.parametrize("controls", [True, False])
def test_to_dict_is_json(trace: Trace, options: list[str] | None, controls: bool) -> None:
    """An answer as plain data survives JSON, and holds every number and the reader's code."""
    answer = ask(trace, options=options, controls=controls)

    data = answer.to_dict()

    assert data == json.loads(json.dumps(data, allow_nan=False))
    assert repr(READER) == data["reader"]
    assert answer.excess == data["excess"]
    assert {field.name for field in dataclasses.fields(Answer)} <= set(data)
    assert [c.support for c in answer.controls] == [c["support"] for c in data["controls"]]
    assert list(answer.token_ids) == data["token_ids"]
    assert 1 == data["provenance"]["receipt"]["writes"]
    assert trace.backend.fingerprint() == data["provenance"]["fingerprint"]


def test_option_by_text(trace: Trace) -> None:
    """An option's score is had by its text; an unknown one is named beside those that were asked."""
    answer = ask(trace, options=["Paris", "Lima"])

    assert answer.options[1] is answer.option("Lima")
    with pytest.raises(KeyError, match="'Rome' was not among"):
        answer.option("Rome")
    with pytest.raises(KeyError, match="'Rome' was not among"):
        answer.controls[0].option("Rome")


def test_html_escapes_what_the_model_says(trace: Trace) -> None:
    """Model text never becomes markup in a notebook."""
    answer = ask(trace)
    evil = "<img src=x onerror=alert(1)>&"
    control = Control("null", evil, 0.5, 0.5, (evil,), (0.0,))
    shown = dataclasses.replace(
        answer, text=evil, name=evil, controls=(control,), flags=(Flag("generic", evil),)
    )._repr_html_()

    assert "<img" not in shown
    assert 4 == shown.count("&lt;img src=x onerror=alert(1)&gt;&amp;")
    assert evil == str(dataclasses.replace(answer, text=evil))


@pytest.mark.parametrize(
    "reader",
    [READER, Lens(), dataclasses.replace(READER, mapping=latentlens.Rescale(3.0), injection="add")],
    ids=["patchscope", "lens", "changed"],
)
def test_code_gives_the_answer_again(tmp_path: pathlib.Path, reader: Any) -> None:
    """The lines that stand beside an answer, run as they are, give the same answer."""
    session = Session(save_tiny(tmp_path, "llama"))
    answer = session.ask(session.run(SOURCE), 2, 3, reader, options=["a", "x"], seed=4)
    names: dict[str, Any] = {}

    exec(answer.code, names)

    assert answer == names["answer"]
