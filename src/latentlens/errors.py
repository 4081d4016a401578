"""One exception tree: every error states the fact, what was given, and what to do.

LatentLensError
├── ModelError            a model cannot be opened or served
│   ├── UnsupportedModel  its architecture fails the checks made at opening
│   └── TokenizerError    it has no usable tokenizer
├── InputError            an argument cannot be used (also a ValueError)
│   ├── PromptError       empty, or longer than the model's context
│   ├── SelectionError    an unknown layer, position or token text
│   ├── TargetPromptError a placeholder is absent, ambiguous or not one token
│   ├── MappingError      a mapping or vector of the wrong width or model
│   ├── NotFinite         NaN or infinity stands where a state or a distribution should be
│   └── MissingError      an option or answer that is not there (also a KeyError)
├── TourError             the tour cannot be opened or did not run to its end
├── StaleTrace            the model changed since the trace or the unfinished sweep was made
├── SessionClosed         a session is asked after session.close()
├── NotPicklable          a result that needs its session is pickled (also a TypeError)
└── Cancelled             the caller cancelled the work
"""

from __future__ import annotations

_LONGEST = 1200


def clipped(message: str) -> str:
    """Return a message with its middle left out where it is too long to read.

    Args:
        message: of an error.

    Examples:
        >>> clipped("short"), len(clipped("long" * 10**6)) < 1300
        ('short', True)
    """
    if len(message) <= _LONGEST:
        return message
    left_out = len(message) - _LONGEST + 100
    return f"{message[:500]} [... {left_out} characters left out ...] {message[-600:]}"


class LatentLensError(Exception):
    """The root of every error that latentlens raises on purpose.

    A message that quotes much of what was given is cut in its middle: its end says what to do.

    Args:
        message: the fact, what was given, and what to do.
    """

    def __init__(self, message: str = "", *more: object) -> None:
        if isinstance(message, str):
            message = clipped(message)
        super().__init__(*((message, *more) if message or more else ()))


class ModelError(LatentLensError):
    """A model cannot be opened or served."""


class UnsupportedModel(ModelError):
    """The model's architecture fails the checks made when it is opened."""


class TokenizerError(ModelError):
    """The model has no usable tokenizer."""


class InputError(LatentLensError, ValueError):
    """An argument cannot be used as given."""

    setting: str | None = None
    """The name of the argument or setting that the error is about, where that is known."""


class PromptError(InputError):
    """A prompt is empty, or longer than the model's context."""


class SelectionError(InputError):
    """A layer, position or token text does not name a cell of the trace."""


class TargetPromptError(InputError):
    """A target prompt's placeholder is absent, ambiguous or not one token."""


class MappingError(InputError):
    """A mapping or vector has the wrong width or belongs to another model."""


class NotFinite(InputError):
    """NaN or infinity stands where a state or a next-token distribution should be: nothing can be read."""


class MissingError(InputError, KeyError):
    """An option or an answer is looked up that is not there."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""  # a KeyError's own would be in quotes


class StaleTrace(LatentLensError):
    """The model changed: a trace's activations are no longer held, or a sweep would mix two states of it."""


class TourError(LatentLensError):
    """The tour cannot be opened or did not run to its end."""


class SessionClosed(LatentLensError):
    """A session was asked for something after it was closed."""


class NotPicklable(LatentLensError, TypeError):
    """A result that needs its open session was pickled; the message names what can be."""


class Cancelled(LatentLensError):
    """The work was cancelled before it finished."""


class CacheWarning(UserWarning):
    """A kept file was damaged or could not be written; what it held is computed again."""


class SourceTextWarning(UserWarning):
    """A prompt holds something that probably was not meant, such as a second beginning-of-sequence token."""
