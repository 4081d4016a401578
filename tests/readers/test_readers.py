"""Laws of the readers: where the vector goes is found or refused, and a reader's repr is its code."""

from __future__ import annotations

import ast
import pathlib
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import latentlens
from latentlens.ask.reproduction import IN_CODE
from latentlens.engine.injection import Add, AddNormMatched, Interpolate, Replace, as_injection
from latentlens.engine.knockout import Knockout
from latentlens.engine.local import LocalBackend
from latentlens.engine.query import Generate, NextToken, Query, Write
from latentlens.engine.run import run
from latentlens.errors import InputError, MappingError, SelectionError, TargetPromptError
from latentlens.mappings.mapping import Identity, Rescale, Zero
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.readers import presets
from latentlens.readers.attention import AttentionKnockout
from latentlens.readers.lens import Lens
from latentlens.readers.noise import Noise
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.presets import PRESETS, as_reader, attribute, question
from latentlens.readers.reader import Edits, Reader, State, Target, query
from latentlens.readers.target_prompts import SourcePrompt, TextPrompt
from plain import Plain
from tiny import save_tiny, tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    """Return a model whose tokenizer begins texts."""
    return open_model((tiny_model("llama"), tiny_tokenizer()))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[LanguageModel, Plain]:
    """Return a model, and the same weights with plain hooks."""
    directory = save_tiny(tmp_path_factory.mktemp("plain"), "llama")
    return open_model(directory), Plain(directory)


def drawn(model: LanguageModel, reader: Patchscope) -> list[str]:
    """Return the target prompt's tokens, those of the slots in brackets."""
    target = reader.target(model)
    return [
        f"[{model.tokenizer.visible(i)}]" if p in target.slots else model.tokenizer.visible(i)
        for p, i in enumerate(target.token_ids)
    ]


# --- slots ----------------------------------------------------------------------------------------------


def test_the_placeholder_is_found_where_it_stands(model: LanguageModel) -> None:
    """The slot is the placeholder's own token, counted with the beginning that the tokenizer adds."""
    assert ["<bos>", "The", "·capital", "·of", "·", "[x]"] == drawn(model, Patchscope("The capital of x"))
    assert ["<bos>", "[x]", "·capital"] == drawn(model, Patchscope("x capital"))
    assert ["<bos>", "The", "[·capital]", ","] == drawn(
        model, Patchscope(TextPrompt("The capital,", "capital"))
    )


@pytest.mark.parametrize("prompt", ["The x", "The x is", "The x, and", "x: The", "(x)", "The 'x'?", "\nx\n"])
def test_punctuation_beside_the_placeholder_does_not_matter(model: LanguageModel, prompt: str) -> None:
    """Spaces, newlines and punctuation beside the placeholder leave it one token."""
    target = Patchscope(prompt).target(model)

    (slot,) = target.slots
    assert "x" == model.tokenizer.text(target.token_ids[slot]).strip()


def test_a_placeholder_given_with_its_space_is_the_same(model: LanguageModel) -> None:
    """' x' names the same token as 'x'."""
    assert drawn(model, Patchscope("The x is")) == drawn(model, Patchscope(TextPrompt("The x is", " x")))


def test_absent_placeholder(model: LanguageModel) -> None:
    """A placeholder that is not written is named, with where to write it."""
    with pytest.raises(TargetPromptError, match=r"'x' is not in the target prompt 'The capital'.*Write it"):
        Patchscope("The capital").target(model)


def test_placeholder_of_several_tokens(model: LanguageModel) -> None:
    """A placeholder that the tokenizer takes apart is shown as it is read."""
    with pytest.raises(TargetPromptError, match=r"'qqz' is not one token.*\[q\] \[q\] \[z\]"):
        Patchscope(TextPrompt("The qqz is", "qqz")).target(model)


@pytest.mark.parametrize("prompt", ["The qxq is", "The xq is", "The qx is", "qx"])
def test_a_piece_of_a_word_is_no_placeholder(model: LanguageModel, prompt: str) -> None:
    """The x that a tokenizer cuts out of a longer word is not taken for the placeholder."""
    pieces = [model.tokenizer.text(i) for i in model.tokenizer.encode(prompt)]
    assert "x" in [piece.strip() for piece in pieces]

    with pytest.raises(TargetPromptError, match="only a part of longer words"):
        Patchscope(prompt).target(model)


