"""Patchscopes: write a hidden state into another prompt and let the model speak."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Literal

from latentlens._checked import MOST, at_most, number
from latentlens._errors import InputError, MappingError, SelectionError
from latentlens._given import plain_text, texts, whole
from latentlens._shown import shown
from latentlens.engine.injection import Injection, Replace, as_injection
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Generate, Write
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Identity, Mapping
from latentlens.model.attention_mask import check_remedy
from latentlens.model.language_model import LanguageModel
from latentlens.readers.noise import Noise
from latentlens.readers.reader import Edits, State, Target
from latentlens.readers.slots import slot_at, slots_of
from latentlens.readers.soft_prompt import SoftPrompt

Remedy = Literal["overwrite", "mask"]
REMEDIES: tuple[Remedy, ...] = ("overwrite", "mask")


@dataclasses.dataclass(frozen=True)
class Patchscope:
    """A frozen model reads a vector in a slot of a target prompt.

    The answer is what the model says after the prompt's last token. With the source prompt as the target and
    the cell's own position as the slot it is activation patching, causal tracing or ablation, as `mapping`,
    `noise` and `window` say.

    Args:
        prompt: the target prompt T; None for the source prompt itself.
        position: the slot i*: the placeholder's text, which must be one token of the prompt and stand
            there once (`placeholders` times); the absolute position of a token (negative: from the end);
            or None for the position at which the vector was read.
        layer: the target layer l*; None for the layer at which the vector was read; negative: from the
            last layer, -1 being the one before the final norm.
        mapping: f, applied to the vector before it is written; fitted ones are chosen by layer.
        injection: how the slot takes it: "replace", "add", "add_norm_matched", or for example Add(2.0).
        placeholders: how many times the placeholder stands in the prompt; each gets the vector (SelfIE).
        remedy: against what later tokens take from the placeholder below l*: "overwrite" writes the vector
            at every layer up to l*, "mask" hides the slot from later tokens in the blocks below l*.
        noise: on the target's embeddings, in every run of it.
        window: at how many layers, from l* on, the states of the source's layers from l on are written.
        soft_prompt: a learned target prompt instead of `prompt` and `position`, for the one layer whose
            states it reads: Patchscope(None, None, soft_prompt=prompts.at(3)).
        max_new_tokens: the answer has at most this many tokens.
        stop: texts that end the answer.
        temperature: 0 for greedy answers.
        contrast: how much of what the unpatched target would say is taken off, token by token, in units of
            log-probability; 0 for none (BALOR, arXiv 2602.00300).

    Raises:
        InputError: if an argument makes no sense whatever the model.

    Examples:
        >>> Patchscope("The capital of x is", max_new_tokens=1)
        Patchscope('The capital of x is', max_new_tokens=1)

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), section 3.1.
    """

    prompt: str | None
    position: int | str | None = "x"
    layer: int | None = None
    mapping: Mapping | LayerMappings = dataclasses.field(default_factory=Identity)
    injection: str | Injection = dataclasses.field(default_factory=Replace)
    placeholders: int = 1
    remedy: Remedy | None = None
    noise: Noise | None = None
    window: int = 1
    soft_prompt: SoftPrompt | None = None
    max_new_tokens: int = 8
    stop: str | tuple[str, ...] = ()
    temperature: float = 0.0
    contrast: float = 0.0

    def __post_init__(self) -> None:
        self._take_plain()
        object.__setattr__(self, "injection", as_injection(self.injection))
        if self.prompt == "":
            raise InputError("The target prompt is empty. Give for example 'The capital of x is'.")
        if isinstance(self.position, str) and not self.position.strip():
            raise InputError("The placeholder is empty. Use a word that is one token, such as 'x' or '?'.")
        if isinstance(self.position, str) and self.prompt is None:
            raise InputError(
                f"The placeholder {self.position!r} was given without a target prompt. In the source prompt "
                "name the slot by number, or give position=None for the position that is read."
            )
        if not isinstance(self.position, str) and self.placeholders != 1:
            raise InputError(
                f"position={self.position} is one slot, and placeholders={self.placeholders} was given. Name "
                "the placeholder by its text to write into several."
            )
        if isinstance(self.mapping, type) or not isinstance(self.mapping, (Mapping, LayerMappings)):
            raise InputError(
                f"{shown(self.mapping)} is not a mapping. Use for example Identity(), Rescale('slot'), or "
                "what a "
                "fit gave."
            )
        if not isinstance(self.remedy, str | None) or self.remedy not in (None, *REMEDIES):
            raise InputError(f"{shown(self.remedy)} is not a remedy. Use None, 'overwrite' or 'mask'.")
        if self.max_new_tokens < 1:
            raise InputError(f"max_new_tokens is {self.max_new_tokens}; an answer has at least one token.")
        if self.placeholders < 1:
            raise InputError(f"placeholders is {self.placeholders}; at least one slot takes the vector.")
        if self.window < 1:
            raise InputError(f"window is {self.window}; the vector is written at one layer at least.")
        if self.window > 1 and isinstance(self.mapping, LayerMappings):
            raise InputError("A window writes at several layers, and a fitted mapping leads to one. Use one.")
        if self.window > 1 and self.remedy == "overwrite":
            raise InputError(
                "A window writes from l* on and the remedy 'overwrite' up to l*. Use one of them."
            )
        if self.soft_prompt is not None:
            self._check_soft_prompt(self.soft_prompt)
        if self.temperature < 0:
            raise InputError(
                f"temperature is {self.temperature}; use 0 for greedy answers, or a positive one."
            )
        if self.contrast < 0:
            raise InputError(f"contrast is {self.contrast}; use 0 for none, or a positive one, such as 1.")
        if any(not stop for stop in self.stop):
            raise InputError("A stop text is empty, and would end every answer at once. Leave it out.")

    def _take_plain(self) -> None:
        """Put Python's own texts and numbers in place of what numpy, pandas or torch gave."""
        plain: dict[str, object] = {"stop": texts(self._stops(), "stop texts", "('.',)")}
        if self.prompt is not None:
            plain["prompt"] = _text(self.prompt, "target prompt")
        if isinstance(self.position, str):
            plain["position"] = _text(self.position, "placeholder")
        elif self.position is not None:
            plain["position"] = whole(self.position, "slot's position")
        if self.layer is not None:
            plain["layer"] = whole(self.layer, "target layer")
        for name in ("placeholders", "window", "max_new_tokens"):
            plain[name] = at_most(name, whole(getattr(self, name), name), MOST)
        for name in ("temperature", "contrast"):
            plain[name] = number(name, getattr(self, name), most=MOST)
        for name, value in plain.items():
            object.__setattr__(self, name, value)
        if self.noise is not None and not isinstance(self.noise, Noise):
            raise InputError(f"{shown(self.noise)} is no noise. Give for example Noise((1, 2)), or None.")

    def _check_soft_prompt(self, given: object) -> None:
        if not isinstance(given, SoftPrompt):
            raise InputError(
                f"{shown(given)} is not the soft prompt of one layer. Give for example prompts.at(3), of "
                "what "
                "fit_soft_prompt gave."
            )
        alone = Patchscope(None, None)
        fixed = ("prompt", "position", "layer", "placeholders", "remedy", "noise", "window")
        if wrong := [name for name in fixed if getattr(self, name) != getattr(alone, name)]:
            raise InputError(
                "A soft prompt is a whole target prompt, trained for one layer as it is, and "
                f"{wrong[0]}={shown(getattr(self, wrong[0]))} was given. Use Patchscope(None, None, "
                "soft_prompt=...)."
            )

    def __repr__(self) -> str:
        changed = [
            f"{field.name}={value!r}"
            for field in dataclasses.fields(self)[1:]
            if (value := getattr(self, field.name)) != _default(field)
        ]
        return f"Patchscope({', '.join([repr(self.prompt), *changed])})"

    @property
    def one_token(self) -> bool:
        """False: the model goes on speaking after the prompt."""
        return False

    @property
    def fitted(self) -> LayerMappings | None:
        """The mapping, if it was fitted."""
        return self.mapping if isinstance(self.mapping, LayerMappings) else None

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return all layers, or those that a soft prompt or a fitted mapping to the target layer is for."""
        if self.soft_prompt is not None:
            return [self.soft_prompt.layer]
        if self.fitted is None:
            return range(n_layers + 1)
        return [k for k, to in self.fitted.mappings if to == self.target_layer(k, n_layers)]

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return l* for a vector read at `layer`.

        Raises:
            SelectionError: if the model has no such layer.
        """
        if self.layer is None:
            return layer
        target = self.layer if self.layer >= 0 else n_layers + 1 + self.layer
        if not 0 <= target <= n_layers:
            raise SelectionError(
                f"Target layer {self.layer} does not exist: layers are 0 (embeddings) to {n_layers}, or "
                f"-1 to {-n_layers - 1} from the end."
            )
        return target

    def placeholder_visible(self, target_layer: int, n_layers: int) -> bool:
        """Return whether a placeholder shows: one was given, no remedy is on, and blocks run below l*."""
        return self.position is not None and self.remedy is None and 0 < target_layer < n_layers

    def target(self, model: LanguageModel, source_ids: Sequence[int] = ()) -> Target:
        """Return the target prompt as the model's tokens, and the slots in it.

        Raises:
            TargetPromptError: if the placeholder is absent, not one token, or stands there another
                number of times; or if a position is outside the prompt.
            MappingError: if the soft prompt is of the wrong width or for another model.
            UnsupportedModel: if the placeholder would show in this model in spite of the remedy.
        """
        if self.remedy is not None:
            check_remedy(model, self.remedy)
        if self.soft_prompt is not None:
            soft = self.soft_prompt
            return Target(soft.token_ids, soft.slots[-1:], soft.writes(model))
        if self.prompt is None:
            token_ids, shown = tuple(source_ids), model.tokenizer.decode(list(source_ids))
        else:
            token_ids, shown = tuple(model.tokenizer.encode(self.prompt)), self.prompt
        writes = () if self.noise is None else (self.noise.write(token_ids, shown, model),)
        if self.position is None:
            return Target(token_ids, None, writes, self.prompt)
        if isinstance(self.position, int):
            return Target(token_ids, (slot_at(self.position, token_ids, shown),), writes, self.prompt)
        slots = slots_of(self.position, self.placeholders, token_ids, shown, model.tokenizer)
        return Target(token_ids, slots, writes, self.prompt)

    def edits(self, target: Target, state: State, n_layers: int) -> Edits:
        """Return the vector, copied into every slot at the target layer, and the remedy.

        Raises:
            MappingError: if the soft prompt or a fitted mapping is for other layers.
        """
        if self.soft_prompt is not None and state.layer != self.soft_prompt.layer:
            raise MappingError(
                f"The soft prompt reads states of layer {self.soft_prompt.layer}, and layer {state.layer} "
                "was asked about. Ask about its layer, or give the soft prompt of this one."
            )
        at, slots = self.target_layer(state.layer, n_layers), target.slots_for(state)
        if self.remedy == "overwrite":
            written = [(layer, state.vector) for layer in range(at + 1)]
        else:
            written = list(zip(range(at, n_layers + 1), (state.vector, *state.above), strict=False))
        injection = as_injection(self.injection)
        writes = tuple(
            Write(layer, slots, vector.expand(len(slots), -1), self._mapping(state.layer, at), injection)
            for layer, vector in written
        )
        knockouts = (Knockout(tuple(range(at)), slots),) if self.remedy == "mask" and at else ()
        return Edits(writes, knockouts)

    def _mapping(self, layer: int, target_layer: int) -> Mapping:
        return (
            self.mapping.at(layer, target_layer) if isinstance(self.mapping, LayerMappings) else self.mapping
        )

    def readout(self, seed: int) -> Generate:
        """Return how the answer is generated."""
        return Generate(self.max_new_tokens, self._stops(), self.temperature, seed, self.contrast)

    def _stops(self) -> tuple[str, ...]:
        return (self.stop,) if isinstance(self.stop, str) else self.stop


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"The {what} is a text, such as 'The capital of x is'; got {type(value).__name__}.")
    return plain_text(value, f"The {what}")


def _default(field: dataclasses.Field[object]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
