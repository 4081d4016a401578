"""One question: what is asked, by which model it is answered, and against which controls."""

from __future__ import annotations

import dataclasses
from typing import Protocol, runtime_checkable

from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer, seed
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader
from latentlens.scoring.controls import Controls

MOST_SAMPLES = 1000
"""Most answers that are sampled: the share of them that agree is then known to 0.03."""

MOST_RUNS = 10_000
"""Most answers that are made about one site, those of its controls counted."""


@runtime_checkable
class ConfidenceMap(Protocol):
    """What turns a confidence into how often such answers are correct: a fitted calibrator."""

    @property
    def layers(self) -> tuple[int, ...]:
        """The layers that it was fitted on; empty where that is not known."""

    @property
    def samples(self) -> int:
        """How many answers were sampled for each case that it was fitted on; 0 for none."""

    @property
    def summary(self) -> str:
        """What it was fitted on, in a few words, such as "120 cases of the split 'validation'"."""

    def __call__(self, confidence: float) -> float:
        """Return the calibrated confidence in [0, 1]."""

    def check(
        self, *, reader: Reader, fingerprint: str, confidence_kind: str, samples: int | None = None
    ) -> None:
        """Refuse another reader, model, kind of confidence or number of samples than it was fitted on.

        Raises:
            InputError: saying which differs.
        """

    def check_reader(self, reader: Reader) -> None:
        """Refuse another reader than it was fitted on.

        Raises:
            InputError: saying which it was fitted on.
        """

    def code(self, reader: str) -> str:
        """Return the expression that makes the reader together with this map."""


@dataclasses.dataclass(frozen=True)
class Question:
    """What is asked, whatever it is asked of.

    Args:
        reader: the reader that is asked.
        backend: the target model M*; where it is not the model that is read, the question crosses models.
        options: answers of a forced choice; empty for free text.
        samples: number of sampled answers, whose agreement is the confidence; 0 for one greedy answer.
        controls: the controls that are run beside the answer.
        seed: seed of the controls, and of sampling.
        calibrator: maps confidences where a calibrator was fitted for the reader; None for none.

    Raises:
        InputError: if options and samples are both given, samples are fewer than two or more than 1,000, the
            samples of all controls are too many, or the seed is no whole number.
    """

    reader: Reader
    backend: Backend
    options: tuple[str, ...] = ()
    samples: int = 0
    controls: Controls = dataclasses.field(default_factory=Controls)
    seed: int = 0
    calibrator: ConfidenceMap | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "samples", integer("samples", self.samples))
        object.__setattr__(self, "seed", seed("seed", self.seed))
        if self.samples and self.options:
            raise InputError(
                "Options are scored exactly, and nothing is sampled: give options or samples, not both."
            )
        if self.samples < 0 or self.samples == 1:
            raise InputError(
                f"samples is {shown(self.samples)}: agreement needs two answers at least; 20 are usual, 0 "
                "for none."
            )
        check_runs(self.samples, self.controls)

    @property
    def code(self) -> str:
        """The expression that makes what was asked: the reader, with its calibrator if there is one."""
        return repr(self.reader) if self.calibrator is None else self.calibrator.code(repr(self.reader))

    def same(self, other: Question) -> bool:
        """Return whether another question would get the same answers about the same states."""
        return self == other and self.backend is other.backend


def check_runs(samples: int, controls: Controls) -> None:
    """Refuse more answers about a site than a model can be asked for in one go.

    Args:
        samples: number of sampled answers; 0 for one greedy answer.
        controls: the controls that are run; as many answers are sampled of each.

    Raises:
        InputError: if there are too many samples, or too many for so many controls.
    """
    if samples > MOST_SAMPLES:
        raise InputError(
            f"samples is {shown(samples)}; at most {MOST_SAMPLES:,} answers are sampled, for each of them "
            "keeps keys and values of its own in memory. 20 are usual, and 1,000 give the share that agrees "
            "to 0.03."
        )
    runs = max(samples, 1) * (1 + len(controls.kinds))
    if runs > MOST_RUNS:
        raise InputError(
            f"{samples} samples of the activation and of each of {len(controls.kinds)} controls are {runs:,} "
            f"answers for every site, and at most {MOST_RUNS:,} can be asked for. Take fewer samples, or "
            "fewer random controls."
        )
