"""The table that `latentlens ask` prints: an answer beside its controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from latentlens.display.printable import for_rich
from latentlens.scoring.verdict import NO_ANSWER, VERDICTS

if TYPE_CHECKING:
    from latentlens import Answer


def alone(text: str) -> str:
    """Return a text of the model that stands beside others, escaped for rich.

    Args:
        text: what the model wrote.
    """
    return for_rich(text.strip(), isolate=True)


def answer_table(answer: Answer) -> Table:
    """Return the table of an answer: it, its controls, and its excess over them.

    Args:
        answer: the answer.
    """
    table = Table(
        title=f"{alone(repr(answer.name))}, position {answer.position}, layer {answer.layer}",
        caption=f"{VERDICTS[answer.verdict]} Confidence: {answer.confidence_kind}.",
    )
    table.add_column("")
    table.add_column("says", overflow="fold")
    table.add_column("confidence", justify="right")
    table.add_column("support", justify="right")
    table.add_row(
        "answer",
        alone(answer.text) or NO_ANSWER,
        "" if answer.empty else f"{answer.confidence:.1%}",
        "",
    )
    if answer.calibrated_confidence is not None:
        table.add_row("calibrated", "", f"{answer.calibrated_confidence:.1%}", "")
    for control in answer.controls:
        confidence, support = f"{control.confidence:.1%}", f"{control.support:.1%}"
        table.add_row(
            f"{control.kind} control",
            alone(control.text),
            confidence,
            support,
            style="dim",
        )
    if answer.controls:
        table.add_row("excess", "", "", f"{answer.excess:+.1%}", style="bold")
    return table
