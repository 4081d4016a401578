"""What a decoder's reading depends on: the page's section on short trainings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from latentlens.experiments.decoders.markdown_tables import markdown_table, share_text
from latentlens.experiments.patchscopes.page import escape_markdown
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.results import Summary

SCALING = "scaling"
"""Beginning of the names of these experiments."""


def short_trainings_markdown(summaries: Sequence[Summary]) -> list[str]:
    """Return the section; nothing if no short training was measured.

    Args:
        summaries: summaries of all results.
    """
    some = [each for each in summaries if str(each["experiment"]).startswith(f"{SCALING}-")]
    if not some:
        return []
    trained = [each["settings"] for each in some if "table" in each["settings"]]
    how = " or ".join(dict.fromkeys(f"{each['steps']} steps of {each['batch']} examples" for each in trained))
    parts = [
        "## What a decoder's reading depends on",
        f"`latentlens reproduce scaling` trains oracles (LoRA, rank 16) for {how or 'a few steps'}, "
        "alike but for one thing, and asks each about the same test rows. "
        "Such a training is far shorter than those above, so its numbers are lower; what counts is how they "
        "differ.",
    ]
    for name in dict.fromkeys(each["experiment"] for each in some):
        group = [each for each in some if each["experiment"] == name]
        parts += [f"### {group[0]['title']}", f"**The papers.** {escape_markdown(group[0]['finding'])}"]
        for summary in group:
            parts += _of_model(summary)
        notes = dict.fromkeys(note for summary in group for note in summary["notes"])
        parts.append("\n".join(f"- {escape_markdown(note)}" for note in notes))
    return parts


def _of_model(summary: Summary) -> list[str]:
    """Return the tables of one model, and what the claims came to."""
    model = summary["models"][0]["name"]
    rows: list[Row] = summary["settings"].get("table", [])
    by_layers = summary["experiment"] == f"{SCALING}-layers"
    tables = _grids(rows, model) if by_layers else [_listed(rows, model)] if rows else []
    said = [
        f"- {escape_markdown(verdict['claim'])} **{verdict['word']}**: {escape_markdown(verdict['reason'])}"
        for verdict in summary["verdicts"]
    ]
    return [*tables, "\n".join(said)]


def _grids(rows: Sequence[Row], model: str) -> list[str]:
    """Return a table for each task: layers read downward, the layer written to the right."""
    read, written = (list(dict.fromkeys(row[name] for row in rows)) for name in ("read", "written"))
    found = []
    for task in dict.fromkeys(row["task"] for row in rows):
        cells = {(row["read"], row["written"]): row for row in rows if row["task"] == task}
        heads = [f"{model}, {task}, %: layers read", *(f"written at {layer}" for layer in written)]
        found.append(
            markdown_table(
                heads, [[one, *(share_text(cells.get((one, at))) for at in written)] for one in read]
            )
        )
    return found


def _listed(rows: Sequence[Row], model: str) -> str:
    """Return a table with a row for each training, and one for its control."""
    tasks = list(dict.fromkeys(row["task"] for row in rows))
    kinds: dict[tuple[Any, ...], dict[str, Row]] = {}
    for row in rows:
        kinds.setdefault((row["rows"], row["trained"], row["who"]), {})[row["task"]] = row
    cells = [
        [f"{n}, {trained}", who, *(share_text(found.get(task)) for task in tasks)]
        for (n, trained, who), found in kinds.items()
    ]
    return markdown_table([f"{model}, %: rows trained on", "", *tasks], cells)
