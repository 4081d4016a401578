"""Laws of GGUF files: the model is what the file holds, number for number, or it is refused by name."""

from __future__ import annotations

import math
import pathlib
from typing import Any

import gguf
import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from gguf_files import PIECES, quantised, write_gguf
from latentlens import Session
from latentlens.errors import ModelError, TokenizerError, UnsupportedModel
from latentlens.model.gguf_header import is_gguf, read_header
from latentlens.model.opening import open_model
from tiny import tiny_model, tiny_tokenizer

IDS = torch.tensor([[5, 6, 7, 8, 9]])
TYPE = gguf.GGMLQuantizationType
GEMMA = {"num_hidden_layers": 7, "head_dim": 256, "query_pre_attn_scalar": 256}
"""Sizes with a full attention among the windows, and the scale that all but the largest Gemma 3 have."""


def plain(model: Any, ids: torch.Tensor = IDS) -> torch.Tensor:
    """Return the logits of a transformers model."""
    with torch.no_grad():
        logits: torch.Tensor = model(ids).logits
    return logits


@pytest.mark.parametrize("architecture", ["llama", "qwen2"])
def test_plain_numbers_open_exactly(tmp_path: pathlib.Path, architecture: str) -> None:
    """A file of float32 gives the logits of the model that it was written from, bit for bit."""
    hf_model, tokenizer = tiny_model(architecture), tiny_tokenizer()
    model = open_model(write_gguf(tmp_path / "m.gguf", hf_model, tokenizer))

    # `tiny_model` attends in the plain way, and a file is opened with torch's own, which rounds otherwise
    torch.testing.assert_close(plain(hf_model), model.all_logits(IDS), rtol=1e-5, atol=1e-4)
    assert (4, 32, 64, 320) == (model.n_layers, model.d_model, model.n_ctx, model.vocab_size)
    assert torch.float32 == model.dtype
    theirs, ours = dict(hf_model.named_parameters()), dict(model.hf_model.named_parameters())
    assert [] == [name for name, tensor in theirs.items() if not torch.equal(tensor, ours[name])]


def test_gemma_opens_exactly(tmp_path: pathlib.Path) -> None:
    """Gemma's norms are stored with 1 added, and its windows, both angles and pieces stand in the file."""
    hf_model = tiny_model("gemma3_text", vocab_size=len(PIECES), **GEMMA)
    model = open_model(write_gguf(tmp_path / "m.gguf", hf_model))

    torch.testing.assert_close(plain(hf_model), model.all_logits(IDS), rtol=1e-4, atol=1e-3)
    assert ["<bos>", "the", "▁is"] == model.tokenizer.hf.convert_ids_to_tokens(
        model.tokenizer.encode("the is")
    )


def test_a_scale_of_attention_that_no_file_states_is_not_guessed(tmp_path: pathlib.Path) -> None:
    """Every Gemma is converted with the small ones' scale; where the sizes say another, it is refused."""
    hf_model = tiny_model("gemma3_text", vocab_size=len(PIECES), head_dim=8, query_pre_attn_scalar=8)
    path = write_gguf(tmp_path / "m.gguf", hf_model)
    with pytest.raises(UnsupportedModel, match=r"query_pre_attn_scalar.* 8, .* 256"):
        open_model(path)


@pytest.mark.parametrize("kind", [TYPE.Q8_0, TYPE.Q4_1, TYPE.F16])
def test_quantised_weights_are_unpacked(tmp_path: pathlib.Path, kind: TYPE) -> None:
    """Every matrix has the numbers that its blocks stand for; the model runs in a dtype that holds them."""
    hf_model = tiny_model("llama")
    model = open_model(write_gguf(tmp_path / "m.gguf", hf_model, tiny_tokenizer(), kind=kind))
    ours = dict(model.hf_model.named_parameters())
    expected = quantised(hf_model, kind)

    assert (torch.float16 if kind == TYPE.F16 else torch.float32) == model.dtype
    for name, tensor in expected.named_parameters():
        if tensor.dim() > 1:
            assert torch.equal(tensor, ours[name].float()), name


def test_a_dtype_that_is_asked_for_is_given(tmp_path: pathlib.Path) -> None:
    """The dtype of opening stands above the file's."""
    path = write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer(), kind=TYPE.Q8_0)

    assert torch.bfloat16 == open_model(path, dtype="bfloat16").dtype


