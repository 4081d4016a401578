"""Checks of a decoder's arguments."""

from __future__ import annotations

from typing import Any

from latentlens.decoder_files.weights import DecoderWeights
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.readers.settings import Check


def decoder_weights(name: str, value: Any) -> DecoderWeights:
    """Return a decoder's weights, or raise an error."""
    del name
    if not isinstance(value, DecoderWeights):
        raise InputError(
            f"{shown(value)} holds no decoder's weights. Load a decoder: Decoder.load('directory')."
        )
    return value


def question_text(name: str, value: Any) -> str:
    """Return a question as plain text, or raise an error."""
    del name
    if not isinstance(value, str):
        raise InputError(f"The question is a text, such as 'What is it about?'; got {shown(value)}.")
    return plain_text(value, "The question")


def yes_or_no(name: str, value: Any) -> bool:
    """Return a truth value, or raise an error."""
    if not isinstance(value, bool):
        raise InputError(f"{name} is True or False; got {shown(value)}.")
    return value


def load_origin(name: str, value: Any) -> str | None:
    """Return the name that a decoder was loaded from, or raise an error."""
    if value is not None and not isinstance(value, str):
        raise InputError(f"{name} is what Decoder.load() was given, or None; got {shown(value)}.")
    return value


def said_at_load(name: str, value: Any) -> tuple[tuple[str, Any], ...]:
    """Return what a decoder was said to be, as pairs, or raise an error."""
    if not isinstance(value, tuple) or not all(isinstance(each, tuple) and len(each) == 2 for each in value):
        raise InputError(f"{name} is what Decoder.load() was told, as pairs; got {shown(value)}.")
    return value


def or_none(check: Check) -> Check:
    """Return a check that lets None pass too."""
    return lambda name, value: None if value is None else check(name, value)
