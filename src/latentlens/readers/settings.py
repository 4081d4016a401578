"""Settings of readers: one description per argument gives its check, its docs and its form field."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeVar, cast

import pydantic.dataclasses
from pydantic import ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema
from typing_extensions import dataclass_transform

from latentlens.errors import InputError
from latentlens.inputs.numbers import MOST, integer, number
from latentlens.inputs.sequences import as_texts
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.readers.form import Form, Panel, about, simple_form

Check = Callable[[str, Any], Any]
"""A function of an argument's name and the given value; it returns the value to keep or raises InputError."""

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Setting:
    """Description of one argument of a reader, given as metadata of its `Annotated` type.

    Args:
        help: one or two sentences on the argument, with its unit and effect. They appear in the reader's
            docstring and beside the field in the Explorer's options panel.
        check: function of the argument's name and its given value that returns the value to keep.
        form: how the Explorer edits it: a JSON type with a `Panel` for a number or a text, a `Form` class
            for other values; None (default) for an argument that can only be set in code.

    Examples:
        >>> Width = Annotated[int, Setting("How many numbers it has.", at_least(1))]
    """

    help: str
    check: Check
    form: tuple[Any, Panel] | type[Form[Any]] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a pydantic schema that runs `check` and no further validation."""
        del source, handler
        return core_schema.with_info_plain_validator_function(
            lambda value, info: self.check(str(info.field_name), value)
        )


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def checked_dataclass(cls: type[T]) -> type[T]:
    """Turn a class into a frozen dataclass whose arguments are checked and documented by their `Setting`s.

    The repr is the code that makes the value: the first argument without its name, defaults left out. The
    docstring gets an `Args:` section. A value that cannot be used raises an InputError whose `setting`
    attribute is the argument's name.

    Examples:
        >>> Pair = checked_dataclass(type("Pair", (), {
        ...     "__annotations__": {
        ...         "first": Annotated[int, Setting("The first number.", at_least(1))],
        ...         "second": Annotated[int, Setting("The second number.", at_least(0))],
        ...     },
        ...     "second": 0,
        ... }))
        >>> Pair(2), Pair(3, second=4)
        (Pair(2), Pair(3, second=4))
        >>> Pair(0)
        Traceback (most recent call last):
        latentlens.errors.InputError: first is 0; give a whole number from 1 to 1000000.
    """
    own_repr = cls.__dict__.get("__repr__")
    config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")
    made: Any = pydantic.dataclasses.dataclass(frozen=True, repr=False, config=config)(cls)
    unchecked = made.__init__

    def checking(self: Any, *args: Any, **kwargs: Any) -> None:
        try:
            unchecked(self, *args, **kwargs)
        except ValidationError as error:
            # pydantic's message says the same at greater length
            raise _as_input_error(made, error) from None

    checking.__signature__ = inspect.signature(unchecked)  # type: ignore[attr-defined]
    made.__init__ = checking
    if own_repr is None:
        made.__repr__ = code_of
    made.__doc__ = _documented(made)
    return cast("type[T]", made)


def described(cls: type) -> Iterator[tuple[str, Setting]]:
    """Yield the name and the `Setting` of every argument of a class that has one."""
    for name, field in getattr(cls, "__pydantic_fields__", {}).items():
        yield from ((name, meta) for meta in field.metadata if isinstance(meta, Setting))


@functools.cache
def forms_of(cls: type) -> dict[str, type[Form[Any]]]:
    """Return the form of each editable argument of a class, by the argument's name."""
    forms: dict[str, type[Form[Any]]] = {}
    for name, setting in described(cls):
        if isinstance(setting.form, tuple):
            forms[name] = simple_form(name, *setting.form, setting.help)
        elif setting.form is not None:
            forms[name] = setting.form
    return forms


def code_of(self: Any, first: str | None = None) -> str:
    """Return the code that makes a dataclass, defaults left out.

    Args:
        self: the dataclass instance.
        first: code to show for its first argument; None (default) for that argument's repr.
    """
    one, *others = dataclasses.fields(self)
    changed = [
        f"{field.name}={value!r}"
        for field in others
        if (value := getattr(self, field.name)) != default_of(field)
    ]
    value = getattr(self, one.name)
    begin = [] if value == default_of(one) else [repr(value) if first is None else first]
    return f"{type(self).__name__}({', '.join([*begin, *changed])})"


