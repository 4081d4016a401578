"""ClosedModel: stands in for the model of a closed session, with its name and sizes but no weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from latentlens.errors import SessionClosed

if TYPE_CHECKING:
    from latentlens.model.language_model import LanguageModel

CLOSED = (
    "The session was closed and has released its model. Open another with latentlens.Session(...); "
    "session.code has the line that opens the same one."
)
_FACTS = ("name", "n_layers", "d_model", "dtype", "device", "processing", "tokenizer")


class ClosedModel:
    """Keeps the name, sizes, dtype and tokenizer of a model for its answers; any other use raises an error.

    Args:
        model: model whose attributes are copied; no reference to it is kept.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> session.close()
        >>> session.model.name
        'world-small'
    """

    def __init__(self, model: LanguageModel) -> None:
        for fact in _FACTS:
            setattr(self, fact, getattr(model, fact))

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise SessionClosed(CLOSED)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise SessionClosed(CLOSED)
