"""Laws of verifying in another dtype: the whole answer again, on a copy, from the source prompt on."""

from __future__ import annotations

import pathlib

import pytest
import torch
from transformers import AutoModelForCausalLM

from latentlens import ModelError, Session
from plain import Plain, written
from tiny import save_tiny, tiny_model, tiny_tokenizer

PROMPT, QUESTION = "The capital of France is Paris", "x is the capital of"


@pytest.fixture
def directory(tmp_path: pathlib.Path) -> pathlib.Path:
    """Save a small Llama."""
    save_tiny(tmp_path / "model", "llama")
    return tmp_path / "model"


def test_verify_in_float32_is_a_plain_float32_patchscope(directory: pathlib.Path) -> None:
    """A bfloat16 answer is compared with what transformers alone gives in float32, source included."""
    plain = Plain(AutoModelForCausalLM.from_pretrained(directory, attn_implementation="eager").eval())
    with Session(directory, dtype="bfloat16") as session:
        trace = session.run(PROMPT)
        sweep = session.sweep(trace, QUESTION, layers=[2], positions=[3], controls=False)
        found, alone = sweep.verify(dtype="float32"), sweep.verify()
        target = session.model.tokenizer.encode(QUESTION)
        slot = next(i for i, token in enumerate(target) if session.model.tokenizer.text(token).strip() == "x")
        query = written(target, layer=2, slot=slot, vector=plain.states(trace.token_ids)[2, 3])
        expected = float((plain.logits(query)[-1] - sweep.logits()[0, 0]).abs().max())

    assert expected == pytest.approx(found.max_logit_difference, rel=1e-3)
    assert ("float32", "bfloat16") == (found.dtype, alone.dtype)
    assert alone.max_logit_difference < found.max_logit_difference
    assert 0 < found.mean_kl < 0.01
    assert "1 cells run again one at a time in float32" in str(found)


def test_a_model_in_memory_is_copied_not_converted() -> None:
    """The user's bfloat16 model stays what it is while a copy of it runs in float32."""
    half = tiny_model("llama").to(torch.bfloat16)
    with Session((half, tiny_tokenizer())) as session:
        sweep = session.sweep(session.run(PROMPT), QUESTION, layers=[1, 2], positions=[2], controls=False)
        found = sweep.verify(dtype=torch.float32)

    assert "float32" == found.dtype
    assert 0 < found.max_logit_difference < 1
    assert {torch.bfloat16} == {weight.dtype for weight in half.parameters()}


def test_float64_shows_what_float32_is_off_by(directory: pathlib.Path) -> None:
    """Any floating-point dtype can be the reference; a model in that dtype is compared with itself."""
    with Session(directory) as session:
        sweep = session.sweep(session.run(PROMPT), QUESTION, layers=[1], positions=[2], controls=False)

        assert "float64" == sweep.verify(dtype="float64").dtype
        assert 0 < sweep.verify(dtype="float64").max_logit_difference < 1e-4
        assert sweep.verify() == sweep.verify(dtype="float32")
        with pytest.raises(ModelError, match="'fast' is not a dtype"):
            sweep.verify(dtype="fast")


def test_a_changed_model_is_not_compared_with_its_checkpoint(directory: pathlib.Path) -> None:
    """The checkpoint in float32 would be another model than the one that answered."""
    with Session(directory, dtype="bfloat16") as session:
        with torch.no_grad():
            session.model.hf_model.model.layers[1].mlp.up_proj.weight.mul_(1.5)
        sweep = session.sweep(session.run(PROMPT), QUESTION, layers=[1], positions=[2], controls=False)

        with pytest.raises(ModelError, match=r"layers\.1\.mlp\.up_proj\.weight .* is not what it was"):
            sweep.verify(dtype="float32")


def test_vectors_are_written_as_they_are(directory: pathlib.Path) -> None:
    """A vector comes from no forward pass, so only the answering model is another."""
    with Session(directory, dtype="bfloat16") as session:
        vectors = session.vectors(torch.eye(session.backend.d_model)[:2], layer=2)
        found = session.sweep(vectors, QUESTION, controls=False).verify(dtype="float32")

    assert 2 == len(found.cells)
    assert 0 < found.max_logit_difference < 1