def default_of(field: dataclasses.Field[Any]) -> Any:
    """Return the default of a dataclass field; `dataclasses.MISSING` for a required one."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _as_input_error(cls: type, error: ValidationError) -> InputError:
    """Return pydantic's validation error as an InputError."""
    names = [field.name for field in dataclasses.fields(cls)]
    first = error.errors(include_url=False)[0]
    at = first["loc"][0] if first["loc"] else ""
    name = names[at] if isinstance(at, int) and at < len(names) else str(at)
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, InputError):
        return about(name, cause) if name else cause
    accepted = f"{cls.__name__} takes {', '.join(names) or 'nothing'}"
    if first["type"] == "missing":
        return InputError(f"{cls.__name__} needs {name}, which was not given. {accepted}.")
    if first["type"] == "unexpected_positional_argument":
        return InputError(
            f"{cls.__name__} was given too many arguments: {shown(first['input'])}. {accepted}."
        )
    return InputError(f"{cls.__name__} takes no {shown(name)}. {accepted}.")


def _documented(cls: type) -> str:
    """Return a class's docstring with an `Args:` section written from its settings' descriptions."""
    doc = inspect.cleandoc(cls.__doc__ or "")
    fields = {field.name: field for field in dataclasses.fields(cls)}
    lines = []
    for name, setting in described(cls):
        default = default_of(fields[name])
        usual = "" if default is dataclasses.MISSING else f" Default: {default!r}."
        text = textwrap.fill(f"{name}: {setting.help}{usual}", 106, subsequent_indent="    ")
        lines.append(textwrap.indent(text, "    "))
    if not lines:
        return doc
    section = "\n\nArgs:\n" + "\n".join(lines)
    for heading in ("\n\nRaises:", "\n\nExamples:", "\n\nSource:"):
        if heading in doc:
            return doc.replace(heading, section + heading, 1)
    return doc + section


# --- checks ---------------------------------------------------------------------------------------------


def at_least(least: int) -> Check:
    """Return a check for whole numbers from `least` to a million.

    Args:
        least: the smallest number that passes.
    """

    def check(name: str, value: Any) -> int:
        return integer(name, integer(name, value), least=least, most=MOST)

    return check


def finite(name: str, value: Any) -> float:
    """Check for a finite number."""
    return number(name, value)


def not_negative(name: str, value: Any) -> float:
    """Check for a finite number from 0 to a million."""
    return number(name, value, least=0, most=MOST)


def layer_or_none(name: str, value: Any) -> int | None:
    """Check for a layer's number, which may be negative, or None."""
    return None if value is None else integer(f"target {name}", value)


def stop_texts(name: str, value: Any) -> tuple[str, ...]:
    """Check for stop texts: one text, or a sequence of texts, which may be empty."""
    stops = as_texts((value,) if isinstance(value, str) else value, f"{name} texts", "('.',)")
    if any(not stop for stop in stops):
        raise InputError("A stop text is empty, and would end every answer at once. Leave it out.")
    return stops


def text_not_empty(noun: str, example: str, *, blank: bool = True) -> Check:
    """Return a check for texts that are not empty.

    Args:
        noun: name of the text in error messages, such as "target prompt".
        example: a valid text to suggest in error messages.
        blank: whether white space alone passes; True by default.
    """

    def check(name: str, value: Any) -> str:
        del name
        if not isinstance(value, str):
            raise InputError(f"The {noun} is a text, such as {example!r}; got {type(value).__name__}.")
        if not (value if blank else value.strip()):
            raise InputError(f"The {noun} is empty. Give for example {example!r}.")
        return plain_text(value, f"The {noun}")

    return check


# --- arguments that several readers have ----------------------------------------------------------------

MaxNewTokens = Annotated[
    int,
    Setting(
        "The answer ends after at most this many tokens.",
        at_least(1),
        (int, Panel("Maximum tokens", "Answer")),
    ),
]
Stop = Annotated[
    str | tuple[str, ...],
    Setting(
        "Texts that end the answer; the answer is cut before the first of them.",
        stop_texts,
        (
            list[str],
            Panel("Stop at", "Answer", empty="nothing", note="Put spaces between them; \\n is a line break."),
        ),
    ),
]
Window = Annotated[
    int,
    Setting(
        "Number of consecutive layers, from the selected or target layer up; 1 for that layer alone.",
        at_least(1),
        (int, Panel("Window", "Vector")),
    ),
]
