"""What is handed in as a model: paths, pairs, tokenizers, wrappers and architectures."""

from __future__ import annotations

import pathlib
import shutil
import types
import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
import transformers
from peft import LoraConfig, PeftMixedModel, PromptTuningConfig, get_peft_model
from torch import nn
from transformers import AutoConfig, LlamaForCausalLM

from latentlens.errors import LatentLensError, ModelError, TokenizerError, UnsupportedModel
from latentlens.model.architecture import known_architecture
from latentlens.model.handed_in import handed_in, tokenizer_of
from latentlens.model.loading import load
from tiny import tiny_model, tiny_tokenizer

IDS = torch.tensor([[5, 6, 7, 8, 9]])


def refused(kind: type[LatentLensError], source: Any, *says: str) -> None:
    """Hold that a source is refused by a message of a readable length that says all of this."""
    with pytest.raises(kind) as caught:
        handed_in(source)
    lacking = [part for part in says if part not in str(caught.value)]
    assert [] == lacking, str(caught.value)
    assert len(str(caught.value)) < 600


# --- paths ----------------------------------------------------------------------------------------------


@pytest.fixture
def directory(saved: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a model directory that a test may damage."""
    return pathlib.Path(shutil.copytree(saved, tmp_path / "model"))


def test_adapter_directory(tmp_path: pathlib.Path) -> None:
    """An adapter alone is refused with its base model's name and the lines that load both."""
    config = LoraConfig(r=2, target_modules=["q_proj"], base_model_name_or_path="some/base")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT reads deprecated names of transformers
        peft = get_peft_model(tiny_model("llama"), config)
        peft.peft_config["default"].base_model_name_or_path = "some/base"
        peft.save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)

    with pytest.raises(
        UnsupportedModel, match=r"holds an adapter \(LORA\).*some/base.*PeftModel\.from_pretr"
    ):
        load(tmp_path, None)


@pytest.mark.parametrize("content", ["{", "[]", "{}"])
def test_damaged_adapter_directory(content: str, tmp_path: pathlib.Path) -> None:
    """An adapter whose description cannot be read is still known as an adapter."""
    (tmp_path / "adapter_config.json").write_text(content)

    with pytest.raises(UnsupportedModel, match="holds an adapter"):
        load(tmp_path, None)


def test_a_whole_model_beside_an_adapter(directory: pathlib.Path) -> None:
    """Other files beside a whole model change nothing."""
    for name in ("adapter_model.safetensors", "model.gguf", "pytorch_model.bin"):
        (directory / name).write_text("{}")

    assert "LlamaForCausalLM" == type(load(directory, None)[0]).__name__


def test_pickled_weights(directory: pathlib.Path) -> None:
    """Pickled weights are refused by the file's name, with the line that writes them anew."""
    (directory / "model.safetensors").rename(directory / "pytorch_model.bin")

    with pytest.raises(
        ModelError, match=r"pickled weights are refused \(pytorch_model\.bin\).*use_safetensors"
    ):
        load(directory, None)


def test_missing_shard(tmp_path: pathlib.Path) -> None:
    """A file that an index names and that is not there is named."""
    tiny_model("llama").save_pretrained(tmp_path, max_shard_size="40KB")
    tiny_tokenizer().save_pretrained(tmp_path)
    shards = sorted(tmp_path.glob("model-*.safetensors"))
    shards[1].unlink()

    with pytest.raises(ModelError, match=rf"1 of the {len(shards)} files .* missing .{shards[1].name}"):
        load(tmp_path, None)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_a_file_of_a_model(name: str, saved: pathlib.Path) -> None:
    """A file is no model: its directory is."""
    with pytest.raises(ModelError, match=r"is a file\. Give the model's directory"):
        load(saved / name, None)


def test_a_name_that_is_too_long() -> None:
    """What no file system can look for is refused as a model's name, and not by the file system."""
    with pytest.raises(ModelError, match="can be neither a model's name nor its directory") as caught:
        load("e" * 5000, None)

    assert len(str(caught.value)) < 400