def test_opening_draws_no_bar(tmp_path: pathlib.Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The bars of transformers' conversion are hidden, and are afterwards what they were."""
    path = write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer())
    capfd.readouterr()
    open_model(path)
    assert ("", "") == capfd.readouterr()
    AutoModelForCausalLM.from_pretrained(tmp_path, gguf_file="m.gguf")
    assert "GGUF" in capfd.readouterr().err


def test_tokenizer_and_chat_template_come_from_the_file(tmp_path: pathlib.Path) -> None:
    """Texts and chats fall into the tokens of the tokenizer that the file was written from."""
    tokenizer = tiny_tokenizer()
    path = write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tokenizer)
    session = Session(str(path))
    text = "The capital of France is 1135,\n and the fox's"

    assert tokenizer(text)["input_ids"] == session.backend.tokenizer.encode(text)
    chat = session.run([{"role": "user", "content": "Paris?"}])
    assert "<|user|>Paris?\n" == "".join(chat.token_texts).removeprefix("<bos>")
    assert f"Session({str(path)!r})" == session.code
    assert str(path) == session.backend.name


def test_a_tokenizer_that_adds_no_beginning_adds_none(tmp_path: pathlib.Path) -> None:
    """Whether texts begin with a beginning-of-sequence token is what the file says."""
    path = write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer(), adds_bos=False)
    assert tiny_tokenizer(adds_bos=False)("The fox")["input_ids"] == open_model(path).tokenizer.encode(
        "The fox"
    )


def test_digits_stand_apart_where_the_file_says_so(tmp_path: pathlib.Path) -> None:
    """The rule "smollm" cuts every digit off, which transformers alone does not know."""
    path = write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer(), split_rule="smollm")
    alone = AutoTokenizer.from_pretrained(tmp_path, gguf_file="m.gguf")

    def cut(tokenizer: Any) -> list[str]:
        return [piece for piece, _ in tokenizer.backend_tokenizer.pre_tokenizer.pre_tokenize_str("a  11")]

    assert ["a", "ĠĠ", "1", "1"] == cut(open_model(path).tokenizer.hf)
    assert ["a", "Ġ", "Ġ11"] == cut(alone)


def test_a_rule_that_nobody_knows_is_refused(tmp_path: pathlib.Path) -> None:
    """Text that would be cut in another way than in training is not."""
    path = write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer(), split_rule="no-such")
    with pytest.raises(TokenizerError, match=r"the rule 'no-such'.*Session\(\(model, tokenizer\)\)"):
        open_model(path)


# --- what transformers would leave out without a word -----------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"rope.scaling.type": "yarn"}, r"llama\.rope\.scaling\.type = yarn.*made none of it"),
        ({"rope.scaling.factor": 8.0}, r"llama\.rope\.scaling\.factor = 8\.0"),
        ({"attention.sliding_window": 5}, r"llama\.attention\.sliding_window = 5.*made None of it"),
        ({"logit_scale": 0.5}, r"llama\.logit_scale = 0\.5, which .* not known to keep"),
    ],
)
def test_a_setting_that_is_left_out_is_refused(tmp_path: pathlib.Path, facts: Any, says: str) -> None:
    """A file whose model would compute something else after conversion is not opened."""
    path = write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer(), facts=facts)
    with pytest.raises(UnsupportedModel, match=says + r".*\*\.safetensors"):
        open_model(path)


def llama3_factors(
    factor: float, *, length: int = 8192, theta: float = 500000.0, size: int = 8
) -> np.ndarray:
    """Return what llama.cpp's converter writes for the scaling of Llama 3.1, one frequency at a time."""
    factors = []
    for i in range(0, size, 2):
        wavelength = 2 * math.pi * theta ** (i / size)
        if wavelength < length / 4:
            factors.append(1.0)
        elif wavelength > length:
            factors.append(factor)
        else:
            smooth = (length / wavelength - 1) / (4 - 1)
            factors.append(1 / ((1 - smooth) / factor + smooth))
    return np.array(factors, dtype=np.float32)


