"""Experiments whose truth is known: what the teaching models can do, and what can be read off them."""