def test_encoder_decoder_directory(tmp_path: pathlib.Path) -> None:
    """A model of two stacks is refused as one, also where transformers could load its half."""
    AutoConfig.for_model("bart", is_encoder_decoder=True).save_pretrained(tmp_path)

    with pytest.raises(UnsupportedModel, match="not a decoder-only language model but an encoder-decoder"):
        load(tmp_path, None)


# --- what is no pair ------------------------------------------------------------------------------------


def test_what_is_no_pair(saved: pathlib.Path) -> None:
    """What is no pair of a model and a tokenizer is named by kind, with what to give."""
    model, tokenizer = tiny_model("llama"), tiny_tokenizer()

    refused(ModelError, model, "LlamaForCausalLM alone", "(model, tokenizer)", "add its tokenizer")
    refused(ModelError, (tokenizer, model), "the other way round")
    refused(ModelError, (str(saved), tokenizer), "Session(", "the name")
    refused(ModelError, (model,), "(LlamaForCausalLM)")
    refused(ModelError, [model, tokenizer], "(list)")
    refused(ModelError, (model.state_dict(), tokenizer), "OrderedDict")
    refused(ModelError, (LlamaForCausalLM, tokenizer), "(type, ")
    refused(ModelError, (nn.Linear(2, 2), tokenizer), "(Linear, ")


def test_pipeline() -> None:
    """A pipeline is its model and its tokenizer."""
    model, tokenizer = tiny_model("llama"), tiny_tokenizer()
    pipeline = transformers.pipeline("text-generation", model=model, tokenizer=tokenizer)

    found = handed_in(pipeline)

    assert model is found[0]
    assert tokenizer is found[1]


# --- tokenizers -----------------------------------------------------------------------------------------


def test_a_processor_holds_a_tokenizer() -> None:
    """A processor, which multimodal models come with, stands for its tokenizer."""
    tokenizer = tiny_tokenizer()

    assert tokenizer is tokenizer_of(types.SimpleNamespace(tokenizer=tokenizer))


def test_a_tokenizer_by_name(saved: pathlib.Path) -> None:
    """A tokenizer's directory stands for it; one that holds none is refused."""
    assert tiny_tokenizer()("The road")["input_ids"] == tokenizer_of(str(saved))("The road")["input_ids"]
    with pytest.raises(LatentLensError, match="somebody/nothing"):
        tokenizer_of("somebody/nothing")


class Old(transformers.PythonBackend):  # type: ignore[misc]
    """A tokenizer without a fast backend: every byte is a token."""

    def __init__(self) -> None:
        self.vocab_file = None
        super().__init__()

    vocab_size = 256

    def get_vocab(self) -> dict[str, int]:
        """Return every token and its id."""
        return {chr(i): i for i in range(256)}

    def _tokenize(self, text: str) -> list[str]:
        return list(text)

    def _convert_token_to_id(self, token: str) -> int:
        return ord(token)

    def _convert_id_to_token(self, index: int) -> str:
        return chr(index)


def test_a_slow_tokenizer_is_served() -> None:
    """A tokenizer without a fast backend is one."""
    old = Old()

    assert old is tokenizer_of(old)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (lambda: tiny_tokenizer().backend_tokenizer, r"tokenizers\.Tokenizer.*PreTrainedTokenizerFast\("),
        (lambda: transformers.PreTrainedTokenizerFast, r"is the class \w+\. Give .*from_pretrained"),
        (lambda: str.split, "no transformers tokenizer"),
        (lambda: None, "a NoneType is no transformers tokenizer"),
        (lambda: types.SimpleNamespace(tokenizer=None), "a NoneType is no"),
        (lambda: broken(lambda *_, **__: 1 / 0), "cannot be used: ZeroDivisionError"),
        (lambda: broken(lambda *_, **__: {"input_ids": ["a"]}), "gives str for ids"),
    ],
)
def test_what_is_no_tokenizer(given: Callable[[], Any], says: str) -> None:
    """What cannot be asked for ids and tokens is refused, with what to give in its place."""
    with pytest.raises(TokenizerError, match=says):
        tokenizer_of(given())


def broken(call: Callable[..., Any]) -> Any:
    """Return what has all parts of a tokenizer and does something else when it is called."""
    parts = ("all_special_ids", "convert_ids_to_tokens", "convert_tokens_to_string", "decode")
    return type("Broken", (), {**dict.fromkeys(parts), "__call__": call})()


