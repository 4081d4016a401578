"""Forms of a decoder's prompt: a text or chat messages with a slot for each activation, and the question."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.errors import DecoderError

MARK = "\ue001"
"""Private-use character that stands for a slot in what `messages` and `text` return."""

_SLOT, _QUESTION = "{slot}", "{question}"
_LATENTQA_REPLY = "Sure, I've analyzed the assistant."


def messages(prompt: PromptSettings, layers: Sequence[int], question: str) -> list[dict[str, str]]:
    """Return a chat prompt's messages, with a mark for each activation.

    Args:
        prompt: the prompt's settings.
        layers: layer of each slot, in the order of the slots.
        question: what is asked.

    Raises:
        DecoderError: if the question cannot be asked in this form.

    Examples:
        >>> from latentlens.decoder_files.prompt_settings import PromptSettings
        >>> (message,) = messages(PromptSettings(form="ao_block", placeholder=" ?"), (8, 8), "Is it true?")
        >>> message["content"].replace(MARK, " ?")
        'Layer: 8\\n ? ? \\nIs it true?'
    """
    system = [] if prompt.system is None else [{"role": "system", "content": prompt.system}]
    user = prompt.roles.user
    if prompt.form == "latentqa":
        _asked(prompt, question)
        return [
            *system,
            {"role": user, "content": f"{MARK} " * len(layers)},
            {"role": "assistant", "content": _LATENTQA_REPLY},
            {"role": user, "content": question},
        ]
    return [*system, {"role": user, "content": text(prompt, layers, question)}]


def text(prompt: PromptSettings, layers: Sequence[int], question: str) -> str:
    """Return a prompt as one text, with a mark for each activation.

    Args:
        prompt: the prompt's settings.
        layers: layer of each slot, in the order of the slots.
        question: what is asked.

    Raises:
        DecoderError: if the question cannot be asked in this form.

    Examples:
        >>> from latentlens.decoder_files.prompt_settings import PromptSettings
        >>> form = PromptSettings(form="ao_inline", placeholder=" ?", chat=False)
        >>> text(form, (4, 4, 8), "What is it?").replace(MARK, " ?")
        'L4: ? ? L8: ?.\\nWhat is it?'
    """
    _asked(prompt, question)
    less = 1 if prompt.counts == "blocks" else 0
    blocks = [(layer - less, MARK * len(list(same))) for layer, same in itertools.groupby(layers)]
    slots = MARK * len(layers)
    if prompt.template is not None:
        return prompt.template.replace(_SLOT, MARK).replace(_QUESTION, question)
    if prompt.form == "ao_block":
        return "".join(f"Layer: {layer}\n{marks} \n" for layer, marks in blocks) + question
    if prompt.form in ("ao_inline", "ao_inline_bare"):
        end = ".\n" if prompt.form == "ao_inline" else "\n"
        return " ".join(f"L{layer}:{marks}" for layer, marks in blocks) + end + question
    if prompt.form == "meta_model":
        space = "" if prompt.placeholder.startswith(" ") else " "
        return f"Alice:{space}{slots}\nBob: {question}\nAlice:"
    if prompt.form == "latentqa":
        return f"{MARK} " * len(layers) + f"\n{question}\n"
    return f"{slots} {question}"


def prefill(prompt: PromptSettings) -> str:
    """Return the beginning of the reply, with a mark for each slot in it.

    Args:
        prompt: the prompt's settings.
    """
    return prompt.prefill.replace(_SLOT, MARK)


def asks(prompt: PromptSettings) -> bool:
    """Return whether a question is part of the prompt; a template may leave it out.

    Args:
        prompt: the prompt's settings.
    """
    return prompt.template is None or _QUESTION in prompt.template


def _asked(prompt: PromptSettings, question: str) -> None:
    """Refuse a question where there is no place for one, and a missing one where there is."""
    if question and not asks(prompt):
        raise DecoderError(
            f"The prompt of this decoder is fixed and has no place for a question; got {question!r}. Leave "
            "the question out."
        )
    if not question.strip() and asks(prompt):
        raise DecoderError(
            "This decoder answers a question, and none was given. Ask one: "
            "decoder.with_question('What is the text about?'), where one of session.decoders is "
            "session.decoders['oracle'], by its name."
        )
