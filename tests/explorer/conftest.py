"""A session and its Explorer, without a browser."""

from __future__ import annotations

import pytest

from browser_end import Browser
from fake_backend import PROMPT, fake_session
from latentlens import Session
from latentlens.explorer.explorer import Explorer


@pytest.fixture
def session() -> Session:
    """A session that answers at once."""
    return fake_session()


@pytest.fixture
def front(session: Session) -> Browser:
    """An Explorer of fifteen tokens and eight layers, seen from its browser."""
    return Browser(Explorer(session, session.run(PROMPT)))


@pytest.fixture(scope="module")
def bundled() -> Session:
    """Return a session on the bundled model."""
    return Session()
