"""Target prompts of a Patchscope: a text with a placeholder, or the source prompt itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer
from latentlens.inputs.shown import shown
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.form import Form, Panel, Positions, naming
from latentlens.readers.noise import Noise
from latentlens.readers.reader import Target
from latentlens.readers.settings import Setting, at_least, checked_dataclass, text_not_empty
from latentlens.readers.slots import slot_at, slots_of
from latentlens.readers.soft_prompt import SoftPrompt

_placeholder = text_not_empty("placeholder", "x", blank=False)


def _slot(name: str, value: Any) -> int | str | None:
    if isinstance(value, str):
        return str(_placeholder(name, value))
    return None if value is None else integer("slot's position", value)


def _position(name: str, value: Any) -> int | None:
    del name
    return None if value is None else integer("slot's position", value)


def _noise(name: str, value: Any) -> Noise | None:
    del name
    if value is not None and not isinstance(value, Noise):
        raise InputError(f"{shown(value)} is not noise. Give for example Noise((1, 2)), or None.")
    return value


_NoiseOrNone = Annotated[
    Noise | None,
    Setting(
        "Noise that is added to some of the prompt's embeddings in every run of it; None for none.", _noise
    ),
]


@checked_dataclass
class TextPrompt:
    """A target prompt given as text, with the tokens that are its slots.

    Raises:
        InputError: if an argument cannot be used with any model.

    Examples:
        >>> TextPrompt("cat -> cat; hello -> hello; ? ->", "?")
        TextPrompt('cat -> cat; hello -> hello; ? ->', position='?')
    """

    text: Annotated[
        str, Setting("The prompt's text.", text_not_empty("target prompt", "The capital of x is"))
    ]
    position: Annotated[
        int | str | None,
        Setting(
            "The slot: the placeholder's text, which has to be one token of the prompt; the position of a "
            "token, negative from the end; or None for the position at which the activation was read.",
            _slot,
        ),
    ] = "x"
    placeholders: Annotated[
        int,
        Setting(
            "Number of times the placeholder occurs in the prompt. One activation is written into every "
            "occurrence; several activations, of the same number, go into one each, in order.",
            at_least(1),
        ),
    ] = 1
    noise: _NoiseOrNone = None

    def __post_init__(self) -> None:
        if not isinstance(self.position, str) and self.placeholders != 1:
            raise InputError(
                f"position={self.position} is one slot, and placeholders={self.placeholders} was given. Name "
                "the placeholder by its text to write into several."
            )

    @property
    def movable(self) -> bool:
        """Whether another token can be chosen as the slot; False if a placeholder marks it."""
        return not isinstance(self.position, str)

    def takes(self, n_sites: int) -> bool:
        """Return whether `n_sites` activations can each be written into a slot of their own."""
        return self.position is None or n_sites == self.placeholders

    def target(self, model: Backend, source_ids: Sequence[int]) -> Target:
        """Return the prompt's tokens, with its slots and noise.

        Raises:
            TargetPromptError: if the placeholder is absent, not one token, or occurs another number of times
                than `placeholders` says; or if a position is outside the prompt.
        """
        del source_ids
        token_ids = tuple(model.tokenizer.encode(self.text))
        return _target(self, token_ids, self.text, model)


@checked_dataclass
class SourcePrompt:
    """The source prompt itself as the target: activation patching, causal tracing, ablation.

    Examples:
        >>> SourcePrompt(noise=Noise((1, 2)))
        SourcePrompt(noise=Noise((1, 2)))
    """

    position: Annotated[
        int | None,
        Setting(
            "The slot: the position of a token, negative from the end; None for the position at which the "
            "activation was read.",
            _position,
        ),
    ] = None
    noise: _NoiseOrNone = None

    @property
    def movable(self) -> bool:
        """Whether another token can be chosen as the slot; False if it is the position that was read."""
        return self.position is not None

    def takes(self, n_sites: int) -> bool:
        """Return whether `n_sites` activations can each be written into a slot of their own."""
        del n_sites
        return self.position is None

    def target(self, model: Backend, source_ids: Sequence[int]) -> Target:
        """Return the source prompt's tokens, with its slot and noise.

        Raises:
            TargetPromptError: if a position is outside the prompt.
        """
        return _target(self, tuple(source_ids), model.tokenizer.decode(list(source_ids)), model)


AnyPrompt = TextPrompt | ChatPrompt | SourcePrompt | SoftPrompt
P = TypeVar("P", TextPrompt, SourcePrompt)


def as_prompt(name: str, value: Any) -> AnyPrompt:
    """Return a target prompt as it is, and a text as a `TextPrompt` with the placeholder x.

    Raises:
        InputError: if the value is neither.
    """
    del name
    if isinstance(value, (TextPrompt, ChatPrompt, SourcePrompt, SoftPrompt)):
        return value
    if not isinstance(value, str):
        raise InputError(
            f"{shown(value)} is not a target prompt. Give a text such as 'The capital of x is', a "
            "TextPrompt, ChatPrompt or SourcePrompt, or the soft prompt of one layer, such as prompts.at(3)."
        )
    return TextPrompt(value)


def _target(
    prompt: TextPrompt | SourcePrompt, token_ids: tuple[int, ...], text: str, model: Backend
) -> Target:
    prompt_text = prompt.text if isinstance(prompt, TextPrompt) else None
    slots: tuple[int, ...] | None = None
    if isinstance(prompt.position, str):
        times = prompt.placeholders if isinstance(prompt, TextPrompt) else 1
        with naming("prompt"):
            slots = slots_of(prompt.position, times, token_ids, text, model.tokenizer)
    elif prompt.position is not None:
        with naming("position"):
            slots = (slot_at(prompt.position, token_ids, text),)
    if prompt.noise is None:
        return Target(token_ids, slots, (), prompt_text)
    with naming("noise"):
        return Target(token_ids, slots, (prompt.noise.write(token_ids, text, model),), prompt_text)


class PromptForm(Form[AnyPrompt]):
    """Form of a target prompt: text (of a chat its last message, of a source prompt none), slot and noise."""

    prompt: Annotated[
        str | None,
        Panel(
            "Prompt",
            "Target",
            "The target prompt, with x where the activation is written.",
            note="\\n is a line break. In a chat this is the last message, and {slot} stands for x.",
        ),
    ] = None
    position: int | str | None = None
    noise: Annotated[
        Positions,
        Panel(
            "Noise on",
            "Target",
            "Positions of the target's tokens whose embeddings get noise, such as 1, 2.",
            empty="no token",
        ),
    ] = None
    noise_scale: Annotated[
        float,
        Panel(
            "Noise scale",
            "Target",
            "The noise's standard deviation, in units of that of the target's embeddings.",
            needs="noise",
        ),
    ] = 3.0
    noise_seed: Annotated[
        int, Panel("Noise seed", "Target", "The same seed draws the same noise.", needs="noise")
    ] = 0

    @classmethod
    def of(cls, value: AnyPrompt) -> PromptForm | None:
        """Return the form filled from a prompt; None for a soft prompt, which cannot be edited."""
        if isinstance(value, SoftPrompt):
            return None
        if isinstance(value, ChatPrompt):
            return cls(prompt=value.pairs[-1][1])
        text = {"prompt": value.text} if isinstance(value, TextPrompt) else {}
        noise = value.noise or Noise((0,))
        noised = list(noise.positions) if value.noise else None
        return cls(
            **text, position=value.position, noise=noised, noise_scale=noise.scale, noise_seed=noise.seed
        )

    def apply(self, before: AnyPrompt) -> AnyPrompt:
        """Return the prompt with its text, slot and noise changed.

        Raises:
            InputError: if one of them cannot be used.
        """
        try:
            # a noise scale without positions adds no noise; it is kept for when positions are given
            noise = Noise(tuple(self.noise), self.noise_scale, self.noise_seed) if self.noise else None
        except InputError as error:
            names = {"positions": "noise", "scale": "noise_scale", "seed": "noise_seed"}
            error.setting = names.get(error.setting or "", "noise")
            raise
        if isinstance(before, TextPrompt):
            times = before.placeholders if isinstance(self.position, str) else 1
            try:
                return TextPrompt(self.prompt or "", self.position, times, noise)
            except InputError as error:
                error.setting = "position" if error.setting == "position" else "prompt"
                raise
        if isinstance(before, ChatPrompt):
            try:
                return before.with_last(self.prompt or "")
            except InputError as error:
                error.setting = "prompt"
                raise
        if isinstance(before, SourcePrompt):
            return SourcePrompt(_position("position", self.position), noise)
        return before
