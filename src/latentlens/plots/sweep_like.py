"""What figures draw of sweeps, answers and calibrations, whose classes are in rooms above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class DrawnControl(Protocol):
    """A control of an answer; see `latentlens.ask.answer.Control`."""

    @property
    def kind(self) -> Any:
        """Kind of control."""

    @property
    def text(self) -> str:
        """The text answered."""

    @property
    def confidence(self) -> float:
        """Confidence in [0, 1]."""

    @property
    def support(self) -> float:
        """The control's confidence in the answer's text."""

    def option(self, text: str, /) -> Any:
        """Return an option's score."""


class DrawnAnswer(Protocol):
    """An answer with its confidence, flags and controls; see `latentlens.Answer`."""

    @property
    def text(self) -> str:
        """The text answered."""

    @property
    def name(self) -> str:
        """The token read, or the name of the vector."""

    @property
    def layer(self) -> int:
        """The layer read."""

    @property
    def position(self) -> int | None:
        """The position read; None for a vector."""

    @property
    def sites(self) -> Sequence[tuple[int, int]]:
        """Layer and position of all that was read; empty for a vector."""

    @property
    def confidence(self) -> float:
        """Confidence in [0, 1]."""

    @property
    def confidence_kind(self) -> Any:
        """What the confidence is."""

    @property
    def option_mass(self) -> float | None:
        """Probability that the answer begins as one of the options."""

    @property
    def excess(self) -> float | None:
        """Confidence minus the best support by a control."""

    @property
    def noise(self) -> Any:
        """How the answer stands against noise; None unless that was asked for."""

    @property
    def controls(self) -> Sequence[DrawnControl]:
        """The controls."""

    @property
    def flags(self) -> Sequence[Any]:
        """Reasons to doubt the answer."""

    @property
    def provenance(self) -> Mapping[str, Any]:
        """What the answer was made from."""

    @property
    def finite(self) -> bool:
        """Whether there is an answer."""

    def option(self, text: str, /) -> Any:
        """Return an option's score."""


class DrawnSweep(Protocol):
    """Answers over named axes; see `latentlens.Sweep`."""

    @property
    def reader(self) -> Any:
        """The reader asked."""

    @property
    def axes(self) -> Mapping[str, tuple[Any, ...]]:
        """Values of each axis by name."""

    @property
    def traces(self) -> Sequence[Any]:
        """The traces read."""

    @property
    def complete(self) -> bool:
        """Whether every item was answered."""

    @property
    def answers(self) -> Mapping[tuple[Any, ...], Any]:
        """Answers by coordinates."""

    @property
    def cells(self) -> Sequence[tuple[Any, ...]]:
        """All coordinates."""

    def along(self, *names: str) -> Mapping[tuple[Any, ...], Any]:
        """Return the answers by their coordinates along some axes."""

    def __len__(self) -> int: ...


class DrawnCalibration(Protocol):
    """Accuracy by confidence in bins; see `latentlens.evaluation.calibration.Calibration`."""

    @property
    def ece(self) -> Any:
        """Expected calibration error."""

    @property
    def bins(self) -> Sequence[Any]:
        """Accuracy in each bin of confidence."""
