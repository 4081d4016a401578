"""Look up a reader by name: in `session.readers`, among presets and relations, or as a question."""

from __future__ import annotations

from collections.abc import Mapping

from latentlens.errors import InputError
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.presets import PRESETS, RELATIONS, as_reader, name_of_label, names_and_labels
from latentlens.readers.prompts import question
from latentlens.readers.reader import Reader

NO_DECODERS: Mapping[str, Reader] = {}
"""The decoders of a model that ships none."""


def resolve_reader(
    reader: Reader | str,
    *,
    user_readers: Mapping[str, Reader],
    decoders: Mapping[str, Reader] = NO_DECODERS,
    prompts: Mapping[str, str | ChatPrompt] | None = None,
) -> Reader:
    """Return the reader that a name, a question or a reader stands for.

    A text is a name in `user_readers`, the name of a decoder, the name or the label of a preset or relation,
    or a question in which x is a word. A name in `user_readers` that means something else too is refused, so
    that adding a reader to `session.readers` never changes what a text means.

    Args:
        reader: a reader, the name of one, or a question with x in it.
        user_readers: the user's readers by name, `session.readers`.
        decoders: the trained decoders that ship with the model, by name; none by default.
        prompts: target prompts to use instead of the papers', by the name of the preset or relation; None
            (default) for the papers'.

    Raises:
        InputError: if the text is none of the three, or two of them; or if the object that the user named
            is not a reader.

    Examples:
        >>> from latentlens.readers.lens import Lens
        >>> resolve_reader("mine", user_readers={"mine": Lens()})
        Lens()
    """
    if isinstance(reader, str) and reader in decoders and reader not in user_readers:
        return decoders[reader]
    if not isinstance(reader, str) or reader not in user_readers:
        try:
            return as_reader(reader, prompts=prompts)
        except InputError as error:
            if not (user_readers or decoders) or not isinstance(reader, str):
                raise
            said = str(error).removesuffix(did_you_mean(reader, names_and_labels()))
            hint = did_you_mean(reader, [*user_readers, *decoders, *names_and_labels()])
            others = [
                f"{where}: {', '.join(map(repr, known))}"
                for where, known in (("session.readers", user_readers), ("session.decoders", decoders))
                if known
            ]
            raise InputError(f"{said} Or one of {' or of '.join(others)}.{hint}") from None
    if other := _other_meaning(reader, decoders):
        raise InputError(
            f"{reader!r} is the name of a reader in session.readers, and {other} too. Give it another "
            "name there."
        )
    return checked(reader, user_readers[reader])


def checked(name: str, reader: object) -> Reader:
    """Return the object that the user put into `session.readers`, if it is a reader.

    Args:
        name: its name in `session.readers`.
        reader: the object to check.

    Raises:
        InputError: if it is not a reader.
    """
    plain_text(name, "A reader's name")
    if isinstance(reader, type) or not isinstance(reader, Reader):
        raise InputError(
            f"session.readers[{name!r}] is {shown(reader)}, which is no reader. Put a reader there, such as "
            "Lens(mappings) or a Patchscope."
        )
    return reader


def _other_meaning(name: str, decoders: Mapping[str, Reader]) -> str:
    """Return what a name means if it is not in `session.readers`; empty if nothing."""
    if name in decoders:
        return "a decoder's in session.decoders"
    name = name_of_label(name)
    if name in PRESETS or name in RELATIONS:
        return f"a {'preset' if name in PRESETS else 'relation'}'s"
    try:
        question(name)
    except InputError:
        return ""
    return "a question with x in it"
