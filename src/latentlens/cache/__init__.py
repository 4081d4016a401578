"""Traces kept in memory under a budget, spilled to disk, and found again by what they are made from."""

from __future__ import annotations

from latentlens.cache.cell import SCRIPT, CellId
from latentlens.cache.key import TraceKey
from latentlens.cache.ledger import CellLedger
from latentlens.cache.sizes import format_size, parse_size
from latentlens.cache.store import DEFAULT_MEMORY_BUDGET, StoreStats, TraceStore
from latentlens.cache.table import CellRow

__all__ = [
    "DEFAULT_MEMORY_BUDGET",
    "SCRIPT",
    "CellId",
    "CellLedger",
    "CellRow",
    "StoreStats",
    "TraceKey",
    "TraceStore",
    "format_size",
    "parse_size",
]
