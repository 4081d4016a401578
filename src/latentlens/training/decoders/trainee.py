"""Trainee: the weights of a decoder in training, by name, with the gradients that they get."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Mapping as ReadMapping
from typing import Any

import torch
from torch import Tensor

from latentlens.decoder_files.weights import DecoderWeights
from latentlens.engine.query import NextToken, Query, Write
from latentlens.training.decoders.examples import Example
from latentlens.training.decoders.stored_states import States


class Trainee:
    """A decoder in training.

    Args:
        weights: the decoder with its mapping, whose tensors are trained where they require gradients.
        adapter: the adapter in training, with its `name` and `parameters()`; None for none.
    """

    def __init__(self, weights: DecoderWeights, adapter: Any | None) -> None:
        self._weights, self._adapter = weights, adapter
        named = {} if adapter is None else {f"adapter.{i}": p for i, p in enumerate(adapter.parameters())}
        mapping: Any = weights.mapping
        if mapping is not None:
            tensors: ReadMapping[str, Tensor] = getattr(mapping, "tensors", {})
            named |= {f"mapping.{name}": t for name, t in tensors.items() if t.requires_grad}
        self.parameters: dict[str, Tensor] = named
        self._mapping = weights.written_mapping
        self._injection = weights.manifest.write.made

    def query(self, example: Example, states: States | None) -> Query:
        """Return the query that asks an example, with its activations written as the decoder writes them.

        Args:
            example: the example.
            states: its activations; None to write nothing.
        """
        writes: tuple[Write, ...] = ()
        manifest = self._weights.manifest
        if states is not None:
            assert example.reading is not None
            if manifest.read.mean or manifest.write.norm == "unit":
                states = torch.stack(
                    [
                        self._weights.centred(state, layer)
                        for state, (layer, _) in zip(states, example.reading.sites, strict=True)
                    ]
                )
            if len(states) == 1 < len(example.slots):  # of a template, for one activation
                states = states.expand(len(example.slots), -1)
            layer = manifest.write.layer
            writes = (Write(layer, example.slots, states, self._mapping, self._injection),)
        name = None if self._adapter is None else self._adapter.name
        return Query(example.target_ids, writes, NextToken(), adapter=name, position_ids=example.position_ids)

    def dropping(self, seed: int) -> contextlib.AbstractContextManager[None]:
        """Return a context in which the adapter's dropout is on.

        Args:
            seed: seed of the choice of what is left out.
        """
        return contextlib.nullcontext() if self._adapter is None else self._adapter.dropping(seed)

    def merging(self, tokens: int) -> contextlib.AbstractContextManager[None]:
        """Return a context in which no weight may change, and a LoRA's products are added up beforehand.

        Args:
            tokens: tokens that run in it; for few it does not pay.
        """
        return contextlib.nullcontext() if self._adapter is None else self._adapter.merging(tokens)

    def copied(self) -> dict[str, Tensor]:
        """Return a copy of the trained tensors, by name."""
        return {name: tensor.detach().clone() for name, tensor in self.parameters.items()}

    @torch.no_grad()
    def load(self, tensors: ReadMapping[str, Tensor]) -> None:
        """Set the trained tensors.

        Args:
            tensors: as `copied` returned them.
        """
        for name, tensor in self.parameters.items():
            tensor.copy_(tensors[name])

    def decoder(self) -> DecoderWeights:
        """Return the decoder with copies of its weights as they are now."""
        mapping: Any = self._weights.mapping
        if mapping is not None and hasattr(mapping, "tensors"):
            copies = {name: tensor.detach().clone() for name, tensor in mapping.tensors.items()}
            mapping = dataclasses.replace(mapping, **copies)
        adapter = None if self._adapter is None else self._adapter.adapter()
        return dataclasses.replace(self._weights, mapping=mapping, adapter=adapter)
