"""What steering leaves: values that are saved, asked about and shown; and the baselines without a decoder."""

from __future__ import annotations

import pathlib

import pytest
import torch
from torch import Tensor

from latentlens import (
    InputError,
    MappingError,
    SelectionError,
    Session,
    SteeringLora,
    SteeringVectors,
    contrastive_pairs,
    mean_difference,
    steer,
)
from latentlens.adapters.steering_adapter import SteeringAdapter
from latentlens.engine.query import NextToken, Query
from latentlens.training.steering.steering_report import SteeringReport
from peft_reference import Untouched
from plain import Plain
from random_tensors import random
from steered_models import PROMPTS, WISH, Tiny, tiny_decoder
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return a tiny llama with a decoder."""
    return tiny_decoder(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def steering(tiny: Tiny) -> SteeringVectors:
    """Return vectors that were learnt in two steps."""
    return steer(tiny.session, tiny.decoder, PROMPTS, [WISH], layers=[1, 2], steps=2, progress=False)


def test_vectors_are_saved_with_where_they_come_from(
    steering: SteeringVectors, tmp_path: pathlib.Path
) -> None:
    """Bit by bit, with the report."""
    path = tmp_path / "deeper" / "steering.safetensors"
    steering.save(path)

    found = SteeringVectors.load(path)

    assert steering == found
    assert all(torch.equal(steering.vectors[layer], found.vectors[layer]) for layer in (1, 2))
    assert steering.report == found.report
    assert found.report is not None
    assert ("decoder", (WISH,), 2) == (found.report.method, found.report.wishes, found.report.n_prompts)
    assert "<SteeringVectors at layers 1 (norm" in repr(found)
    assert "2 prompts; loss " in str(found)
    assert hash(steering) == hash(found)
    with pytest.raises(MappingError, match="cannot be read"):
        SteeringVectors.load(tmp_path / "none.safetensors")
    SteeringAdapter(steering.vectors).save(tmp_path / "adapter.safetensors")
    with pytest.raises(MappingError):
        SteeringVectors.load(tmp_path / "adapter.safetensors")


def test_a_lora_is_saved_as_peft_saves_it(tiny: Tiny, tmp_path: pathlib.Path) -> None:
    """With the report beside it; a factor multiplies the low-rank product."""
    steering = steer(
        tiny.session, tiny.decoder, PROMPTS, [WISH], learn="lora", layers=[1], steps=2, progress=False
    )
    steering.save(tmp_path)

    found = SteeringLora.load(tmp_path)

    assert steering == found
    assert steering.report == found.report
    assert {"adapter_config.json", "adapter_model.safetensors", "steering.json"} == {
        path.name for path in tmp_path.iterdir()
    }
    doubled, one = steering.adapter(2).tensors, steering.lora.tensors
    for name, weight in one.items():
        assert torch.equal(2 * weight if "lora_B" in name else weight, doubled[name])
    (tmp_path / "steering.json").write_text('{"method": 3}')
    with pytest.raises(InputError, match=r"steering\.json cannot be read"):
        SteeringLora.load(tmp_path)


def test_vectors_can_be_asked_about(tiny: Tiny, steering: SteeringVectors) -> None:
    """A layer's vector is a source like any other; others are not there."""
    vectors = steering.vectors_at(tiny.session.backend, 2, "happy")

    assert ("happy",) == vectors.names
    assert torch.equal(steering.vectors[2], vectors.tensor[0])
    assert tiny.session.ask(vectors["happy"], "The capital of x is").text
    with pytest.raises(SelectionError, match=r"no steering vector for layer 3\. .* layers 1, 2"):
        steering.vectors_at(tiny.session.backend, 3)


def test_writes_are_at_the_positions_alone(tiny: Tiny, steering: SteeringVectors) -> None:
    """As plain hooks add the vectors there."""
    ids = tuple(tiny.session.backend.tokenizer.encode(PROMPTS[0]))
    plain = Plain(tiny_model("llama"))

    def added(at: int) -> Tensor:
        mask = torch.zeros(len(ids), 1)
        mask[[2, 4]] = 0.5
        return mask * steering.vectors[at]

    with plain.hooked(1, lambda x: x + added(1)), plain.hooked(2, lambda x: x + added(2)):
        expected = plain.logits(Query(ids, (), NextToken()))[-1]
    query = Query(ids, steering.writes([2, 4], 0.5), NextToken(keep_logits=True))
    (result,) = tiny.session.backend.run([query])
    torch.testing.assert_close(result.value.logits, expected, atol=1e-5 * float(expected.abs().max()), rtol=0)


