"""Settings of readers: each is described once, for its check, its documentation and its form."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeVar, cast

import pydantic.dataclasses
from pydantic import ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, ValidationError, core_schema
from typing_extensions import dataclass_transform

from latentlens.errors import InputError
from latentlens.inputs.numbers import MOST, integer, number
from latentlens.inputs.sequences import as_texts
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.readers.form import Form, Panel, about, simple_form

Check = Callable[[str, Any], Any]
"""Takes an argument's name and what was given for it; returns what is kept, or raises an InputError."""

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Setting:
    """The description of one argument of a reader, as the metadata of its annotation.

    Args:
        help: what it is, with its unit and its effect, in one or two sentences. It stands in the docstring of
            the reader and beside the field in the Explorer's options panel.
        check: takes the argument's name and the given value, and returns the value that is kept.
        form: how it is edited as plain data: the JSON type with a `Panel` for a value that is plain data
            itself, a `Form` for one that is not; None where it cannot be edited outside of code.

    Examples:
        >>> Width = Annotated[int, Setting("How many numbers it has.", at_least(1))]
    """

    help: str
    check: Check
    form: tuple[Any, Panel] | type[Form[Any]] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema by which pydantic checks the argument: with our own check, and nothing else."""
        del source, handler
        return core_schema.with_info_plain_validator_function(
            lambda value, info: self.check(str(info.field_name), value)
        )


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def checked_dataclass(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass whose arguments are checked and described by their `Setting`s.

    Its repr is the code that makes it, the first argument without its name and defaults left out. Its
    docstring gets a section on the arguments. What cannot be used raises an InputError, whose `setting` is
    the argument's name.

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
            # pydantic's own account says the same at greater length
            raise _in_our_words(made, error) from None

    checking.__signature__ = inspect.signature(unchecked)  # type: ignore[attr-defined]
    made.__init__ = checking
    if own_repr is None:
        made.__repr__ = code_of
    made.__doc__ = _documented(made)
    return cast("type[T]", made)


def described(cls: type) -> Iterator[tuple[str, Setting]]:
    """Yield the name and the description of every argument of a class that has one."""
    for name, field in getattr(cls, "__pydantic_fields__", {}).items():
        yield from ((name, meta) for meta in field.metadata if isinstance(meta, Setting))


@functools.cache
def forms_of(cls: type) -> dict[str, type[Form[Any]]]:
    """Return how each argument of a class is edited as plain data, by the argument's name."""
    found: dict[str, type[Form[Any]]] = {}
    for name, setting in described(cls):
        if isinstance(setting.form, tuple):
            found[name] = simple_form(name, *setting.form, setting.help)
        elif setting.form is not None:
            found[name] = setting.form
    return found


def code_of(self: Any, first: str | None = None) -> str:
    """Return the code that makes a dataclass, defaults left out.

    Args:
        self: the dataclass.
        first: the code of its first argument; by default that argument's repr.
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
    """Return what a dataclass's field holds where nothing is given; MISSING for none."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _in_our_words(cls: type, error: ValidationError) -> InputError:
    """Return what pydantic found as an error of ours."""
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
    """Return a class's docstring with a section on its arguments, written from their descriptions."""
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
    """Return the check of a whole number of some size, up to a million.

    Args:
        least: the smallest that can be used.
    """

    def check(name: str, value: Any) -> int:
        return integer(name, integer(name, value), least=least, most=MOST)

    return check


def finite(name: str, value: Any) -> float:
    """Check a finite number."""
    return number(name, value)


def not_negative(name: str, value: Any) -> float:
    """Check a finite number from 0 to a million."""
    return number(name, value, least=0, most=MOST)


def layer_or_none(name: str, value: Any) -> int | None:
    """Check the number of a layer, which may be negative, or None."""
    return None if value is None else integer(f"target {name}", value)


def stop_texts(name: str, value: Any) -> tuple[str, ...]:
    """Check texts that end an answer: one, several or none."""
    found = as_texts((value,) if isinstance(value, str) else value, f"{name} texts", "('.',)")
    if any(not stop for stop in found):
        raise InputError("A stop text is empty, and would end every answer at once. Leave it out.")
    return found


def text_not_empty(what: str, such_as: str, *, blank: bool = True) -> Check:
    """Return the check of a text.

    Args:
        what: what the text is, for errors: "target prompt".
        such_as: an example of it.
        blank: whether it may consist of white space.
    """

    def check(name: str, value: Any) -> str:
        del name
        if not isinstance(value, str):
            raise InputError(f"The {what} is a text, such as {such_as!r}; got {type(value).__name__}.")
        if not (value if blank else value.strip()):
            raise InputError(f"The {what} is empty. Give for example {such_as!r}.")
        return plain_text(value, f"The {what}")

    return check


# --- arguments that several readers have ----------------------------------------------------------------

MaxNewTokens = Annotated[
    int,
    Setting(
        "The answer ends after at most this many tokens.",
        at_least(1),
        (int, Panel("Tokens at most", "Answer")),
    ),
]
Stop = Annotated[
    str | tuple[str, ...],
    Setting(
        "Texts that end the answer; neither they nor what follows belong to it.",
        stop_texts,
        (
            list[str],
            Panel("Ends at", "Answer", empty="nothing", note="Put spaces between them; \\n is a line break."),
        ),
    ),
]
Window = Annotated[
    int,
    Setting(
        "In how many layers, from the selected or target layer up; 1 for that layer alone.",
        at_least(1),
        (int, Panel("Window", "Vector")),
    ),
]
