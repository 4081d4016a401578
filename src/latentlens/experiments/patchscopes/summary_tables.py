"""Rows as a table whose columns keep their types, even without rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from latentlens.experiments.patchscopes.result_cache import Row

if TYPE_CHECKING:
    import pandas as pd

INTEGER_COLUMNS = ("layer", "target_layer", "cases")
"""Integer columns, which some rows do not have."""
FLOAT_COLUMNS = ("value", "low", "high", "std", "p")


def table_of(rows: Sequence[Row]) -> pd.DataFrame:
    """Make a table of rows.

    Args:
        rows: rows, each with the columns that it has.

    Examples:
        >>> table_of([{"layer": 1, "value": None}, {"value": 0.5}]).dtypes.astype(str).to_dict()
        {'layer': 'Int64', 'value': 'float64'}
    """
    import pandas as pd

    table: pd.DataFrame = pd.DataFrame(list(rows))
    kinds = dict.fromkeys(INTEGER_COLUMNS, "Int64") | dict.fromkeys(FLOAT_COLUMNS, "float64")
    table = table.astype({name: kind for name, kind in kinds.items() if name in table})
    return table
