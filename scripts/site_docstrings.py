"""Gives the API reference what the source alone does not say of a docstring.

An extension of griffe, which reads the source for the pages under docs/reference/. A reader's docstring and
arguments are made of its settings when its class is made, so they are taken from the class itself.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
import typing
from typing import Any

import griffe

_SINGULAR = re.compile(r"^Example:$", re.MULTILINE)


class DocstringsAsShown(griffe.Extension):
    """Shows "Example:" as the section that "Examples:" is, and readers with their arguments."""

    def on_object(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Rename the section in an object's docstring, once it is loaded."""
        if obj.docstring:
            obj.docstring.value = _SINGULAR.sub("Examples:", obj.docstring.value)

    def on_class(self, *, cls: griffe.Class, **kwargs: Any) -> None:
        """Take a reader's docstring and arguments from its class."""
        if not cls.docstring or "checked_dataclass" not in [str(mark.value) for mark in cls.decorators]:
            return
        made = getattr(importlib.import_module(cls.module.path), cls.name)
        cls.docstring.value = _SINGULAR.sub("Examples:", inspect.getdoc(made) or "")
        types = typing.get_type_hints(made)
        by_order = griffe.ParameterKind.positional_or_keyword
        parameters = [griffe.Parameter("self", kind=by_order)]
        for field in [field for field in dataclasses.fields(made) if field.init]:
            kind = griffe.ParameterKind.keyword_only if field.kw_only else by_order
            shown = re.sub(r"\b(?:\w+\.)+(?=\w)", "", _name(types[field.name]))
            parameters.append(
                griffe.Parameter(field.name, kind=kind, annotation=shown, default=_default(field))
            )
        init = griffe.Function("__init__", parameters=griffe.Parameters(*parameters), parent=cls)
        cls.set_member("__init__", init)


def _name(annotation: Any) -> str:
    plain = isinstance(annotation, type) and not typing.get_args(annotation)
    return annotation.__name__ if plain else str(annotation)


def _default(field: dataclasses.Field[Any]) -> str | None:
    if field.default is not dataclasses.MISSING:
        return repr(field.default)
    if field.default_factory is not dataclasses.MISSING:
        return repr(field.default_factory())
    return None