def test_a_piece_of_a_word_does_not_make_the_placeholder_ambiguous(model: LanguageModel) -> None:
    """Beside a word that holds an x, the x that stands alone is the slot."""
    assert ["·of", "·", "[x]"] == drawn(model, Patchscope("The qxq of x"))[-3:]


def test_ambiguous_placeholder(model: LanguageModel) -> None:
    """A placeholder that stands twice is refused with both positions, and each remedy that is named works."""
    with pytest.raises(TargetPromptError, match=r"stands 2 times.*positions 1, 4.*placeholders=2"):
        Patchscope("x of x").target(model)

    assert (1, 4) == Patchscope(TextPrompt("x of x", placeholders=2)).target(model).slots
    assert (4,) == Patchscope(TextPrompt("x of x", 4)).target(model).slots


@pytest.mark.parametrize(("n", "ok"), [(1, False), (2, False), (3, True), (4, False)])
def test_the_number_of_placeholders_must_be_right(model: LanguageModel, n: int, ok: bool) -> None:
    """As many placeholders as were said, no more and no fewer."""
    reader = Patchscope(TextPrompt("x x of x", placeholders=n))
    if ok:
        assert (1, 3, 6) == reader.target(model).slots
    else:
        with pytest.raises(TargetPromptError, match=rf"3 times.*{n} were expected"):
            reader.target(model)


@pytest.mark.parametrize(("position", "slot"), [(0, 0), (1, 1), (3, 3), (-1, 3), (-4, 0)])
def test_positions_count_from_either_end(model: LanguageModel, position: int, slot: int) -> None:
    """A number is an absolute position, 0 the first token of all; a negative one counts from the end."""
    assert (slot,) == Patchscope(TextPrompt("The capital of", position)).target(model).slots


@pytest.mark.parametrize("position", [4, -5, 100])
def test_positions_outside(model: LanguageModel, position: int) -> None:
    """A position outside the prompt is refused with the prompt's length."""
    with pytest.raises(TargetPromptError, match=rf"Slot {position} is outside.*4 tokens.*0 to 3"):
        Patchscope(TextPrompt("The capital of", position)).target(model)


# --- target layer ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "target"), [(None, 2), (0, 0), (4, 4), (-1, 4), (-5, 0), (3, 3)], ids=lambda x: str(x)
)
def test_target_layer(layer: int | None, target: int) -> None:
    """None is the source's layer; -1 is the last, which is before the final norm."""
    assert target == Patchscope("x", layer=layer).target_layer(2, 4)


@pytest.mark.parametrize("layer", [5, -6])
def test_target_layer_outside(layer: int) -> None:
    """A layer that the model does not have is refused with those that it has."""
    with pytest.raises(SelectionError, match=rf"Target layer {layer} does not exist.*to 4, or -1 to -5"):
        Patchscope("x", layer=layer).target_layer(2, 4)


# --- values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"prompt": ""}, "target prompt is empty"),
        ({"prompt": 3}, "3 is no target prompt. Give a text"),
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


# --- lens -----------------------------------------------------------------------------------------------


def test_a_lens_needs_no_prompt(model: LanguageModel, tmp_path: pathlib.Path) -> None:
    """A lens writes at the last layer of one token, and reads one token, with any tokenizer."""
    directory = save_tiny(tmp_path, "llama", adds_bos=False)
    for opened in (model, open_model(directory)):
        lens = Lens()
        target = lens.target(opened)
        assert ((0,), (0,)) == (target.token_ids, target.slots)
        assert 4 == lens.target_layer(1, 4)
        assert Generate(max_new_tokens=1) == lens.readout(5)
        assert lens.one_token
    with pytest.raises(InputError, match=r"'logit' is not a fitted mapping. Use Lens\(\)"):
        Lens("logit")


