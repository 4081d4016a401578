"""The published target prompts that read a state, by the names that the papers give them."""

from __future__ import annotations

import re

from latentlens._errors import InputError
from latentlens.readers.patchscope import Patchscope

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


FUTURE_PROMPTS = (
    "Hello! Could you please tell me more about ",
    "The multi-tokens present here are ",
)


def future_lens(
    prompt: str = FUTURE_PROMPTS[0], *, layer: int | None = None, max_new_tokens: int = 4
) -> Patchscope:
    """Read which tokens were to come: a fixed prompt whose last token takes the vector.

    Args:
        prompt: the prompt; two fixed ones of the source are in `FUTURE_PROMPTS`.
        layer: the target layer; None for the source's.
        max_new_tokens: how many tokens to foretell.

    Source:
        Pal et al. 2023 (arXiv 2311.04897), fixed prompts; as a Patchscope, arXiv 2401.06102, table 4.
    """
    return Patchscope(prompt, -1, layer, max_new_tokens=max_new_tokens)


def multi_hop(second: str, *, layer: int | None = None, max_new_tokens: int = 8) -> Patchscope:
    """Answer the second hop about what the first one found: two-hop self-correction.

    The source is a prompt that ends in the first hop, such as "the company that created Visual Basic Script";
    its last state stands for the entity at the end of the second hop's prompt.

    Args:
        second: the prompt of the second hop, such as "The current CEO of".
        layer: the target layer; None for the source's.
        max_new_tokens: the answer has at most this many tokens.

    Source:
        arXiv 2401.06102, section 5, in the form of its code: both prompts run apart, both positions last.
    """
    return Patchscope(second, -1, layer, max_new_tokens=max_new_tokens, stop=(",", ".", "\n"))


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
            "'The capital of x is'."
        )
    return attribute(text, layer=layer, max_new_tokens=max_new_tokens)
