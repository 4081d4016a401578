"""Means over prompts of what a sweep's answers and their controls say at one place of a figure."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Mapping, Sequence

from latentlens.display.minus import with_minus
from latentlens.plots.answer_points import has_low_option_mass, plotted_value
from latentlens.plots.control_bands import highest_control
from latentlens.plots.labels import escape
from latentlens.plots.style import NOT_FINITE
from latentlens.plots.sweep_like import DrawnAnswer
from latentlens.scoring.intervals import LEVEL, mean_interval

_MOST_TEXTS = 3
"""Number of different answers that a hover text counts."""


@dataclasses.dataclass(frozen=True)
class PromptMean:
    """A mean over prompts with its 95 % interval.

    Args:
        value: the mean.
        low: lower end of the interval; None for a single prompt, which has no spread.
        high: upper end of the interval; None for a single prompt.
        n: number of prompts in the mean.

    Examples:
        >>> str(PromptMean(0.5, None, None, 1))
        '0.50 (1 prompt: no interval)'
    """

    value: float
    low: float | None
    high: float | None
    n: int

    @classmethod
    def of(cls, values: Sequence[float], limits: tuple[float, float] = (0.0, 1.0)) -> PromptMean | None:
        """Return the mean of one number per prompt; None if there are none.

        Args:
            values: one number per prompt.
            limits: smallest and largest value that the mean can have; default 0 and 1.
        """
        if not values:
            return None
        found = mean_interval(values, limits=limits)
        low, high = (None, None) if len(values) == 1 else (found.low, found.high)
        return cls(found.value, low, high, len(values))

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return f"{with_minus(f'{self.value:.2f}')} (1 prompt: no interval)"
        value, low, high = (with_minus(f"{each:.2f}") for each in (self.value, self.low, self.high))
        return f"{value} ({100 * LEVEL:g} % interval {low} to {high}, n = {self.n})"


@dataclasses.dataclass(frozen=True)
class AcrossPrompts:
    """The answers of several prompts at one place of a figure.

    Args:
        answers: prompt number -> answer, for the prompts that were answered there.
        option: option whose probability is drawn; None for the answers' confidence.
        asked: number of prompts that were asked there.
    """

    answers: Mapping[int, DrawnAnswer]
    option: str | None
    asked: int

    @property
    def finite(self) -> list[DrawnAnswer]:
        """The answers that count: those that are finite."""
        return [answer for answer in self.answers.values() if answer.finite]

    @property
    def not_finite(self) -> list[int]:
        """The prompts whose answer is not finite."""
        return [prompt for prompt, answer in self.answers.items() if not answer.finite]

    @property
    def low_mass(self) -> bool:
        """Whether half of the answers that count or more have low option mass."""
        flagged = sum(map(has_low_option_mass, self.finite))
        return flagged > 0 and 2 * flagged >= len(self.finite)

    def mean(self) -> PromptMean | None:
        """Return the mean of what is drawn; None if no prompt has a finite answer."""
        return PromptMean.of([plotted_value(answer, self.option) for answer in self.finite])

    def control(self, kind: str | None = None) -> PromptMean | None:
        """Return the mean of each prompt's highest control; None if there are no controls.

        Args:
            kind: kind of control, such as "random"; None (default) for the highest of any kind.
        """
        found = [
            highest_control([c for c in answer.controls if kind in (None, c.kind)], self.option)
            for answer in self.finite
        ]
        return PromptMean.of([value for value in found if value is not None])

    def excess(self) -> PromptMean | None:
        """Return the mean of each prompt's value minus its own highest control; None without controls."""
        found = [
            plotted_value(answer, self.option) - highest
            for answer in self.finite
            if (highest := highest_control(answer.controls, self.option)) is not None
        ]
        return PromptMean.of(found, (-1.0, 1.0))

    def most_controls(self, kind: str) -> int:
        """Return the largest number of controls of a kind that an answer has."""
        return max((sum(c.kind == kind for c in answer.controls) for answer in self.finite), default=0)

    def left_out(self) -> list[str]:
        """Return lines that say which prompts are not in the mean, and why."""
        bad, missing = self.not_finite, self.asked - len(self.answers)
        which = ", ".join(map(str, bad[:10])) + (", …" if len(bad) > 10 else "")
        lines = [f"left out: {len(bad)} of {self.asked} prompts ({which}), {NOT_FINITE}"] if bad else []
        return lines + ([f"not answered yet: {missing} of {self.asked} prompts"] if missing else [])

    def hover(self, where: str) -> str:
        """Describe the mean, the controls and the excess, the answers, and what was left out.

        Args:
            where: the place, such as "layer 3".
        """
        mean, control, excess = self.mean(), self.control(), self.excess()
        lines = [where, "<b>no mean</b>" if mean is None else f"<b>mean over prompts</b> {mean}"]
        lines += [] if control is None else [f"each prompt's highest control {control}"]
        lines += [] if excess is None else [f"excess over it {excess}"]
        counts = collections.Counter(answer.text.strip() for answer in self.finite).most_common()
        told = [f"{escape(text)} ×{count}" for text, count in counts[:_MOST_TEXTS]]
        told += [f"{len(counts) - _MOST_TEXTS} others"] if len(counts) > _MOST_TEXTS else []
        lines += [f"answers: {', '.join(told)}"] if told else []
        flagged = sum(map(has_low_option_mass, self.finite))
        lines += [f"low option mass: {flagged} of {len(self.finite)} prompts"] if flagged else []
        return "<br>".join([*lines, *self.left_out()])
