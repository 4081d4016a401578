"""Real language models: which can be had from a package index, and how one becomes a directory here."""
