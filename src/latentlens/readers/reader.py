"""The base class of readers: a description of how activations become an answer."""

from __future__ import annotations

import abc
import collections.abc
import dataclasses
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from jaxtyping import Float
from torch import Tensor

from latentlens.activations.selection import Site
from latentlens.engine.backend import Backend
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Readout, Write
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Mapping
from latentlens.readers.form import Form, about, checked, naming
from latentlens.readers.settings import forms_of

_MAX_SUMMARY = 160
"""Most characters of a reader's code that `Reader.summary` shows in a menu."""


@dataclasses.dataclass(frozen=True, eq=False)
class State:
    """One activation to read: a vector of the source's residual stream, with its layer and position.

    Args:
        vector: the activation, `Float[Tensor, "d_source"]`, where d_source is the source model's `d_model`.
        layer: the layer at which it was read: 0 (embeddings) to the number of blocks.
        position: the position of its token in the source prompt, counted from 0.
        above: the activations at the same position and the next `window - 1` layers, lowest layer first;
            empty (default) for a reader with a window of one layer.
        is_difference: whether it is one activation minus another, so that what all activations have in
            common, such as their mean, is not in it; False by default.
    """

    vector: Float[Tensor, " d_source"]
    layer: int
    position: int = 0
    above: tuple[Float[Tensor, " d_source"], ...] = ()
    is_difference: bool = False


@dataclasses.dataclass(frozen=True)
class Target:
    """A target prompt as one model's tokens, and where the activations go in it.

    Args:
        token_ids: the prompt's token ids in the target model's vocabulary.
        slots: the positions that take activations; None where each activation is written at the position at
            which it was read.
        writes: what is written in every run of the target, the null control's run included: noise, or the
            vectors of a soft prompt. Empty by default.
        text: the prompt as text; None (default) if it was not given as text.
        position_ids: the position id of each token; None (default) for 0, 1, 2, ...
    """

    token_ids: tuple[int, ...]
    slots: tuple[int, ...] | None
    writes: tuple[Write, ...] = ()
    text: str | None = None
    position_ids: tuple[int, ...] | None = None

    def slots_for(self, states: Sequence[State]) -> tuple[tuple[int, ...], ...]:
        """Return the positions that each activation is written into.

        One activation is written into every slot. Several activations go into one slot each, in order.

        Args:
            states: the selected activations, in order.

        Returns:
            For each activation, the target positions that take it.

        Raises:
            InputError: if there are several activations and the number of slots differs from theirs.

        Examples:
            >>> import torch
            >>> one, other = State(torch.zeros(4), 2, 5), State(torch.zeros(4), 2, 6)
            >>> Target((1, 2, 3), (0, 2)).slots_for([one]), Target((1, 2, 3), (0, 2)).slots_for([one, other])
            (((0, 2),), ((0,), (2,)))
            >>> Target((1, 2, 3), None).slots_for([one, other])
            ((5,), (6,))
        """
        if self.slots is None:
            return tuple((state.position,) for state in states)
        if len(states) == 1:
            return (self.slots,)
        if len(states) != len(self.slots):
            raise InputError(
                f"{len(states)} activations were selected, and the target prompt has {len(self.slots)} "
                f"slot{'s' if len(self.slots) != 1 else ''}. Select one activation, or write the placeholder "
                "once for each."
            )
        return tuple((slot,) for slot in self.slots)


@dataclasses.dataclass(frozen=True)
class Edits:
    """The changes that a reader makes to one forward pass of its target prompt.

    Args:
        writes: vectors to write into the residual stream, each with its layer, positions, mapping and
            injection. None by default.
        knockouts: attention edges to cut, by block, key and query position. None by default.
    """

    writes: tuple[Write, ...] = ()
    knockouts: tuple[Knockout, ...] = ()


