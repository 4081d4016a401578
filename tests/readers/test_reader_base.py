"""What readers have in common: a lens, mappings, placeholders, and a class of one's own."""

from __future__ import annotations

import ast
import pathlib
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import latentlens
from latentlens.engine.knockout import Knockout
from latentlens.engine.local import LocalBackend
from latentlens.engine.query import Generate, NextToken, Query, Write
from latentlens.engine.run import run
from latentlens.errors import InputError, MappingError
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Identity, Rescale, Zero
from latentlens.mappings.provenance import Provenance
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.readers import presets
from latentlens.readers.attention import AttentionKnockout
from latentlens.readers.lens import Lens
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.queries import query
from latentlens.readers.reader import Edits, Reader, State, Target
from latentlens.readers.target_prompts import TextPrompt
from plain import Plain
from tiny import save_tiny


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[LanguageModel, Plain]:
    """Return a model, and the same weights with plain hooks."""
    directory = save_tiny(tmp_path_factory.mktemp("plain"), "llama")
    return open_model(directory), Plain(directory)


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

    def target(self, model: LanguageModel, source_ids: Any = (), sites: Any = ()) -> Target:
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


def test_a_preset_takes_a_mapping() -> None:
    """The same reader, but for its mapping; a lens takes what was fitted, and others have none."""
    fitted = LayerMappings({(0, 2): Identity()}, Provenance("affine", "a0", "a0", 4, 4))

    assert Patchscope("The x of", mapping=fitted) == Patchscope("The x of").with_mapping(fitted)
    assert Lens(fitted) == Lens().with_mapping(fitted)
    with pytest.raises(InputError, match="not a fitted mapping"):
        Lens().with_mapping(Zero())
    with pytest.raises(InputError, match="not a mapping"):
        Patchscope("The x").with_mapping(None)  # type: ignore[arg-type]
    for reader in (AttentionKnockout(), Last()):
        with pytest.raises(InputError, match="has no mapping to choose"):
            reader.with_mapping(Zero())


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
    """Beside readers/ and the public list no class of a reader is named; presets and names make them."""
    source = pathlib.Path(latentlens.__file__).parent
    classes = {"Lens", "Patchscope", "AttentionKnockout", "TextPrompt", "SourcePrompt"}
    outside = [
        path
        for path in source.rglob("*.py")
        if path.relative_to(source).parts[0] not in ("readers", "__init__.py")
    ]

    assert {} == {str(path): found for path in outside if (found := classes & _named(path))}