# --- wrappers -------------------------------------------------------------------------------------------


class PreTrainedModelWrapper(nn.Module):
    """What TRL derives its models with a value head from."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.pretrained_model = model
        self.v_head = nn.Linear(32, 1)


class DeepSpeedEngine(nn.Module):
    """What DeepSpeed wraps around a model."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.module = model


def adapted(model: nn.Module, config: Any = None, *, mixed: bool = False) -> Any:
    """Return a model under a LoRA, or what another configuration makes of it."""
    config = config or LoraConfig(r=2, init_lora_weights=False, target_modules=["q_proj"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT reads deprecated names of transformers
        return get_peft_model(model, config, mixed=mixed).eval()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of torch.compile, about its own parts
@pytest.mark.parametrize(
    "wrap",
    [
        torch.compile,
        nn.DataParallel,
        PreTrainedModelWrapper,
        DeepSpeedEngine,
        adapted,
        lambda model: adapted(model, mixed=True),
        lambda model: torch.compile(adapted(model)),
        lambda model: PreTrainedModelWrapper(adapted(model)),
    ],
)
def test_the_model_inside_is_read(wrap: Callable[[nn.Module], Any]) -> None:
    """Compiled, parallel and adapted models and those under a value head are read as the model inside."""
    model = tiny_model("llama")

    assert model is handed_in((wrap(model), tiny_tokenizer()))[0]


def test_mixed_adapters_are_what_they_are_called() -> None:
    """PEFT's mixed models are unwrapped by their own class, which is no PeftModel."""
    assert isinstance(adapted(tiny_model("llama"), mixed=True), PeftMixedModel)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of torch.compile, about its own parts
def test_compiled_in_place() -> None:
    """A model whose own call is compiled is the same model."""
    model = tiny_model("llama")
    model.compile()

    assert model is handed_in((model, tiny_tokenizer()))[0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of torch.compile, about its own parts
def test_replaced_forward() -> None:
    """A forward pass that was replaced by a loose function is refused, with the line that takes it off."""
    for replace in (torch.compile, lambda forward: lambda *args, **kwargs: forward(*args, **kwargs)):
        model = tiny_model("llama")
        mlp = model.model.layers[1].mlp
        mlp.forward = replace(mlp.forward)
        refused(UnsupportedModel, (model, tiny_tokenizer()), "del model.model.layers.1.mlp.forward")
        del mlp.forward
        handed_in((model, tiny_tokenizer()))


def test_bound_forward_is_served() -> None:
    """A method that is bound to its module is copied with it, and is served."""
    model = tiny_model("llama")
    mlp = model.model.layers[1].mlp
    mlp.forward = types.MethodType(type(mlp).forward, mlp)

    assert model is handed_in((model, tiny_tokenizer()))[0]


def test_mixed_precision_of_accelerate() -> None:
    """A model that accelerate runs in mixed precision is refused with the call that takes it out."""
    model = tiny_model("llama")
    model._original_forward = model.forward

    refused(UnsupportedModel, (model, tiny_tokenizer()), "mixed precision", "unwrap_model(")


def test_learned_prompts() -> None:
    """A learned prompt is refused, under any wrapper."""
    prompt = PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=3)

    refused(
        UnsupportedModel,
        (PreTrainedModelWrapper(adapted(tiny_model("llama"), prompt)), tiny_tokenizer()),
        "learned a prompt",
    )


def test_weights_in_shards() -> None:
    """Weights that are spread over processes are refused, with how to gather them."""
    fsdp = type("FSDPLlamaForCausalLM", (type("FSDPModule", (), {}), nn.Module), {})()
    refused(UnsupportedModel, (fsdp, tiny_tokenizer()), "spread over processes by FSDP", "one process")
    model = tiny_model("llama")
    model.lm_head.weight.ds_status = "not available"  # what DeepSpeed's ZeRO-3 marks its shards with
    refused(UnsupportedModel, (DeepSpeedEngine(model), tiny_tokenizer()), "spread", "lm_head.weight")


# --- numbers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float8_e4m3fn, torch.int8])
def test_weights_that_cannot_be_multiplied_with(dtype: torch.dtype) -> None:
    """8-bit weights without a quantiser are refused by name, with how to convert them."""
    model = tiny_model("llama")
    model.lm_head.weight = nn.Parameter(model.lm_head.weight.detach().to(dtype), requires_grad=False)

    refused(UnsupportedModel, (model, tiny_tokenizer()), "lm_head.weight", "model.to(torch.bfloat16)")


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_weights_that_are_no_numbers(dtype: torch.dtype) -> None:
    """A single NaN in the weights is found and named; a weight of infinity is one of the user's own."""
    model = tiny_model("llama").to(dtype)
    with torch.no_grad():
        model.model.layers[1].mlp.up_proj.weight[3, 4] = torch.inf
        handed_in((model, tiny_tokenizer()))
        model.model.layers[2].mlp.up_proj.weight[3, 4] = torch.nan

    refused(UnsupportedModel, (model, tiny_tokenizer()), "model.layers.2.mlp.up_proj.weight holds NaN")


# --- architectures --------------------------------------------------------------------------------------


SMALL: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "vocab_size": 320,
}


@pytest.mark.parametrize(
    ("architecture", "how", "says"),
    [
        ("llama", "AutoModel", ("no head", "AutoModelForCausalLM.from_pretrained(")),
        ("llama", "AutoModelForSequenceClassification", ("no head", "AutoModelForCausalLM")),
        ("bert", "AutoModelForMaskedLM", ("masked tokens", "decoder-only")),
        ("bert", "AutoModelForPreTraining", ("masked tokens",)),
        ("t5", "AutoModelForSeq2SeqLM", ("encoder-decoder", "decoder-only")),
        ("vit", "AutoModel", ("no vocabulary",)),
    ],
)
def test_what_predicts_no_next_token(architecture: str, how: str, says: tuple[str, ...]) -> None:
    """A model without the head, or of another task, is refused with the class to load."""
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 4, "num_layers": 1, "d_ff": 8}
    sizes |= {"intermediate_size": 64} | ({"vocab_size": 320} if architecture != "vit" else {})
    model = getattr(transformers, how).from_config(AutoConfig.for_model(architecture, **sizes))

    refused(UnsupportedModel, (model, tiny_tokenizer()), *says)


