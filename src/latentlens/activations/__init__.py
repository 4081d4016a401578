"""Activations of prompts: traces, selections of sites, vectors, and the store in memory and on disk."""
