"""Reads a recipe from a TOML file or a dict, with errors that name the setting and the nearest known one."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from latentlens.errors import InputError
from latentlens.inputs.paths import file_path
from latentlens.inputs.shown import short, shown
from latentlens.model.bundled import shipped_recipe
from latentlens.training.decoders.decoder_recipe import DecoderRecipe


def read_recipe(recipe: DecoderRecipe | Mapping[str, Any] | str | os.PathLike[str]) -> DecoderRecipe:
    """Return a recipe, given as such, as a dict, as the path of a TOML file or by name.

    Args:
        recipe: the recipe; a text is the path of a file, or the name of a decoder that ships with a model,
            such as "world-small/oracle". A path of data in a file is relative to that file.

    Raises:
        InputError: if the file cannot be read, or a setting is unknown, missing or of another type.

    Examples:
        >>> read_recipe({"read": {"layers": [[4]]}}).write.injection
        'add_norm_matched'
        >>> read_recipe({"read": {"layers": [[4]]}, "batchsize": 8})
        Traceback (most recent call last):
        latentlens.errors.InputError: The recipe has no setting 'batchsize'. Did you mean 'batch_size'?
    """
    if isinstance(recipe, DecoderRecipe):
        return recipe
    if isinstance(recipe, Mapping):
        return _checked(recipe, "The recipe")
    shipped = shipped_recipe(os.fspath(recipe))
    path = file_path("recipe", recipe) if shipped is None else shipped
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror or error}). Give the path of a recipe in TOML."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no TOML: {short(error)}. Correct it there.") from error
    found = _checked(settings, str(path))
    if found.data.path is None or os.path.isabs(found.data.path):
        return found
    data = found.data.model_copy(update={"path": str(path.parent / found.data.path)})
    return found.model_copy(update={"data": data})


def _checked(settings: Mapping[str, Any], where: str) -> DecoderRecipe:
    try:
        return DecoderRecipe.model_validate(dict(settings))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            message = f"{where} has no setting {name!r}. {_nearest(first['loc'])}"
        elif first["type"] == "missing":
            message = f"{where} lacks the setting {name!r}."
        elif name:
            message = f"{where} gives {shown(first['input'])} for {name!r}: {short(first['msg'])}."
        else:
            message = f"{where} cannot be followed: {short(first['msg'])}."
        failure = InputError(message)
        failure.setting = name or None
        raise failure from error


def _nearest(place: Sequence[int | str]) -> str:
    """Return the sentence that names the known setting nearest to one that there is not."""
    kind: type[BaseModel] = DecoderRecipe
    for part in place[:-1]:
        inner = kind.model_fields[str(part)].annotation
        assert isinstance(inner, type)
        assert issubclass(inner, BaseModel)
        kind = inner
    given, around = str(place[-1]), [*map(str, place[:-1])]
    own = {name: ".".join([*around, name]) for name in kind.model_fields}
    others: dict[str, str] = {}
    for name, field in DecoderRecipe.model_fields.items():  # it may belong into a table
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            others |= {each: f"{name}.{each}" for each in inner.model_fields}
    for names in (own, others | own):
        near = [name for name in names if given in name.split("_")]
        near += difflib.get_close_matches(given, names, n=1, cutoff=0.6)
        if near:
            return f"Did you mean {names[near[0]]!r}?"
    return f"It can have {', '.join(kind.model_fields)}."