def test_a_language_model_inside_another() -> None:
    """Of a model of several media that is not served, the lines open the language model alone."""
    sizes = {**SMALL, "num_hidden_layers": 1}
    config = AutoConfig.for_model(
        "vipllava",
        text_config={"model_type": "llama", **SMALL},
        vision_config={"model_type": "clip_vision_model", "image_size": 8, "patch_size": 4, **sizes},
        vision_feature_layers=[-1],
    )
    model = transformers.VipLlavaForConditionalGeneration(config).eval()
    refused(
        UnsupportedModel, (model, tiny_tokenizer()), "model.language_model", "get_text_config()", "lm_head"
    )

    scope = {"model": model, "AutoModelForCausalLM": transformers.AutoModelForCausalLM}
    with pytest.raises(UnsupportedModel) as caught:
        handed_in((model, tiny_tokenizer()))
    lines = str(caught.value).partition("Open that alone: ")[2].partition("; Session")[0]
    exec(lines, scope)  # the lines that the message tells people to run

    alone = scope["lm"].eval()
    with torch.no_grad():
        assert torch.equal(model(IDS).logits, alone(IDS).logits)


class Mine(LlamaForCausalLM):  # type: ignore[misc]
    """Somebody's own class, which changes nothing that is computed."""


def test_a_subclass_is_known_by_what_it_comes_from() -> None:
    """Somebody's own subclass of a known class goes by that; an unknown class by its own name."""
    mine = Mine(tiny_model("llama").config).eval()

    assert "LlamaForCausalLM" == known_architecture(mine)
    assert mine is handed_in((mine, tiny_tokenizer()))[0]
    assert "Linear" == known_architecture(nn.Linear(2, 2))
    assert "GPT2LMHeadModel" == known_architecture(tiny_model("gpt2"))
