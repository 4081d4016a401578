"""decoder.json: what it may hold, and the forms of the prompt that it names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from latentlens.decoder_files import prompt_forms
from latentlens.decoder_files.manifest import Manifest, ModelIdentity, Read, WriteAt
from latentlens.decoder_files.prompt_settings import Form, PromptSettings
from latentlens.engine.injection import Add, AddNormMatched, Interpolate, Replace
from latentlens.errors import DecoderError

BASE = ModelIdentity(name="world-small", d_model=128, n_layers=8)


def manifest(**changes: Any) -> Manifest:
    """Return a manifest with some fields changed."""
    fields: dict[str, Any] = {
        "method": "latentqa",
        "name": "one",
        "base": BASE,
        "write": WriteAt(layer=0),
        "prompt": PromptSettings(form="latentqa", placeholder="?"),
    }
    return Manifest(**{**fields, **changes})


def test_a_manifest_is_a_value_and_comes_back_from_json() -> None:
    """It is equal to what its JSON says, hidden defaults included, and cannot be changed."""
    made = manifest(read=Read(layers=((4,), (2, 4)), mean=True), source=BASE, positions="source")
    assert made == Manifest.from_json(made.to_json())
    assert set(Manifest.model_fields) == set(json.loads(made.to_json()))
    assert (2, 4) == made.read.all_layers
    with pytest.raises(ValidationError):
        made.name = "other"  # type: ignore[misc]


def test_each_injection_is_the_engines_own() -> None:
    """The names in the file make the injections that asking and training use."""
    made = {
        "replace": Replace(),
        "add": Add(2.0),
        "add_norm_matched": AddNormMatched(2.0),
        "interpolate": Interpolate(0.5),
    }
    for name, injection in made.items():
        coefficient = {"replace": 1.0, "interpolate": 0.5}.get(name, 2.0)
        assert injection == WriteAt(layer=1, injection=name, coefficient=coefficient).made  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"read": {"layers": [[4, 2]]}}, r"wrong at 'read.layers.0'.*in ascending order"),
        ({"read": {"layers": [[9]]}}, "it reads layer 9, and world-small has layers 0 to 8"),
        ({"write": {"layer": 9}}, "it writes at layer 9"),
        ({"write": {"layer": 1, "coefficient": 2}}, '"replace" has no coefficient'),
        ({"write": {"layer": 1, "injection": "interpolate", "coefficient": 2}}, "from 0 to 1"),
        ({"write": {"layer": 1, "norm": -1}}, "wrong at 'write.norm"),
        ({"prompt": {"form": "nla", "placeholder": "?"}}, "selfie and nla have a template"),
        ({"prompt": {"form": "nla", "placeholder": "?", "template": "What"}}, "the template has no {slot}"),
        ({"prompt": {"form": "plain", "placeholder": "?", "chat": False, "system": "Hi"}}, "chat is false"),
        ({"prompt": {"form": "other", "placeholder": "?"}}, "wrong at 'prompt.form'"),
        ({"base": {"name": "m", "d_model": 0, "n_layers": 8}}, "wrong at 'base.d_model'"),
        ({"calibrator": "../evil.json"}, "wrong at 'calibrator'"),
        ({"extra": 1}, "has the key 'extra', which this format does not have"),
    ],
)
def test_a_wrong_manifest_names_its_key(change: dict[str, Any], message: str) -> None:
    """Wrong values, unknown keys and settings that contradict one another are refused."""
    data = {**json.loads(manifest().to_json()), **change}
    with pytest.raises(DecoderError, match=f"(?s){message}"):
        Manifest.from_json(json.dumps(data))


def test_what_is_no_json_is_refused() -> None:
    """A cut file, and JSON that is no object."""
    for text in ("{", "[]", "3", b"\xff"):
        with pytest.raises(DecoderError, match=r"decoder\.json"):
            Manifest.from_json(text)


def _written(form: Form, layers: tuple[int, ...], **settings: Any) -> str:
    prompt = PromptSettings(form=form, placeholder=" ?", chat=False, **settings)
    return prompt_forms.text(prompt, layers, "Why?").replace(prompt_forms.MARK, " ?")


def test_the_three_prefixes_of_activation_oracles_are_told_apart() -> None:
    """A block for each layer; inline with a full stop; inline with a bare line's end."""
    layers = (4, 4, 8, 8)
    assert "Layer: 4\n ? ? \nLayer: 8\n ? ? \nWhy?" == _written("ao_block", layers)
    assert "L4: ? ? L8: ? ?.\nWhy?" == _written("ao_inline", layers)
    assert "L4: ? ? L8: ? ?\nWhy?" == _written("ao_inline_bare", layers)


def test_a_template_is_filled_without_formatting() -> None:
    """Braces in it, and in the question, stay as they are."""
    template = "{x} {slot} {question}"
    assert "{x}  ? Why?" == _written("selfie", (4,), template=template)
    prompt = PromptSettings(form="selfie", placeholder="?", template=template)
    assert f"{{x}} {prompt_forms.MARK} {{slot}}" == prompt_forms.text(prompt, (4,), "{slot}")
