"""LayerMappings: fitted mappings by source and target layer, such as a tuned lens, saved as one file."""

from __future__ import annotations

import collections.abc
import dataclasses
import os
from typing import Any, Literal

from latentlens.display.tables import element
from latentlens.errors import MappingError
from latentlens.files.restored import restored, value_of
from latentlens.inputs.numbers import integer
from latentlens.inputs.paths import file_path
from latentlens.inputs.shown import shown
from latentlens.mappings.affine import Affine, Linear, ScalarAffine
from latentlens.mappings.fit_report import FitReport
from latentlens.mappings.mapping import Identity, Mapping
from latentlens.mappings.provenance import Provenance
from latentlens.mappings.tensor_file import read_tensors, write_tensors

Pair = tuple[int, int]
"""(source layer, target layer)."""

_WHAT = "layer mappings"
_Kinds = tuple[tuple[int, int, Literal["affine", "linear", "scalar_affine", "identity"]], ...]
_KINDS: dict[str, type[Affine] | type[Linear] | type[ScalarAffine]] = {
    "affine": Affine,
    "linear": Linear,
    "scalar_affine": ScalarAffine,
}


class LayerMappings:
    """Mappings by source layer and target layer, together with the models that they were fitted for.

    A tuned lens is one with a mapping from every layer to the last. Two are equal if their mappings and
    models are; the reports are not compared.

    Args:
        mappings: dict from (source layer, target layer) to Affine, Linear, ScalarAffine or Identity.
        provenance: the models that they map between.
        report: settings of the fit, and figures on held-out documents. Default None: there is none.

    Raises:
        MappingError: if there is no mapping, one has other widths than the provenance says, or is of a kind
            that cannot be saved.

    Examples:
        >>> from latentlens.mappings.mapping import Identity
        >>> lens = LayerMappings({(0, 2): Identity()}, Provenance("affine", "a0", "a0", 4, 4))
        >>> lens.at(0, 2)
        Identity()
        >>> lens
        <LayerMappings affine 4 -> 4, layer 0 to 2>
    """

    def __init__(
        self,
        mappings: collections.abc.Mapping[Pair, Mapping],
        provenance: Provenance,
        report: FitReport | None = None,
    ) -> None:
        if not isinstance(mappings, collections.abc.Mapping):
            raise MappingError(
                f"Mappings are given by layers, as in {{(layer, target_layer): mapping}}; got "
                f"{shown(mappings)}."
            )
        if not isinstance(provenance, Provenance):
            raise MappingError(f"{shown(provenance)} is no Provenance, which says which models they are for.")
        if report is not None and not isinstance(report, FitReport):
            raise MappingError(f"{shown(report)} is no report of a fit. Give what the fit gave, or None.")
        if not mappings:
            raise MappingError("There are no mappings. Give at least one: {(layer, target_layer): mapping}.")
        for pair, mapping in mappings.items():
            if not (isinstance(pair, tuple) and len(pair) == 2 and all(map(_is_layer, pair))):
                raise MappingError(
                    f"Mappings are kept by two layers, numbers from 0 on; got {shown(pair)}. Give "
                    "{(layer, target_layer): mapping}."
                )
            if not isinstance(mapping, (Identity, *_KINDS.values())):
                raise MappingError(
                    f"{shown(mapping)} at layers {pair} cannot be kept with a model: a family of mappings "
                    "holds Affine, Linear, ScalarAffine and Identity."
                )
            if mapping.d_target(provenance.d_source) != provenance.d_target:
                raise MappingError(
                    f"{mapping!r} at layers {pair} does not lead from width {provenance.d_source} to "
                    f"{provenance.d_target}, as the family says it does."
                )
        self.mappings: collections.abc.Mapping[Pair, Mapping] = {
            pair: mappings[pair] for pair in sorted(mappings)
        }
        """Mapping of each (source layer, target layer), in sorted order; do not change it."""
        self.provenance = provenance
        self.report = report

    def at(self, layer: int, target_layer: int) -> Mapping:
        """Return the mapping from a source layer to a target layer.

        Args:
            layer: source layer, 0..n_layers.
            target_layer: target layer, 0..n_layers.

        Raises:
            MappingError: if there is none; the message lists those that exist.
        """
        layer = integer("layer", layer, error=MappingError)
        target_layer = integer("target_layer", target_layer, error=MappingError)
        if (layer, target_layer) not in self.mappings:
            raise MappingError(
                f"There is no mapping from layer {shown(layer)} to layer {shown(target_layer)}. There are "
                "mappings from "
                f"{self._available()}; fit one for these layers."
            )
        return self.mappings[layer, target_layer]

    def check(self, source: str, target: str, processing: str) -> None:
        """Raise an error unless the mappings were fitted for these models; see `Provenance.check`.

        Raises:
            MappingError: if they differ; the message says in what.
        """
        self.provenance.check(source, target, processing)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the mappings, their provenance and report into one safetensors file, atomically.

        Args:
            path: file to write; an existing one is replaced.

        Raises:
            OSError: if the disk is full, or the directory cannot be written.
        """
        kinds: list[list[Any]] = []
        tensors = {}
        for (layer, target_layer), mapping in self.mappings.items():
            if isinstance(mapping, Identity):
                kinds.append([layer, target_layer, "identity"])
                continue
            assert isinstance(mapping, (Affine, Linear, ScalarAffine))
            kinds.append([layer, target_layer, next(k for k, v in _KINDS.items() if type(mapping) is v)])
            tensors.update({f"{layer}.{target_layer}.{n}": t for n, t in mapping.tensors.items()})
        metadata = {
            "what": _WHAT,
            "mappings": kinds,
            "provenance": dataclasses.asdict(self.provenance),
            "report": None if self.report is None else self.report.to_dict(),
        }
        write_tensors(path, tensors, metadata)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> LayerMappings:
        """Read a file that `save` wrote.

        Args:
            path: file to read.

        Raises:
            MappingError: if there is no such file, it is damaged, of another version, or holds something
                else.
        """
        with read_tensors(file_path("path", path, error=MappingError), _WHAT) as (tensors, metadata):
            mappings: dict[Pair, Mapping] = {}
            for layer, target_layer, kind in value_of(_Kinds, metadata["mappings"], "mappings"):
                prefix = f"{layer}.{target_layer}."
                names = [name for name in tensors if name.startswith(prefix)]
                parameters = {name.removeprefix(prefix): tensors.pop(name) for name in names}
                mappings[layer, target_layer] = _KINDS[kind](**parameters) if kind in _KINDS else Identity()
            if tensors:
                raise MappingError(f"it has numbers of no mapping: {', '.join(tensors)}")
            report = metadata["report"]
            return cls(
                mappings,
                restored(Provenance, metadata["provenance"], "provenance"),
                None if report is None else FitReport.from_dict(report),
            )

    def _available(self) -> str:
        """Return the layer pairs that have a mapping, as words for a message."""
        targets: dict[int, list[int]] = {}
        for layer, target_layer in self.mappings:
            targets.setdefault(target_layer, []).append(layer)
        return "; ".join(f"{_layers(layers)} to {target_layer}" for target_layer, layers in targets.items())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LayerMappings):
            return NotImplemented
        return (self.mappings, self.provenance) == (other.mappings, other.provenance)

    def __hash__(self) -> int:
        return hash((tuple(self.mappings.items()), self.provenance))

    def __repr__(self) -> str:
        p = self.provenance
        return f"<LayerMappings {p.kind} {p.d_source} -> {p.d_target}, {self._available()}>"

    def __str__(self) -> str:
        return repr(self) if self.report is None else f"{self!r}\n{self.report!r}"

    def _repr_html_(self) -> str:
        table = "" if self.report is None else self.report._repr_html_()
        return str(element("p", repr(self)) + table)


def _is_layer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _layers(layers: list[int]) -> str:
    if len(layers) == 1:
        return f"layer {layers[0]}"
    if layers == list(range(layers[0], layers[-1] + 1)):
        return f"layers {layers[0]}-{layers[-1]}"
    return f"layers {', '.join(map(str, layers))}"
