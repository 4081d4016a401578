"""Settings of a decoder's prompt, one part of `decoder.json`, and the forms that it can have."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Layer = Annotated[int, Field(ge=0)]
TokenId = Annotated[int, Field(ge=0)]

Form = Literal["ao_block", "ao_inline", "ao_inline_bare", "latentqa", "selfie", "nla", "meta_model", "plain"]
"""The known forms of a prompt.

- "ao_block": for each layer its number, `Layer: 8`, and a line with its slots; then the question.
- "ao_inline": `L8:` and its slots, layers joined by a space, then a full stop and a line's end.
- "ao_inline_bare": the same without the full stop.
- "latentqa": a turn of slots, a fixed reply, and the question in the next turn.
- "selfie", "nla": the checkpoint's own template.
- "meta_model": slots as Alice's words, the question as Bob's.
- "plain": slots, then the question.
"""

TEMPLATED: tuple[Form, ...] = ("selfie", "nla")
"""Forms whose text comes with the checkpoint."""


class ManifestPart(BaseModel):
    """Settings of `decoder.json`: frozen, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Roles(ManifestPart):
    """Names of the two sides of the decoder's chat.

    Args:
        user: role of the messages that hold slots and question. Default "user".
        assistant: what the answering side is called in the prompt, in place of the template's own word, such
            as "reflect" (LatentQA). Default "assistant": as the template has it.
    """

    user: str = "user"
    assistant: str = "assistant"


class PromptSettings(ManifestPart):
    """The decoder's prompt: its form, and what stands in a slot until it is written.

    Args:
        form: form of the prompt; see `Form`.
        placeholder: text at each slot, one token there, such as " ?".
        placeholder_ids: token ids that the placeholder may have; empty (default) if they are not known. Some
            tokenizers give a word one id at the beginning of a line and another after a space.
        neighbours: token ids before the first slot and after the last; None (default) if not known.
        chat: whether the prompt is written in the model's chat template. Default True.
        roles: names of the two sides of the chat.
        system: system message; None (default) for none.
        thinking: whether the template is asked to let the model think first, where it can. Default False.
        template: prompt of the forms "selfie" and "nla", with {slot} and, where it asks, {question}; None
            (default) for the other forms.
        rendered: whether the template has the special tokens of the model's chat in it already, so that none
            are added. Default False.
        counts: what the numbers of layers in the prompt count: "layers" (default), as everywhere here, or
            "blocks", as most published decoders do: the block whose output is read, which is one less.
        prefill: beginning of the reply, which may have a {slot} too. Default: none.
    """

    form: Form
    placeholder: Annotated[str, Field(min_length=1)]
    placeholder_ids: tuple[TokenId, ...] = ()
    neighbours: tuple[TokenId, TokenId] | None = None
    chat: bool = True
    roles: Roles = Roles()
    system: str | None = None
    thinking: bool = False
    template: str | None = None
    rendered: bool = False
    counts: Literal["layers", "blocks"] = "layers"
    prefill: str = ""

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if (self.form in TEMPLATED) != (self.template is not None):
            forms = " and ".join(TEMPLATED)
            raise ValueError(f"the forms {forms} have a template, and no other form has one")
        if self.template is not None and "{slot}" not in self.template + self.prefill:
            raise ValueError("the template has no {slot}")
        if not self.chat and (self.system is not None or self.thinking or self.roles != Roles()):
            raise ValueError("system, thinking and roles are settings of a chat, and chat is false")
        if self.rendered and (self.chat or self.template is None):
            raise ValueError("only a template is rendered already, and it is no chat to be rendered")
        return self
