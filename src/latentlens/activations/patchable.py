"""Patchable: what can be run again with some of its activations replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from latentlens.activations.bound_to_model import BoundToModel

if TYPE_CHECKING:
    from torch import Tensor

    from latentlens.activations.selection import Selection


class Patchable(BoundToModel):
    """Base class of traces: `patch` runs the same tokens again, with other activations at some sites."""

    _patched: ClassVar[Callable[..., Any]]  # `PatchedTrace`, a class above this one

    def patch(self, patches: Mapping[tuple[int, int | str], Tensor | Selection]) -> Any:
        """Run the same tokens again with the residual stream replaced at some sites: activation patching.

        The model goes on from what is written, so later blocks and later tokens are computed from it. The
        trace itself stays as it is.

        Args:
            patches: what to write, by (layer, position), both as in `trace[layer, position]`: a vector
                [d_model], such as `other[5, "Japan"]`, or a selection of one site of a trace of the same
                model, such as `other.select(5, "Japan")`, which the result's `code` then names.

        Returns:
            The trace of the patched run, a `PatchedTrace`. It is read, asked and shown like any other;
            `after - before` is what the patch changed, and `after.cone` says where it can have changed
            anything.

        Raises:
            SelectionError: if a layer or position does not exist, or a selection has several sites.
            MappingError: if a vector's width is not the model's d_model.
            InputError: if there is no patch, or the trace or a selection is a difference of two models.
            NotFinite: if a vector contains NaN or infinity.
            StaleTrace: if the model has changed since the prompt was run.
            UnsupportedModel: if the model runs elsewhere.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> before, other = session.run(["The capital of France is", "The capital of Japan is"])
            >>> after = before.patch({(1, "France"): other.select(1, "Japan")})
            >>> int(after.logits[-1].argmax()) == int(other.logits[-1].argmax())
            True

        Source:
            Interchange interventions, Geiger et al. 2021 (arXiv 2106.02997).
        """
        return Patchable._patched(self, patches)
