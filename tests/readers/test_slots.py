"""Where a Patchscope writes: slots and target layer."""

from __future__ import annotations

import pytest

from latentlens.errors import SelectionError, TargetPromptError
from latentlens.model.language_model import LanguageModel
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.target_prompts import TextPrompt


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
        with pytest.raises(
            TargetPromptError,
            match=rf"3 times.*{n} (was expected. Write it once|were expected. Write as many), name one",
        ):
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
