"""Values made again from JSON, every field of the type that its class states."""

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
    """Make a value of a dataclass from what `dataclasses.asdict` and JSON made of it.

    Args:
        kind: the dataclass; its fields are bool, int, float, str, None, Any, Literal, unions and tuples of
            these, dictionaries by text, and other such dataclasses. They need not be in `data` where they
            have a default.
        data: plain data; lists where the value has tuples. A field may be such a dataclass already.
        what: the value's name in errors, such as "provenance".

    Returns:
        The value, checked by its own constructor too.

    Raises:
        InputError: if a field is missing, unknown, or of another type; it names the field.

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
    """Return a plain value as a type has it: a float for a whole number, a tuple for a list.

    Args:
        kind: the type, as `restored` takes them.
        value: plain data.
        what: its name in errors.

    Raises:
        InputError: if it is none.

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
        names, held = get_args(kind)
        return {
            value_of(names, name, what): value_of(held, one, f"{what}[{shown(name)}]")
            for name, one in value.items()
        }
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return value if isinstance(value, kind) else restored(kind, value, what)
    if _is(kind, value):
        return float(value) if kind is float else value
    raise InputError(f"{what} is {_named(kind)}; got {shown(value)}")


def _is(kind: Any, value: Any) -> bool:
    if kind is float:
        return isinstance(value, float) or _is(int, value)
    return type(value) is kind and (kind is not int or abs(value) < _LARGEST)


def _first(kinds: tuple[Any, ...], value: Any, what: str) -> Any:
    for kind in kinds:
        try:
            return value_of(kind, value, what)
        except InputError:
            continue
    raise InputError(f"{what} is {' or '.join(map(_named, kinds))}; got {shown(value)}")


def _named(kind: Any) -> str:
    words = {int: "a whole number", float: "a number", str: "text", bool: "true or false"}
    words[type(None)] = "null"
    return words.get(kind, str(kind).replace("typing.", ""))


@functools.cache
def _types(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
