"""Steering vectors in the residual stream: as plain hooks add them, at every token, and off at strength 0."""

from __future__ import annotations

import contextlib
import pathlib
from collections.abc import Iterator

import pytest
import torch

from latentlens.adapters.steering_adapter import SteeringAdapter
from latentlens.engine.injection import Add
from latentlens.engine.query import Generate, NextToken, Query, Write
from latentlens.errors import InputError, MappingError, UnsupportedModel
from peft_reference import IDS, Untouched, asked, assert_close, backend_of, logits_of
from plain import Plain
from random_tensors import random
from tiny import ARCHITECTURES, tiny_model

VECTORS = {layer: random(32, seed=layer) for layer in (0, 2, 4)}


@contextlib.contextmanager
def hooked(plain: Plain, strength: float) -> Iterator[None]:
    """Add the vectors at every position of every forward pass, with plain hooks."""
    with contextlib.ExitStack() as stack:
        for layer, vector in VECTORS.items():
            stack.enter_context(plain.hooked(layer, lambda x, v=vector: x + strength * v))
        yield


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_generation_is_that_of_plain_hooks(architecture: str) -> None:
    """Vectors at the embeddings, between blocks and after the last, at the prompt and at what is said."""
    hf_model = tiny_model(architecture)
    plain, before = Plain(tiny_model(architecture)), Untouched(hf_model)
    backend = backend_of(hf_model)
    name = backend.load_adapter(SteeringAdapter(VECTORS, 1.5))
    with hooked(plain, 1.5):
        expected = plain.greedy(Query(IDS, (), NextToken()), 6)
        logprobs = plain.logprobs(Query(IDS, (), NextToken()), expected)

    said = backend.run([Query(IDS, (), Generate(6), adapter=name)])[0].value

    assert tuple(expected) == said.token_ids
    assert pytest.approx(logprobs, abs=1e-4) == list(said.logprobs)
    before.check()


def test_other_writes_come_after_the_vector() -> None:
    """What is read at its layer is the stream with the vector; a write there replaces both."""
    backend, plain = backend_of(tiny_model("llama")), Plain(tiny_model("llama"))
    name = backend.load_adapter(SteeringAdapter(VECTORS, 1.5))
    for layer in range(5):
        with hooked(plain, 1.5):
            expected = plain.logits(asked(None, layer=layer))[-1]
        (result,) = backend.run([asked(name, layer=layer)])
        assert_close(expected, result.value.logits)
    with hooked(plain, 1.5):
        states = plain.states(IDS)
    with backend.using(name):
        (read,) = backend.capture([IDS], range(5))
    assert_close(states, read)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_adapter_adds_what_a_write_adds(dtype: torch.dtype) -> None:
    """Bit by bit, in either dtype: what is learnt by writes is what the adapter does."""
    backend = backend_of(tiny_model("llama").to(dtype))
    name = backend.load_adapter(SteeringAdapter(VECTORS, 1.5))
    writes = tuple(
        Write(layer, tuple(range(len(IDS))), vector.expand(len(IDS), 32), injection=Add(1.5))
        for layer, vector in VECTORS.items()
    )
    written, added = backend.forced_states(
        [Query(IDS, writes, NextToken()), Query(IDS, (), NextToken(), adapter=name)], range(5)
    )
    assert torch.equal(written, added)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_vectors_at_some_positions_alone(architecture: str) -> None:
    """As writes there add them, in prompts of different lengths together, and at no token that is said."""
    backend = backend_of(tiny_model(architecture))
    name = backend.load_adapter(SteeringAdapter(VECTORS, 1.5, (2, 1)))
    writes = tuple(
        Write(layer, (1, 2), vector.expand(2, 32), injection=Add(1.5)) for layer, vector in VECTORS.items()
    )
    prompts = (IDS, (*IDS, *IDS))

    written = backend.run([Query(ids, writes, Generate(5)) for ids in prompts])
    said = backend.run([Query(ids, (), Generate(5), adapter=name) for ids in prompts])

    assert [each.value.token_ids for each in written] == [each.value.token_ids for each in said]
    for one, other in zip(written, said, strict=True):
        assert pytest.approx(one.value.logprobs, abs=1e-4) == other.value.logprobs


def test_positions_belong_to_the_adapter(tmp_path: pathlib.Path) -> None:
    """They are saved, count for equality, are shown, and are whole numbers from 0."""
    adapter = SteeringAdapter(VECTORS, 1.5, (2, 1))
    adapter.save(tmp_path / "adapter.safetensors")

    assert (1, 2) == SteeringAdapter.load(tmp_path / "adapter.safetensors").positions
    assert adapter == SteeringAdapter.load(tmp_path / "adapter.safetensors")
    assert adapter != SteeringAdapter(VECTORS, 1.5)
    assert "positions 1, 2" in repr(adapter)
    for positions in ((), (-1,)):
        with pytest.raises(InputError, match="at positions from 0"):
            SteeringAdapter(VECTORS, 1.5, positions)


def test_strength_0_changes_no_bit() -> None:
    """Neither logits nor what is generated nor its probabilities."""
    backend = backend_of(tiny_model("gpt2"))
    off = backend.load_adapter(SteeringAdapter(VECTORS, 0))

    assert torch.equal(logits_of(backend, None), logits_of(backend, off))
    plain, same = backend.run([Query(IDS, (), Generate(8), adapter=each) for each in (None, off)])
    assert plain == same
    on = backend.load_adapter(SteeringAdapter(VECTORS))
    assert not torch.equal(logits_of(backend, None), logits_of(backend, on))


def test_adapters_are_saved_and_equal_by_content(tmp_path: pathlib.Path) -> None:
    """Layers in any order are the same; another strength is another adapter."""
    adapter = SteeringAdapter(VECTORS, 0.5)
    adapter.save(tmp_path / "steering.safetensors")

    assert adapter == SteeringAdapter.load(tmp_path / "steering.safetensors")
    assert adapter.name == SteeringAdapter(dict(reversed(VECTORS.items())), 0.5).name
    assert adapter.name != SteeringAdapter(VECTORS).name
    assert adapter == adapter.with_tensors(adapter.tensors)
    assert "<SteeringAdapter at layers 0, 2, 4, strength 0.5" in repr(adapter)
    with pytest.raises(MappingError, match="cannot be read"):
        SteeringAdapter.load(tmp_path / "none.safetensors")


def test_adapters_that_do_not_fit() -> None:
    """Another width, a layer that is not there, no vector, no layer, two widths, NaN."""
    backend = backend_of(tiny_model("llama"))
    with pytest.raises(UnsupportedModel, match="vectors of width 16, and the model's width is 32"):
        backend.load_adapter(SteeringAdapter({1: random(16)}))
    with pytest.raises(UnsupportedModel, match="at layer 5, and the model has layers 0 to 4"):
        backend.load_adapter(SteeringAdapter({5: random(32)}))
    assert frozenset() == backend.adapters
    with pytest.raises(InputError, match=r"at least one; got \{\}"):
        SteeringAdapter({})
    with pytest.raises(InputError, match="a whole number from 0 up; got -1"):
        SteeringAdapter({-1: random(32)})
    with pytest.raises(InputError, match="widths 16 and 32"):
        SteeringAdapter({1: random(32), 2: random(16)})
    with pytest.raises(MappingError, match="1 of 32 numbers that are NaN"):
        SteeringAdapter({1: random(32).index_fill(0, torch.tensor(3), float("nan"))})
    with pytest.raises(InputError, match="strength"):
        SteeringAdapter(VECTORS, float("nan"))
