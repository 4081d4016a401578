"""Readers that a user named in session.readers: what a text stands for where a reader is expected."""

from __future__ import annotations

from collections.abc import Mapping

from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.readers.presets import PRESETS, RELATIONS, as_reader
from latentlens.readers.prompts import question
from latentlens.readers.reader import Reader


def resolve_reader(
    reader: Reader | str, *, own: Mapping[str, Reader], prompts: Mapping[str, str] | None = None
) -> Reader:
    """Return what stands for a reader as a reader.

    A text is one of three things: a name in `own`, the name of a preset or relation, or a question in which x
    stands alone. It is never two of them: a name in `own` that is a preset's too, or reads as a question, is
    refused when it is asked for, so that what a text means does not depend on which readers were named.

    Args:
        reader: a reader, the name of one, or a question with x in it.
        own: the readers that the user named, by name: `session.readers`.
        prompts: target prompts to use instead of the papers', by the name of the preset or relation.

    Raises:
        InputError: if the text is none of the three, or two of them; or if what the user named is no reader.

    Examples:
        >>> from latentlens.readers.lens import Lens
        >>> resolve_reader("mine", own={"mine": Lens()})
        Lens()
    """
    if not isinstance(reader, str) or reader not in own:
        try:
            return as_reader(reader, prompts=prompts)
        except InputError as error:
            if not own or not isinstance(reader, str):
                raise
            raise InputError(f"{error} Or one of session.readers: {', '.join(map(repr, own))}.") from None
    if meant := _meant_without(reader):
        raise InputError(
            f"{reader!r} is the name of a reader in session.readers, and {meant} too. Give it another "
            "name there."
        )
    return checked(reader, own[reader])


def checked(name: str, reader: object) -> Reader:
    """Return a reader that the user named, if it is one.

    Args:
        name: its name in `session.readers`.
        reader: what stands there.

    Raises:
        InputError: if it is no reader.
    """
    plain_text(name, "A reader's name")
    if isinstance(reader, type) or not isinstance(reader, Reader):
        raise InputError(
            f"session.readers[{name!r}] is {shown(reader)}, which is no reader. Put a reader there, such as "
            "Lens(mappings) or a Patchscope."
        )
    return reader


def _meant_without(name: str) -> str:
    if name in PRESETS or name in RELATIONS:
        return f"a {'preset' if name in PRESETS else 'relation'}'s"
    try:
        question(name)
    except InputError:
        return ""
    return "a question with x in it"
