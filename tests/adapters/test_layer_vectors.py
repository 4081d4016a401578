"""Vectors of every block: added to the outputs of the attention and MLP modules, as plain hooks add them."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest
import torch

from fake_backend import FakeBackend
from latentlens.adapters.layer_vectors import VectorAdapter
from latentlens.errors import InputError, MappingError, UnsupportedModel
from peft_reference import Untouched, asked, assert_close, backend_of, logits_of
from plain import ATTENTION, Plain
from random_tensors import random
from tiny import ARCHITECTURES, tiny_model


def hooked(model: Any, adapter: VectorAdapter) -> Plain:
    """Return a model with plain hooks on its modules, found by their names."""
    plain = Plain(model)
    for number, block in enumerate(plain.blocks):
        for name, module in block.named_children():
            vectors = adapter.post_attn if name in ATTENTION else adapter.post_mlp if name == "mlp" else None
            if vectors is not None:

                def add(_: Any, __: Any, out: Any, vector: Any = vectors[number]) -> Any:
                    return (out[0] + vector, *out[1:]) if isinstance(out, tuple) else out + vector

                module.register_forward_hook(add)
    return plain


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_vectors_are_added_to_what_the_modules_put_out(architecture: str) -> None:
    """Before any norm that follows, at every position; one of the two kinds alone as well."""
    hf_model = tiny_model(architecture)
    backend, before = backend_of(hf_model), Untouched(hf_model)
    both = VectorAdapter(random(4, 32, seed=1), random(4, 32, seed=2))
    for adapter in (both, VectorAdapter(post_mlp=both.post_mlp), VectorAdapter(post_attn=both.post_attn)):
        found = logits_of(backend, backend.load_adapter(adapter))
        assert_close(hooked(tiny_model(architecture), adapter).logits(asked(None))[-1], found)
    assert_close(Plain(tiny_model(architecture)).logits(asked(None))[-1], logits_of(backend, None))
    before.check()


def test_fresh_vectors_change_nothing() -> None:
    """Zeros: the base's logits, bit by bit."""
    backend = backend_of(tiny_model("llama"))
    adapter = VectorAdapter.fresh(backend.model)

    assert 2 * 4 * 32 == adapter.n_parameters
    assert torch.equal(logits_of(backend, None), logits_of(backend, backend.load_adapter(adapter)))


def test_vectors_are_saved_and_equal_by_content(tmp_path: pathlib.Path) -> None:
    """What is read back is equal; other numbers have another name."""
    adapter = VectorAdapter(random(2, 3))
    adapter.save(tmp_path / "vectors.safetensors")

    assert adapter == VectorAdapter.load(tmp_path / "vectors.safetensors")
    assert adapter.name != VectorAdapter(random(2, 3, seed=1)).name
    assert adapter != VectorAdapter(post_mlp=random(2, 3))
    with pytest.raises(MappingError, match="cannot be read"):
        VectorAdapter.load(tmp_path / "none.safetensors")


def test_vectors_that_do_not_fit() -> None:
    """Another number of blocks, another width, other shapes, none; and a backend without adapters."""
    backend = backend_of(tiny_model("llama"))
    with pytest.raises(UnsupportedModel, match="has vectors for 3 blocks, and the model has 4"):
        backend.load_adapter(VectorAdapter(random(3, 32)))
    with pytest.raises(UnsupportedModel, match="has vectors of width 16, and the model's width is 32"):
        backend.load_adapter(VectorAdapter(random(4, 16)))
    assert frozenset() == backend.adapters
    with pytest.raises(InputError, match="got neither"):
        VectorAdapter()
    with pytest.raises(InputError, match=r"of one shape; got \(2, 3\) and \(3, 3\)"):
        VectorAdapter(random(2, 3), random(3, 3))
    with pytest.raises(UnsupportedModel, match="A trained adapter needs 'adapters', and the backend of fake"):
        FakeBackend().load_adapter(VectorAdapter(random(8, 4)))
    with pytest.raises(UnsupportedModel, match="Training needs 'gradients', and the backend of fake"):
        FakeBackend().train_adapter(VectorAdapter(random(8, 4)))