@pytest.mark.parametrize("factor", [8.0, 32.0])
def test_the_scaling_of_llama_3_is_told_from_its_numbers(tmp_path: pathlib.Path, factor: float) -> None:
    """The frequencies are those of transformers' own settings, of which the file has only the effect."""
    rotary = {
        "rope_type": "llama3",
        "rope_theta": 500000.0,
        "factor": factor,
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "original_max_position_embeddings": 8192,
    }
    hf_model = tiny_model("llama", rope_parameters=rotary)
    numbers = {"rope_freqs.weight": llama3_factors(factor)}
    model = open_model(write_gguf(tmp_path / "m.gguf", hf_model, tiny_tokenizer(), tensors=numbers))

    assert rotary == {key: model.hf_model.config.rope_parameters[key] for key in rotary}
    assert 1 < numbers["rope_freqs.weight"][2] < factor  # one stands between the bands
    plain_frequencies = 500000.0 ** -torch.arange(0, 1, 0.25, dtype=torch.float64)
    torch.testing.assert_close(
        plain_frequencies / torch.from_numpy(numbers["rope_freqs.weight"]),
        model.hf_model.model.rotary_emb.inv_freq.double(),
        rtol=1e-6,
        atol=0,
    )
    torch.testing.assert_close(plain(hf_model), model.all_logits(IDS), rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize(
    "numbers",
    [llama3_factors(8.0, length=4096), llama3_factors(8.0, theta=10000.0), llama3_factors(8.0, size=16)],
    ids=["another length", "another base", "another width"],
)
def test_a_scaling_that_settings_do_not_give_again_is_refused(
    tmp_path: pathlib.Path, numbers: np.ndarray
) -> None:
    """One number that Llama's settings do not give is enough."""
    hf_model = tiny_model("llama", rope_parameters={"rope_type": "default", "rope_theta": 500000.0})
    tensors = {"rope_freqs.weight": numbers}
    path = write_gguf(tmp_path / "m.gguf", hf_model, tiny_tokenizer(), tensors=tensors)

    with pytest.raises(UnsupportedModel, match=r"leaves out rope_freqs\.weight"):
        open_model(path)


def test_a_tensor_that_is_left_out_is_refused(tmp_path: pathlib.Path) -> None:
    """Rotary factors of their own, which the conversion drops, make another model."""
    factors = {"rope_freqs.weight": np.arange(1, 5, dtype=np.float32)}
    path = write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer(), tensors=factors)
    with pytest.raises(UnsupportedModel, match=r"leaves out rope_freqs\.weight"):
        open_model(path)


def test_missing_tensors_are_not_made_up(tmp_path: pathlib.Path) -> None:
    """Weights that the file lacks are an error, never random numbers."""
    path = write_gguf(
        tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer(), leave_out=("blk.1.ffn_up.weight",)
    )
    with pytest.raises(ModelError, match=r"lacks 1 tensors .*layers\.1\.mlp\.up_proj"):
        open_model(path)


def test_an_architecture_that_is_not_converted_is_refused_by_name(tmp_path: pathlib.Path) -> None:
    """Some architectures have no conversion: the error has the name, and what to open instead."""
    writer = gguf.GGUFWriter(tmp_path / "m.gguf", "clip")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    with pytest.raises(UnsupportedModel, match=r"GGUF architecture 'clip'.*\*\.safetensors"):
        open_model(tmp_path / "m.gguf")


# --- files that are none ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [3, 30, 5_000, -4_000])
def test_a_cut_file_is_refused(tmp_path: pathlib.Path, kept: int) -> None:
    """Half a file is no model, wherever it ends."""
    path = write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer())
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ModelError, match=r"m\.gguf.*again, and whole"):
        open_model(path)


def test_a_part_of_a_model_is_refused(tmp_path: pathlib.Path) -> None:
    """A model in several files is put together first."""
    path = tmp_path / "big-00001-of-00003.gguf"
    path.write_bytes(b"GGUF")
    with pytest.raises(ModelError, match=r"one of 3 parts.*llama-gguf-split --merge"):
        open_model(path)


def test_a_directory_of_a_gguf_file_names_the_file(tmp_path: pathlib.Path) -> None:
    """One way to open it: by the file's own path, which the error gives."""
    path = tmp_path / "m.gguf"
    path.write_bytes(b"GGUF")
    with pytest.raises(ModelError, match=r"Session\('.*m\.gguf'\)"):
        open_model(tmp_path)
    assert [True, False, False] == [is_gguf(p) for p in (path, tmp_path, "gpt2")]


def test_the_header_is_read_without_the_weights(tmp_path: pathlib.Path) -> None:
    """Names, shapes and settings are those that the file was written with; long lists are stepped over."""
    header = read_header(write_gguf(tmp_path / "m.gguf", tiny_model("llama"), tiny_tokenizer()))

    assert ("llama", 4, "float32") == (header.architecture, header.facts["llama.block_count"], header.dtype)
    assert (64, 32) == header.shapes["blk.0.ffn_up.weight"]
    assert 320 == len(header.facts["tokenizer.ggml.tokens"])
