"""Self-interpretation adapters as published, loaded, against embeddings that are given to transformers."""

from __future__ import annotations

import pathlib
import re

import pytest
import torch
from safetensors.torch import load_file, save_file

import published_readings as plain
from latentlens import Decoder, Session
from latentlens.decoder_files.manifest import ModelIdentity
from latentlens.errors import DecoderError, InputError, TargetPromptError
from published_asking import assert_reads_alike
from published_files import PROJECTIONS, RESERVED, SOURCE, save_base, save_self_interpretation

PROMPT = (
    '<bos><|head|>user<|body|>\n\nWhat is the meaning of "{slot}"?<|end|>'
    '<|head|>assistant<|body|>\n\nThe meaning of "{slot}" is "'
)
TEMPLATE = PROMPT.replace("{slot}", RESERVED)
SOFT_PROMPT = {"template": TEMPLATE, "reserved_token": RESERVED}
FACTS = ModelIdentity(name="tiny", d_model=32, n_layers=4)


@pytest.mark.parametrize(
    ("kind", "architecture", "nested", "normalize"),
    [
        ("scale_only", "llama", True, True),
        ("scalar_affine", "gemma3_text", False, True),
        ("full_rank", "gemma2", True, True),
        ("low_rank_only", "qwen2", False, False),
        ("scalar_affine_plus_low_rank", "llama", True, False),
        ("scalar_affine_plus_low_rank", "gemma3_text", True, True),
    ],
)
def test_it_answers_as_the_published_code_does(
    tmp_path: pathlib.Path, kind: str, architecture: str, nested: bool, normalize: bool
) -> None:
    """The mapped vector is the embedding of both reserved tokens, also where a model scales embeddings."""
    base = save_base(tmp_path / "base", architecture)
    soft_prompt = SOFT_PROMPT if nested else None
    file = save_self_interpretation(
        tmp_path / "adapters", kind, nested=nested, normalize=normalize, means=[1, 2], soft_prompt=soft_prompt
    )
    session = Session(str(base))
    trace = session.run(SOURCE)
    ids, at = list(trace.token_ids), len(trace.token_ids) - 1
    mean = load_file(file.with_name("mean-vectors.safetensors"))["layer_2"]
    vector = plain.block_outputs(plain.opened(base), ids, 2)[at] - mean
    reading = plain.self_interpretation(base, TEMPLATE, RESERVED, plain.projected(file, vector[None])[0])
    said = {} if nested else {"template": PROMPT, "placeholder": RESERVED}
    decoder = Decoder.load(file, base=session.backend, layers=3, temperature=0, stop=(), **said)

    assert_reads_alike(session, decoder, trace, [3], [at], reading)
    assert (0, "replace", True) == (
        decoder.manifest.write.layer,
        decoder.manifest.write.injection,
        decoder.manifest.read.mean,
    )


def test_what_embeddings_given_to_a_model_are(tmp_path: pathlib.Path) -> None:
    """They are layer 0 where the model scales embeddings, and lack the position where that is learned."""
    for architecture, alike in (("gemma2", True), ("gemma3_text", True), ("llama", True), ("gpt2", False)):
        model = plain.opened(save_base(tmp_path / architecture, architecture))
        ids = torch.tensor([[5, 6, 7, 8]])
        embedded = model.get_input_embeddings()(ids)
        entering: list[torch.Tensor] = []
        handle = plain.blocks(model)[0].register_forward_pre_hook(
            lambda _, args, kwargs, entering=entering: entering.append(
                args[0] if args else kwargs["hidden_states"]
            ),
            with_kwargs=True,
        )
        with torch.no_grad():
            model(inputs_embeds=embedded)
        handle.remove()
        assert alike is torch.equal(entering[0], embedded), architecture


def test_every_projection_is_written_as_its_formula_says(tmp_path: pathlib.Path) -> None:
    """All five: scale, low rank, full rank and bias, on the vector's direction."""
    vectors = 7 * torch.randn(3, 32, generator=torch.Generator().manual_seed(1))
    for kind in PROJECTIONS:
        file = save_self_interpretation(tmp_path / kind, kind, means=[2], soft_prompt=SOFT_PROMPT)
        weights = Decoder.load(file, base=FACTS, layers=3).weights
        mean = weights.mean[3]
        unit = torch.stack([weights.centred(vector + mean, 3) for vector in vectors])
        mapped = weights.written_mapping(unit[None], torch.zeros(1, 3, 32))[0]
        torch.testing.assert_close(mapped, plain.projected(file, vectors), atol=1e-5, rtol=1e-5)


