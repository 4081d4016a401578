"""Forms: values as plain data that a browser can edit, with the description of every field."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, create_model
from pydantic_core import ValidationError
from typing_extensions import Self

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

Kind = Literal["number", "text", "texts", "yes", "choice", "positions"]

Positions = Annotated[list[int] | None, BeforeValidator(lambda given: None if given == [] else given)]
"""Positions of tokens as plain data: a list, None for none."""

_SAYS: dict[str, str] = {
    "number": "a number, such as 0.5",
    "text": "a text",
    "texts": "a list of texts",
    "yes": "yes or no",
    "positions": "a list of positions, such as 1, 2 or -1",
}

_GROUPS = ("Vector", "Target", "Answer", "Controls", "Fit")
"""The headings of the options panel in order; those that are not here come after them."""

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Panel:
    """How a field is shown in the Explorer's options panel.

    Args:
        label: its name there; empty for a field that the panel does not show, as the grid sets it.
        group: the heading that it stands under.
        help: what it is; taken from the setting where it is left out.
        note: added to the help in the panel alone, such as how to type a line break.
        empty: what leaving it empty means, for fields that can be None.
        choices: the choices' labels, by value.
        when: shows the field only while another one has one of these values.
        needs: shows the field only while this other one is given.
        kind: how it is edited; by default by the field's type.
        says: what can be given, for errors, such as "a whole number from 1 up"; by default by its type.
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
        """Return the field as the options panel takes it."""
        told: dict[str, Any] = {
            "name": name,
            "label": self.label,
            "kind": kind,
            "help": f"{self.help} {self.note}".strip(),
        }
        if kind == "choice":
            told["choices"] = [list(choice) for choice in self.choices]
        if self.when is not None:
            told["when"] = [self.when[0], list(self.when[1])]
        return told | {name: value for name in ("empty", "needs") if (value := getattr(self, name))}


class Form(BaseModel, Generic[T]):
    """Plain data from which a value of some type can be made, or changed.

    Its fields are strict: a browser sends numbers as numbers. What a value does not have is left unset.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    @classmethod
    def of(cls, value: T) -> Self | None:
        """Return the value as plain data; None for a value that only code can make."""
        raise NotImplementedError

    def apply(self, before: T) -> T:
        """Return the value that the form describes.

        Args:
            before: the value that it was made of, for what is not in the form.

        Raises:
            InputError: if the fields do not make a value.
        """
        raise NotImplementedError


class _OneField(Form[Any]):
    """The form of a value that is plain data itself, or a tuple of such."""

    field: ClassVar[str]

    @classmethod
    def of(cls, value: Any) -> Self | None:
        """Return the value; a tuple as a list."""
        return cls(**{cls.field: list(value) if isinstance(value, tuple) else value})

    def apply(self, before: Any) -> Any:
        """Return the field's value."""
        del before
        return getattr(self, self.field)


@functools.cache
def simple_form(name: str, json: Any, panel: Panel, help: str) -> type[Form[Any]]:
    """Return the form of one field.

    Args:
        name: of the field.
        json: its type as plain data.
        panel: how it is shown.
        help: what it is, where the panel does not say so itself.
    """
    panel = dataclasses.replace(panel, help=panel.help or help)
    title = "".join(part.title() for part in name.split("_"))
    fields: dict[str, Any] = {name: (Annotated[json, panel], None)}
    made: type[_OneField] = create_model(f"{title}Form", __base__=_OneField, **fields)
    made.field = name
    return made


def fields_of(form: type[BaseModel]) -> dict[str, tuple[Panel, Any]]:
    """Return how every field of a form is shown, and its type, by its name."""
    return {
        name: (next((m for m in info.metadata if isinstance(m, Panel)), Panel()), info.annotation)
        for name, info in form.model_fields.items()
    }


def panel_json(forms: Iterable[type[BaseModel]]) -> list[dict[str, Any]]:
    """Return the fields of several forms by group, as the options panel takes them; each name once.

    Raises:
        InputError: if two forms describe a field of one name differently.
    """
    groups: dict[str, dict[str, dict[str, Any]]] = {}
    for form in forms:
        for name, (panel, hint) in fields_of(form).items():
            kind = panel.kind or kind_of(hint)
            if not panel.label or kind is None:
                continue
            told = panel.to_json(name, kind)
            known = next((fields[name] for fields in groups.values() if name in fields), told)
            if known != told:
                raise InputError(
                    f"Two settings are named {name!r} and described differently: {known['label']!r}, "
                    f"{known['help']!r}, and {told['label']!r}, {told['help']!r}. Give one another name."
                )
            groups.setdefault(panel.group, {}).setdefault(name, told)
    order = sorted(groups, key=lambda group: _GROUPS.index(group) if group in _GROUPS else len(_GROUPS))
    return [{"group": group, "fields": list(groups[group].values())} for group in order]


def checked(forms: Iterable[type[BaseModel]], given: dict[str, Any]) -> dict[str, Any]:
    """Return values of the fields of several forms, each of its field's own type.

    Args:
        forms: which fields there are.
        given: values of some of them, by name.

    Raises:
        InputError: if one cannot be used; its `setting` is the field's name.
    """
    found: dict[str, Any] = {}
    for form in forms:
        own = {name: value for name, value in given.items() if name in form.model_fields}
        try:
            made = form.model_validate(own)
        except ValidationError as error:
            name = str(error.errors(include_url=False)[0]["loc"][0])
            says = _says(*fields_of(form)[name])
            raise about(name, InputError(f"This is {says}; got {shown(given[name])}.")) from None
        found |= {name: getattr(made, name) for name in own}
    return found


def about(setting: str, error: InputError) -> InputError:
    """Return an error that says which setting it is about, unless it does already."""
    error.setting = error.setting or setting
    return error


@contextlib.contextmanager
def naming(setting: str) -> Iterator[None]:
    """Let errors of the lines within say which setting they are about, unless they do already."""
    try:
        yield
    except InputError as error:
        about(setting, error)
        raise


def kind_of(hint: Any) -> Kind | None:
    """Return how a field of some type is edited; None where the panel has no way to.

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


def _says(panel: Panel, hint: Any) -> str:
    if panel.says:
        return panel.says
    kind = panel.kind or kind_of(hint)
    if kind == "choice":
        return f"one of {', '.join(repr(value) for value, _ in panel.choices)}"
    if kind == "number" and float not in (hint, *get_args(hint)):
        return "a whole number, such as 1"
    return _SAYS.get(str(kind), "another kind of value")
