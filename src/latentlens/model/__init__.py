"""The one adapter over the model library: load, tokens, capture, inject, decode."""
