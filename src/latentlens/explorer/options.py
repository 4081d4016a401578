"""A reader's settings as plain data, and the reader with some of them changed (docs/protocol.md)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from latentlens._checked import seed
from latentlens._errors import InputError
from latentlens._shown import shown
from latentlens.ask.question import check_runs
from latentlens.engine.injection import Add, AddNormMatched, Injection, Interpolate, Replace, as_injection
from latentlens.explorer.protocol import Json, SettingError
from latentlens.explorer.validate import choice, number, positions, text, texts, whole, yes
from latentlens.mappings.mapping import Identity, Mapping, Rescale, Zero
from latentlens.readers.attention import AttentionKnockout
from latentlens.readers.calibrated import Calibrated
from latentlens.readers.noise import Noise
from latentlens.readers.patchscope import REMEDIES, Patchscope
from latentlens.readers.reader import Reader
from latentlens.scoring.controls import Controls

FIELDS: list[Json] = json.loads((Path(__file__).parent / "fields.json").read_text("utf-8"))
"""How every setting is called, explained and typed, by group; a file, which the browser's tests read too."""

_MAPPINGS: dict[type, str] = {Identity: "identity", Zero: "zero", Rescale: "rescale"}
_INJECTIONS: dict[type, tuple[str, str]] = {
    Replace: ("replace", ""),
    Add: ("add", "scale"),
    AddNormMatched: ("add_norm_matched", "scale"),
    Interpolate: ("interpolate", "strength"),
}
_NOISE_SCALE = 3.0

Check = Callable[[str, Any], Any]
_PLAIN: dict[str, Check] = {
    "layer": lambda name, value: None if value is None else whole(name, value),
    "prompt": text,
    "position": lambda name, value: value if isinstance(value, str) or value is None else whole(name, value),
    "mapping": lambda name, value: choice(name, value, tuple(_MAPPINGS.values())),
    "norm": lambda name, value: None if value is None else number(name, value),
    "injection": lambda name, value: choice(name, value, tuple(known for known, _ in _INJECTIONS.values())),
    "strength": lambda name, value: None if value is None else number(name, value),
    "remedy": lambda name, value: choice(name, value, (None, *REMEDIES)),
    "contrast": number,
    "window": whole,
    "noise": positions,
    "noise_scale": number,
    "noise_seed": whole,
    "max_new_tokens": whole,
    "stop": texts,
    "temperature": number,
    "queries": positions,
    "samples": whole,
    "seed": whole,
    "control_null": yes,
    "control_random": whole,
    "control_shuffled": yes,
    "control_prompt": text,
    "control_text": yes,
}


@dataclasses.dataclass(frozen=True)
class AskOptions:
    """How a reader is asked, beside the reader itself."""

    samples: int = 0
    seed: int = 0
    controls: Controls = dataclasses.field(default_factory=Controls)


def settings_of(reader: Reader) -> Json:
    """Return the settings that a reader accepts, with its own values; what was fitted with it is none."""
    own: Json = {}
    if isinstance(reader, Patchscope):
        own = {"layer": reader.layer, "position": reader.position}
        if type(reader.mapping) in _MAPPINGS:
            norm = getattr(reader.mapping, "norm", "slot")
            own |= {"mapping": _MAPPINGS[type(reader.mapping)], "norm": None if norm == "slot" else norm}
        if type(reader.injection) in _INJECTIONS:
            name, strength = _INJECTIONS[type(reader.injection)]
            value = getattr(reader.injection, strength) if strength else None
            usual = getattr(as_injection(name), strength) if strength else None
            own |= {"injection": name, "strength": None if value == usual else value}
        if isinstance(reader.prompt, str):
            own["prompt"] = reader.prompt
        noise = reader.noise
        own |= {
            "remedy": reader.remedy,
            "contrast": reader.contrast,
            "window": reader.window,
            "noise": list(noise.positions) if noise else None,
            "noise_scale": noise.scale if noise else _NOISE_SCALE,
            "noise_seed": noise.seed if noise else 0,
            "max_new_tokens": reader.max_new_tokens,
            "stop": list(reader.stop),
            "temperature": reader.temperature,
        }
        own = {name: value for name, value in own.items() if name not in _fixed(reader)}
    elif isinstance(reader, AttentionKnockout):
        own = {
            "queries": None if reader.queries is None else list(reader.queries),
            "window": reader.window,
            "max_new_tokens": reader.max_new_tokens,
            "stop": list(reader.stop),
        }
    controls = dataclasses.asdict(Controls())
    asks = reader.reader if isinstance(reader, Calibrated) else reader
    if isinstance(asks, AttentionKnockout) or (
        isinstance(asks, Patchscope) and asks.position is None and asks.soft_prompt is None
    ):
        controls.pop("text")  # there is no placeholder for the text to stand in
    # A calibrator is for as many samples as it was fitted on.
    samples = reader.calibrator.fitted_on.samples if isinstance(reader, Calibrated) else 0
    own |= {"samples": samples, "seed": 0}
    return own | {f"control_{name}": "" if usual is None else usual for name, usual in controls.items()}


