"""What a choice of prompts came to: figures with their controls, and everything as one JSON file."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from latentlens.experiments.bars import Figure, environment
from latentlens.experiments.target_prompts.choose import CHOSEN, ChosenPrompt
from latentlens.experiments.target_prompts.unseen_cases import STATE
from latentlens.files.atomic import write_atomically

if TYPE_CHECKING:
    from rich.table import Table

ACTOR = "description_actor"
"""The share of well-known people who are described with their right profession."""


def figures(found: Sequence[ChosenPrompt]) -> list[Figure]:
    """Return the shares on the test split at the best of layers, each beside its controls.

    Args:
        found: what `choose_for` returned.
    """
    made = []
    for each in found:
        for label, groups in each.test.items():
            for group, conditions in groups.items():
                subject = ACTOR if (each.choice.name, group) == ("description", "people") else ""
                subject = subject or f"{each.choice.name}, {group}"
                for condition, shares in conditions.items():
                    best, share = next(iter(shares.items()))
                    name = subject + ("" if label == CHOSEN else f", {label} prompt")
                    made.append(
                        Figure(
                            name if condition == STATE else f"{name}: {condition}",
                            100 * share["value"],
                            "%",
                            interval=(100 * share["low"], 100 * share["high"]),
                            cases=share["cases"],
                            note=f"{best} layers",
                        )
                    )
    return made


def candidates_table(chosen: ChosenPrompt) -> Table:
    """Return a table of the candidates, with the share of right answers of each on validation.

    Args:
        chosen: what was chosen for one preset or relation.
    """
    from rich.table import Table

    from latentlens.display.printable import for_rich

    choice = chosen.choice
    table = Table(title=f"{choice.name}, {choice.split}, {len(choice.sources)} cases", title_justify="left")
    table.add_column("prompt", overflow="fold")
    table.add_column("right", justify="right")
    for candidate in choice.graded:
        prompt = candidate.prompt if isinstance(candidate.prompt, str) else json.dumps(candidate.prompt)
        mark = " (chosen)" if candidate is choice.best else ""
        table.add_row(for_rich(prompt + mark), f"{choice.share(candidate)}")
    return table


def write_report(model: str, found: Sequence[ChosenPrompt], path: str | os.PathLike[str]) -> None:
    """Write candidates, choices and all shares on the test split as JSON.

    Args:
        model: the model's name.
        found: what `choose_for` returned.
        path: the file; an existing one is replaced.

    Raises:
        OSError: if it cannot be written.
    """
    report = {"model": model, "environment": environment(), "prompts": [each.to_dict() for each in found]}
    write_atomically(path, json.dumps(report, indent=1, ensure_ascii=False) + "\n")
