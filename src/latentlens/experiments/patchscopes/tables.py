"""Rows as a table whose columns keep their kinds, also where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from latentlens.experiments.patchscopes.result_cache import Row

if TYPE_CHECKING:
    import pandas as pd

WHOLE = ("layer", "target_layer", "cases")
"""Columns of whole numbers, which some rows do not have."""
NUMBERS = ("value", "low", "high", "std", "p")


def table_of(rows: Sequence[Row]) -> pd.DataFrame:
    """Make a table of rows.

    Args:
        rows: each with the columns that it has.

    Examples:
        >>> table_of([{"layer": 1, "value": None}, {"value": 0.5}]).dtypes.astype(str).to_dict()
        {'layer': 'Int64', 'value': 'float64'}
    """
    import pandas as pd

    table: pd.DataFrame = pd.DataFrame(list(rows))
    kinds = dict.fromkeys(WHOLE, "Int64") | dict.fromkeys(NUMBERS, "float64")
    table = table.astype({name: kind for name, kind in kinds.items() if name in table})
    return table
