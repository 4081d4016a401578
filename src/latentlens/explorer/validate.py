"""Values as a browser sends them, checked: what each returns is what Python goes on with."""

from __future__ import annotations

from typing import Any

from latentlens._checked import number as checked_number
from latentlens._errors import InputError
from latentlens._shown import shown
from latentlens.explorer.protocol import SettingError


def whole(name: str, value: Any) -> int:
    """Return a whole number.

    Raises:
        SettingError: if it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise SettingError(name, f"This is a whole number, such as 1; got {shown(value)}.")
    return value


def number(name: str, value: Any) -> float:
    """Return a finite number.

    Raises:
        SettingError: if it is none.
    """
    try:
        return float(checked_number("", value))
    except InputError:
        raise SettingError(name, f"This is a number, such as 0.5; got {shown(value)}.") from None


def yes(name: str, value: Any) -> bool:
    """Return true or false.

    Raises:
        SettingError: if it is neither.
    """
    if not isinstance(value, bool):
        raise SettingError(name, f"This is yes or no; got {shown(value)}.")
    return value


def text(name: str, value: Any) -> str:
    """Return a text.

    Raises:
        SettingError: if it is none.
    """
    if not isinstance(value, str):
        raise SettingError(name, f"This is a text; got {shown(value)}.")
    return value


def choice(name: str, value: Any, choices: tuple[Any, ...]) -> Any:
    """Return one of the choices.

    Raises:
        SettingError: if it is not among them.
    """
    if isinstance(value, (bool, list, dict)) or value not in choices:
        raise SettingError(name, f"This is one of {', '.join(map(repr, choices))}; got {shown(value)}.")
    return value


def texts(name: str, value: Any) -> list[str]:
    """Return a list of texts.

    Raises:
        SettingError: if it is none.
    """
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise SettingError(name, f"This is a list of texts; got {shown(value)}.")
    return value


def positions(name: str, value: Any) -> list[int] | None:
    """Return positions, None for none.

    Raises:
        SettingError: if it is not a list of whole numbers.
    """
    if value is None or value == []:
        return None
    if not isinstance(value, list):
        raise SettingError(name, f"These are positions, such as 1, 2 or -1; got {shown(value)}.")
    return [whole(name, each) for each in value]
