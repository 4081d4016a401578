"""The published target prompts, by the names that the papers give them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any

from latentlens._errors import InputError
from latentlens.readers.lens import Lens
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.reader import Reader

_PLACEHOLDER = re.compile(r"\bx\b")
"""An x that is a word of its own, whatever punctuation stands beside it."""

IDENTITY_PROMPT = "cat -> cat\n1135 -> 1135\nhello -> hello\n?"
DESCRIPTION_PROMPT = (
    "Syria: Country in the Middle East, Leonardo DiCaprio: American actor, Samsung: South Korean "
    "multinational major appliance and consumer electronics corporation, x"
)
SELFIE_PROMPT = "[INST] _ _ _ _ _ [/INST] Sure, I will summarize the message:"


def token_identity(prompt: str = f"{IDENTITY_PROMPT} ->", *, layer: int | None = None) -> Patchscope:
    """Read which token a vector stands for: few-shot identity, read after the arrow.

    Args:
        prompt: the list, ending in the placeholder ? and an arrow.
        layer: the target layer; None for the source's.

    Source:
        arXiv 2401.06102, figure 1; with the arrow after the placeholder, so that the model's next token
        is the answer and not the arrow.
    """
    return Patchscope(prompt, "?", layer, max_new_tokens=1)


def next_token(prompt: str = IDENTITY_PROMPT, *, layer: int | None = None) -> Patchscope:
    """Read which token the source was about to say: few-shot identity, read at the patched position.

    Args:
        prompt: the list, ending in the placeholder ?.
        layer: the target layer; None for the source's.

    Source:
        arXiv 2401.06102, section 4.1, as its code runs it.
    """
    return Patchscope(prompt, "?", layer, max_new_tokens=1)


def description(
    prompt: str = DESCRIPTION_PROMPT, *, layer: int | None = None, max_new_tokens: int = 20
) -> Patchscope:
    """Read what an entity is: a list of descriptions that ends in the placeholder.

    Args:
        prompt: the list; the paper's by default.
        layer: the target layer; None for the source's.
        max_new_tokens: the description has at most this many tokens.

    Source:
        arXiv 2401.06102, section 4.3 and appendix D.1.
    """
    return Patchscope(prompt, "x", layer, max_new_tokens=max_new_tokens, stop=(",", "\n"))


def attribute(relation: str, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Read an attribute: a relation's verbalisation that ends in the placeholder.

    Args:
        relation: such as "The capital of" (the placeholder is added at its end), or a sentence that
            holds the placeholder x, such as "The capital of x is".
        layer: the target layer; None for the source's.
        max_new_tokens: the answer has at most this many tokens.

    Raises:
        InputError: if the relation is empty.

    Examples:
        >>> attribute("The capital of").prompt
        'The capital of x'

    Source:
        arXiv 2401.06102, section 4.2.
    """
    if not relation.strip():
        raise InputError("The relation is empty. Give for example 'The capital of'.")
    prompt = relation if _PLACEHOLDER.search(relation) else f"{relation.rstrip()} x"
    return Patchscope(prompt, "x", layer, max_new_tokens=max_new_tokens, stop=(",", ".", "\n"))


def selfie(
    prompt: str = SELFIE_PROMPT, *, placeholders: int = 5, layer: int | None = 1, max_new_tokens: int = 20
) -> Patchscope:
    """Let the model summarise what it is handed: the vector copied into several placeholders.

    Args:
        prompt: the interpretation prompt, with the placeholder _ standing `placeholders` times.
        placeholders: how many slots take the vector.
        layer: the target layer k; small ones work best.
        max_new_tokens: the summary has at most this many tokens.

    Source:
        Chen et al. 2024 (arXiv 2403.10949).
    """
    return Patchscope(
        prompt, "_", layer, placeholders=placeholders, max_new_tokens=max_new_tokens, stop=("\n",)
    )


def question(text: str, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Turn a question of one's own into a reader: a sentence with x where the activation stands.

    Args:
        text: such as "The capital of x is".
        layer: the target layer; None for the source's.
        max_new_tokens: the answer has at most this many tokens.

    Raises:
        InputError: if no x stands alone in it.
    """
    if not _PLACEHOLDER.search(text):
        raise InputError(
            f"The question {text!r} does not say where the activation should stand. Write x there, as in "
            f"'The capital of x is', or name a preset: {', '.join(PRESETS)}."
        )
    return attribute(text, layer=layer, max_new_tokens=max_new_tokens)


@dataclasses.dataclass(frozen=True)
class Preset:
    """A reader that can be had by name.

    Args:
        name: in code.
        label: on a button.
        help: one sentence on what it reads.
        build: makes the reader; takes the target layer and, but for the lens, the prompt.
    """

    name: str
    label: str
    help: str
    build: Callable[..., Reader]


def _logit_lens(*, layer: int | None = None) -> Reader:
    del layer  # a lens reads at the last layer whatever is asked
    return Lens("logit")


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
    )
}


def as_reader(
    reader: Reader | str, *, layer: int | None = None, prompts: Mapping[str, str] | None = None
) -> Reader:
    """Return a reader given as itself, by a preset's name, or as a question with x in it.

    Args:
        reader: the reader, name or question.
        layer: the target layer of a preset or question; None for its own.
        prompts: target prompts to use instead of the papers', by preset's name.

    Raises:
        InputError: if it is none of these.
    """
    if isinstance(reader, str):
        if reader in PRESETS:
            given: dict[str, Any] = {} if layer is None else {"layer": layer}
            if prompts and reader in prompts:
                given["prompt"] = prompts[reader]
            return PRESETS[reader].build(**given)
        return question(reader, layer=layer)
    if isinstance(reader, type) or not isinstance(reader, Reader):
        raise InputError(
            f"{reader!r} is not a reader. Use a Patchscope, a Lens, a preset's name "
            f"({', '.join(PRESETS)}), or a question such as 'The capital of x is'."
        )
    return reader
