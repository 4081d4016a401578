"""The list of models that can be fetched, as the command line shows it."""

from __future__ import annotations

from rich.table import Table

from latentlens.activations.sizes import format_size
from latentlens.catalogue.entry import entries
from latentlens.catalogue.local_models import fetched_directory


def catalogue_table() -> Table:
    """Return a table of the models that can be fetched: sizes, licence, what each is good for."""
    table = Table()
    for column in ("name", "to download", "on disk", "licence", "good for"):
        table.add_column(column, overflow="fold")
    for name, entry in entries().items():
        on_disk = format_size(entry.directory_size) + (", fetched" if fetched_directory(entry) else "")
        licence = f"{entry.licence}, to be accepted" if entry.must_accept else entry.licence
        table.add_row(name, format_size(entry.download_size), on_disk, licence, entry.good_for)
    return table
