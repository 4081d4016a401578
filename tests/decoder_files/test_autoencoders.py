"""Natural-language autoencoders as published, loaded, against the plain reading of the same files."""

from __future__ import annotations

import math
import pathlib

import pytest
import torch
import yaml

import published_readings as plain
from latentlens import Decoder, Session
from latentlens.decoder_files.manifest import ModelIdentity
from latentlens.decoder_files.reconstructor import Reconstructor, explanation_in
from latentlens.errors import DecoderError, ModelError, TargetPromptError
from published_asking import assert_reads_alike
from published_files import SOURCE, save_base, save_reconstructor, save_verbaliser, shard

GREEDY = {"temperature": 0, "stop": ()}
EXPLANATIONS = ["A fox.", "<explanation>\nA hare on the road.\n</explanation>", "France"]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return the directory of the model that is read."""
    return save_base(tmp_path_factory.mktemp("read"), "llama")


@pytest.mark.parametrize(
    ("architecture", "scale"), [("qwen2", 12.0), ("gemma3_text", 80.0), ("llama", "sqrt_d_model")]
)
def test_a_whole_verbaliser_answers_as_the_published_code_does(
    tmp_path: pathlib.Path, read: pathlib.Path, architecture: str, scale: object
) -> None:
    """It is a model of its own: the vector, at a constant norm, is the embedding of the marker."""
    directory = save_verbaliser(tmp_path / "av", architecture, scale=scale)
    source, answers = Session(str(read)), Session(str(directory))
    trace = source.run(SOURCE)
    vector = plain.block_outputs(plain.opened(read), list(trace.token_ids), 2)[6]
    decoder = Decoder.load(directory, **GREEDY)

    assert ((3,),) == decoder.manifest.read.layers
    assert str(directory) == decoder.manifest.base.name
    assert "a/base" == decoder.manifest.reads.name
    assert_reads_alike(answers, decoder, trace, [3], [6], plain.verbaliser(directory, vector))
    usual = Decoder.load(directory)
    assert (200, 1.0, ("</explanation>",)) == (usual.max_new_tokens, usual.temperature, usual.stop)


def test_a_raw_vector_and_one_that_is_added(tmp_path: pathlib.Path, read: pathlib.Path) -> None:
    """Without a norm the sidecar does not say how a vector is written, so that it has to be said."""
    whole = save_verbaliser(tmp_path / "av", "llama", scale=None)
    lora = save_verbaliser(tmp_path / "lora", "llama", lora_for=read)
    source, answers = Session(str(read)), Session(str(whole))
    trace = source.run(SOURCE)
    vector = plain.block_outputs(plain.opened(read), list(trace.token_ids), 2)[6]
    for directory in (whole, lora):
        with pytest.raises(
            DecoderError, match=r"how the vector is written.*injection=.*\"add_norm_matched\""
        ):
            Decoder.load(directory)

    raw = Decoder.load(whole, injection="replace", **GREEDY)
    assert_reads_alike(answers, raw, trace, [3], [6], plain.verbaliser(whole, vector))
    added = Decoder.load(lora, injection="add_norm_matched", **GREEDY)
    assert_reads_alike(source, added, trace, [3], [6], plain.adding_verbaliser(read, lora, vector))
    assert (2, "raw") == (added.manifest.write.layer, added.manifest.write.norm)


def test_what_is_not_said_is_asked_for(tmp_path: pathlib.Path, read: pathlib.Path) -> None:
    """The norm where the scale is absent, and the layer; a published name says the block."""
    absent = save_verbaliser(tmp_path / "absent", "llama", scale="absent", block=None)
    with pytest.raises(
        DecoderError, match=r"to which norm vectors are rescaled.*norm=\.\.\.\), one of: 5\.657"
    ):
        Decoder.load(absent, injection="replace")
    with pytest.raises(DecoderError, match=r"which layer it reads.*layers=\.\.\."):
        Decoder.load(absent, injection="replace", norm=150)
    told = Decoder.load(absent, injection="replace", norm=150, layers=3).manifest
    assert (150, ((3,),)) == (told.write.norm, told.read.layers)
    named = save_verbaliser(tmp_path / "nla-qwen2.5-7b-L1-av", "llama", block=None)
    assert ((2,),) == Decoder.load(named).manifest.read.layers


def test_neighbours_and_token_are_checked(tmp_path: pathlib.Path, read: pathlib.Path) -> None:
    """Against the tokenizer that is open; a sidecar without neighbours has none to check."""
    directory = save_verbaliser(tmp_path / "av", "llama")
    path = directory / "nla_meta.yaml"
    meta = yaml.safe_load(path.read_text(encoding="utf-8"))
    trace, answers = Session(str(read)).run(SOURCE), Session(str(directory))
    for key in ("injection_left_neighbor_id", "injection_token_id"):
        wrong = meta | {"tokens": meta["tokens"] | {key: 9}}
        path.write_text(yaml.safe_dump(wrong), encoding="utf-8")
        with pytest.raises(TargetPromptError, match="does not fit the tokenizer"):
            answers.ask(trace, 3, 6, Decoder.load(directory, **GREEDY))
    several = meta | {"tokens": meta["tokens"] | {"injection_char": "zebra"}}
    path.write_text(yaml.safe_dump(several), encoding="utf-8")
    with pytest.raises(TargetPromptError, match="is not one token"):
        answers.ask(trace, 3, 6, Decoder.load(directory, **GREEDY))
    bare = save_verbaliser(
        tmp_path / "bare", "llama", without=["injection_left_neighbor_id", "injection_right_neighbor_id"]
    )
    assert None is Decoder.load(bare).manifest.prompt.neighbours


def test_damaged_and_foreign_directories_are_refused(tmp_path: pathlib.Path, read: pathlib.Path) -> None:
    """The sidecar of a data set, a wrong scale, a shard that is missing, a model of another width."""
    directory = save_verbaliser(tmp_path / "av", "llama")
    path = directory / "nla_meta.yaml"
    meta = yaml.safe_load(path.read_text(encoding="utf-8"))
    for changes, message in (
        ({"kind": "nla_dataset"}, "wrong at 'kind'"),
        ({"extraction": {"injection_scale": -1}}, "has the scale -1"),
        ({"d_model": 64}, "a model of width 64"),
    ):
        path.write_text(yaml.safe_dump(meta | changes), encoding="utf-8")
        with pytest.raises(DecoderError, match=message):
            Decoder.load(directory)
    path.write_text("kind: [", encoding="utf-8")
    with pytest.raises(DecoderError, match="cannot be read"):
        Decoder.load(directory)
    path.write_text(yaml.safe_dump(meta), encoding="utf-8")
    with pytest.raises(DecoderError, match="width 64"):
        Decoder.load(directory, base=ModelIdentity(name="wide", d_model=64, n_layers=4))
    shard(directory).unlink()
    with pytest.raises(ModelError, match="missing"):
        Session(str(directory))


@pytest.mark.parametrize(
    ("architecture", "key"), [("qwen2", "ar"), ("gemma3_text", "critic"), ("gpt2", "top")]
)
def test_a_reconstructor_makes_the_published_vector(
    tmp_path: pathlib.Path, architecture: str, key: str
) -> None:
    """The head takes the last token's state before the final norm; its score is that of unit vectors."""
    directory = save_reconstructor(tmp_path / "ar", architecture, key=key)
    reconstructor = Reconstructor.load(directory)
    expected = torch.stack([plain.reconstructed(directory, explanation_in(each)) for each in EXPLANATIONS])
    vectors = torch.randn(3, 32, generator=torch.Generator().manual_seed(2)) + expected

    assert 3 == reconstructor.layer
    made = torch.stack([reconstructor.reconstruct(each) for each in EXPLANATIONS])
    torch.testing.assert_close(made, expected, atol=1e-4, rtol=1e-5)
    scaled = (x / x.norm(dim=-1, keepdim=True) * math.sqrt(32) for x in (expected, vectors))
    a, b = scaled
    for explanation, one, other, vector in zip(EXPLANATIONS, a, b, vectors, strict=True):
        assert pytest.approx(float(((one - other) ** 2).mean()), abs=1e-5) == reconstructor.distance(
            explanation, vector
        )
    share = 1 - ((a - b) ** 2).mean() / ((b - b.mean(dim=0)) ** 2).mean()
    assert pytest.approx(float(share), abs=1e-5) == reconstructor.explained_variance(EXPLANATIONS, vectors)