def test_a_report_survives_json() -> None:
    """And one with a field too many is refused."""
    report = SteeringReport("decoder", "m", "f", 3, {"steps": 2}, losses=(1.0, 0.5), checks=((0, 1.0),))
    assert report == SteeringReport.from_dict(report.to_dict())
    with pytest.raises(InputError, match="unknown field"):
        SteeringReport.from_dict({**report.to_dict(), "more": 1})


def test_the_mean_difference_is_that_of_plain_states(tiny: Tiny) -> None:
    """Mean over the prompts of each one's mean over its tokens but the first; selections choose their own."""
    plain, session, before = Plain(tiny_model("llama")), tiny.session, Untouched(tiny.hf)
    encode = session.backend.tokenizer.encode
    texts, others = PROMPTS, ["one and two", "Rome"]

    def mean(given: list[str], layer: int) -> Tensor:
        return torch.stack([plain.states(encode(text))[layer, 1:].mean(0) for text in given]).mean(0)

    found = mean_difference(session, texts, others, layers=[3, 1], progress=False)

    assert (1, 3) == found.layers
    for layer in (1, 3):
        expected = mean(texts, layer) - mean(others, layer)
        torch.testing.assert_close(found.vectors[layer], expected, atol=1e-4, rtol=1e-4)
    assert found.report is not None
    assert ("mean_difference", 4) == (found.report.method, found.report.n_prompts)
    one, other = (session.run(text) for text in PROMPTS)
    chosen = mean_difference(
        session, [one.select(1, [2, 3])], [other.select(1, -1)], layers=[1], progress=False
    )
    expected = plain.states(encode(PROMPTS[0]))[1, [2, 3]].mean(0) - plain.states(encode(PROMPTS[1]))[1, -1]
    torch.testing.assert_close(chosen.vectors[1], expected, atol=1e-4, rtol=1e-4)
    before.check()


def test_contrastive_pairs_are_compared_at_their_last_tokens(tiny: Tiny) -> None:
    """The mean over the pairs."""
    plain, encode = Plain(tiny_model("llama")), tiny.session.backend.tokenizer.encode
    pairs = [(PROMPTS[0], "one"), (PROMPTS[1], "Rome and Peru")]
    expected = torch.stack(
        [plain.states(encode(a))[2, -1] - plain.states(encode(b))[2, -1] for a, b in pairs]
    ).mean(0)

    found = contrastive_pairs(tiny.session, pairs, layers=[2], progress=False)

    torch.testing.assert_close(found.vectors[2], expected, atol=1e-4, rtol=1e-4)


def test_baselines_that_cannot_be_had(tiny: Tiny) -> None:
    """No prompts, no pairs, no such layer; NaN; vectors of another model."""
    session = tiny.session
    with pytest.raises(InputError, match="There are no prompts"):
        mean_difference(session, [], PROMPTS, layers=[1])
    with pytest.raises(InputError, match="pairs is a list of pairs"):
        contrastive_pairs(session, [], layers=[1])
    for layers in ([], [5], [-1]):
        with pytest.raises(SelectionError, match="layers are from 0 to 4"):
            mean_difference(session, PROMPTS, PROMPTS, layers=layers)
    other = Session((tiny_model("gpt2", n_embd=16, n_head=2), tiny_tokenizer()))
    with pytest.raises(MappingError, match="has width 32"):
        SteeringVectors({1: random(32)}).vectors_at(other.backend, 1)


def test_random_vectors_are_as_long_as_what_they_stand_beside(steering: SteeringVectors) -> None:
    """At the same layers, of other directions, the same each time; of another seed, others."""
    width = len(next(iter(steering.vectors.values())))
    noise = SteeringVectors.random(steering.norms, width, positions=[3])
    assert ((3,), steering.layers) == (noise.positions, noise.layers)
    for layer, vector in noise.vectors.items():
        expected = torch.linalg.vector_norm(steering.vectors[layer])
        assert float(expected) == pytest.approx(float(torch.linalg.vector_norm(vector)), rel=1e-6)
        assert abs(float(torch.cosine_similarity(vector, steering.vectors[layer], dim=0))) < 0.9
    assert noise == SteeringVectors.random(steering.norms, width, positions=[3])
    assert noise != SteeringVectors.random(steering.norms, width, positions=[3], seed=1)
