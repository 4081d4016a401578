"""Vector activation oracles as published, loaded, against plain hooks on the same files."""

from __future__ import annotations

import json
import pathlib

import pytest
from safetensors.torch import load_file, save_file

import published_readings as plain
from latentlens import Decoder, Session
from latentlens.errors import DecoderError
from published_asking import assert_reads_alike
from published_files import LLAMA_CHAT, QUESTION, QWEN_CHAT, SOURCE, save_base, save_layer_vectors

BASES = {"qwen3": QWEN_CHAT, "llama": LLAMA_CHAT, "gpt2": LLAMA_CHAT, "gemma2": LLAMA_CHAT}
AT = [2, 4, 7]


@pytest.mark.parametrize(("architecture", "legacy"), [*((name, False) for name in BASES), ("qwen3", True)])
def test_it_answers_as_the_published_code_does(
    tmp_path: pathlib.Path, architecture: str, legacy: bool
) -> None:
    """Each vector is added to what a module puts out; older files have those after the MLP alone."""
    base = save_base(tmp_path / "base", architecture, BASES[architecture])
    header = {} if not legacy else {"injection_layer": None, "steering_coefficient": None}
    file = save_layer_vectors(tmp_path / "oracle" / "full-mix.safetensors", legacy=legacy, **header)
    session = Session(str(base))
    trace = session.run(SOURCE)
    vectors = plain.block_outputs(plain.opened(base), list(trace.token_ids), 1)[AT]
    reading = plain.vector_oracle(base, file, 1, vectors, QUESTION)
    decoder = Decoder.load(file.parent, question=QUESTION)

    assert_reads_alike(session, decoder, trace, [2], AT, reading)
    assert decoder.weights == Decoder.load(file).weights


def test_the_headers_settings_are_used(tmp_path: pathlib.Path) -> None:
    """The block of the injection, and its coefficient; the depths come from the settings beside it."""
    base = save_base(tmp_path / "base", "llama")
    file = save_layer_vectors(tmp_path / "v.safetensors", injection_layer="2", steering_coefficient="2.5")
    config = {"model_name": "a/base", "activation_layer_pcts": [0.25, 0.5, 0.75]}
    file.with_suffix(".cfg").write_text(json.dumps(config))
    session = Session(str(base))
    trace = session.run(SOURCE)
    vectors = plain.block_outputs(plain.opened(base), list(trace.token_ids), 2)[AT]
    decoder = Decoder.load(file, question=QUESTION)

    assert_reads_alike(
        session, decoder, trace, [3], AT, plain.vector_oracle(base, file, 2, vectors, QUESTION)
    )
    assert ("a/base", ((2,), (3,), (4,))) == (decoder.manifest.base.name, decoder.manifest.read.layers)
    assert 3 == decoder.manifest.write.layer


def test_damaged_and_foreign_files_are_refused(tmp_path: pathlib.Path) -> None:
    """A vector that is missing, sizes that are others, a file cut off, several files, another base."""
    file = save_layer_vectors(tmp_path / "one.safetensors")
    tensors = load_file(file)
    del tensors["post_mlp/layer_2"]
    (tmp_path / "lacking").mkdir()
    save_file(tensors, tmp_path / "lacking" / "v.safetensors")
    with pytest.raises(DecoderError, match="no vector post_mlp/layer_2"):
        Decoder.load(tmp_path / "lacking")
    wrong = save_layer_vectors(tmp_path / "wrong" / "v.safetensors")
    save_file(load_file(wrong), wrong, metadata={"n_layers": "5"})
    with pytest.raises(DecoderError, match="says n_layers 5"):
        Decoder.load(wrong)
    cut = tmp_path / "cut" / "v.safetensors"
    cut.parent.mkdir()
    cut.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(DecoderError, match="no whole safetensors file"):
        Decoder.load(cut)
    save_layer_vectors(tmp_path / "two.safetensors")
    with pytest.raises(DecoderError, match=r"2 vector oracles.*file=.*'one\.safetensors'; 'two"):
        Decoder.load(tmp_path)
    assert "two" == Decoder.load(tmp_path, file="two").manifest.name
    session = Session(str(save_base(tmp_path / "wide", "llama", hidden_size=64)))
    with pytest.raises(DecoderError, match="width 32"):
        Decoder.load(file, base=session.backend)
    with pytest.raises(DecoderError, match="width 32"):
        session.ask(session.run(SOURCE).select(2, AT), Decoder.load(file, question=QUESTION))
