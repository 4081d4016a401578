"""Readers are values: their arguments, code, presets and questions."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import latentlens
from latentlens.ask.reproduction import IN_CODE
from latentlens.engine.injection import Add, AddNormMatched, Interpolate, Replace, as_injection
from latentlens.errors import InputError
from latentlens.mappings.mapping import Identity, Rescale, Zero
from latentlens.model.language_model import LanguageModel
from latentlens.readers.lens import Lens
from latentlens.readers.noise import Noise
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.presets import PRESETS, as_reader, attribute, question
from latentlens.readers.queries import query
from latentlens.readers.reader import Reader, State
from latentlens.readers.target_prompts import SourcePrompt, TextPrompt

# --- values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"prompt": ""}, "target prompt is empty"),
        ({"prompt": 3}, "3 is not a target prompt. Give a text"),
        ({"max_new_tokens": 0}, "max_new_tokens is 0; give a whole number from 1"),
        ({"window": 1.5}, "window is a whole number, such as 1; got 1.5"),
        ({"temperature": -0.1}, "temperature is -0.1; give a number from 0"),
        ({"temprature": 0.1}, "Patchscope takes no 'temprature'. Patchscope takes prompt, layer"),
        ({"stop": ""}, "stop text is empty"),
        ({"stop": (".", "")}, "stop text is empty"),
        ({"mapping": "identity"}, "not a mapping"),
        ({"mapping": Identity}, "not a mapping"),
        ({"injection": "put"}, "not an injection"),
        ({"injection": Replace}, "not an injection"),
        ({"injection": 3}, "not an injection"),
    ],
)
def test_impossible_arguments(bad: dict, says: str) -> None:
    """What makes no sense on any model is refused when the reader is made."""
    with pytest.raises(InputError, match=says):
        Patchscope(**{"prompt": "x", **bad})


NAMES = {name: getattr(latentlens, name) for name in IN_CODE}

scales = st.floats(-10, 10, allow_nan=False)

noises = st.none() | st.builds(Noise, st.lists(st.integers(-9, 9), min_size=1).map(tuple), st.floats(0, 9))

readers = st.builds(
    Patchscope,
    prompt=st.builds(
        TextPrompt,
        st.text(min_size=1),
        st.none() | st.integers(-9, 9) | st.text(min_size=1).filter(str.strip),
        noise=noises,
    )
    | st.builds(SourcePrompt, st.none() | st.integers(-9, 9), noises)
    | st.text(min_size=1),
    layer=st.none() | st.integers(-9, 9),
    mapping=st.builds(Identity)
    | st.builds(Zero)
    | st.builds(Rescale, st.just("slot") | st.floats(0.01, 1e6) | st.integers(1, 9)),
    injection=st.sampled_from(["replace", "add", "add_norm_matched", "interpolate", Replace()])
    | st.builds(Interpolate, st.floats(0, 1))
    | st.builds(Add, scales)
    | st.builds(AddNormMatched, scales),
    remedy=st.sampled_from([None, "mask"]),
    window=st.integers(1, 4),
    contrast=st.floats(0, 3),
    max_new_tokens=st.integers(1, 99),
    stop=st.text(min_size=1) | st.lists(st.text(min_size=1)).map(tuple),
    temperature=st.floats(0, 9),
)


@settings(max_examples=200, deadline=None)
@given(reader=readers)
def test_repr_is_the_code_that_makes_the_reader(reader: Patchscope) -> None:
    """Evaluating a reader's repr gives an equal reader, with an equal hash and the same repr."""
    again = eval(repr(reader), NAMES.copy())

    assert reader == again
    assert hash(reader) == hash(again)
    assert repr(reader) == repr(again)


@pytest.mark.parametrize("name", [name for name, preset in PRESETS.items() if preset.by_name])
def test_presets_can_be_rebuilt(name: str) -> None:
    """Presets are readers, and their repr is code too."""
    reader = as_reader(name)

    assert isinstance(reader, Reader)
    assert reader == eval(repr(reader), NAMES.copy())


@pytest.mark.parametrize("name", IN_CODE)
def test_names_in_a_repr_are_public(name: str) -> None:
    """What a repr names can be had from the package itself."""
    assert name in latentlens.__all__


def test_repr_says_only_what_was_changed() -> None:
    """Defaults are left out, so that the line stays readable; equal spellings are one reader."""
    assert "Patchscope('The x')" == repr(Patchscope("The x", layer=None, injection="replace", stop=[]))
    assert "Patchscope('x', layer=0)" == repr(Patchscope("x", layer=0))
    assert "Patchscope('x', stop=('.',))" == repr(Patchscope("x", stop="."))
    assert Patchscope("x", injection="add") == Patchscope("x", injection=Add(1.0))
    assert "Lens()" == repr(Lens())


def test_injections_by_name() -> None:
    """The three names stand for the three injections, and an injection for itself."""
    assert (Replace(), Add(), AddNormMatched()) == tuple(
        as_injection(name) for name in ("replace", "add", "add_norm_matched")
    )
    assert Add(2.0) == as_injection(Add(2.0))


