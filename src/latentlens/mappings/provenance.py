"""Between which models a mapping leads: what a fitted mapping may be used on."""

from __future__ import annotations

import dataclasses

from latentlens.errors import MappingError


@dataclasses.dataclass(frozen=True)
class Provenance:
    """Between which models mappings lead, and what they are.

    Args:
        kind: "affine", "linear" or "scalar_affine".
        source: the fingerprint of the model whose activations are mapped.
        target: the fingerprint of the model that takes them; the source's own where it is one model.
        d_source: the source model's d_model.
        d_target: the target model's d_model.
        processing: how the activations were read; "raw" (default) is the model's own numbers, with no weights
            folded and nothing centred.
        source_name: the name or path that the source model was opened by, for messages.
        target_name: the same of the target model.
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
        """Raise unless the models and the processing are those that the mappings were made for.

        Args:
            source: `LanguageModel.fingerprint()` of the model that is read.
            target: that of the model that is written into.
            processing: `LanguageModel.processing` of both.

        Raises:
            MappingError: naming what differs.
        """
        if processing != self.processing:
            raise MappingError(
                f"These mappings are for {self.processing!r} activations, and {processing!r} ones were "
                "given. The same activation has other numbers in each; open the model in the mode that they "
                "were fitted in, or fit them again."
            )
        for role, given, own, name in (
            ("source", source, self.source, self.source_name),
            ("target", target, self.target, self.target_name),
        ):
            if given != own:
                raise MappingError(
                    f"These mappings are for another {role} model: {name or 'unnamed'}, fingerprint "
                    f"{own[:12]}, and the one given has {given[:12]}. Its weights, adapters or settings "
                    "differ; open the model that they were fitted on, or fit them again on this one."
                )
