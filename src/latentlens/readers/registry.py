"""Readers of one's own: given a name, they can be asked for by it like presets."""

from __future__ import annotations

from collections.abc import Mapping

from latentlens._errors import InputError
from latentlens._given import plain_text
from latentlens._shown import shown
from latentlens.readers.presets import PRESETS, RELATIONS, as_reader
from latentlens.readers.prompts import question
from latentlens.readers.reader import Reader


def resolve_reader(
    reader: Reader | str, *, own: Mapping[str, Reader], prompts: Mapping[str, str] | None = None
) -> Reader:
    """Return a reader of one's own by its name, or what `as_reader` makes of anything else.

    A name that means something without it too is refused, so that what a text means never depends on which
    readers there are.

    Args:
        reader: a reader, a name, or a question with x in it.
        own: readers of one's own, by name.
        prompts: as in `as_reader`.

    Raises:
        InputError: if it is none of these; if the name is a preset's or a relation's too, or can be read as a
            question; or if what has the name is no reader.

    Examples:
        >>> from latentlens.readers.lens import Lens
        >>> resolve_reader("mine", own={"mine": Lens("logit")})
        Lens('logit')
    """
    if not isinstance(reader, str) or reader not in own:
        try:
            return as_reader(reader, prompts=prompts)
        except InputError as error:
            if not own or not isinstance(reader, str):
                raise
            raise InputError(f"{error} Or one of your own: {', '.join(map(repr, own))}.") from None
    if meant := _meant_without(reader):
        raise InputError(
            f"The reader {reader!r} of your own has a name that is {meant} too. Give it another name in "
            "session.readers."
        )
    return checked(reader, own[reader])


def checked(name: str, reader: object) -> Reader:
    """Return a reader of one's own.

    Args:
        name: which it was given.
        reader: what was given.

    Raises:
        InputError: if it is none.
    """
    plain_text(name, "A reader's name")
    if isinstance(reader, type) or not isinstance(reader, Reader):
        raise InputError(
            f"session.readers[{name!r}] is {shown(reader)}, which is no reader. Put a reader there, such as "
            "Lens('tuned', mappings) or a Patchscope."
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
