"""Trained decoders on disk: the manifest, the weights, and the directory that holds both."""
