"""Traces, vectors and selections; memory under a budget, disk, found again by content."""