# --- mappings -------------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 99), norm=st.just("slot") | st.floats(0.1, 100))
def test_rescale_keeps_the_direction(seed: int, norm: Any) -> None:
    """A rescaled vector points where it pointed and has the norm that was asked for; zero stays zero."""
    generator = torch.Generator().manual_seed(seed)
    vectors, slots = torch.randn(2, 2, 3, 8, generator=generator)
    vectors[0, 0] = 0

    out = Rescale(norm)(vectors, slots)

    assert not out[0, 0].any()
    expected = slots.norm(dim=-1) if norm == "slot" else torch.full((2, 3), norm)
    torch.testing.assert_close(expected[1], out[1].norm(dim=-1))
    torch.testing.assert_close(torch.ones(3), torch.cosine_similarity(vectors[1], out[1], dim=-1))
    assert torch.equal(vectors, Identity()(vectors, slots))


@pytest.mark.parametrize("norm", [0, -1.0, "slots", None, float("nan")])
def test_rescale_to_what_is_no_norm(norm: Any) -> None:
    """Only 'slot' or a positive number is a norm."""
    with pytest.raises(MappingError, match="positive norm"):
        Rescale(norm)


def test_readers_are_values() -> None:
    """Readers can stand in sets and as keys; different ones differ."""
    made = {presets.description(), presets.description(), presets.description(layer=0), Lens(), Lens(None)}

    assert 3 == len(made)


# --- what readers have in common ------------------------------------------------------------------------


class Last(Reader):
    """A reader that says as little as it has to: the activation at its own layer in the only token."""

    def target(self, model: LanguageModel, source_ids: Any = ()) -> Target:
        """Return one token."""
        return Target((3,), (0,))

    def edits(self, target: Target, states: Any, n_layers: int) -> Edits:
        """Return the activation in the slot."""
        (state,), (slots,) = states, target.slots_for(states)
        return Edits((Write(self.target_layer(state.layer, n_layers), slots, state.vector[None]),))

    def readout(self, seed: int) -> Generate:
        """Return one token."""
        return Generate(1)


def test_a_reader_needs_three_methods(model: LanguageModel) -> None:
    """Target, edits and readout make a reader; the rest has defaults that fit one activation as it was."""
    reader = Last()

    assert (False, 1, None) == (reader.one_token, reader.window, reader.fitted)
    assert [0, 1, 2] == list(reader.layers(2))
    assert 1 == reader.target_layer(1, 2)
    assert [False, True, False] == [reader.takes(n) for n in (0, 1, 2)]
    assert not reader.placeholder_visible(1, 2)
    asked = query(reader, reader.target(model), [State(torch.zeros(8), 1)], 2, reader.readout(0))
    assert [(1, (0,))] == [(write.layer, write.positions) for write in asked.writes]
    with pytest.raises(TypeError, match="abstract"):
        Reader()  # type: ignore[abstract]


@pytest.mark.parametrize("reader", [Lens(), AttentionKnockout(), Last()])
def test_a_reader_without_a_target_layer_to_choose_says_so(reader: Reader) -> None:
    """Only a reader that can write elsewhere can be put at another layer."""
    with pytest.raises(InputError, match="has no target layer to choose"):
        reader.at_target_layer(1)


def test_a_patchscope_is_put_at_another_layer() -> None:
    """The same reader, but for its target layer."""
    assert Patchscope("The x", layer=3, max_new_tokens=2) == Patchscope(
        "The x", max_new_tokens=2
    ).at_target_layer(3)


@pytest.mark.parametrize(
    ("reader", "several"),
    [
        (Lens(), []),
        (Patchscope("The x"), []),
        (Patchscope(TextPrompt("The x of x", placeholders=2)), [2]),
        (Patchscope(TextPrompt("The", None)), [2, 3]),
        (AttentionKnockout(), [2, 3]),
    ],
    ids=repr,
)
def test_a_reader_says_how_many_activations_it_reads_at_once(reader: Reader, several: list[int]) -> None:
    """One, and as many as it has a place for; more are refused before anything runs."""
    assert [1, *several] == [n for n in range(1, 4) if reader.takes(n)]
    for n in {2, 3} - {*several}:
        with pytest.raises(InputError, match=f"does not read {n} activations at once"):
            query(reader, Target((1,), (0,)), [State(torch.zeros(8), 1)] * n, 4, Generate(1))


