"""Readers: values that describe how activations become answers. They run nothing; the engine does."""
