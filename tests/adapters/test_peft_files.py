"""PEFT's files: which settings are understood, and what is refused by name."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest

from latentlens.adapters.lora import LoraAdapter
from latentlens.adapters.lora_settings import LoraSettings
from latentlens.errors import InputError
from peft_reference import lora_of

PLAIN: dict[str, Any] = {"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["q_proj"]}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"use_dora": True}, "use_dora=True, which is not understood here"),
        ({"target_parameters": ["experts"]}, r"target_parameters=\['experts'\]"),
        ({"alora_invocation_tokens": [3]}, "alora_invocation_tokens"),
        ({"invented_later": "yes"}, "invented_later='yes'"),
        ({"init_lora_weights": "pissa"}, "init_lora_weights='pissa', which changes the base's own weights"),
        ({"peft_type": "IA3"}, "of PEFT's type 'IA3'; only LORA"),
        ({"r": 0}, "has no r"),
        ({"r": -1}, "positive whole number; got -1"),
        ({"target_modules": None}, "has no target_modules"),
        ({"bias": "some"}, "bias is 'none', 'all' or 'lora_only'; got 'some'"),
    ],
)
def test_a_setting_that_is_not_understood_is_refused(fields: dict[str, Any], says: str) -> None:
    """The message names the setting."""
    with pytest.raises(InputError, match=says):
        LoraSettings.from_peft({**PLAIN, **fields})


def test_settings_that_change_nothing_do_not_count() -> None:
    """Two LoRAs that compute the same have equal settings; what is off may be unknown."""
    plainly = LoraSettings.from_peft(PLAIN)
    trained = {
        "lora_dropout": 0.1,
        "base_model_name_or_path": "x",
        "inference_mode": True,
        "task_type": "CAUSAL_LM",
    }

    assert plainly == LoraSettings.from_peft({**PLAIN, **trained, "use_dora": False, "invented_later": None})
    assert plainly == LoraSettings.from_peft(plainly.to_peft())
    assert plainly != LoraSettings.from_peft({**PLAIN, "use_rslora": True})


def test_damaged_or_missing_files(tmp_path: pathlib.Path) -> None:
    """Each is an error that names the file; a pickle is not opened."""
    whole = lora_of(tmp_path, "llama")
    with pytest.raises(InputError, match=r"adapter_config\.json cannot be read"):
        LoraAdapter.load(tmp_path / "nowhere")
    weights = whole / "adapter_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(InputError, match=r"adapter_model\.safetensors cannot be read"):
        LoraAdapter.load(whole)
    weights.unlink()
    (whole / "adapter_model.bin").write_bytes(b"")
    with pytest.raises(InputError, match="a pickle, which can run any code and is not opened"):
        LoraAdapter.load(whole)
    (whole / "adapter_config.json").write_text(json.dumps([1]))
    with pytest.raises(InputError, match="it holds no fields"):
        LoraAdapter.load(whole)
