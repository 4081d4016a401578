"""Patchscopes: write activations into another prompt and let the model go on."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Annotated, Any, Literal, cast

import torch
from torch import Tensor

from latentlens.activations.selection import Site
from latentlens.engine.backend import Backend
from latentlens.engine.injection import Injection, Replace, as_injection
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Generate, Write
from latentlens.errors import InputError, MappingError, SelectionError
from latentlens.inputs.shown import shown
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Identity, Mapping
from latentlens.readers.form import Panel
from latentlens.readers.reader import Edits, Reader, State, Target
from latentlens.readers.settings import (
    MaxNewTokens,
    Setting,
    Stop,
    Window,
    checked_dataclass,
    code_of,
    layer_or_none,
    not_negative,
)
from latentlens.readers.soft_prompt import SoftPrompt
from latentlens.readers.target_prompts import AnyPrompt, PromptForm, SourcePrompt, TextPrompt, as_prompt
from latentlens.readers.vector_forms import InjectionForm, MappingForm

Remedy = Literal["overwrite", "mask"]


def _mapping(name: str, value: Any) -> Mapping | LayerMappings:
    del name
    if isinstance(value, type) or not isinstance(value, (Mapping, LayerMappings)):
        raise InputError(
            f"{shown(value)} is not a mapping. Use for example Identity(), Rescale('slot'), or what a fit "
            "returned."
        )
    return value


def _adapter(name: str, value: Any) -> str | None:
    if value is not None and (not isinstance(value, str) or not value):
        raise InputError(
            f"{name} is the name of a PEFT adapter of the model, '__base__' for the model without any, or "
            f"None for those that are on; got {shown(value)}."
        )
    return value


def _remedy(name: str, value: Any) -> Remedy | None:
    del name
    if not isinstance(value, str | None) or value not in (None, "overwrite", "mask"):
        raise InputError(f"{shown(value)} is not a remedy. Use None, 'overwrite' or 'mask'.")
    return cast("Remedy | None", value)


@checked_dataclass
class Patchscope(Reader):
    """Write an activation into a target prompt of a frozen model, and generate the answer after the prompt.

    With the source prompt as the target, `Patchscope(SourcePrompt())`, it is activation patching, causal
    tracing or ablation, depending on `mapping`, the prompt's noise and `window`. With a soft prompt,
    `Patchscope(prompts.at(3))`, it is the future lens's learned prompt.

    Raises:
        InputError: if an argument cannot be used with any model.

    Examples:
        >>> Patchscope("The capital of x is", max_new_tokens=1)
        Patchscope('The capital of x is', max_new_tokens=1)
        >>> Patchscope(TextPrompt("x of x", placeholders=2), layer=3)
        Patchscope(TextPrompt('x of x', placeholders=2), layer=3)

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), section 3.1.
    """

    prompt: Annotated[
        str | AnyPrompt,
        Setting(
            "The target prompt: a text in which x is the placeholder, a TextPrompt with another slot, a "
            "ChatPrompt, the SourcePrompt, or the soft prompt of one layer.",
            as_prompt,
            PromptForm,
        ),
    ]
    layer: Annotated[
        int | None,
        Setting(
            "The target layer, at which the activation is written: 0 (embeddings) to the number of blocks, "
            "negative from the last; None for the layer at which it was read.",
            layer_or_none,
            (int | None, Panel()),
        ),
    ] = None
    mapping: Annotated[
        Mapping | LayerMappings,
        Setting(
            "The function applied to the activation before it is written. Of fitted mappings, the one from "
            "the source to the target layer is used.",
            _mapping,
            MappingForm,
        ),
    ] = dataclasses.field(default_factory=Identity)
    injection: Annotated[
        str | Injection,
        Setting(
            'How the slot takes the mapped activation: "replace", "add", "add_norm_matched" (at the norm of '
            'what stands there), "interpolate", or one with its strength, such as Add(2.0).',
            lambda _, value: as_injection(value),
            InjectionForm,
        ),
    ] = dataclasses.field(default_factory=Replace)
    remedy: Annotated[
        Remedy | None,
        Setting(
            "Keeps later tokens from reading the placeholder's own token in the blocks below the target "
            'layer: "overwrite" writes the activation at every layer up to it, "mask" blocks attention to '
            "the slot in the blocks below it; None does neither.",
            _remedy,
            (
                Remedy | None,
                Panel(
                    "Remedy",
                    "Target",
                    "Keeps later tokens from reading the placeholder's own token below the target layer.",
                    choices=(
                        (None, "none"),
                        ("overwrite", "overwrite below"),
                        ("mask", "mask the slot below"),
                    ),
                ),
            ),
        ),
    ] = None
    window: Window = 1
    max_new_tokens: MaxNewTokens = 8
    stop: Stop = ()
    temperature: Annotated[
        float,
        Setting(
            "The temperature of sampling; 0 generates greedily. With several samples, 0 means 1.",
            not_negative,
            (float, Panel("Temperature", "Answer")),
        ),
    ] = 0.0
    contrast: Annotated[
        float,
        Setting(
            "Contrastive decoding: weight with which the token log-probabilities of the target without the "
            "activation are subtracted; 0 for none (BALOR, arXiv 2602.00300).",
            not_negative,
            (float, Panel("Contrast", "Answer")),
        ),
    ] = 0.0
    adapter: Annotated[
        str | None,
        Setting(
            "The PEFT adapter that is on, alone, while the target prompt runs, by its name; "
            "'__base__' for the model without any; None for the adapters that are on in the model.",
            _adapter,
        ),
    ] = None

    def __post_init__(self) -> None:
        for name in self.fixed if isinstance(self.prompt, SoftPrompt) else ():
            if getattr(self, name) != getattr(type(self), name, None):
                raise InputError(
                    f"A soft prompt was trained for one layer as it is, and {name}={getattr(self, name)!r} "
                    f"was given. Leave {name} out."
                )

    def __repr__(self) -> str:
        plain = isinstance(self.prompt, TextPrompt) and self.prompt == TextPrompt(self.prompt.text)
        return code_of(self, first=repr(self.text) if plain else None)

    @property
    def target_prompt(self) -> AnyPrompt:
        """The target prompt as a TextPrompt, SourcePrompt or SoftPrompt, also if it was given as text."""
        return cast("AnyPrompt", self.prompt)

    @property
    def text(self) -> str | None:
        """The target prompt's text; None for the source prompt and for a soft prompt."""
        return self.prompt.text if isinstance(self.prompt, TextPrompt) else None

    @property
    def fitted(self) -> LayerMappings | None:
        """The fitted mapping; None if `mapping` has no fitted parameters."""
        return self.mapping if isinstance(self.mapping, LayerMappings) else None

    @property
    def fixed(self) -> tuple[str, ...]:
        """The settings that a soft prompt or a fitted mapping determines; none without either."""
        if isinstance(self.prompt, SoftPrompt):
            return ("layer", "remedy", "window")
        return () if self.fitted is None else ("layer", "window")

    @property
    def summary(self) -> str:
        """A few words on the soft prompt or fitted mapping; without either, the reader's code."""
        if isinstance(self.prompt, SoftPrompt):
            n, layer = len(self.prompt.vectors), self.prompt.layer
            return f"A soft prompt of {n} vectors, trained on the states of layer {layer}."
        return super().summary if self.fitted is None else "Patchscope with a fitted mapping"

    @property
    def title(self) -> str:
        """The target prompt's text; without one, the reader's code."""
        return repr(self) if self.text is None else self.text

    @property
    def has_placeholder(self) -> bool:
        """Whether the text control applies; False if activations are written where they were read."""
        return isinstance(self.prompt, SoftPrompt) or self._position is not None

    @property
    def slot_movable(self) -> bool:
        """Whether the setting `position` can choose another token as the slot."""
        return self.target_prompt.movable

    def uses(self, part: object) -> bool:
        """Return whether a soft prompt or fitted mapping is part of the reader."""
        return part is not None and (part == self.prompt or part == self.fitted)

    @property
    def in_source(self) -> bool:
        """Whether the target prompt is the source prompt itself."""
        return isinstance(self.prompt, SourcePrompt)

    def takes(self, n_sites: int) -> bool:
        """Return whether `n_sites` is 1 or the number of placeholders; any number if there is no slot."""
        return n_sites == 1 or (n_sites > 1 and self.target_prompt.takes(n_sites))

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return all layers; with a soft prompt or fitted mapping, those that it was fitted for."""
        if isinstance(self.prompt, SoftPrompt):
            return [self.prompt.layer]
        if self.fitted is None:
            return range(n_layers + 1)
        pairs = self.fitted.mappings.keys()
        return [
            k
            for k, to in pairs
            if to == self.target_layer(k, n_layers)
            and all((k + j, to + j) in pairs for j in range(self.window) if to + j <= n_layers)
        ]

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the layer at which an activation read at `layer` is written.

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

    def at_target_layer(self, layer: int) -> Patchscope:
        """Return the same Patchscope with another target layer.

        Raises:
            InputError: if its prompt or mapping was fitted for certain layers.
        """
        if "layer" in self.fixed:
            raise InputError(
                f"{shown(self)} has no target layer to choose: it was fitted for certain layers. Use a "
                "Patchscope with an unfitted mapping and prompt."
            )
        return dataclasses.replace(self, layer=layer)

    def with_mapping(self, mapping: Mapping | LayerMappings) -> Patchscope:
        """Return the same Patchscope with another mapping.

        Raises:
            InputError: if it is not a mapping.
        """
        return dataclasses.replace(self, mapping=mapping)

    def placeholder_visible(self, target_layer: int, n_layers: int) -> bool:
        """Return whether later tokens can attend to the placeholder's own token below the target layer.

        They can if the prompt has a placeholder, no remedy is set, and blocks run below the target layer.
        """
        return self._position is not None and self.remedy is None and 0 < target_layer < n_layers

    @property
    def _position(self) -> int | str | None:
        return None if isinstance(self.prompt, str | SoftPrompt) else self.prompt.position

    def target(self, model: Backend, source_ids: Sequence[int] = (), sites: Sequence[Site] = ()) -> Target:
        """Return the target prompt as the model's tokens, with its slots.

        Raises:
            TargetPromptError: if the placeholder is absent, not one token, or occurs another number of
                times than `placeholders` says; or if a position is outside the prompt.
            MappingError: if the soft prompt has another width than the model or was trained on another.
            UnsupportedModel: if the remedy does not work in this model.
        """
        del sites
        if self.remedy is not None:
            model.check_remedy(self.remedy)
        return self.target_prompt.target(model, source_ids)

    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Return the writes of the activations into their slots at the target layer, and the remedy's.

        One activation is copied into every slot; several go into one slot each, in order.

        Raises:
            InputError: if there are several activations and another number of slots.
            MappingError: if the soft prompt or the fitted mapping is for other layers.
        """
        # (layer, mapping) -> the slots that are written there, with their vectors
        written: dict[tuple[int, Mapping], list[tuple[int, Tensor]]] = {}
        hidden: dict[int, list[int]] = {}
        for state, slots in zip(states, target.slots_for(states), strict=True):
            if isinstance(self.prompt, SoftPrompt) and state.layer != self.prompt.layer:
                raise MappingError(
                    f"The soft prompt reads states of layer {self.prompt.layer}, and layer {state.layer} was "
                    "asked about. Ask about its layer, or give the soft prompt of this one."
                )
            at = self.target_layer(state.layer, n_layers)
            for layer, vector, mapping in self._written(state, at, n_layers):
                written.setdefault((layer, mapping), []).extend((slot, vector) for slot in slots)
            hidden.setdefault(at, []).extend(slots)
        injection = as_injection(self.injection)
        writes = tuple(
            Write(layer, tuple(s for s, _ in pairs), torch.stack([v for _, v in pairs]), mapping, injection)
            for (layer, mapping), pairs in written.items()
        )
        if self.remedy != "mask":
            return Edits(writes)
        return Edits(writes, tuple(Knockout(tuple(range(at)), tuple(s)) for at, s in hidden.items() if at))

    def _written(self, state: State, at: int, n_layers: int) -> list[tuple[int, Tensor, Mapping]]:
        """Return (layer, vector, mapping) of every write of one activation into its slots.

        The window's activations are written from the target layer up; the remedy "overwrite" adds writes of
        the activation at every layer below.
        """
        mapping = self.mapping
        above = zip(range(at, n_layers + 1), (state.vector, *state.above), strict=False)
        written = [
            (
                layer,
                vector,
                mapping.at(state.layer + layer - at, layer)
                if isinstance(mapping, LayerMappings)
                else mapping,
            )
            for layer, vector in above
        ]
        if self.remedy == "overwrite":
            written = [(layer, state.vector, written[0][2]) for layer in range(at)] + written
        return written

    def readout(self, seed: int) -> Generate:
        """Return how the answer is generated."""
        return Generate(self.max_new_tokens, tuple(self.stop), self.temperature, seed, self.contrast)
