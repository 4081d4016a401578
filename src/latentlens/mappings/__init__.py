"""Mappings f from one residual stream to another, and their files."""
