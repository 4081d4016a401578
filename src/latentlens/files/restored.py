"""Rebuilds dataclasses from JSON, checking every field against its type annotation."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

T = TypeVar("T")

_LARGEST = 2**63


def restored(kind: type[T], data: Any, what: str) -> T:
    """Rebuild an instance of a dataclass from the JSON of its `dataclasses.asdict`.

    Args:
        kind: the dataclass. Its fields may be bool, int, float, str, None, Any, Literal, unions and tuples of
            these, dicts with str keys, and other such dataclasses. Fields with a default may be missing.
        data: dict from field names to plain data, with lists in place of tuples. A nested dataclass may also
            be given as an instance.
        what: name of the value in error messages, such as "provenance".

    Returns:
        The instance; its constructor's own checks apply too.

    Raises:
        InputError: if a field is missing, unknown, or of the wrong type; the message names the field.

    Examples:
        >>> @dataclasses.dataclass
        ... class Point:
        ...     at: tuple[int, ...]
        >>> restored(Point, {"at": [1, 2]}, "point")
        Point(at=(1, 2))
    """
    if not isinstance(data, Mapping):
        raise InputError(f"{what} is an object with fields; got {type(data).__name__}")
    types_, fields = _types(kind), {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = [name for name in data if name not in fields]
    if unknown:
        raise InputError(f"{what} has an unknown field: {shown(unknown[0])}")
    for name, field in fields.items():
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if needed and name not in data:
            raise InputError(f"{what} lacks {name!r}")
    return kind(**{name: value_of(types_[name], value, f"{what}: {name}") for name, value in data.items()})


def value_of(kind: Any, value: Any, what: str) -> Any:
    """Convert plain data to a type: a whole number to float, a list to a tuple, a dict to a dataclass.

    Args:
        kind: type annotation, one of those that `restored` supports for fields.
        value: plain data from JSON.
        what: name of the value in error messages.

    Raises:
        InputError: if the value does not have this type.

    Examples:
        >>> value_of(tuple[float, float], [0, 1], "interval")
        (0.0, 1.0)
    """
    origin = get_origin(kind)
    if kind is Any:
        return value
    if origin in (Union, types.UnionType):
        return _first(get_args(kind), value, what)
    if origin is Literal and value in get_args(kind) and not isinstance(value, bool):
        return value
    if origin is tuple and isinstance(value, list | tuple):
        kinds = get_args(kind)
        each = kinds[:1] * len(value) if kinds[-1] is Ellipsis else kinds
        if len(each) == len(value):
            return tuple(
                value_of(k, v, f"{what}[{n}]") for n, (k, v) in enumerate(zip(each, value, strict=True))
            )
    if origin is dict and isinstance(value, Mapping):
        key_type, value_type = get_args(kind)
        return {
            value_of(key_type, name, what): value_of(value_type, item, f"{what}[{shown(name)}]")
            for name, item in value.items()
        }
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return value if isinstance(value, kind) else restored(kind, value, what)
    if _is(kind, value):
        return float(value) if kind is float else value
    raise InputError(f"{what} is {_named(kind)}; got {shown(value)}")


def _is(kind: Any, value: Any) -> bool:
    """Return whether a plain value has a simple type; an int counts as a float."""
    if kind is float:
        return isinstance(value, float) or _is(int, value)
    return type(value) is kind and (kind is not int or abs(value) < _LARGEST)


def _first(kinds: tuple[Any, ...], value: Any, what: str) -> Any:
    """Return the value converted to the first type of a union that it fits."""
    for kind in kinds:
        try:
            return value_of(kind, value, what)
        except InputError:
            continue
    raise InputError(f"{what} is {' or '.join(map(_named, kinds))}; got {shown(value)}")


def _named(kind: Any) -> str:
    """Return a type as words for an error message."""
    words = {int: "a whole number", float: "a number", str: "text", bool: "true or false"}
    words[type(None)] = "null"
    return words.get(kind, str(kind).replace("typing.", ""))


@functools.cache
def _types(kind: type) -> dict[str, Any]:
    """Return the resolved type annotations of a dataclass."""
    return typing.get_type_hints(kind)
