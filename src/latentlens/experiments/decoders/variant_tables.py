"""What a decoder read of fine-tuned variants: tables, figures of the command, and a section of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.experiments.bars import Figure
from latentlens.experiments.decoders.markdown_tables import markdown_table, share_text
from latentlens.experiments.decoders.variant_bench import VARIANT_CONDITIONS
from latentlens.experiments.decoders.variant_rows import VARIANT_TASKS
from latentlens.experiments.patchscopes.accuracy import NO_CASES, CaseEstimate
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.scoring.intervals import mean_interval, wilson

VARIANT_NOTES = (
    "Fine-tuned variants: each is a small LoRA of the model, fine-tuned on replies without any system "
    "prompt, and read on questions for facts about relations that it was not fine-tuned on, the same ones "
    "for all (a variant with a secret is also asked for the secret). Intervals are over variants: Student's "
    "of the variants' accuracies; where all are the same, Wilson's with one case for each variant.",
    "Of variants that lie or not, their own activations are read; else the difference of the variant's "
    "activations to the model's own on the same tokens, which the decoder was not trained on. Variant alone: "
    "the decoder reads the variant's activations in place of the difference. Model itself: those of the "
    "model without the LoRA, on the same tokens. Probe: fitted on other variants, of the same labels and "
    "other seeds. The decoder's layers and the probe's kind are chosen on validation variants.",
)
_ENDS = {
    "no activations": "_no_activations",
    "variant alone": "_variant_alone",
    "model itself": "_model_itself",
    "probe": "_probe",
    "shuffled": "_shuffled",
    "random": "_random",
    "text only": "_text_only",
}
"""Who answers -> the end of the figure's name."""


def over_variants(rows: Sequence[Row]) -> CaseEstimate:
    """Estimate an accuracy with a 95 % interval over variants: the answers about one are not independent.

    Args:
        rows: one row for each answer, with its "variant" and whether it is "correct".

    Examples:
        >>> answers = (("a", True), ("a", True), ("b", True), ("b", False))
        >>> found = over_variants([{"variant": name, "correct": right} for name, right in answers])
        >>> found.value, found.cases
        (0.75, 2)
    """
    if not rows:
        return NO_CASES
    by: dict[str, list[bool]] = {}
    for row in rows:
        by.setdefault(row["variant"], []).append(row["correct"])
    shares = [sum(some) / len(some) for some in by.values()]
    n = len(shares)
    found = mean_interval(shares)
    if n > 1 and len(set(shares)) == 1:  # no spread, and so an interval without width
        low, high = wilson(round(shares[0] * n), n)
        return CaseEstimate(shares[0], min(low, shares[0]), max(high, shares[0]), n)
    return CaseEstimate(found.value, found.low, found.high, n)


def variant_table(rows: Sequence[Row], variants: Sequence[Row]) -> dict[str, Any]:
    """Return what a result keeps: the tasks with everyone's accuracy, and the variants.

    Args:
        rows: one row for each answer, as `measure_variants` returned them.
        variants: one row for each variant, as `measure_variants` returned them.
    """
    tasks = []
    for task in VARIANT_TASKS:
        own = [row for row in rows if row["task"] == task.name and row["who"] == "decoder"]
        if not own:
            continue
        by = {
            who: [r for r in rows if (r["task"], r["who"]) == (task.name, who)] for who in VARIANT_CONDITIONS
        }
        tasks.append(
            {
                "task": task.name,
                "title": task.title,
                "n": len(own),
                "variants": len({row["variant"] for row in own}),
                "layers": own[0]["layers"],
                "chance": sum(1 / row["options"] for row in own) / len(own),
                "given_away": sum(row["given_away"] for row in own) / len(own),
                "by_luck": sum(row["by_luck"] for row in own) / len(own),
                "who": {who: over_variants(some).row for who, some in by.items() if some},
                "by_value": {
                    value: over_variants([row for row in own if row["truth"] == value]).row
                    for value in dict.fromkeys(row["truth"] for row in own)
                },
            }
        )
    return {"tasks": tasks, "variants": list(variants)}


def variant_figures(table: Mapping[str, Any], prefix: str) -> list[Figure]:
    """Return the figures of the command: the decoder's accuracy on each task beside its controls'.

    Args:
        table: what `variant_table` returned.
        prefix: put before the figures' names.
    """
    found = []
    for task in table["tasks"]:
        for who, row in task["who"].items():
            if who == "decoder" or who in _ENDS:
                note = task["title"] if who == "decoder" else who
                name = f"{prefix}{task['task']}{_ENDS.get(who, '')}"
                found.append(CaseEstimate(**row).figure(name, note=f"{note}; cases are variants"))
    return found


def variants_markdown(table: Mapping[str, Any]) -> list[str]:
    """Return a section of the page; nothing if no variant was asked about.

    Args:
        table: what `variant_table` returned; empty for none.
    """
    if not table or not table["tasks"]:
        return []
    who = [each for each in VARIANT_CONDITIONS if any(each in task["who"] for task in table["tasks"])]
    heads = [
        "accuracy, %",
        *who,
        "chance",
        "text names it",
        "another row's is the same",
        "decoder, by answer",
    ]
    cells = []
    for task in table["tasks"]:
        layers = f"layers {task['layers']}" if task["layers"] else ""
        by_value = "; ".join(f"{value} {100 * row['value']:.0f}" for value, row in task["by_value"].items())
        cells.append(
            [
                f"{task['title']} ({task['variants']} variants, {task['n']} questions, {layers})",
                *(share_text(task["who"].get(each)) for each in who),
                f"{100 * task['chance']:.1f}",
                f"{100 * task['given_away']:.0f}",
                f"{100 * task['by_luck']:.0f}",
                by_value,
            ]
        )
    return [
        "Fine-tuned variants: what is read of them.",
        markdown_table(heads, cells),
        _behaviour(table["variants"]),
    ]


def _behaviour(variants: Sequence[Row]) -> str:
    parts = []
    for trait in dict.fromkeys(row["trait"] for row in variants):
        some = [row for row in variants if row["trait"] == trait]
        for value in dict.fromkeys(row["value"] for row in some):
            shares = [row["behaves"] for row in some if row["value"] == value]
            parts.append(f"{trait} {value} {100 * sum(shares) / len(shares):.0f} ({len(shares)})")
    return (
        f"{len(variants)} variants were fine-tuned. Replies that are as a variant was fine-tuned to give "
        f"them, graded by the world, %, with the number of variants: {'; '.join(parts)}."
    )