def with_settings(reader: Reader, given: Json) -> tuple[Reader, AskOptions]:
    """Return the reader with settings changed, and how it is to be asked.

    Args:
        reader: any reader.
        given: the settings that differ from the reader's own, as a browser sends them.

    Raises:
        SettingError: if the reader has no such setting, or cannot take its value.
    """
    own = settings_of(reader)
    checked: Json = {}
    for name, value in given.items():
        if name not in own and not (name == "control_text" and given.get("position") is not None):
            raise SettingError(
                name, f"This reader has no setting {shown(name)}. It has {', '.join(own) or 'none'}."
            )
        checked[name] = _PLAIN[name](name, value)
    changed = _changed(reader, own | checked, checked)
    return changed, AskOptions(**_how(own | checked))


def _fixed(reader: Patchscope) -> tuple[str, ...]:
    """Return what was fitted with a reader: a soft prompt is a whole target, a mapping is for its layers."""
    if reader.soft_prompt is not None:
        return ("layer", "position", "remedy", "window", "noise", "noise_scale", "noise_seed")
    return () if reader.fitted is None else ("layer", "window")


def _changed(reader: Reader, values: Json, given: Json) -> Reader:
    """Change everything at once; where that fails, one by one, to find out which setting it is."""
    try:
        return _build(reader, values, given)
    except InputError as error:
        before: Json = {}
        for name in given:
            before[name] = given[name]
            try:
                _build(reader, {**settings_of(reader), **before}, before)
            except InputError as found:
                raise SettingError(name, str(found)) from error
        raise


def _build(reader: Reader, values: Json, given: Json) -> Reader:
    fields: Json = {
        name: values[name]
        for name in ("prompt", "layer", "remedy", "contrast", "window", "temperature")
        if name in given
    }
    if "max_new_tokens" in given:
        fields["max_new_tokens"] = values["max_new_tokens"]
    if "stop" in given:
        fields["stop"] = tuple(values["stop"])
    if isinstance(reader, AttentionKnockout):
        if "queries" in given:
            fields["queries"] = None if values["queries"] is None else tuple(values["queries"])
        return dataclasses.replace(reader, **fields)
    if not isinstance(reader, Patchscope):
        return reader
    if "position" in given:
        fields["position"] = values["position"]
        if not isinstance(values["position"], str):
            fields["placeholders"] = 1
    if given.keys() & {"mapping", "norm"}:
        fields["mapping"] = _mapping(values["mapping"], values["norm"])
    if given.keys() & {"injection", "strength"}:
        fields["injection"] = _injection(values["injection"], values["strength"])
    if given.keys() & {"noise", "noise_scale", "noise_seed"}:
        where = values["noise"]
        # A scale without positions is kept for when there are some; it is no noise yet.
        fields["noise"] = Noise(tuple(where), values["noise_scale"], values["noise_seed"]) if where else None
    return dataclasses.replace(reader, **fields)


def _mapping(name: str, norm: float | None) -> Mapping:
    if name == "rescale":
        return Rescale("slot" if norm is None else norm)
    return Zero() if name == "zero" else Identity()


def _injection(name: str, strength: float | None) -> Injection:
    kind, field = next((kind, field) for kind, (known, field) in _INJECTIONS.items() if known == name)
    made: Injection = kind(**({field: strength} if field and strength is not None else {}))
    return made


def _how(values: Json) -> dict[str, Any]:
    controls = {
        name.removeprefix("control_"): value for name, value in values.items() if name.startswith("control_")
    }
    controls["prompt"] = controls["prompt"] or None
    try:
        made = Controls(**controls)
    except InputError as error:
        raise SettingError("control_random", str(error)) from None
    if values["samples"] < 0 or values["samples"] == 1:
        raise SettingError("samples", "Agreement needs two samples at least; 20 are usual, 0 for none.")
    for name, check in (
        ("samples", lambda: check_runs(values["samples"], made)),
        ("seed", lambda: seed("This", values["seed"])),
    ):
        try:
            check()
        except InputError as error:
            raise SettingError(name, str(error)) from None
    return {"samples": values["samples"], "seed": values["seed"], "controls": made}
