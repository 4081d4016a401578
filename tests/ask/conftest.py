"""What several files of tests of ask/ share."""

from __future__ import annotations

import pytest

from graded_capitals import CAPITAL, capitals
from latentlens import (
    Calibrated,
    Graded,
    Session,
    grade,
)
from latentlens.readers.presets import as_reader


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the bundled model."""
    return Session()


@pytest.fixture(scope="module")
def graded(session: Session) -> Graded:
    """Return graded answers about some countries."""
    return grade(session, CAPITAL, capitals(0, 24))


@pytest.fixture(scope="module")
def calibrated(session: Session, graded: Graded) -> Calibrated:
    """Return the reader with the calibrator that was fitted on them."""
    calibrator = graded.calibrator(split="validation", method="isotonic")
    return Calibrated(as_reader(CAPITAL), calibrator)
