"""A decoder on its base in another dtype: the weights are the same, and answers differ by rounding."""

from __future__ import annotations

import dataclasses
import pathlib

import pytest
import torch

from decoders import CHAT, lora, weights
from latentlens import Decoder, Session
from latentlens.errors import DecoderError
from latentlens.readers.decoder_checks import facts_of
from tiny import tiny_model, tiny_tokenizer

TEXT, QUESTION = "the cat sat on the mat", "Is it the fox?"
OPTIONS = ["the fox", "a hare"]


def saved(place: pathlib.Path, seed: int = 0, dtype: torch.dtype = torch.float32) -> str:
    """Save a small model with a chat template, and return its directory."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = CHAT
    tiny_model("llama", seed=seed, max_position_embeddings=256).to(dtype).save_pretrained(place)
    tokenizer.save_pretrained(place)
    return str(place)


@pytest.mark.parametrize("checkpoint", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("trained", ["float32", "bfloat16"])
def test_its_base_in_another_dtype_is_its_base(
    tmp_path: pathlib.Path, checkpoint: torch.dtype, trained: str
) -> None:
    """float32 and bfloat16 answer alike but for rounding, whichever it was trained in; the record says so."""
    path = saved(tmp_path / "base", dtype=checkpoint)
    other_dtype = "bfloat16" if trained == "float32" else "float32"
    own, other = Session(path, dtype=trained), Session(path, dtype=other_dtype)
    assert own.backend.fingerprint() != other.backend.fingerprint()
    Decoder(weights(own)).save(tmp_path / "decoder")
    decoder = Decoder.load(tmp_path / "decoder", question=QUESTION)

    expected = own.ask(own.run(TEXT).select(2, [2, 3]), decoder, options=OPTIONS)
    answer = other.ask(other.run(TEXT).select(2, [2, 3]), decoder, options=OPTIONS)

    assert trained == answer.provenance["trained_dtype"]
    assert own.backend.fingerprint() == answer.provenance["trained_fingerprint"]
    assert "trained_dtype" not in expected.provenance
    assert answer.confidence == pytest.approx(expected.confidence, abs=0.1)


def test_other_weights_are_still_refused(tmp_path: pathlib.Path) -> None:
    """In whatever dtype; and where the manifest does not know the rounded weights, the dtype is named."""
    base = Session(saved(tmp_path / "base"))
    made = weights(base)
    for dtype in ("float32", "bfloat16"):
        another = Session(saved(tmp_path / "other", seed=1), dtype=dtype)
        with pytest.raises(DecoderError, match="was trained on"):
            another.ask(another.run(TEXT).select(2, [2]), Decoder(made, QUESTION))
    half = Session(str(tmp_path / "base"), dtype="bfloat16")
    unknown = made.manifest.base.model_copy(update={"rounded": None})
    earlier = weights(base, base=unknown)
    with pytest.raises(DecoderError, match=r"in bfloat16 has .*, dtype='float32'\), in the dtype of then"):
        half.ask(half.run(TEXT).select(2, [2]), Decoder(earlier, QUESTION))
    with torch.no_grad():
        half.model.hf_model.get_parameter("model.norm.weight").add_(0.5)
    with pytest.raises(DecoderError, match="was trained on"):
        half.ask(half.run(TEXT).select(2, [2]), Decoder(made, QUESTION))


def test_a_variant_in_another_dtype_is_a_variant(tmp_path: pathlib.Path) -> None:
    """An adapter that is on while the prompt runs counts, and any_source=True is needed."""
    base = Session(saved(tmp_path / "base"))
    half = Session(str(tmp_path / "base"), dtype="bfloat16")
    decoder = Decoder(weights(base), QUESTION)
    name = half.backend.load_adapter(lora(half, seed=4))
    with pytest.raises(DecoderError, match="any_source=True"):
        half.ask(half.run(TEXT, adapter=name).select(2, [2]), decoder)


def test_a_manifest_without_it_is_written_as_before(tmp_path: pathlib.Path) -> None:
    """What is not known is left out, so that the digest of an earlier decoder does not change."""
    facts = facts_of(Session(saved(tmp_path / "base")).backend)
    assert {"rounded", "dtype"} <= facts.model_dump().keys()
    unknown = facts.model_copy(update={"rounded": None, "dtype": None})
    assert not {"rounded", "dtype"} & unknown.model_dump().keys()


def test_knowing_the_base_in_other_dtypes_keeps_the_calibrator() -> None:
    """What says how the base may be opened changes no answer, so a calibrator serves with it and without."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = CHAT
    made = weights(Session((tiny_model("llama", max_position_embeddings=256), tokenizer)))
    base = made.manifest.base.model_copy(update={"rounded": None, "dtype": None})
    unknown = dataclasses.replace(made, manifest=made.manifest.model_copy(update={"base": base}))

    assert made.manifest.base.rounded is not None
    assert Decoder(unknown).calibrated_as == Decoder(made).calibrated_as
