"""LatentQA decoders as published, loaded, against the plain reading of the same files."""

from __future__ import annotations

import pathlib

import pytest
import torch

import published_readings as plain
from latentlens import Decoder, Session
from latentlens.errors import DecoderError, SelectionError
from published_asking import assert_reads_alike
from published_files import ADAPTED, LLAMA_CHAT, QUESTION, SOURCE, save_base, save_lora

LATENTQA = [*ADAPTED, "lm_head"]


@pytest.mark.parametrize("architecture", ["llama", "qwen2"])
def test_it_answers_as_the_published_code_does(tmp_path: pathlib.Path, architecture: str) -> None:
    """All tokens but the first are read, and take the places of as many question marks after block 0."""
    base = save_base(tmp_path / "base", architecture, LLAMA_CHAT)
    adapter = save_lora(tmp_path / "latentqa", base, modules=LATENTQA, r=16)
    session = Session(str(base))
    trace = session.run(SOURCE)
    decoder = Decoder.load(adapter, layers=2, question=QUESTION)

    for at in (list(range(1, len(trace.token_ids))), [5]):
        vectors = plain.block_outputs(plain.opened(base), list(trace.token_ids), 1)[at]
        assert_reads_alike(session, decoder, trace, [2], at, plain.latentqa(base, adapter, vectors, QUESTION))
    assert (1, "replace", 100) == (
        decoder.manifest.write.layer,
        decoder.manifest.write.injection,
        decoder.max_new_tokens,
    )


def test_shifted_position_ids_change_nothing_under_rotary_positions(tmp_path: pathlib.Path) -> None:
    """Training shifted all ids of a row by one number, reading by none; so 0, 1, 2, ... serves both."""
    base = save_base(tmp_path / "base", "llama")
    adapter = save_lora(tmp_path / "latentqa", base, modules=LATENTQA, r=16)
    ids = plain.AutoTokenizer.from_pretrained(base)(SOURCE).input_ids
    vectors = plain.block_outputs(plain.opened(base), ids, 1)[1:]
    reading = plain.latentqa(base, adapter, vectors, QUESTION)
    shifted = torch.arange(len(reading.ids))[None] + 11

    torch.testing.assert_close(reading.logits(), reading.logits(position_ids=shifted), atol=1e-4, rtol=1e-5)
    assert "prompt" == Decoder.load(adapter, layers=2).manifest.positions


def test_the_layer_is_told_unless_it_is_documented(tmp_path: pathlib.Path) -> None:
    """Block 15 is read of 32, block 21 of 80; for any other number the error asks."""
    base = save_base(tmp_path / "base", "llama")
    adapter = save_lora(tmp_path / "latentqa", base, modules=LATENTQA, r=16)
    with pytest.raises(DecoderError, match=r"which layer the decoder reads.*layers=\.\.\.\), one of: 2 "):
        Decoder.load(adapter)
    deep = save_base(tmp_path / "deep", "llama", num_hidden_layers=32)
    known = Decoder.load(save_lora(tmp_path / "known", deep, modules=LATENTQA, r=2), question=QUESTION)
    assert ((16,),) == known.manifest.read.layers
    session = Session(str(deep))
    with pytest.raises(SelectionError, match="16"):
        session.ask(session.run(SOURCE).select(15, [2]), known)
