"""Provenance: the source and target model that fitted mappings belong to, checked before they are used."""

from __future__ import annotations

import dataclasses

from latentlens.errors import MappingError


@dataclasses.dataclass(frozen=True)
class Provenance:
    """The models that fitted mappings map between, and the kind of the mappings.

    Args:
        kind: kind of mapping: "affine", "linear" or "scalar_affine".
        source: fingerprint of the model whose activations are mapped.
        target: fingerprint of the model into which they are mapped; equal to `source` for one model.
        d_source: d_model of the source model.
        d_target: d_model of the target model.
        processing: how the weights were processed. Default "raw": as published, with no weights folded and
            nothing centred.
        source_name: name or path of the source model, for messages. Default: none.
        target_name: name or path of the target model, for messages. Default: none.
    """

    kind: str
    source: str
    target: str
    d_source: int
    d_target: int
    processing: str = "raw"
    source_name: str = ""
    target_name: str = ""

    def check(self, source: str, target: str, processing: str) -> None:
        """Raise an error unless the mappings were fitted for these models.

        Args:
            source: fingerprint of the model whose activations are read.
            target: fingerprint of the model that is written into.
            processing: how the weights of both were processed, such as "raw".

        Raises:
            MappingError: if they differ; the message says in what.
        """
        if processing != self.processing:
            raise MappingError(
                f"These mappings are for {self.processing!r} activations, and {processing!r} ones were "
                "given. The same activation has other numbers in each; open the model in the mode that they "
                "were fitted in, or fit them again."
            )
        for role, actual, fitted, name in (
            ("source", source, self.source, self.source_name),
            ("target", target, self.target, self.target_name),
        ):
            if actual != fitted:
                raise MappingError(
                    f"These mappings are for another {role} model: {name or 'unnamed'}, fingerprint "
                    f"{fitted[:12]}, and the one given has {actual[:12]}. Its weights, adapters or settings "
                    "differ; open the model that they were fitted on, or fit them again on this one."
                )
