"""The exceptions and warnings of latentlens. Every message states the fact, what was given, and what to do.

LatentLensError
├── ModelError            a model cannot be opened, or not used
│   ├── UnsupportedModel  its architecture fails the checks made at opening
│   └── TokenizerError    it has no usable tokenizer
├── InputError            an argument cannot be used (also a ValueError)
│   ├── PromptError       empty, or longer than the model's context
│   ├── SelectionError    an unknown layer, position or token text
│   ├── TargetPromptError a placeholder is absent, ambiguous or not one token
│   ├── MappingError      a mapping or vector of the wrong width or model
│   ├── DecoderError      a trained decoder that cannot be read, or belongs to another model
│   ├── NotFinite         an activation or a distribution contains NaN or infinity
│   └── MissingError      an option or answer is looked up that does not exist (also a KeyError)
├── TourError             the tour cannot be opened or did not run to its end
├── StaleTrace            the model changed since the trace or the unfinished sweep was made
├── SessionClosed         a session is used after session.close()
├── NotPicklable          a result that needs its open session is pickled (also a TypeError)
└── Cancelled             the work was cancelled by the caller
"""

from __future__ import annotations

_MAX_MESSAGE_LENGTH = 1200


def clipped(message: str) -> str:
    """Return an error message, with its middle left out if it is longer than 1200 characters.

    Args:
        message: text of the error; its end is kept, since that says what to do.

    Examples:
        >>> clipped("short"), len(clipped("long" * 10**6)) < 1300
        ('short', True)
    """
    if len(message) <= _MAX_MESSAGE_LENGTH:
        return message
    left_out = len(message) - _MAX_MESSAGE_LENGTH + 100
    return f"{message[:500]} [... {left_out} characters left out ...] {message[-600:]}"


class LatentLensError(Exception):
    """Base class of every error that latentlens raises on purpose.

    Args:
        message: text of the error: the fact, what was given, and what to do. The middle of a very long one is
            left out.
        further_args: more values for `args`, as for any exception.
    """

    def __init__(self, message: str = "", *further_args: object) -> None:
        if isinstance(message, str):
            message = clipped(message)
        super().__init__(*((message, *further_args) if message or further_args else ()))


class ModelError(LatentLensError):
    """A model cannot be opened, or cannot be used for what was asked."""


class UnsupportedModel(ModelError):
    """The model's architecture fails the checks made at opening, or lacks what an operation needs."""


class TokenizerError(ModelError):
    """The model has no usable tokenizer."""


class InputError(LatentLensError, ValueError):
    """An argument cannot be used as given."""

    setting: str | None = None
    """Name of the argument or setting that the error is about; None if it is not known."""


class PromptError(InputError):
    """A prompt is empty, or longer than the model's context."""


class SelectionError(InputError):
    """A layer, position or token text does not exist in the trace."""


class TargetPromptError(InputError):
    """A target prompt's placeholder is absent, ambiguous or not one token."""


class MappingError(InputError):
    """A mapping or vector has the wrong width or belongs to another model."""


class DecoderError(InputError):
    """A trained decoder cannot be read or written, or belongs to another model than the one given."""


class NotFinite(InputError):
    """An activation or a next-token distribution contains NaN or infinity, so no answer can be read."""

    best: object = None
    """What was learnt until then, where learning stopped because of it; None for nothing."""


class MissingError(InputError, KeyError):
    """An option or an answer is looked up that does not exist."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""  # KeyError.__str__ would put it in quotes


class StaleTrace(LatentLensError):
    """The model changed since a trace was run or a sweep began, so activations would no longer match it."""


class TourError(LatentLensError):
    """The tour notebook cannot be opened or did not run to its end."""


class SessionClosed(LatentLensError):
    """A session is used after `session.close()`."""


class NotPicklable(LatentLensError, TypeError):
    """A trace, sweep or session was pickled; the message says what can be pickled instead."""


class Cancelled(LatentLensError):
    """The work was cancelled by its caller before it finished."""


class CacheWarning(UserWarning):
    """A cache file is damaged or cannot be written; its content is computed again when needed."""


class SourceTextWarning(UserWarning):
    """A prompt probably contains a mistake, such as a second beginning-of-sequence token."""
