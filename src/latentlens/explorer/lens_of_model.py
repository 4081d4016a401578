"""Whether a lens was fitted for the model whose states the grid shows, and what is said where it was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlens.ask.read_lens import check_lens
from latentlens.display.printable import printable
from latentlens.errors import MappingError
from latentlens.explorer.view_title import short_name
from latentlens.inputs.shown import shown

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.readers.reader import Reader


def fitted_elsewhere(lens: Reader, name: str, *traces: Trace) -> str:
    """Return, in a sentence, why the logit lens is shown in the place of a lens; empty if it need not be.

    Args:
        lens: the lens.
        name: its name in `session.readers`.
        traces: the traces that it is to read: one, or both of a difference.
    """
    for trace in traces:
        try:
            check_lens(trace, lens, trace.backend)
        except MappingError:
            assert lens.fitted is not None
            fitted = lens.fitted.provenance
            model = printable(short_name(fitted.source_name)) or "another model"
            here = printable(short_name(trace.backend.name))
            otherwise = " with other weights, adapters or settings" if model == here else ""
            instead = "the logit lens is shown here" if len(traces) == 1 else "this is of the logit lens"
            return f"The lens {shown(name)} was fitted for {model}{otherwise}, so {instead}."
    return ""