def test_an_explanation_is_what_stands_between_the_tags() -> None:
    """Cut before the closing tag or not, and without any."""
    assert "A hare." == explanation_in("Well: <explanation>\n A hare.\n</explanation> more")
    assert "A hare." == explanation_in("<explanation>\nA hare.\n")
    assert "A hare." == explanation_in(" A hare.")


def test_what_is_no_reconstructor_is_refused(tmp_path: pathlib.Path, read: pathlib.Path) -> None:
    """A verbaliser, another number of blocks, another suffix, a head of another width; and the other way."""
    directory = save_reconstructor(tmp_path / "ar", "llama")
    with pytest.raises(DecoderError, match=r"is a reconstructor.*Reconstructor\.load"):
        Decoder.load(directory)
    with pytest.raises(DecoderError, match="holds no reconstructor"):
        Reconstructor.load(save_verbaliser(tmp_path / "av", "llama"))
    path = directory / "nla_meta.yaml"
    meta = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(meta | {"ar": {"num_hidden_layers": 3}}), encoding="utf-8")
    with pytest.raises(DecoderError, match=r"needs 4 blocks, and its config\.json has 3"):
        Reconstructor.load(directory)
    path.write_text(yaml.safe_dump(meta | {"tokens": {"critic_suffix_ids": [7, 8]}}), encoding="utf-8")
    with pytest.raises(DecoderError, match=r"in training in \[7, 8\]"):
        Reconstructor.load(directory).reconstruct("A fox.")
    path.write_text(yaml.safe_dump(meta), encoding="utf-8")
    good = Reconstructor.load(directory)
    with pytest.raises(DecoderError, match="1 explanations of 2 activations"):
        good.explained_variance(["A fox."], torch.ones(2, 32))
    with pytest.raises(DecoderError, match="no variance to explain"):
        good.explained_variance(["A fox.", "A hare."], torch.ones(2, 32))
