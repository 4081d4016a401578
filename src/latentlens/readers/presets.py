"""The papers' readers as functions, and `as_reader`, which makes a reader of a name or a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.readers.attribute_prompts import RELATIONS, Relation
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.interventions import ablation, activation_patching, causal_tracing
from latentlens.readers.lens import lens
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.preset import PRESETS, Preset, discover, register
from latentlens.readers.prompts import (
    DESCRIPTION_CHAT,
    DESCRIPTION_PROMPT,
    FUTURE_PROMPTS,
    IDENTITY_PROMPT,
    SELFIE_PROMPT,
    attribute,
    description,
    description_in_chat,
    future_lens,
    language,
    multi_hop,
    multi_hop_in_place,
    next_token,
    question,
    selfie,
    token_identity,
)
from latentlens.readers.random_identity import random_identity
from latentlens.readers.reader import Reader
from latentlens.readers.target_prompts import TextPrompt

__all__ = [
    "DESCRIPTION_CHAT",
    "DESCRIPTION_PROMPT",
    "FUTURE_PROMPTS",
    "IDENTITY_PROMPT",
    "PRESETS",
    "RELATIONS",
    "SELFIE_PROMPT",
    "Preset",
    "Relation",
    "ablation",
    "activation_patching",
    "as_reader",
    "attribute",
    "causal_tracing",
    "description",
    "description_in_chat",
    "future_lens",
    "language",
    "lens",
    "multi_hop",
    "multi_hop_in_place",
    "name_of_label",
    "names_and_labels",
    "next_token",
    "question",
    "random_identity",
    "register",
    "selfie",
    "target_prompt_of",
    "token_identity",
]


def _names() -> str:
    presets = ", ".join(name for name, preset in PRESETS.items() if preset.by_name)
    return (
        f"a preset ({presets}), or one of {len(RELATIONS)} relations such as 'capital' "
        "(list(latentlens.presets.RELATIONS) names them all)"
    )


def as_reader(
    reader: Reader | str, *, layer: int | None = None, prompts: Mapping[str, str | ChatPrompt] | None = None
) -> Reader:
    """Return a reader from a reader, the name of a preset or relation, or a question with x in it.

    A name contains no x as a word of its own, so a text is never both a name and a question.

    Args:
        reader: a reader, which is returned as it is; a name such as "token_identity" or "capital"; its label
            in the Explorer's menu, such as "Token identity"; or a question such as "The capital of x is".
        layer: target layer for a preset, relation or question; None (default) for the preset's own, which is
            usually the layer at which the activation is read. Not used for a reader.
        prompts: target prompts to use instead of the papers', by the name of the preset or relation; None
            (default) for the papers'.

    Raises:
        InputError: if the text is neither a name nor a question, or names a preset that needs arguments.

    Examples:
        >>> as_reader("The capital of x is", layer=3)
        Patchscope('The capital of x is', layer=3, stop=(',', '.', '\\n'))
    """
    if isinstance(reader, str):
        reader = plain_text(reader, "The question")
        name = name_of_label(reader)
        if name in PRESETS or name in RELATIONS:
            return _named(name, layer, prompts)
        try:
            return question(reader, layer=layer)
        except InputError as error:
            hint = did_you_mean(reader, names_and_labels())
            raise InputError(f"{error} Or name {_names()}.{hint}") from None
    if isinstance(reader, type) or not isinstance(reader, Reader):
        raise InputError(
            f"{shown(reader)} is not a reader. Use a Patchscope, a Lens, {_names()}, or a question such as "
            "'The capital of x is'."
        )
    return reader


def name_of_label(text: str) -> str:
    """Return the name of the preset or relation with this label in the Explorer's menu; else the text itself.

    Args:
        text: a label, or any other text.

    Examples:
        >>> name_of_label("Token identity"), name_of_label("Of what?")
        ('token_identity', 'Of what?')
    """
    return _labels().get(text, text)


def target_prompt_of(name: str) -> str | ChatPrompt:
    """Return the target prompt that a preset or relation asks with, where `session.prompts` can replace it.

    Args:
        name: name of the preset or relation, such as "description" or "capital".

    Raises:
        InputError: if there is none of that name, or it asks with no text or chat of its own.

    Examples:
        >>> target_prompt_of("capital")
        'The capital city of x'
    """
    known = plain_text(name, "The name")
    reader = as_reader(known) if known in PRESETS or known in RELATIONS else None
    prompt = reader.target_prompt if isinstance(reader, Patchscope) else None
    if not isinstance(prompt, TextPrompt | ChatPrompt):
        raise InputError(
            f"{shown(name)} is no preset or relation with a target prompt to choose. Give for example "
            "'description', 'token_identity' or 'capital'."
        )
    return prompt if isinstance(prompt, ChatPrompt) else prompt.text


def names_and_labels() -> list[str]:
    """Return the names of presets and relations, then their labels in the Explorer's menu."""
    return [*PRESETS, *RELATIONS, *_labels()]


def _labels() -> dict[str, str]:
    relations = {each.label: name for name, each in RELATIONS.items()}
    return relations | {each.label: name for name, each in PRESETS.items()}


def _named(name: str, layer: int | None, prompts: Mapping[str, str | ChatPrompt] | None) -> Reader:
    named = PRESETS.get(name) or RELATIONS[name]
    if isinstance(named, Preset) and not named.by_name:
        raise InputError(
            f"{name!r} needs arguments beside its name. Make the reader with latentlens.presets.{name}(...); "
            "its docstring lists them."
        )
    if prompts is not None and not isinstance(prompts, Mapping):
        raise InputError(f"prompts are target prompts by name; got {shown(prompts)}.")
    build_options: dict[str, Any] = {} if layer is None else {"layer": layer}
    if prompts and name in prompts:
        build_options["prompt"] = prompts[name]
    return named.build(**build_options)


discover()
