"""What a path on disk holds where it is no whole model with safetensors weights, and what to do with it."""

from __future__ import annotations

import json
import os
import pathlib

from latentlens.errors import ModelError, UnsupportedModel


def check_directory(place: str | os.PathLike[str]) -> None:
    """Refuse a file, or a directory that holds an adapter, GGUF files, pickled weights or part of a model.

    A place that is not on disk passes: it may be a name on the hub.

    Args:
        place: path or hub name that a user gave for a model.

    Raises:
        UnsupportedModel: if it is an adapter or in a format that is not read, with the lines that open it.
        ModelError: if weights are pickled or missing.
    """
    path = pathlib.Path(place)
    if path.is_file():
        if path.suffix.lower() == ".gguf":
            raise UnsupportedModel(_gguf(path.parent, path.name))
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
            raise UnsupportedModel(_gguf(path, gguf[0]))
        if pickled := [name for name in names if name.endswith((".bin", ".pt", ".pth", ".ckpt"))]:
            raise ModelError(_pickled(path, pickled[0]))
    _check_shards(path)


def _adapter(path: pathlib.Path) -> str:
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


def _gguf(folder: pathlib.Path, name: str) -> str:
    return (
        f"{folder / name} is a GGUF file, a format that is not read here. Have transformers convert it: "
        f"model = AutoModelForCausalLM.from_pretrained({str(folder)!r}, gguf_file={name!r}); tokenizer = "
        f"AutoTokenizer.from_pretrained({str(folder)!r}, gguf_file={name!r}); Session((model, tokenizer))."
    )


def _pickled(path: pathlib.Path, name: str) -> str:
    return (
        f"The model in {path} cannot be loaded: pickled weights are refused ({name}), since reading them can "
        "run any code. If you trust them, load the model yourself and write it anew: "
        f"AutoModelForCausalLM.from_pretrained({str(path)!r}, use_safetensors=False)"
        ".save_pretrained(directory)."
    )


def _check_shards(path: pathlib.Path) -> None:
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
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # damaged: what it would have said is left out
        return {}
    return found if isinstance(found, dict) else {}
