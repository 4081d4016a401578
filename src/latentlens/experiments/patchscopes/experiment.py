"""What an experiment is, and what it gives: a table, figures with intervals, verdicts, and plots."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from latentlens.experiments.bars import Figure

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from latentlens.experiments.patchscopes.study import Study

Word = Literal["agrees", "disagrees", "cannot be told"]


def word(sure: bool | None) -> Word:
    """Return the word for a claim that surely holds, surely does not, or neither.

    Args:
        sure: True, False or None.
    """
    return "cannot be told" if sure is None else "agrees" if sure else "disagrees"


@dataclasses.dataclass(frozen=True)
class Verdict:
    """Whether what was measured agrees with one claim of the paper; computed from the data.

    Args:
        claim: what the paper says, in one sentence.
        word: whether it holds here.
        reason: the numbers that decide it, or why nothing can be said.
    """

    claim: str
    word: Word
    reason: str


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What an experiment gives.

    Args:
        table: one measured number a row, long form; also where there are no cases.
        figures: the numbers that matter most, each with its interval; NaN where there are no cases.
        verdicts: one for each claim of the paper's finding.
        plots: by file name, without its ending.
        settings: what was run: prompts, numbers of cases, how layers were chosen.
        notes: what one must know to read the numbers, one sentence each.
    """

    table: pd.DataFrame
    figures: tuple[Figure, ...]
    verdicts: tuple[Verdict, ...]
    plots: Mapping[str, go.Figure] = dataclasses.field(default_factory=dict)
    settings: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def word(self) -> Word:
        """One word for all verdicts: one that disagrees outweighs the rest, and so then does one unknown."""
        words = {verdict.word for verdict in self.verdicts}
        if "disagrees" in words:
            return "disagrees"
        return "agrees" if words == {"agrees"} else "cannot be told"


@dataclasses.dataclass(frozen=True)
class Experiment:
    """One experiment of the paper.

    Args:
        name: on the command line.
        title: as a heading.
        finding: what the paper found, with its section.
        run: measures it; see `Study` for what it is given.
        across: whether it takes a second model to write into.
    """

    name: str
    title: str
    finding: str
    run: Callable[[Study], Outcome]
    across: bool = False