@pytest.mark.parametrize("layers", [(2, 2), (1, 3)], ids=["one layer", "two layers"])
@pytest.mark.parametrize("remedy", [None, "overwrite", "mask"])
def test_each_placeholder_takes_its_own_activation(
    plain: tuple[LanguageModel, Plain], layers: tuple[int, int], remedy: Any
) -> None:
    """Several activations go into the placeholders in order, as plain hooks write them."""
    model, hooked = plain
    reader = Patchscope(TextPrompt("The x of x is", placeholders=2), remedy=remedy, max_new_tokens=1)
    target = reader.target(LocalBackend(model))
    one, other = torch.randn(2, model.d_model, generator=torch.Generator().manual_seed(3)) * 2
    states = [State(one, layers[0], 4), State(other, layers[1], 9)]

    asked = query(reader, target, states, model.n_layers, NextToken(keep_logits=True))

    observed = run([asked], model)[0].value.logits
    writes = [
        Write(layer, (slot,), vector[None])
        for slot, vector, at in zip(target.slots, (one, other), layers, strict=True)
        for layer in (range(at + 1) if remedy == "overwrite" else [at])
    ]
    knockouts = tuple(
        Knockout(tuple(range(at)), (slot,)) for slot, at in zip(target.slots, layers, strict=True)
    )
    expected = hooked.logits(
        Query(target.token_ids, tuple(writes), NextToken(), knockouts if remedy == "mask" else ())
    )[-1]
    torch.testing.assert_close(expected, observed, atol=1e-4, rtol=0)


def test_one_activation_fills_every_placeholder(model: LanguageModel) -> None:
    """As many copies as there are placeholders, where one activation is asked about."""
    reader = Patchscope(TextPrompt("The x of x is", placeholders=2))
    vector = torch.randn(model.d_model)

    (write,) = query(reader, reader.target(model), [State(vector, 1)], 4, Generate(1)).writes

    assert torch.equal(torch.stack([vector, vector]), write.vectors)


def test_activations_that_stay_are_patched_together(plain: tuple[LanguageModel, Plain]) -> None:
    """Without a placeholder each activation goes to the position where it was read, all in one run."""
    model, hooked = plain
    reader = Patchscope(TextPrompt("The capital of Peru is", None), max_new_tokens=1)
    target = reader.target(model)
    vectors = torch.randn(2, model.d_model, generator=torch.Generator().manual_seed(4)) * 2
    states = [State(vectors[0], 1, 2), State(vectors[1], 1, 4)]

    asked = query(reader, target, states, model.n_layers, NextToken(keep_logits=True))

    expected = hooked.logits(Query(target.token_ids, (Write(1, (2, 4), vectors),), NextToken()))[-1]
    torch.testing.assert_close(expected, run([asked], model)[0].value.logits, atol=1e-4, rtol=0)


def test_several_tokens_are_knocked_out_together(plain: tuple[LanguageModel, Plain]) -> None:
    """All selected tokens are hidden from the last one at once, each in the blocks from its own layer on."""
    model, hooked = plain
    ids = tuple(model.tokenizer.encode("The capital of Peru is"))
    reader = AttentionKnockout(window=2)
    states = [State(torch.zeros(model.d_model), layer, p) for layer, p in ((1, 1), (1, 2), (2, 3))]

    asked = query(reader, reader.target(model, ids), states, model.n_layers, NextToken(keep_logits=True))

    last = (len(ids) - 1,)
    cuts = (Knockout((1, 2), (1, 2), last), Knockout((2, 3), (3,), last))
    expected = hooked.logits(Query(ids, (), NextToken(), cuts))[-1]
    torch.testing.assert_close(expected, run([asked], model)[0].value.logits, atol=1e-4, rtol=0)


def _named(path: pathlib.Path) -> set[str]:
    """Return the names that a module uses or imports, strings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return used | {alias.name for node in imported for alias in node.names}


def test_nothing_outside_asks_which_class_a_reader_is() -> None:
    """Beside readers/, the public list and the experiments, which use what users use, no class is named."""
    source = pathlib.Path(latentlens.__file__).parent
    classes = {"Lens", "Patchscope", "AttentionKnockout", "TextPrompt", "SourcePrompt"}
    outside = [
        path
        for path in source.rglob("*.py")
        if path.relative_to(source).parts[0] not in ("readers", "experiments", "__init__.py")
    ]

    assert {} == {str(path): found for path in outside if (found := classes & _named(path))}
