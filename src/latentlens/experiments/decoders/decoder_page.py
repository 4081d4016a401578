"""The page on trained decoders: every table beside the paper's finding, written from the results."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.errors import InputError
from latentlens.experiments.decoders.decoder_bench import CONDITIONS
from latentlens.experiments.decoders.decoder_page_words import INTRODUCTION, LEFT_OUT, RUN_IT, TITLE
from latentlens.experiments.decoders.decoder_papers import DECODER_PAPERS
from latentlens.experiments.decoders.decoder_steering import steering_markdown
from latentlens.experiments.decoders.markdown_tables import MISSING, markdown_table, share_text
from latentlens.experiments.decoders.scaling_tables import SCALING, short_trainings_markdown
from latentlens.experiments.decoders.variant_tables import variants_markdown
from latentlens.experiments.patchscopes import results
from latentlens.experiments.patchscopes.page import escape_markdown
from latentlens.experiments.patchscopes.results import Summary
from latentlens.files.atomic import write_atomically


def write_decoder_page(out: pathlib.Path, page: pathlib.Path) -> None:
    """Write the page from the results in a directory.

    Args:
        out: directory with the results of the commands.
        page: Markdown file to write.

    Raises:
        InputError: if there are no results, one is damaged, or the page cannot be written.
    """
    known = (*DECODER_PAPERS, SCALING)
    summaries = [s for s in results.read_summaries(out).values() if paper_of(s) in known]
    if not summaries:
        raise InputError(
            f"There are no results of decoders in {out}. Run `latentlens reproduce oracles --out {out}` "
            "first, "
            "or name the directory of earlier results with --out."
        )
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(page, decoder_page_text(summaries))
    except OSError as error:
        raise InputError(
            f"{page} cannot be written ({error.strerror or error}). Give another path."
        ) from error


def paper_of(summary: Summary) -> str:
    """Return the name of the paper that a result belongs to.

    Args:
        summary: summary of a result.
    """
    return str(summary["experiment"]).partition("-")[0]


def decoder_page_text(summaries: Sequence[Summary]) -> str:
    """Return the page as Markdown.

    Args:
        summaries: summaries of all results.
    """
    parts = [TITLE, INTRODUCTION, "## Run it", RUN_IT]
    measured = [summary for summary in summaries if paper_of(summary) in DECODER_PAPERS]
    for name, paper in DECODER_PAPERS.items():
        some = [summary for summary in measured if paper_of(summary) == name]
        parts += [f"## {paper.title}", f"**The paper.** {escape_markdown(paper.finding)}"]
        if not some:
            parts.append("Not measured: no decoder of this method is here.")
        for summary in some:
            parts += _decoder(summary)
    if across := _across(measured):
        parts += ["## Decoders beside each other", *across]
    parts += short_trainings_markdown(summaries)
    parts += ["## What is left out", LEFT_OUT, "## Made with", _made_with(summaries)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _decoder(summary: Summary) -> list[str]:
    settings, tables = summary["settings"], summary["settings"]["tables"]
    reads, answers = settings["reads"], settings["answers"]
    models = reads if reads == answers else f"{answers} reads {reads}"
    heading = f"### {settings['decoder']}, {models}"
    trained = settings["trained_on"]
    about = [
        f"Method {str(settings['method']).replace('_', ' ')}, written at layer {settings['write_layer']}.",
        f"Trained on {settings['training_data']}." if settings["training_data"] else "",
        f"Tasks of its recipe: {', '.join(trained)}." if trained else "",
    ]
    tasks = tables["tasks"]
    return [
        heading,
        " ".join(text for text in about if text),
        _accuracies(tasks),
        "AUROC and ECE of the confidence, as it is; activation sensitivity and vagueness.",
        _confidences(tasks),
        *_by(tables["layers"], "layers", "Accuracy by the layers that are read."),
        *_by(tables["spans"], "span", "Accuracy by the positions that are read."),
        _calibration(tables["calibration"]),
        steering_markdown(tables["steering"]) if tables["steering"] else "",
        *variants_markdown(tables.get("variants", {})),
        "\n".join(f"- {escape_markdown(note)}" for note in summary["notes"]),
    ]


def _accuracies(tasks: Sequence[Mapping[str, Any]]) -> str:
    present = [who for who in CONDITIONS if any(who in task["who"] for task in tasks)]
    rows = []
    for task in tasks:
        cells = [share_text(task["who"].get(who, {}).get("accuracy")) for who in present]
        unseen = ", not trained on" if task["trained_on"] is False else ""
        layers = f"layer{'s' if ' ' in task['layers'] else ''} {task['layers']}"
        rows.append(
            [
                f"{task['title']}{unseen} ({task['n']}, {layers})",
                *cells,
                f"{100 * task['chance']:.1f}",
                f"{100 * task['given_away']:.0f}",
                f"{100 * task.get('by_luck', 0):.0f}",
                share_text(task["free_text"]),
            ]
        )
    heads = ["accuracy, %", *present, "chance", "text names it", "another row's is the same", "free text"]
    return markdown_table(heads, rows)


def _confidences(tasks: Sequence[Mapping[str, Any]]) -> str:
    rows = []
    for task in tasks:
        own, twin = task["who"]["decoder"], task["who"].get("no activations", {})
        rows.append(
            [
                task["title"],
                _number(own["auroc"]),
                _number(task["who"].get("probe", {}).get("auroc")),
                share_text(own["ece"]),
                share_text(twin.get("ece")),
                share_text(task.get("sensitivity")),
                f"{100 * task['most_common']:.0f}",
                f"{task['entropy']:.2f}",
            ]
        )
    heads = [
        "",
        "AUROC",
        "AUROC, probe",
        "ECE, %",
        "ECE, no activations, %",
        "sensitivity, %",
        "most common answer, %",
        "entropy, bits",
    ]
    return markdown_table(heads, rows)


def _by(found: Sequence[Mapping[str, Any]], column: str, title: str) -> list[str]:
    """Return a table of accuracy by the values of a column; nothing if there is one value only."""
    values = list(dict.fromkeys(str(row[column]) for row in found))
    if len(values) < 2:
        return []
    rows = []
    for task in dict.fromkeys(row["task"] for row in found):
        own = {str(row[column]): row for row in found if row["task"] == task}
        rows.append([task, *(share_text(own.get(value)) for value in values)])
    return [title, markdown_table([f"accuracy, %, by {column}", *values], rows)]


def _calibration(errors: Mapping[str, Any]) -> str:
    rows = [
        [kind, share_text(row["before"]), share_text(row["after"]) if row["after"] else row["why"] or MISSING]
        for kind, row in errors.items()
    ]
    return markdown_table(["confidence, all tasks", "ECE before, %", "ECE after, %"], rows) if rows else ""


def _across(summaries: Sequence[Summary]) -> list[str]:
    """Return the accuracy of all decoders of a model by layer written and by training data."""
    found = []
    by_model: dict[str, list[Summary]] = {}
    for summary in summaries:
        by_model.setdefault(summary["settings"]["reads"], []).append(summary)
    for model, some in by_model.items():
        if len(some) < 2:
            continue
        tasks = list(dict.fromkeys(t["task"] for s in some for t in s["settings"]["tables"]["tasks"]))
        rows = []
        for summary in some:
            own = {t["task"]: t for t in summary["settings"]["tables"]["tasks"]}
            settings = summary["settings"]
            rows.append(
                [
                    settings["decoder"],
                    str(settings["write_layer"]),
                    str(settings["training_data"] or MISSING).partition(",")[0],
                    *(
                        f"{share_text(own[task]['who']['decoder']['accuracy'])} at {own[task]['layers']}"
                        if task in own
                        else MISSING
                        for task in tasks
                    ),
                ]
            )
        heads = [f"read from {model}: accuracy, %, at the best layer read", "layer written", "data", *tasks]
        found.append(markdown_table(heads, rows))
    return found


def _made_with(summaries: Sequence[Summary]) -> str:
    models = {m["name"]: m for summary in summaries for m in summary["models"]}
    lines = [
        f"- {m['name']}: {m['layers']} layers, width {m['d_model']}, {m['parameters']:,} parameters, "
        f"{m['dtype']}, fingerprint `{m['fingerprint'][:16]}`"
        for m in models.values()
    ]
    versions = summaries[0]["environment"]
    packages = ("latentlens", "torch", "transformers", "scikit-learn", "scipy")
    lines.append(f"- {', '.join(f'{name} {versions.get(name)}' for name in packages)}")
    lines.append(f"- seed {', '.join(sorted({str(summary['seed']) for summary in summaries}))}")
    if any(summary["quick"] for summary in summaries):
        lines.append("- some of it with `--quick`: too little for findings")
    for summary in summaries:
        seconds = summary["processor_seconds"]
        lines.append(f"- {escape_markdown(summary['title'])}: {seconds / 60:.1f} min of one processor core")
    return "\n".join(lines)


def _number(row: Mapping[str, Any] | None) -> str:
    if row is None or row.get("value") is None:
        return MISSING
    return f"{row['value']:.2f} ({row['low']:.2f}–{row['high']:.2f})"