class Reader(abc.ABC):
    """A description of how activations become an answer; the base class of `Lens`, `Patchscope` and others.

    A reader is a value: frozen, hashable, comparable, and its repr is the code that makes it. It runs no
    model. It gives the target prompt's tokens (`target`), the changes to its forward pass (`edits`) and how
    the answer is read off (`readout`); the engine runs them. The other methods have defaults that suit a
    reader which writes one activation at the layer at which it was read.

    A new reader is one file: see the page "Writing a reader".
    """

    @property
    def one_token(self) -> bool:
        """Whether the reader can only give one next token and cannot generate further, as lenses do."""
        return False

    @property
    def window(self) -> int:
        """Number of consecutive layers that the reader uses, from the selected layer up; 1 by default."""
        return 1

    @property
    def fitted(self) -> LayerMappings | None:
        """The fitted mappings that the reader uses, which are tied to one model; None (default) for none."""
        return None

    @property
    def adapter(self) -> str | None:
        """The PEFT adapter that is on, alone, while the target runs; "__base__" for none of them.

        None (the default) runs the target with the adapters that are on in the model.
        """
        return None

    @property
    def in_source(self) -> bool:
        """Whether the target prompt is the source prompt itself; False by default."""
        return False

    @property
    def fixed(self) -> tuple[str, ...]:
        """Names of the settings that were fixed when the reader was fitted; none by default."""
        return ()

    @property
    def summary(self) -> str:
        """A few words on the reader for a menu; by default its code, cut at 160 characters."""
        code = repr(self)
        return code if len(code) <= _MAX_SUMMARY else f"{code[: _MAX_SUMMARY - 1]}…"

    @property
    def title(self) -> str:
        """The reader's name in figures: its target prompt's text, if it has one; by default its code."""
        return repr(self)

    @property
    def calibrated_as(self) -> str:
        """The text by which a calibrator knows the reader; by default its code."""
        return repr(self)

    @property
    def has_placeholder(self) -> bool:
        """Whether the text control applies: the source text can replace the placeholder. True by default."""
        return True

    @property
    def slot_movable(self) -> bool:
        """Whether the setting `position` can choose another token as the slot; False by default."""
        return False

    def uses(self, part: object) -> bool:
        """Return whether the reader contains a fitted object; by default, whether it is `self.fitted`.

        Args:
            part: a fitted mapping or soft prompt; None is part of no reader.
        """
        return part is not None and part == self.fitted

    @classmethod
    def forms(cls) -> dict[str, type[Form[Any]]]:
        """Return the form by which each argument is edited as plain data, by the argument's name."""
        return forms_of(cls)

    def settings(self) -> dict[str, Any]:
        """Return the settings that can be changed, as plain data by name, without those that were fitted."""
        return {name: value for _, form in self._own_forms() for name, value in _set(form).items()}

    def with_settings(self, changes: collections.abc.Mapping[str, Any]) -> Reader:
        """Return the same reader with some settings changed.

        Args:
            changes: new values as plain data, by setting name; the names are the keys of `settings()`.

        Raises:
            InputError: if the reader has no setting of that name, or the value cannot be used. The error's
                `setting` attribute is the name.
        """
        current = self.settings()
        for name in changes:
            if name not in current:
                known = ", ".join(current) or "none"
                raise about(name, InputError(f"This reader has no setting {shown(name)}. It has {known}."))
        changed: dict[str, Any] = {}
        for argument, form in self._own_forms():
            new = {name: value for name, value in changes.items() if name in type(form).model_fields}
            if new:
                made = type(form)(**(_set(form) | checked([type(form)], new)))
                with naming(next(iter(new))):
                    changed[argument] = made.apply(getattr(self, argument))
        with naming(next(iter(changes), "")):
            return dataclasses.replace(self, **changed) if changed else self  # type: ignore[type-var]

    def _own_forms(self) -> Iterator[tuple[str, Form[Any]]]:
        for argument, form in self.forms().items():
            if argument not in self.fixed and (filled := form.of(getattr(self, argument))) is not None:
                yield argument, filled

    def takes(self, n_sites: int) -> bool:
        """Return whether the reader can read `n_sites` activations in one question; by default only one."""
        return n_sites == 1

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return the layers whose activations the reader can read, lowest first; all by default.

        Args:
            n_layers: the model's number of blocks L; layers are 0 to L.
        """
        return range(n_layers + 1)

    def combinations(self, n_layers: int) -> Sequence[tuple[int, ...]]:
        """Return the layers that are read together for one answer; by default each of `layers` alone.

        Args:
            n_layers: the model's number of blocks L; layers are 0 to L.
        """
        return [(layer,) for layer in self.layers(n_layers)]

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the layer at which an activation is written; by default the layer at which it was read.

        Args:
            layer: the layer at which it was read.
            n_layers: the target model's number of blocks.
        """
        del n_layers
        return layer

    def at_target_layer(self, layer: int) -> Reader:
        """Return the same reader with another target layer.

        Args:
            layer: the target layer, 0 (embeddings) to the number of blocks; negative counts from the last.

        Raises:
            InputError: if the reader's target layer cannot be chosen.
        """
        del layer
        raise InputError(
            f"{shown(self)} has no target layer to choose. Target layers are chosen for a Patchscope with an "
            "unfitted mapping, such as 'The capital of x is'."
        )

    @property
    def asks(self) -> bool:
        """Whether the reader is asked a question in words beside its activations. False by default."""
        return False

    def with_question(self, question: str) -> Reader:
        """Return the same reader with another question.

        Args:
            question: what is asked about the activations.

        Raises:
            InputError: if the reader is not asked questions.
        """
        del question
        raise InputError(
            f"{shown(self)} is not asked a question in words. Questions are asked of trained decoders, such "
            "as Decoder.load('directory')."
        )

    def with_mapping(self, mapping: Mapping | LayerMappings) -> Reader:
        """Return the same reader with another mapping of the activation.

        Args:
            mapping: a mapping, or what a fit returned, such as `fit_mapping(source, target, texts)`.

        Raises:
            InputError: if the reader has no mapping to choose.
        """
        del mapping
        raise InputError(
            f"{shown(self)} has no mapping to choose. Mappings are chosen for Patchscopes, such as "
            "'The capital of x is', and fitted ones for Lens() too."
        )

    def placeholder_visible(self, target_layer: int, n_layers: int) -> bool:
        """Return whether later tokens attend to the placeholder's own token below the target layer.

        If they do, an answer of several tokens carries the contamination flag. False by default.

        Args:
            target_layer: the layer at which the activation is written.
            n_layers: the target model's number of blocks.
        """
        del target_layer, n_layers
        return False

    def prepare(self, model: Backend) -> None:  # noqa: B027 - most readers need nothing
        """Load what the reader needs beside the model, such as its own adapter; by default nothing.

        Args:
            model: the model that answers.
        """

    def check_source(self, read: Backend, adapter: str | None, model: Backend) -> None:
        """Refuse a model whose activations the reader was not made for; by default none is refused.

        Args:
            read: the model that is read.
            adapter: the adapter with which it is read; None for those that are on.
            model: the model that answers.

        Raises:
            InputError: if the reader cannot read this model.
        """
        del read, adapter, model

    def record(self, model: Backend) -> dict[str, Any]:
        """Return what an answer's provenance says of the reader beside its code; by default nothing.

        Args:
            model: the model that answers.
        """
        del model
        return {}

    def target_key(self, sites: Sequence[Site]) -> Hashable:
        """Return what the target prompt depends on; sites with equal keys share one. By default their number.

        Args:
            sites: the layer and position of each activation that is read for one answer.
        """
        return len(sites)

    @abc.abstractmethod
    def target(self, model: Backend, source_ids: Sequence[int] = (), sites: Sequence[Site] = ()) -> Target:
        """Return the target prompt as the model's tokens, with its slots found and checked.

        Args:
            model: the target model.
            source_ids: the source prompt's token ids, for readers that run the source prompt itself; empty
                by default.
            sites: the layer and position of each activation that is read for one answer, for readers whose
                prompt has a slot for each; a vector has position 0. Empty (default) for one activation of
                any layer.
        """

    @abc.abstractmethod
    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Return the changes to the target's forward pass for one selection of activations.

        Args:
            target: the target prompt that `self.target` returned for the model that runs it.
            states: the selected activations in order, of a number that `takes` allows.
            n_layers: the target model's number of blocks.
        """

    @abc.abstractmethod
    def readout(self, seed: int) -> Readout:
        """Return how a free-text answer is generated after the target prompt.

        Args:
            seed: the random seed, for readers that sample.
        """


def _set(form: Form[Any]) -> dict[str, Any]:
    """Return the fields of a form that were set, by name."""
    return {name: getattr(form, name) for name in type(form).model_fields if name in form.model_fields_set}