# --- presets --------------------------------------------------------------------------------------------


SYRIA = (
    "Syria: Country in the Middle East, Leonardo DiCaprio: American actor, Samsung: South Korean "
    "multinational major appliance and consumer electronics corporation, x"
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "next_token",
            Patchscope(TextPrompt("cat -> cat\n1135 -> 1135\nhello -> hello\n?", "?"), max_new_tokens=1),
        ),
        (
            "token_identity",
            Patchscope(TextPrompt("cat -> cat\n1135 -> 1135\nhello -> hello\n? ->", "?"), max_new_tokens=1),
        ),
        ("description", Patchscope(SYRIA, max_new_tokens=20, stop=(",", "\n"))),
        (
            "selfie",
            Patchscope(
                TextPrompt("[INST] _ _ _ _ _ [/INST] Sure, I will summarize the message:", "_", 5),
                layer=1,
                max_new_tokens=20,
                stop="\n",
            ),
        ),
        ("logit_lens", Lens()),
    ],
)
def test_presets_are_the_published_prompts(name: str, expected: Reader) -> None:
    """Each preset is the paper's prompt to the letter, read where the paper reads it."""
    assert expected == as_reader(name)


def test_next_token_is_read_at_the_patched_position(model: LanguageModel) -> None:
    """In 'next_token' the slot is the last token; in 'token_identity' the arrow follows it."""
    at_slot, after_arrow = (as_reader(name).target(model) for name in ("next_token", "token_identity"))

    assert len(at_slot.token_ids) - 1 == at_slot.slots[0]
    assert at_slot.slots == after_arrow.slots
    assert [" ->"] == [model.tokenizer.text(i) for i in after_arrow.token_ids[after_arrow.slots[0] + 1 :]]


def test_selfie_writes_the_vector_into_five_slots(model: LanguageModel) -> None:
    """SelfIE's five placeholders are five tokens, and each gets the same vector, at layer 1."""
    reader = as_reader("selfie")
    target = reader.target(model)
    vector = torch.randn(model.d_model)

    asked = query(reader, target, [State(vector, 3)], model.n_layers, reader.readout(0))

    assert 5 == len(target.slots)
    assert {"_"} == {model.tokenizer.text(target.token_ids[p]).strip() for p in target.slots}
    (write,) = asked.writes
    assert (1, target.slots) == (write.layer, write.positions)
    assert torch.equal(vector.expand(5, -1), write.vectors)
    assert () == query(reader, target, None, 1, reader.readout(0)).writes


@pytest.mark.parametrize("name", [name for name, preset in PRESETS.items() if preset.by_name])
def test_presets_take_a_layer(name: str) -> None:
    """A target layer given with a name is the preset's, but for a lens and a knock-out, which have theirs."""
    expected = {"logit_lens": 7, "attention_knockout": 3}.get(name, 2)
    assert expected == as_reader(name, layer=2).target_layer(3, 7)


def test_presets_take_prompts_that_suit_the_model() -> None:
    """A prompt given for a preset's name replaces the paper's, and that one only."""
    prompts = {"description": "a: b, x"}

    assert "a: b, x" == as_reader("description", prompts=prompts).text
    assert as_reader("selfie") == as_reader("selfie", prompts=prompts)
    assert as_reader("The x is") == as_reader("The x is", prompts=prompts)


# --- questions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["The capital of x is", "Who is x?", "x", "x: ", "x's capital", "(x)", "Say: x!", "A, x, B"]
)
def test_a_question_is_asked_as_it_stands(model: LanguageModel, text: str) -> None:
    """A question that holds x is the target prompt, word for word, whatever stands beside the x."""
    reader = question(text)

    assert text == reader.text
    assert "x" == model.tokenizer.text(reader.target(model).token_ids[reader.target(model).slots[0]]).strip()
    assert reader == as_reader(text)


@pytest.mark.parametrize("text", ["", "The capital of", "The extra box", "X is", "descripton"])
def test_a_question_without_x_is_refused(text: str) -> None:
    """Without an x that stands alone nobody knows where the activation goes; presets are named."""
    with pytest.raises(InputError, match=r"where the activation should stand.*token_identity, next_token"):
        as_reader(text)


def test_attribute_adds_the_placeholder() -> None:
    """A relation without x gets one at its end; one with x stays; an empty one is refused."""
    assert "The capital city of x" == attribute("The capital city of ").text
    assert "Is x a city?" == attribute("Is x a city?").text
    assert "The extra box x" == attribute("The extra box").text
    with pytest.raises(InputError, match="relation is empty"):
        attribute("  ")


@pytest.mark.parametrize("wrong", [3, None, Patchscope, Lens, PRESETS["selfie"], ["The x"]])
def test_what_is_not_a_reader(wrong: Any) -> None:
    """What is not a reader is refused, a reader's class among it."""
    with pytest.raises(InputError, match="is not a reader"):
        as_reader(wrong)


def test_a_reader_is_itself() -> None:
    """A reader given as a reader is not touched."""
    reader = Patchscope("The x")

    assert reader is as_reader(reader)
