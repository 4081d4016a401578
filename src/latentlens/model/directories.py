"""Checks a model directory for adapters, GGUF files, pickled weights and missing shards before loading."""

from __future__ import annotations

import json
import os
import pathlib

from latentlens.errors import ModelError, UnsupportedModel
from latentlens.inputs.shown import shown


def check_directory(name_or_path: str | os.PathLike[str]) -> None:
    """Raise an error for a file, or a directory with an adapter, GGUF files, pickled or missing weights.

    A name that is no path on disk passes, since it may be on the hub. A GGUF file is opened by its own path.

    Args:
        name_or_path: path or hub name that the user gave for a model.

    Raises:
        UnsupportedModel: if it is only an adapter; the message has the code that opens it.
        ModelError: if weights are pickled or missing, or are in a GGUF file, which has to be named.
    """
    path = pathlib.Path(name_or_path)
    try:
        is_file = path.is_file()
    except OSError as failure:
        raise ModelError(
            f"{shown(str(path))} can be neither a model's name nor its directory ({failure.strerror}). Give "
            "a bundled or fetched model's name, a hub name, or a local directory."
        ) from failure
    if is_file:
        raise ModelError(
            f"{path} is a file. Give the model's directory, which holds config.json, *.safetensors and a "
            "tokenizer, as save_pretrained writes them."
        )
    if not path.is_dir():
        return
    names = sorted(file.name for file in path.iterdir())
    if not any(name.endswith(".safetensors") and not name.startswith("adapter_") for name in names):
        if "adapter_config.json" in names:
            raise UnsupportedModel(_adapter(path))
        if gguf := [name for name in names if name.lower().endswith(".gguf")]:
            raise ModelError(_gguf(path, gguf))
        if pickled := [name for name in names if name.endswith((".bin", ".pt", ".pth", ".ckpt"))]:
            raise ModelError(_pickled(path, pickled[0]))
    _check_shards(path)


def _adapter(path: pathlib.Path) -> str:
    """Return the error message for a directory that holds only a PEFT adapter."""
    settings = _read(path / "adapter_config.json")
    base, kind = (
        settings.get("base_model_name_or_path") or "<its base model>",
        settings.get("peft_type", "PEFT"),
    )
    return (
        f"{path} holds an adapter ({kind}) and not a whole model; its base model is {base}. Load both: "
        f"model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained({base!r}), {str(path)!r}); "
        f"Session((model, AutoTokenizer.from_pretrained({base!r})))."
    )


def _gguf(folder: pathlib.Path, names: list[str]) -> str:
    """Return the error message for a directory with GGUF files."""
    more = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
    return (
        f"{folder} holds no model in the hub's layout but a GGUF file{more}. Give the file itself: "
        f"Session({str(folder / names[0])!r})."
    )


def _pickled(path: pathlib.Path, name: str) -> str:
    """Return the error message for a checkpoint with pickled weights."""
    return (
        f"The model in {path} cannot be loaded: pickled weights are refused ({name}), since reading them can "
        "run any code. If you trust them, load the model yourself and save it again: "
        f"AutoModelForCausalLM.from_pretrained({str(path)!r}, use_safetensors=False)"
        ".save_pretrained(directory)."
    )


def _check_shards(path: pathlib.Path) -> None:
    """Raise an error if weight files that the index names are missing."""
    index = path / "model.safetensors.index.json"
    if not index.is_file():
        return
    shards = _read(index).get("weight_map")
    named = {str(name) for name in shards.values()} if isinstance(shards, dict) else set()
    if gone := sorted(name for name in named if not (path / name).is_file()):
        raise ModelError(
            f"The model in {path} cannot be loaded: {len(gone)} of the {len(named)} files that {index.name} "
            f"names are missing ({', '.join(gone[:3])}{', ...' if len(gone) > 3 else ''}). Download or copy "
            "the directory again, and whole."
        )


def _read(file: pathlib.Path) -> dict[str, object]:
    """Return the content of a JSON file; an empty dict if it cannot be read."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # a damaged file adds nothing to the message
        return {}
    return content if isinstance(content, dict) else {}
