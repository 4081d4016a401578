"""Forms: a reader's settings as plain data that the Explorer's options panel can edit."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, create_model

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

Kind = Literal["number", "text", "texts", "yes", "choice", "positions"]

Positions = Annotated[list[int] | None, BeforeValidator(lambda value: None if value == [] else value)]
"""Token positions as plain data: a list of numbers, or None for none."""

_EXPECTED: dict[str, str] = {
    "number": "a number, such as 0.5",
    "text": "a text",
    "texts": "a list of texts",
    "yes": "yes or no",
    "positions": "a list of positions, such as 1, 2 or -1",
}

_GROUPS = ("Vector", "Target", "Answer", "Controls", "Fit")
"""Headings of the options panel in order; other headings follow them."""

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Panel:
    """How a field is shown in the Explorer's options panel.

    Args:
        label: the field's name in the panel; empty (default) for a field that the panel does not show,
            because it is set elsewhere, such as in the grid.
        group: the heading that the field stands under, such as "Target".
        help: one sentence on what the field sets; empty (default) to use the `Setting`'s description.
        note: a sentence added to the help in the panel only, such as how to type a line break.
        empty: the meaning of an empty field, such as "every later one", for fields that can be None.
        choices: pairs of a value and its label, for a field that is chosen from a list.
        when: name and values of another field; this field is shown only while that one has one of them.
        needs: name of another field; this field is shown only while that one is not empty.
        kind: the input element to use; None (default) to choose it by the field's type.
        says: the values that can be given, for error messages, such as "a whole number from 1 up"; empty
            (default) to say it by the field's type.
    """

    label: str = ""
    group: str = ""
    help: str = ""
    note: str = ""
    empty: str = ""
    choices: tuple[tuple[str | None, str], ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    needs: str = ""
    says: str = ""
    kind: Kind | None = None

    def to_json(self, name: str, kind: Kind) -> dict[str, Any]:
        """Return the field's description as JSON for the options panel."""
        described: dict[str, Any] = {
            "name": name,
            "label": self.label,
            "kind": kind,
            "help": f"{self.help} {self.note}".strip(),
        }
        if kind == "choice":
            described["choices"] = [list(choice) for choice in self.choices]
        if self.when is not None:
            described["when"] = [self.when[0], list(self.when[1])]
        return described | {name: value for name in ("empty", "needs") if (value := getattr(self, name))}


class Form(BaseModel, Generic[T]):
    """Editable plain data for one argument of a reader, such as a prompt or an injection.

    Fields are strict: a number has to arrive as a number, not as text. Fields that do not apply to a value
    stay unset.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    @classmethod
    def of(cls, value: T) -> Self | None:
        """Return the form filled from a value; None for a value that can only be made in code."""
        raise NotImplementedError

    def apply(self, before: T) -> T:
        """Return the value that the form's fields describe.

        Args:
            before: the value before editing, which supplies whatever the form has no field for.

        Raises:
            InputError: if the fields do not make a valid value.
        """
        raise NotImplementedError


class _OneField(Form[Any]):
    """The form of a value that is a number, a text or a tuple of texts."""

    field: ClassVar[str]

    @classmethod
    def of(cls, value: Any) -> Self | None:
        """Return the form filled from the value; a tuple becomes a list."""
        return cls(**{cls.field: list(value) if isinstance(value, tuple) else value})

    def apply(self, before: Any) -> Any:
        """Return the field's value."""
        del before
        return getattr(self, self.field)


@functools.cache
def simple_form(name: str, json: Any, panel: Panel, help: str) -> type[Form[Any]]:
    """Return a form class with a single field.

    Args:
        name: the field's name, that of the reader's argument.
        json: the field's type as plain data, such as `int` or `list[str]`.
        panel: how the options panel shows it.
        help: description to use where the panel has none of its own.
    """
    panel = dataclasses.replace(panel, help=panel.help or help)
    title = "".join(part.title() for part in name.split("_"))
    fields: dict[str, Any] = {name: (Annotated[json, panel], None)}
    made: type[_OneField] = create_model(f"{title}Form", __base__=_OneField, **fields)
    made.field = name
    return made


