"""One question to many cells: what is asked, of what, and against which controls."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from latentlens._checked import seed, whole
from latentlens._errors import InputError, SelectionError
from latentlens._given import listed
from latentlens._shown import shown
from latentlens.activations.trace import Trace
from latentlens.ask.source import Source
from latentlens.readers.reader import Reader
from latentlens.scoring.controls import Controls

if TYPE_CHECKING:
    from latentlens.session import Session


MOST_SAMPLES = 1000
"""So many answers are sampled at most: the share of them that agree is then known to 0.03."""

MOST_RUNS = 10_000
"""So many answers at most are made for one cell, those of its controls counted."""


def check_runs(samples: int, controls: Controls) -> None:
    """Refuse more answers a cell than a model can be asked for in one go.

    Args:
        samples: how many answers are sampled; 0 for one greedy answer.
        controls: which are run; as many answers are sampled of each.

    Raises:
        InputError: if there are too many samples, or too many for so many controls.
    """
    if samples > MOST_SAMPLES:
        raise InputError(
            f"samples is {shown(samples)}; at most {MOST_SAMPLES:,} answers are sampled, for each of them "
            "keeps "
            "keys and values of its own in memory. 20 are usual, and 1,000 give the share that agrees to "
            "0.03."
        )
    runs = max(samples, 1) * (1 + len(controls.kinds))
    if runs > MOST_RUNS:
        raise InputError(
            f"{samples} samples of the activation and of each of {len(controls.kinds)} controls are {runs:,} "
            f"answers for every cell, and at most {MOST_RUNS:,} can be asked for. Take fewer samples, or "
            "fewer "
            "random controls."
        )


@dataclasses.dataclass(frozen=True)
class Question:
    """What is asked of every cell.

    Args:
        source: what is read.
        reader: what reads it.
        session: of the target model M*; where it is not the source's own, the question crosses models.
        options: of a forced choice; empty for free text.
        samples: how many answers are sampled, whose agreement is the confidence; 0 for one greedy answer.
        controls: which controls are run.
        seed: of the controls, and of sampling.

    Raises:
        InputError: if options and samples are both given, samples are fewer than two or more than 1,000, the
            samples of all controls are too many, or the seed is no whole number.
    """

    source: Source
    reader: Reader
    session: Session
    options: tuple[str, ...] = ()
    samples: int = 0
    controls: Controls = dataclasses.field(default_factory=Controls)
    seed: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "samples", whole("samples", self.samples))
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

    def same(self, other: Question) -> bool:
        """Return whether another question would get the same answers."""
        mine = (self.source.key, self.reader, self.options, self.samples, self.controls, self.seed)
        theirs = (other.source.key, other.reader, other.options, other.samples, other.controls, other.seed)
        return mine == theirs and self.session is other.session


def grid_cells(
    trace: Trace, layers: Sequence[int] | int | None, positions: Sequence[int | str] | int | str | None
) -> tuple[list[int], list[int]]:
    """Return the layers and positions of a grid as numbers, each once; None means all.

    Args:
        trace: of the grid.
        layers: several, or one; in a list, an array, a tensor or the like.
        positions: likewise, as numbers or texts.

    Raises:
        SelectionError: if one does not exist, or there is none.
        InputError: if they are no list of such.
    """
    wanted = range(trace.n_layers + 1) if layers is None else layers
    rows = list(dict.fromkeys(trace.layer(k) for k in listed(wanted, "layers", "layers=[1, 2]")))
    places = range(len(trace)) if positions is None else positions
    columns = list(
        dict.fromkeys(trace.position(p) for p in listed(places, "positions", "positions=[-1, 'France']"))
    )
    if not rows or not columns:
        raise SelectionError(
            "The grid is empty: give at least one layer and one position, or leave them out."
        )
    return rows, columns
