"""Checks the array types of latentlens while the tests run: sizes and dtypes, and equal sizes by equal names.

Only what jaxtyping annotates is checked. The other types are mypy's matter, and what users hand in is
refused by the package itself, with errors of its own. Functions without array types are left as they are.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
import sys
import typing
from collections.abc import Callable
from typing import Any

import jaxtyping
from beartype import BeartypeConf, beartype
from beartype.door import is_bearable

_jaxtyped = jaxtyping.jaxtyped
_CONFIGURATION = BeartypeConf(is_pep484_tower=True)  # an int where a float is asked for
_check = beartype(conf=_CONFIGURATION)


def install() -> None:
    """Check the array types of every module of latentlens that is imported from now on."""
    jaxtyping.jaxtyped = _jaxtyped_where_needed
    jaxtyping.install_import_hook("latentlens", "array_types.check_arrays")


def check_arrays(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that checks those of its annotations that hold an array type."""
    for name, annotation in function.__annotations__.items():
        if not _holds_array(annotation):
            function.__annotations__[name] = Any
    return _check(function)


def _jaxtyped_where_needed(*, typechecker: Any) -> Callable[[Any], Any]:
    """Stand in for the decorator of jaxtyping's hook, which would slow every function and class."""

    def decorate(thing: Any) -> Any:
        if inspect.isclass(thing):
            return _with_checked_fields(thing) if dataclasses.is_dataclass(thing) else thing
        return _jaxtyped(thing, typechecker=typechecker) if _annotated(thing) else thing

    return decorate


def _with_checked_fields(kind: type[Any]) -> type[Any]:
    """Check a dataclass's fields once it is made: its own checks come first, for they speak to users."""
    names = vars(sys.modules[kind.__module__])
    hints = {name: _evaluated(one, names) for name, one in kind.__annotations__.items()}
    hints = {name: hint for name, hint in hints.items() if _holds_array(hint)}
    make = kind.__init__

    @functools.wraps(make)
    def __init__(self: Any, *given: Any, **named: Any) -> None:  # noqa: N807
        make(self, *given, **named)
        with _jaxtyped("context"):
            for name, hint in hints.items():
                value = getattr(self, name)
                if not is_bearable(value, hint, conf=_CONFIGURATION):
                    shape = getattr(value, "shape", value)
                    raise TypeError(f"{kind.__name__}.{name} is {hint}; got {type(value).__name__} {shape}")

    if hints:
        kind.__init__ = __init__
    return kind


def _annotated(thing: Any) -> bool:
    if isinstance(thing, (classmethod, staticmethod)):
        return _annotated(thing.__func__)
    if isinstance(thing, property):
        return _annotated(thing.fget)
    names = getattr(thing, "__globals__", {})
    return any(_holds_array(_evaluated(one, names)) for one in getattr(thing, "__annotations__", {}).values())


def _evaluated(annotation: Any, names: dict[str, Any]) -> Any:
    holder = type("Holder", (), {"__annotations__": {"value": annotation}})
    try:
        return typing.get_type_hints(holder, names)["value"]
    except Exception:  # noqa: BLE001 - a name that only the type checker imports: jaxtyping, too, leaves it unchecked
        return Any


def _holds_array(annotation: Any) -> bool:
    if inspect.isclass(annotation) and issubclass(annotation, jaxtyping.AbstractArray):
        return True
    return any(map(_holds_array, typing.get_args(annotation)))
