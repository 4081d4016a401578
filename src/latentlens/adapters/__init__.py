"""Adapters: weights that change what a frozen model computes, as values that can be loaded and trained."""
