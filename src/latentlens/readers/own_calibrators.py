"""The calibrators that a reader brings with it, as a trained decoder does."""

from __future__ import annotations

from latentlens.readers.decoder import Decoder
from latentlens.readers.reader import Reader


def own_calibrators(reader: Reader) -> tuple[str, ...]:
    """Return the texts of the calibrators that a reader brings; none for one that brings none.

    Args:
        reader: the reader. A decoder with other settings than its answers were measured with brings none.

    Examples:
        >>> from latentlens.readers.lens import Lens
        >>> own_calibrators(Lens())
        ()
    """
    return reader.calibrators if isinstance(reader, Decoder) else ()
