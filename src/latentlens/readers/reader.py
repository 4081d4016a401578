"""The base class of readers: a description of how activations become an answer."""

from __future__ import annotations

import abc
import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jaxtyping import Float
from torch import Tensor

from latentlens.engine.backend import Backend
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Query, Readout, Write
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.readers.form import Form, about, checked, naming
from latentlens.readers.settings import forms_of

_LONGEST = 160
"""Characters of a reader's code that a menu shows."""


@dataclasses.dataclass(frozen=True, eq=False)
class State:
    """One activation that is read: a vector of the residual stream and the site where it stood.

    Args:
        vector: the activation, `d_model` numbers of the source model.
        layer: the layer at which it was read, 0 (embeddings) to the number of blocks.
        position: the position of its token in the source prompt.
        above: the activations of the same position at the next `window - 1` layers, lowest first; empty for
            readers with a window of one layer.
    """

    vector: Float[Tensor, " d_source"]
    layer: int
    position: int = 0
    above: tuple[Float[Tensor, " d_source"], ...] = ()


@dataclasses.dataclass(frozen=True)
class Target:
    """A target prompt as one model's tokens, and where the activations go in it.

    Args:
        token_ids: the prompt's tokens.
        slots: the positions that take activations; None where each activation goes to the position at which
            it was read.
        writes: what is written in every run of the target, that of the null control included: noise, or the
            vectors of a soft prompt.
        text: the prompt as text; None if it was not given as text.
    """

    token_ids: tuple[int, ...]
    slots: tuple[int, ...] | None
    writes: tuple[Write, ...] = ()
    text: str | None = None

    def slots_for(self, states: Sequence[State]) -> tuple[tuple[int, ...], ...]:
        """Return which positions each of several activations is written into.

        One activation goes into every slot. Several go into one slot each, in order.

        Raises:
            InputError: if there are several activations and another number of slots.

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
    """What a reader changes in one run of its target prompt.

    Args:
        writes: the activations, each with the layer, the positions and the way in which it is written.
        knockouts: the attention that is cut.
    """

    writes: tuple[Write, ...] = ()
    knockouts: tuple[Knockout, ...] = ()


class Reader(abc.ABC):
    """A description of how activations become an answer; the base class of `Lens`, `Patchscope` and others.

    A reader is a value: frozen, hashable, comparable, and its repr is the code that makes it. It runs
    nothing. It says which tokens run (`target`), what is changed in that run (`edits`) and what is read
    after it (`readout`); the engine does the rest. Everything else has a default that fits a reader which
    writes one activation at the layer at which it was read.

    A new reader is one file: see the page "Writing a reader".
    """

    @property
    def one_token(self) -> bool:
        """Whether the reader gives a single next token and cannot go on from it, as lenses do."""
        return False

    @property
    def window(self) -> int:
        """How many layers of a position the reader uses, from the selected layer up."""
        return 1

    @property
    def fitted(self) -> LayerMappings | None:
        """The fitted mappings that the reader uses, which belong to certain models; None for none."""
        return None

    @property
    def in_source(self) -> bool:
        """Whether the target prompt is the source prompt itself; False by default."""
        return False

    @property
    def fixed(self) -> tuple[str, ...]:
        """The settings that were fitted with the reader, and that nobody should change; none by default."""
        return ()

    @property
    def summary(self) -> str:
        """What the reader is, in a few words for a menu; by default its code, cut where it is long."""
        code = repr(self)
        return code if len(code) <= _LONGEST else f"{code[: _LONGEST - 1]}…"

    @property
    def title(self) -> str:
        """What figures call it: the text that it asks, where there is one; by default its code."""
        return repr(self)

    @property
    def has_placeholder(self) -> bool:
        """Whether the source text can stand in the activation's place (the text control); by default yes."""
        return True

    @property
    def slot_movable(self) -> bool:
        """Whether the setting `position` can name another token as the slot; by default no."""
        return False

    def uses(self, part: object) -> bool:
        """Return whether something fitted is part of the reader; by default its `fitted` mappings."""
        return part is not None and part == self.fitted

    @classmethod
    def forms(cls) -> dict[str, type[Form[Any]]]:
        """Return how each argument is edited as plain data, by its name; from the settings' descriptions."""
        return forms_of(cls)

    def settings(self) -> dict[str, Any]:
        """Return the settings that can be changed, as plain data by name; what was fitted is none of them."""
        return {name: value for _, form in self._own_forms() for name, value in _set(form).items()}

    def with_settings(self, given: Mapping[str, Any]) -> Reader:
        """Return the same reader with some settings changed.

        Args:
            given: settings as plain data, by names that `settings()` has.

        Raises:
            InputError: if there is no such setting, or it cannot have this value; the error's `setting` is
                its name.
        """
        own = self.settings()
        for name in given:
            if name not in own:
                known = ", ".join(own) or "none"
                raise about(name, InputError(f"This reader has no setting {shown(name)}. It has {known}."))
        changed: dict[str, Any] = {}
        for argument, form in self._own_forms():
            new = {name: value for name, value in given.items() if name in type(form).model_fields}
            if new:
                made = type(form)(**(_set(form) | checked([type(form)], new)))
                with naming(next(iter(new))):
                    changed[argument] = made.apply(getattr(self, argument))
        with naming(next(iter(given), "")):
            return dataclasses.replace(self, **changed) if changed else self  # type: ignore[type-var]

    def _own_forms(self) -> Iterator[tuple[str, Form[Any]]]:
        for argument, form in self.forms().items():
            if argument not in self.fixed and (own := form.of(getattr(self, argument))) is not None:
                yield argument, own

    def takes(self, n_sites: int) -> bool:
        """Return whether the reader can read so many activations in one question; by default one."""
        return n_sites == 1

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return the layers whose activations the reader can read, lowest first; all by default.

        Args:
            n_layers: how many blocks the model has.
        """
        return range(n_layers + 1)

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the layer at which an activation is written; by default that at which it was read.

        Args:
            layer: the layer at which it was read.
            n_layers: how many blocks the target model has.
        """
        del n_layers
        return layer

    def at_target_layer(self, layer: int) -> Reader:
        """Return the same reader, writing at another layer.

        Args:
            layer: the target layer; negative from the last layer.

        Raises:
            InputError: if the reader has no target layer to choose.
        """
        del layer
        raise InputError(
            f"{shown(self)} has no target layer to choose. Target layers are chosen for a Patchscope with an "
            "unfitted mapping, such as 'The capital of x is'."
        )

    def placeholder_visible(self, target_layer: int, n_layers: int) -> bool:
        """Return whether later tokens attend to a placeholder in the blocks below the target layer.

        Where they do, an answer of several tokens carries the placeholder flag. False by default.

        Args:
            target_layer: the layer at which the activation is written.
            n_layers: how many blocks the target model has.
        """
        del target_layer, n_layers
        return False

    @abc.abstractmethod
    def target(self, model: Backend, source_ids: Sequence[int] = ()) -> Target:
        """Return the target prompt as the model's tokens, its slots found and checked.

        Args:
            model: the target model.
            source_ids: the tokens of the source prompt, for readers that run the source prompt itself.
        """

    @abc.abstractmethod
    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Return what is changed in the target's run for one selection of activations.

        Args:
            target: what `target` returned for the model that runs it.
            states: the selected activations in order, as many as `takes` allows.
            n_layers: how many blocks the target model has.
        """

    @abc.abstractmethod
    def readout(self, seed: int) -> Readout:
        """Return how a free-text answer is read after the target prompt.

        Args:
            seed: the seed of sampling, for readers that sample.
        """


def _set(form: Form[Any]) -> dict[str, Any]:
    """Return the fields of a form that its value has."""
    return {name: getattr(form, name) for name in type(form).model_fields if name in form.model_fields_set}


def query(
    reader: Reader, target: Target, states: Sequence[State] | None, n_layers: int, readout: Readout
) -> Query:
    """Return the engine's query for one selection of activations, or for the null control.

    Args:
        reader: what reads them.
        target: what `reader.target` returned for the model that runs the query.
        states: the selected activations; None for the null control, which leaves the target as it is.
        n_layers: how many blocks the target model has.
        readout: what is read after the target prompt.

    Raises:
        InputError: if the reader does not take so many activations at once.
    """
    if states is None:
        return Query(target.token_ids, target.writes, readout)
    if not reader.takes(len(states)):
        raise InputError(
            f"{shown(reader)} does not read {len(states)} activations at once. Ask about one site at a time, "
            "or give a reader that takes as many, such as a Patchscope with that number of placeholders."
        )
    edits = reader.edits(target, states, n_layers)
    return Query(target.token_ids, (*target.writes, *edits.writes), readout, edits.knockouts)
