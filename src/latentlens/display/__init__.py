"""Texts and tables for terminals and notebooks, in which a model's text is only text."""
