"""Trains decoders: models with an adapter or a mapping that answer questions about activations."""
