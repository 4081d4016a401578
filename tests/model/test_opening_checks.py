"""What cannot be served is refused at opening, and each check sees what it is there for."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

import pytest
import torch
import transformers
from transformers import AutoConfig, AutoModelForCausalLM

from latentlens.errors import UnsupportedModel
from latentlens.model.checks import check_served
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from tiny import tiny_tokenizer

# --- what cannot be served ------------------------------------------------------------------------------


SMALL: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "vocab_size": 320,
    "bos_token_id": 0,
    "eos_token_id": 1,
    "pad_token_id": 2,
}

T5 = {**SMALL, "d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 2, "num_heads": 4}

UNSERVED: dict[str, tuple[str, dict[str, Any], str]] = {
    "bert": ("AutoModelForCausalLM", SMALL, r"not causal \(with is_decoder=True .*layer 1 by"),
    "roberta": ("AutoModelForCausalLM", SMALL, "cannot wrap the architecture RobertaForCausalLM"),
    "t5": ("AutoModelForSeq2SeqLM", T5, "no single stack of blocks"),
    "mamba": ("AutoModelForCausalLM", {**SMALL, "state_size": 4}, "keeps no keys and values of attention"),
    "vit": (
        "AutoModel",
        {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4},
        "no vocabulary",
    ),
}


@pytest.mark.filterwarnings("ignore")  # of transformers, about missing fast kernels and standalone decoders
@pytest.mark.parametrize("architecture", UNSERVED)
def test_unsupported_architectures_are_refused_at_opening(architecture: str) -> None:
    """What is not a causal transformer is refused when it is opened, by name and with the reason."""
    how, sizes, reason = UNSERVED[architecture]
    torch.manual_seed(0)
    hf_model = getattr(transformers, how).from_config(AutoConfig.for_model(architecture, **sizes))

    with pytest.raises(UnsupportedModel, match=reason):
        open_model((hf_model.eval(), tiny_tokenizer()))


@pytest.mark.parametrize("architecture", ["t5", "vit"])
def test_directories_of_other_models_are_refused(architecture: str, tmp_path: pathlib.Path) -> None:
    """A directory that holds no causal language model is refused by its type, before any weight is read."""
    AutoConfig.for_model(architecture).save_pretrained(tmp_path)

    with pytest.raises(UnsupportedModel, match=f"of type '{architecture}', which is not a decoder-only"):
        open_model(tmp_path)


@pytest.mark.filterwarnings("ignore")  # of transformers, about standalone decoders
def test_bidirectional_attention_is_seen_at_any_scale() -> None:
    """A model that looks ahead is refused however small its weights make the difference."""
    torch.manual_seed(0)
    hf_model = AutoModelForCausalLM.from_config(AutoConfig.for_model("bert", **SMALL)).eval()
    with torch.no_grad():
        for parameter in hf_model.parameters():
            parameter.mul_(0.5)

    with pytest.raises(UnsupportedModel, match="causal"):
        open_model((hf_model, tiny_tokenizer()))


# --- each check, broken on purpose ----------------------------------------------------------------------


def change(module: torch.nn.Module, how: Callable[[torch.Tensor], torch.Tensor]) -> None:
    """Change what one of the user's modules says."""
    module.register_forward_hook(lambda _, __, out: how(out))


def test_check_sees_what_depends_on_the_length_of_a_run(opened: LanguageModel) -> None:
    """A module that says other things when fewer tokens run at once does not serve from a cache."""
    change(opened.hf_model.model.layers[1].mlp, lambda x: x if x.shape[1] != 7 else x + 1)
    with pytest.raises(UnsupportedModel, match=r"keys and values of the tokens before, at layer 2 by \d"):
        check_served(opened)


def test_check_sees_what_depends_on_the_batch(opened: LanguageModel) -> None:
    """A module that mixes rows, or counts them, does not serve rows that join."""
    change(opened.hf_model.model.layers[3].mlp, lambda x: x + (x.shape[0] - 1))
    with pytest.raises(UnsupportedModel, match=r"rows of a batch change each other at layer 4 by \d"):
        check_served(opened)


def test_check_sees_what_goes_wrong_for_rows_that_join_alone(opened: LanguageModel) -> None:
    """Rows that join a running batch are compared too, and the layer at which one joined is named."""
    joining = (3, 6)  # rows and positions in block 2: those of layers 0 and 2 have joined
    change(opened.hf_model.model.layers[2].mlp, lambda x: x + (x.shape[:2] == joining))
    with pytest.raises(UnsupportedModel, match=r"rows that join the batch other states than one plain run"):
        check_served(opened)


def test_check_sees_what_goes_wrong_after_the_prompt_alone(opened: LanguageModel) -> None:
    """The token after rows that joined is compared too, each row on its own keys and values."""
    change(opened.hf_model.model.layers[2].mlp, lambda x: x + (len(x) > 1 and x.shape[1] == 1))
    with pytest.raises(UnsupportedModel, match=r"tokens that follow rows that joined the batch other states"):
        check_served(opened)


def test_check_sees_dropped_rows(opened: LanguageModel) -> None:
    """A model that goes on with the first row only is refused."""
    change(opened.hf_model.model.norm, lambda x: x[:1])
    with pytest.raises(UnsupportedModel, match="drops rows that join the batch at layer"):
        check_served(opened)


def test_check_sees_tokens_that_look_ahead(opened: LanguageModel) -> None:
    """A block that hands a later token's state to an earlier one is not causal."""
    change(opened.hf_model.model.layers[1].mlp, lambda x: x + 0.01 * x[:, -1:])
    with pytest.raises(UnsupportedModel, match="causal"):
        check_served(opened)


def test_check_sees_nan(opened: LanguageModel) -> None:
    """Numbers that are none agree with nothing."""
    with torch.no_grad():
        opened.hf_model.get_output_embeddings().weight[7] = float("nan")
    with pytest.raises(UnsupportedModel):
        check_served(opened)


def test_check_sees_failures(opened: LanguageModel) -> None:
    """Whatever a model raises when it runs this way becomes one error that names the architecture."""

    def fail(_: torch.Tensor) -> torch.Tensor:
        raise IndexError("list index out of range")

    change(opened.hf_model.model.layers[1].mlp, fail)
    with pytest.raises(UnsupportedModel, match=r"LlamaForCausalLM.*does not run.*IndexError"):
        check_served(opened)


def test_kernels_of_quantised_weights_may_round_by_the_number_of_tokens(opened: LanguageModel) -> None:
    """Half a percent between one token and several is rounding where weights are quantised, else a defect."""
    change(opened.hf_model.model.layers[1].mlp, lambda x: x * (1 if x.shape[1] % 2 else 1.005))
    with pytest.raises(UnsupportedModel, match="cannot be served exactly"):
        check_served(opened)

    opened.hf_model.is_quantized = True
    check_served(opened)
