"""DecoderWeights: a trained decoder as a value: its manifest, adapter, mapping and mean states."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping as ReadMapping

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.adapters.adapter import Adapter
from latentlens.decoder_files.manifest import Manifest
from latentlens.errors import DecoderError, MappingError
from latentlens.mappings.composed import Composed
from latentlens.mappings.hashed_tensors import HashedByTensors
from latentlens.mappings.mapping import Identity, Mapping, Rescale


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class DecoderWeights(HashedByTensors):
    """A trained decoder: what `decoder.json` says of it, and its tensors.

    Args:
        manifest: how it is asked, and of which models.
        adapter: weights that are on while it answers; None (default) for a frozen model.
        mapping: function of the activations before they are written; None (default) for the identity.
        mean: mean state [d_source] of each layer, which is subtracted first; empty (default) for none.
        calibrators: texts of the files that calibrate its confidence, by the file's name; empty (default) for
            none. They change no answer, and do not count for equality.

    Raises:
        DecoderError: if the mapping or a mean has another width than the manifest says, or the manifest asks
            for means that are not there.
    """

    manifest: Manifest
    adapter: Adapter | None = None
    mapping: Mapping | None = None
    mean: ReadMapping[int, Float[Tensor, " d_source"]] = dataclasses.field(default_factory=dict)
    calibrators: ReadMapping[str, str] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        read, base = self.manifest.reads, self.manifest.base
        try:
            width = read.d_model if self.mapping is None else self.mapping.d_target(read.d_model)
        except MappingError as error:
            raise DecoderError(f"The mapping of decoder {self.manifest.name!r}: {error}") from error
        if width != base.d_model:
            raise DecoderError(
                f"Decoder {self.manifest.name!r} writes vectors of width {width}, and its base {base.name} "
                f"has d_model {base.d_model}. Give the mapping from {read.d_model} to {base.d_model} numbers "
                "that it was trained with."
            )
        if self.manifest.read.mean and (
            missing := [layer for layer in self.manifest.read.all_layers or (0,) if layer not in self.mean]
        ):
            raise DecoderError(
                f"Decoder {self.manifest.name!r} reads states minus their layer's mean, and there is no mean "
                f"of layer {missing[0]}. Give mean={{{missing[0]}: tensor, ...}}, or set read.mean to false."
            )
        if self.mean and not self.manifest.read.mean:
            raise DecoderError(
                f"Decoder {self.manifest.name!r} has mean states, and its manifest says read.mean: false. "
                "Set it to true, or leave the means out."
            )
        for layer, mean in self.mean.items():
            if tuple(mean.shape) != (read.d_model,) or not bool(mean.isfinite().all()):
                raise DecoderError(
                    f"The mean of layer {layer} is {read.d_model} finite numbers; got a tensor of shape "
                    f"{tuple(mean.shape)}. Give that of the states of {read.name}."
                )

    @property
    def tensors(self) -> dict[str, Tensor]:
        """All tensors by name: the adapter's, the mapping's and the means."""
        named = {f"mean.{layer}": mean for layer, mean in self.mean.items()}
        for part, value in (("adapter", self.adapter), ("mapping", self.mapping)):
            if isinstance(value, HashedByTensors):
                named.update({f"{part}.{name}": tensor for name, tensor in value.tensors.items()})
        return dict(sorted(named.items()))  # a file's order does not count

    @property
    def settings(self) -> str:
        """The manifest, and the kinds and settings of adapter and mapping, as one text."""
        parts = [
            f"{type(value).__name__} {value.settings if isinstance(value, HashedByTensors) else value!r}"
            for value in (self.adapter, self.mapping)
        ]
        return " ".join([self.manifest.to_json(), *parts])

    @property
    def written_mapping(self) -> Mapping:
        """The mapping that a write applies: the decoder's own, and then the rescaling to a norm."""
        norm = self.manifest.write.norm
        mapping: Mapping = Identity() if self.mapping is None else self.mapping
        if norm in ("raw", "unit"):
            return mapping
        rescale = Rescale(norm)  # type: ignore[arg-type]
        return rescale if self.mapping is None else Composed(mapping, rescale)

    def centred(
        self, vector: Float[Tensor, " d_source"], layer: int, *, is_difference: bool = False
    ) -> Float[Tensor, " d_source"]:
        """Return an activation as the mapping takes it: minus its layer's mean, and at norm 1 if that is set.

        Args:
            vector: activation.
            layer: layer at which it was read.
            is_difference: whether it is one activation minus another: the mean is in both, and is not
                subtracted again. Default False.

        Raises:
            DecoderError: if there are means, and none of this layer.
        """
        if self.manifest.read.mean and not is_difference:
            if layer not in self.mean:
                raise DecoderError(
                    f"Decoder {self.manifest.name!r} subtracts a mean state, and has none of layer {layer}. "
                    f"It has those of {', '.join(map(str, sorted(self.mean)))}: ask about one of them."
                )
            vector = vector.to(torch.promote_types(vector.dtype, torch.float32))
            vector = vector - self.mean[layer].to(vector)
        if self.manifest.write.norm == "unit":
            vector = vector.to(torch.promote_types(vector.dtype, torch.float32))
            vector = vector / vector.norm().clamp_min(1e-8)
        return vector

    def __repr__(self) -> str:
        return f"<DecoderWeights {self.manifest.name}, {self.digest[:8]}>"
