"""The Explorer's title: the model's name, short and still telling."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.session import Session

_TELLS_NOTHING = re.compile(r"(hf|model|models|weights|final|latest|main|export|checkpoint([-_]?\d+)?)", re.I)
"""Names of directories that say nothing of the model in them."""

_IN_CACHE = re.compile(r"models--(?P<owner>[^/]+?)--(?P<name>[^/]+)/snapshots/[^/]+/?$")
"""A model in the Hugging Face cache."""


def title_of(session: Session, trace: Trace) -> str:
    """Return the model's name; of two models "source, read by target".

    Args:
        session: the session that answers.
        trace: the trace that is shown.
    """
    read = [
        f"{short_name(model.name)}{f' with {adapter}' if trace.is_difference and adapter else ''}"
        for model, adapter in trace.models
    ]
    answers = session.backend is not trace.backend or trace.is_difference
    names = dict.fromkeys([" minus ".join(read), *([short_name(session.backend.name)] if answers else [])])
    return ", read by ".join(names)


def short_name(name: str) -> str:
    """Return a model's name without the folders before it; a hub name is kept whole.

    A directory whose own name says nothing is named with the one above it, and a model in the Hugging Face
    cache as on the hub.

    Args:
        name: the model's name or path.

    Examples:
        >>> short_name("/data/qwen3-0.6b"), short_name("/data/qwen3-0.6b/hf"), short_name("openai/gpt2")
        ('qwen3-0.6b', 'qwen3-0.6b/hf', 'openai/gpt2')
        >>> short_name("/cache/models--openai--gpt2/snapshots/11c5a3d5")
        'openai/gpt2'
    """
    path = Path(name)
    if not (path.is_absolute() or name.startswith(".")):
        return name
    if cached := _IN_CACHE.search(path.as_posix()):
        return f"{cached['owner']}/{cached['name']}"
    if not path.name:
        return name
    resolved = path if path.is_absolute() else path.resolve()
    above = resolved.parent.name
    return f"{above}/{resolved.name}" if above and _TELLS_NOTHING.fullmatch(resolved.name) else path.name
