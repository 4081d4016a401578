"""Readers by name: the presets of the papers, and what turns a name or a question into a reader."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from latentlens._errors import InputError
from latentlens._given import plain_text
from latentlens._shown import shown
from latentlens.readers.attention import AttentionKnockout
from latentlens.readers.identity import random_identity
from latentlens.readers.interventions import ablation, activation_patching, causal_tracing
from latentlens.readers.lens import Lens
from latentlens.readers.prompts import (
    DESCRIPTION_PROMPT,
    FUTURE_PROMPTS,
    IDENTITY_PROMPT,
    SELFIE_PROMPT,
    attribute,
    description,
    future_lens,
    multi_hop,
    multi_hop_in_place,
    next_token,
    question,
    selfie,
    token_identity,
)
from latentlens.readers.reader import Reader
from latentlens.readers.relations import RELATIONS, Relation

__all__ = [
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
    "future_lens",
    "multi_hop",
    "multi_hop_in_place",
    "next_token",
    "question",
    "random_identity",
    "selfie",
    "token_identity",
]


@dataclasses.dataclass(frozen=True)
class Preset:
    """A reader that can be had by name.

    Args:
        name: in code.
        label: on a button.
        help: one sentence on what it reads.
        build: makes the reader; takes the target layer and, where it has one of its own, the prompt.
    """

    name: str
    label: str
    help: str
    build: Callable[..., Reader]


def _logit_lens(*, layer: int | None = None) -> Reader:
    del layer  # a lens reads at the last layer whatever is asked
    return Lens("logit")


def _attention_knockout(*, layer: int | None = None) -> Reader:
    del layer  # attention is cut above the cell's own layer
    return AttentionKnockout((-1,), window=2)


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            "token_identity",
            "Token identity",
            "Which token does this state stand for? Few-shot identity, read after the arrow.",
            token_identity,
        ),
        Preset(
            "next_token",
            "Next token",
            "Which token was the model about to say? Few-shot identity, read at the patched position.",
            next_token,
        ),
        Preset(
            "description",
            "Entity description",
            "What is this entity? A list of descriptions that ends in the state.",
            description,
        ),
        Preset("selfie", "SelfIE", "Summarise this state: the same vector in five placeholders.", selfie),
        Preset("logit_lens", "Logit lens", "The final norm and the unembedding, here.", _logit_lens),
        Preset("future_lens", "Future lens", "Which tokens were to come after this one?", future_lens),
        Preset("ablation", "Ablation", "What does the model say when this state is zero?", ablation),
        Preset(
            "attention_knockout",
            "Attention knock-out",
            "What does the model say when its last token cannot see this one, in two blocks from here on?",
            _attention_knockout,
        ),
    )
}

_NAMES = (
    f"a preset ({', '.join(PRESETS)}), or one of {len(RELATIONS)} relations such as 'capital' "
    "(list(latentlens.presets.RELATIONS) names them all)"
)


def as_reader(
    reader: Reader | str, *, layer: int | None = None, prompts: Mapping[str, str] | None = None
) -> Reader:
    """Return a reader given as itself, by the name of a preset or relation, or as a question with x in it.

    Args:
        reader: the reader, name or question.
        layer: the target layer of a preset, relation or question; None for its own.
        prompts: target prompts to use instead of the papers', by the name of the preset or relation.

    Raises:
        InputError: if it is none of these.
    """
    if isinstance(reader, str):
        reader = plain_text(reader, "The question")
        named = PRESETS.get(reader) or RELATIONS.get(reader)
        if named is not None:
            given: dict[str, Any] = {} if layer is None else {"layer": layer}
            if prompts is not None and not isinstance(prompts, Mapping):
                raise InputError(f"prompts are target prompts by name; got {shown(prompts)}.")
            if prompts and reader in prompts:
                given["prompt"] = prompts[reader]
            return named.build(**given)
        try:
            return question(reader, layer=layer)
        except InputError as error:
            raise InputError(f"{error} Or name {_NAMES}.") from None
    if isinstance(reader, type) or not isinstance(reader, Reader):
        raise InputError(
            f"{shown(reader)} is not a reader. Use a Patchscope, a Lens, {_NAMES}, or a question such as "
            "'The capital of x is'."
        )
    return reader
