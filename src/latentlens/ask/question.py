"""A question: the reader, the answering model, options or samples, and the controls."""

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
"""Most sampled answers; the share that agrees is then known to within 0.03."""

MOST_RUNS = 10_000
"""Most answers generated for one site, those of its controls included."""


@runtime_checkable
class ConfidenceMap(Protocol):
    """Interface of a fitted calibrator: a map from a confidence to a probability of being correct."""

    @property
    def layers(self) -> tuple[int, ...]:
        """The layers that it was fitted on; empty if they are not known."""

    @property
    def samples(self) -> int:
        """Number of sampled answers per case that it was fitted on; 0 for greedy answers."""

    @property
    def summary(self) -> str:
        """A few words on the cases it was fitted on, such as "120 cases of the split 'validation'"."""

    def __call__(self, confidence: float) -> float:
        """Return the calibrated confidence, in [0, 1], of a raw confidence in [0, 1]."""

    def check(
        self, *, reader: Reader, fingerprint: str, confidence_kind: str, samples: int | None = None
    ) -> None:
        """Refuse another reader, model, kind of confidence or number of samples than it was fitted on.

        Args:
            reader: the reader that will be asked.
            fingerprint: fingerprint of the model that will answer.
            confidence_kind: kind of the confidences to map.
            samples: number of sampled answers; None (default) to leave it unchecked.

        Raises:
            InputError: if one of them differs; the message says which.
        """

    def check_reader(self, reader: Reader) -> None:
        """Refuse another reader than it was fitted on.

        Raises:
            InputError: if it was fitted on another reader; the message says which.
        """

    def code(self, reader: str) -> str:
        """Return a Python expression that makes the calibrated reader.

        Args:
            reader: the expression that makes the reader.
        """


@dataclasses.dataclass(frozen=True)
class Question:
    """Everything that is asked of an activation: reader, model, options or samples, controls.

    Args:
        reader: the reader to ask.
        backend: the target model M*, which answers. It may be another model than the one that is read.
        options: the possible answers of a forced choice; empty (default) for free text.
        samples: number of sampled answers, whose agreement is the confidence; 0 (default) for one greedy
            answer.
        controls: the controls to run beside the answer; null and one random by default.
        seed: random seed of the controls and of sampling; 0 by default.
        calibrator: calibrator fitted for the reader, which adds calibrated confidences; None (default) for
            none.
        calibrator_is_own: whether the calibrator came with the reader. It is then no part of the reader's
            code, and leaves alone what it was not fitted for, which is refused otherwise. Default False.

    Raises:
        InputError: if both options and samples are given, `samples` is 1, negative or above 1,000, samples
            times controls are too many, or the seed is not a whole number.
    """

    reader: Reader
    backend: Backend
    options: tuple[str, ...] = ()
    samples: int = 0
    controls: Controls = dataclasses.field(default_factory=Controls)
    seed: int = 0
    calibrator: ConfidenceMap | None = None
    calibrator_is_own: bool = False

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
        """A Python expression that makes the reader, with its calibrator if it does not bring that itself."""
        if self.calibrator is None or self.calibrator_is_own:
            return repr(self.reader)
        return self.calibrator.code(repr(self.reader))

    def same(self, other: Question) -> bool:
        """Return whether two questions get the same answers about the same activations."""
        return self == other and self.backend is other.backend


def check_runs(samples: int, controls: Controls) -> None:
    """Refuse too many sampled answers for one site.

    Args:
        samples: number of sampled answers; 0 for one greedy answer.
        controls: the controls to run; each is sampled as often as the activation.

    Raises:
        InputError: if there are too many samples, alone or times the number of controls.
    """
    if samples > MOST_SAMPLES:
        raise InputError(
            f"samples is {shown(samples)}; at most {MOST_SAMPLES:,} answers are sampled, for each of them "
            "keeps keys and values of its own in memory. 20 are usual, and 1,000 give the share that agrees "
            "to 0.03."
        )
    noise = controls.noise + controls.other_tokens
    runs = max(samples, 1) * (1 + len(controls.kinds)) * (1 + noise)
    if runs > MOST_RUNS:
        of_noise = f", and of {noise} vectors and states that answer for themselves," if noise else ""
        raise InputError(
            f"{samples} samples of the activation and of each of {len(controls.kinds)} controls{of_noise} "
            f"are {runs:,} answers for every site, and at most {MOST_RUNS:,} can be asked for. Take fewer "
            "samples, fewer random controls, or less noise."
        )
