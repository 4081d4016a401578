"""Where latentlens keeps what it writes for the user without being told where."""

from __future__ import annotations

import os
import pathlib


def data_directory() -> pathlib.Path:
    """Return the user's data directory for latentlens, or that which LATENTLENS_DATA_DIR names.

    The environment variable may name one that a whole class may read. The directory need not exist.
    """
    given = os.environ.get("LATENTLENS_DATA_DIR")
    if given:
        return pathlib.Path(given).expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path("latentlens", appauthor=False)
