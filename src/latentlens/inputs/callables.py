"""Checks that the callbacks a user passes can be called."""

from __future__ import annotations

from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import shown


def check_callables(**functions: Any) -> None:
    """Raise an error unless each callback can be called.

    Args:
        functions: callbacks by the name of their argument; each a function or None.

    Raises:
        InputError: if one cannot be used; the message names the argument.

    Examples:
        >>> check_callables(on_answer=print)
    """
    for name, function in functions.items():
        if function is not None and (isinstance(function, type) or not callable(function)):
            raise InputError(f"{name} is a function to call, or None; got {shown(function)}.")