def test_what_is_not_said_is_asked_for(tmp_path: pathlib.Path) -> None:
    """The model, the layer, the prompt and its token; none of them is guessed."""
    file = save_self_interpretation(tmp_path, "scalar_affine", means=[2])

    with pytest.raises(DecoderError, match=r"which model it is for.*base=\.\.\."):
        Decoder.load(file)
    with pytest.raises(DecoderError, match=r"which layer it reads.*layers=\.\.\.\), one of: a layer, 0 to 4"):
        Decoder.load(file, base=FACTS)
    with pytest.raises(DecoderError, match=r"the prompt that it was trained with.*template=\.\.\."):
        Decoder.load(file, base=FACTS, layers=3)
    with pytest.raises(DecoderError, match=r"the reserved token of its prompt.*placeholder=\.\.\."):
        Decoder.load(file, base=FACTS, layers=3, template=PROMPT)
    with pytest.raises(DecoderError, match=re.escape("no mean of layer 2; it has those of [3]")):
        Decoder.load(file, base=FACTS, layers=2, template=PROMPT, placeholder=RESERVED)


def test_the_published_ones_for_llama_are_known_by_name(tmp_path: pathlib.Path) -> None:
    """Their model, their layer and their prompt are documented."""
    directory = tmp_path / "models--ann--selfie-adapters-llama-3.1-8b-instruct" / "snapshots" / "0a"
    file = save_self_interpretation(directory, "scalar_affine", width=4096, means=[])
    file.rename(directory / "goodfire-sae-scalar-affine.safetensors")
    manifest = Decoder.load(directory).manifest

    assert ((20,),) == manifest.read.layers
    assert not manifest.read.mean
    assert (4096, 32) == (manifest.base.d_model, manifest.base.n_layers)
    assert 2 == (manifest.prompt.template or "").count("{slot}")
    assert "<|reserved_special_token_0|>" == manifest.prompt.placeholder


def test_damaged_and_foreign_files_are_refused(tmp_path: pathlib.Path) -> None:
    """Pickles, tensors of another projection or width, means that are not there, a token of several."""
    said = {"base": FACTS, "layers": 3, "template": PROMPT, "placeholder": RESERVED}
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "adapter.pt").write_bytes(b"\x80\x02.")
    for path in (tmp_path / "old", tmp_path / "old" / "adapter.pt"):
        with pytest.raises(DecoderError, match="is a pickle"):
            Decoder.load(path, **said)
    file = save_self_interpretation(tmp_path / "new", "scalar_affine")
    with pytest.raises(DecoderError, match=r"mean-vectors\.safetensors is not beside it"):
        Decoder.load(file, **said)
    narrow = save_self_interpretation(tmp_path / "narrow", "scalar_affine", width=16)
    with pytest.raises(DecoderError, match="vectors of width 16, and tiny has width 32"):
        Decoder.load(narrow, **said)
    strange = save_self_interpretation(tmp_path / "strange", "scalar_affine", means=[2])
    with plain.safe_open(strange, "pt") as found:
        header = found.metadata()
    save_file({"log_scale": torch.zeros(1)}, strange, metadata=header)
    with pytest.raises(
        DecoderError, match="has the tensors log_scale, and a projection scalar_affine has bias"
    ):
        Decoder.load(strange, **said)
    save_file(
        {"bias": torch.zeros(32)},
        strange,
        metadata=header | {"config_json": '{"projection": {"type": "mlp"}}'},
    )
    with pytest.raises(DecoderError, match="projection 'mlp'; known are scale_only"):
        Decoder.load(strange, **said)
    session = Session(str(save_base(tmp_path / "base", "llama")))
    good = save_self_interpretation(tmp_path / "good", "scalar_affine", means=[2])
    split = Decoder.load(good, **(said | {"placeholder": "zebra"}))
    trace = session.run(SOURCE)
    with pytest.raises(TargetPromptError, match="is not one token"):
        session.ask(trace, 3, 4, split)
    with pytest.raises(InputError):
        session.ask(trace.select([3], [3, 4]), Decoder.load(good, **said))