def fields_of(form: type[BaseModel]) -> dict[str, tuple[Panel, Any]]:
    """Return the `Panel` and the type of every field of a form, by the field's name."""
    return {
        name: (next((m for m in info.metadata if isinstance(m, Panel)), Panel()), info.annotation)
        for name, info in form.model_fields.items()
    }


def panel_json(forms: Iterable[type[BaseModel]]) -> list[dict[str, Any]]:
    """Return the fields of several forms as JSON for the options panel, by group; each name once.

    Raises:
        InputError: if two forms describe a field of one name differently.
    """
    groups: dict[str, dict[str, dict[str, Any]]] = {}
    for form in forms:
        for name, (panel, hint) in fields_of(form).items():
            kind = panel.kind or kind_of(hint)
            if not panel.label or kind is None:
                continue
            field = panel.to_json(name, kind)
            known = next((fields[name] for fields in groups.values() if name in fields), field)
            if known != field:
                raise InputError(
                    f"Two settings are named {name!r} and described differently: {known['label']!r}, "
                    f"{known['help']!r}, and {field['label']!r}, {field['help']!r}. Give one another name."
                )
            groups.setdefault(panel.group, {}).setdefault(name, field)
    order = sorted(groups, key=lambda group: _GROUPS.index(group) if group in _GROUPS else len(_GROUPS))
    return [{"group": group, "fields": list(groups[group].values())} for group in order]


def checked(forms: Iterable[type[BaseModel]], raw_values: dict[str, Any]) -> dict[str, Any]:
    """Return field values checked by the forms that have these fields, each of its field's type.

    Args:
        forms: the form classes that the values are checked by.
        raw_values: values of some of their fields, by field name; names that no form has are left out.

    Raises:
        InputError: if a value cannot be used. The error's `setting` attribute is the field's name.
    """
    values: dict[str, Any] = {}
    for form in forms:
        raw = {name: value for name, value in raw_values.items() if name in form.model_fields}
        try:
            validated = form.model_validate(raw)
        except ValidationError as error:
            name = str(error.errors(include_url=False)[0]["loc"][0])
            expected = _expected(*fields_of(form)[name])
            raise about(name, InputError(f"This is {expected}; got {shown(raw_values[name])}.")) from None
        values |= {name: getattr(validated, name) for name in raw}
    return values


def about(setting: str, error: InputError) -> InputError:
    """Return an error with its `setting` attribute set to the setting's name, unless it has one."""
    error.setting = error.setting or setting
    return error


@contextlib.contextmanager
def naming(setting: str) -> Iterator[None]:
    """Set the `setting` attribute of input errors raised in a `with` block, unless they have one."""
    try:
        yield
    except InputError as error:
        about(setting, error)
        raise


def kind_of(hint: Any) -> Kind | None:
    """Return the kind of input element for a field's type; None for a type that the panel cannot edit.

    Examples:
        >>> kind_of(float | None), kind_of(list[str]), kind_of(Literal["a", None]), kind_of(int | str | None)
        ('number', 'texts', 'choice', None)
    """
    if get_origin(hint) is Annotated:
        return kind_of(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        kinds = {kind_of(each) for each in get_args(hint) if each is not type(None)}
        return kinds.pop() if len(kinds) == 1 else None
    if get_origin(hint) is Literal:
        return "choice"
    if get_origin(hint) is list:
        return "texts" if get_args(hint)[0] is str else "positions"
    by_type: dict[Any, Kind] = {bool: "yes", int: "number", float: "number", str: "text"}
    return by_type.get(hint)


def _expected(panel: Panel, hint: Any) -> str:
    """Return what can be given for a field, for an error message."""
    if panel.says:
        return panel.says
    kind = panel.kind or kind_of(hint)
    if kind == "choice":
        return f"one of {', '.join(repr(value) for value, _ in panel.choices)}"
    if kind == "number" and float not in (hint, *get_args(hint)):
        return "a whole number, such as 1"
    return _EXPECTED.get(str(kind), "another kind of value")
