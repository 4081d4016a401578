"""What an experiment is, and what it returns: a table, figures with intervals, verdicts and plots."""

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


def verdict_word(holds: bool | None) -> Word:
    """Return the verdict for a claim.

    Args:
        holds: True if the claim significantly holds, False if it significantly fails, None if neither.
    """
    return "cannot be told" if holds is None else "agrees" if holds else "disagrees"


@dataclasses.dataclass(frozen=True)
class Verdict:
    """Whether the measurements agree with one claim of the paper; computed from the data.

    Args:
        claim: the paper's claim, in one sentence.
        word: whether it holds here.
        reason: the numbers that decide it, or why it cannot be decided.
    """

    claim: str
    word: Word
    reason: str


@dataclasses.dataclass(frozen=True)
class ExperimentOutcome:
    """Everything an experiment measured.

    Args:
        table: long-form table, one measured number per row; keeps its columns even without cases.
        figures: the most important numbers, each with its interval; NaN where there are no cases.
        verdicts: one per claim of the paper's finding.
        plots: file name without extension -> figure.
        settings: what was run: prompts, numbers of cases, how layers were chosen.
        notes: caveats for reading the numbers, one sentence each.
    """

    table: pd.DataFrame
    figures: tuple[Figure, ...]
    verdicts: tuple[Verdict, ...]
    plots: Mapping[str, go.Figure] = dataclasses.field(default_factory=dict)
    settings: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def word(self) -> Word:
        """The overall verdict: "disagrees" if any claim does, else "cannot be told" if any cannot be."""
        words = {verdict.word for verdict in self.verdicts}
        if "disagrees" in words:
            return "disagrees"
        return "agrees" if words == {"agrees"} else "cannot be told"


@dataclasses.dataclass(frozen=True)
class Experiment:
    """One experiment of the paper.

    Args:
        name: name on the command line.
        title: heading in reports.
        finding: what the paper found, with its section.
        run: function that runs the experiment on a study.
        across: whether it needs a second model to write into; default False.
    """

    name: str
    title: str
    finding: str
    run: Callable[[Study], ExperimentOutcome]
    across: bool = False
