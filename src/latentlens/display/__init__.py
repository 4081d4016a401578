"""Text and tables for terminals and notebooks, with control characters and markup escaped."""
