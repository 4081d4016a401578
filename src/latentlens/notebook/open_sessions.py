"""The sessions that are open in this process, so that one can be asked about another's model."""

from __future__ import annotations

import weakref
from typing import Any

_SESSIONS: weakref.WeakKeyDictionary[Any, None] = weakref.WeakKeyDictionary()


def note_open(session: Any) -> None:
    """Note that a session was opened; it is held weakly.

    Args:
        session: the session, with the attribute `closed`.
    """
    _SESSIONS[session] = None


def open_sessions() -> list[Any]:
    """Return the sessions that are open, in the order in which they were opened."""
    return [session for session in list(_SESSIONS) if not session.closed]
