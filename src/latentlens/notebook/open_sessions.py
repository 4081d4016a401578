"""The sessions that are open in this process, so that one can be asked about another's model."""

from __future__ import annotations

import threading
import weakref
from pathlib import PurePath
from typing import Any, NamedTuple


class OpenSession(NamedTuple):
    """A session that is open.

    Args:
        session: the session.
        number: tells sessions on models of one name apart, as long as they are open: the lowest, from 1 up,
            that was free when this one was opened.
        thread: the thread in which it was opened.
    """

    session: Any
    number: int
    thread: int


_NUMBERS: weakref.WeakKeyDictionary[Any, tuple[int, int]] = weakref.WeakKeyDictionary()


def note_open(session: Any) -> None:
    """Note that a session was opened; it is held weakly.

    Args:
        session: the session, with the attributes `closed` and `backend`.
    """
    noted = [(each, number) for each, (number, _) in list(_NUMBERS.items()) if not each.closed]
    taken = {number for each, number in noted if _name(each) == _name(session)}
    number = next(n for n in range(1, len(taken) + 2) if n not in taken)
    _NUMBERS[session] = (number, threading.get_ident())


def _name(session: Any) -> str:
    return PurePath(session.backend.name).name


def open_beside(session: Any) -> list[OpenSession]:
    """Return the sessions that were opened where a session was, itself included.

    Those of another thread are left out: a server such as `marimo run` gives each visitor a thread in one
    process, and one visitor's models are no other's business.

    Args:
        session: the session.
    """
    thread = _NUMBERS[session][1]
    noted = [OpenSession(each, *at) for each, at in list(_NUMBERS.items())]
    return [each for each in noted if each.thread == thread and not each.session.closed]
