"""What was measured of a decoder: its tables, the figures of the command, calibration, and verdicts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from latentlens.errors import InputError
from latentlens.evaluation.calibrator import Calibrator
from latentlens.experiments.bars import Figure
from latentlens.experiments.decoders.decoder_bench import CONDITIONS, FREE, DecoderBench
from latentlens.experiments.decoders.decoder_figures import AnswerFigures, lead, sensitivity, vagueness
from latentlens.experiments.decoders.decoder_steering import steering_figures, steering_table
from latentlens.experiments.decoders.variant_tables import VARIANT_NOTES, variant_figures, variant_table
from latentlens.experiments.patchscopes.accuracy import NO_CASES, CaseEstimate, exceeds, share
from latentlens.experiments.patchscopes.experiment import ExperimentOutcome, Verdict, verdict_word
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.scoring.confidence_kinds import ConfidenceKind

if TYPE_CHECKING:
    from latentlens.experiments.decoders.measured_tasks import DecoderTask

BARS = {"relations": 90.0, "persona_new_pairs": 85.0, "secret": 70.0}
"""Figure -> the accuracy in percent that is aimed at on the teaching world."""
MOST_ECE = 5.0
"""Largest expected calibration error that is aimed at after calibration, in percent."""
MOST_ABOVE = 0.05
"""How far controls may lie above chance, or above what the text gives away."""
COMPARED = {"no_activations": "no activations", "text_only": "text only", "probe": "probe"}
"""End of a figure's name -> who answers."""

NOTES = (
    "An answer is the most probable of the row's options. A decoder is scored on whole options with the "
    "token "
    "that ends them, as in its training; an untrained reader and the model asked in text on the likeliest "
    "spelling of an option, whatever follows.",
    "The layers that a decoder reads, those of an untrained reader, and the kind of a probe are chosen for "
    "each "
    "task on validation rows. No test row is looked at before.",
    "An untrained reader reads the mean of a row's activations in one layer, and a probe the mean in each of "
    "the decoder's layers.",
    "Shuffled: the activations of another row of the same kind of question, whatever its answer, which is "
    "the same one as often as the table says. Random: "
    "vectors of the same norms. Text only: the model is given the text of the positions that are read.",
    "Activation sensitivity: how often the answer is another one when the activations are another row's. "
    "Vagueness: the share of answers that are the decoder's most common one for that kind of question.",
)
NO_TWIN = (
    "The same recipe trained without activations is not here: its accuracy is the one that the decoder's own "
    "evaluation has, where there is one."
)


def outcome_of(
    bench: DecoderBench,
    rows: Sequence[Row],
    *,
    prefix: str = "",
    steering: Sequence[Row] = (),
    variants: tuple[Sequence[Row], Sequence[Row]] = ((), ()),
) -> tuple[ExperimentOutcome, dict[ConfidenceKind, Calibrator]]:
    """Return what a decoder's answers came to, and calibrators of its confidence.

    Args:
        bench: what the answers were measured with.
        rows: one row for each answer.
        prefix: put before the figures' names. Default "".
        steering: how well the decoder steers, as `measure_steering` returned it. Default: not measured.
        variants: what was read of fine-tuned variants, as `measure_variants` returned it. Default: nothing.
    """
    seed = bench.study.seed
    tasks = [_task_table(bench, task, rows, seed) for task in bench.tasks.values()]
    tasks = [each for each in tasks if each["n"]]
    calibrators, errors = _calibration(bench, rows, seed)
    figures = [*_figures(bench, rows, prefix, seed), *_error_figures(errors, prefix)]
    if steering:
        figures += steering_figures(steering, prefix)
    of_variants = variant_table(*variants)
    figures += variant_figures(of_variants, prefix)
    layers = _split_by(rows, "layers", [row for row in rows if row["span"] == bench.span], seed)
    spans = _split_by(rows, "span", [row for row in rows if row["chosen"]], seed)
    manifest = bench.measured.decoder.manifest
    settings = {
        "decoder": bench.measured.name,
        "method": manifest.method,
        "trained_on": bench.measured.trained_on,
        "training_data": None if manifest.training is None else manifest.training.data,
        "write_layer": manifest.write.layer,
        "reads": manifest.reads.name,
        "answers": manifest.base.name,
        "twin": bench.measured.twin is not None,
        "tables": {
            "tasks": tasks,
            "layers": layers,
            "spans": spans,
            "calibration": errors,
            "steering": steering_table(steering),
            "variants": of_variants,
        },
        "calibrators": {kind: repr(each) for kind, each in calibrators.items()},
    }
    notes: tuple[str, ...] = NOTES
    if of_variants["tasks"]:
        notes = (*notes, *VARIANT_NOTES)
    if bench.measured.twin is None:
        notes = (*notes, NO_TWIN)
    verdicts = [verdict for task in tasks for verdict in _verdicts(task)]
    outcome = ExperimentOutcome(
        table_of([_long(each, who, name) for each in tasks for who in each["who"] for name in _MEASURES]),
        tuple(figures),
        tuple(verdicts),
        {},
        settings,
        notes,
    )
    return outcome, calibrators


_MEASURES = ("accuracy", "auroc", "ece")


def _long(task: Mapping[str, Any], who: str, measure: str) -> Row:
    return {"task": task["task"], "who": who, "measure": measure, **task["who"][who][measure]}


def _of(rows: Sequence[Row], task: str, who: str, bench: DecoderBench, split: str = "test") -> list[Row]:
    return [
        row
        for row in rows
        if row["task"] == task
        and row["who"] == who
        and row["split"] == split
        and row["chosen"]
        and row["span"] == bench.span
    ]


def _task_table(bench: DecoderBench, task: DecoderTask, rows: Sequence[Row], seed: int) -> dict[str, Any]:
    """Return one task's part of the table: everyone's figures, and the decoder's against its controls."""
    by = {who: some for who in CONDITIONS if (some := _of(rows, task.name, who, bench))}
    own = by.get("decoder", [])
    if not own:
        return {"task": task.name, "n": 0}
    common, bits = vagueness([r["row_task"] for r in own], [r["answer"] for r in own])
    free = _of(rows, task.name, FREE, bench)
    everyone = {who: _figures_of(some, seed) for who, some in by.items()}
    if recorded := _recorded(bench, task.name):
        everyone["no activations"] = recorded
    found: dict[str, Any] = {
        "task": task.name,
        "title": task.title,
        "n": len(own),
        "layers": own[0]["layers"],
        "trained_on": bench.measured.saw(task.kind),
        "chance": sum(1 / row["options"] for row in own) / len(own),
        "given_away": sum(row["given_away"] for row in own) / len(own),
        "who": {who: everyone[who] for who in CONDITIONS if who in everyone},
        "free_text": share([row["correct"] for row in free]).row if free else None,
        "most_common": common,
        "entropy": bits,
    }
    if "shuffled" in by:
        changed = sensitivity([r["answer"] for r in own], [r["answer"] for r in by["shuffled"]])
        found["sensitivity"] = changed.row
        found["by_luck"] = sum(r["by_luck"] for r in by["shuffled"]) / len(by["shuffled"])
    right = {who: [row["correct"] for row in some] for who, some in by.items()}
    found["leads"] = {
        who: lead(right["decoder"], some, seed=seed).row for who, some in right.items() if who != "decoder"
    }
    return found


def _recorded(bench: DecoderBench, task: str) -> dict[str, Any] | None:
    """Return the twin's accuracy as the decoder's own evaluation has it, where the twin is not here."""
    if bench.measured.twin is not None:
        return None
    for row in bench.measured.decoder.manifest.evaluation:
        if (row.task, row.who) == (task, "no activations"):
            accuracy = CaseEstimate(row.accuracy, row.low, row.high, row.n).row
            return {"accuracy": accuracy, "auroc": NO_CASES.row, "ece": NO_CASES.row}
    return None


def _figures_of(rows: Sequence[Row], seed: int) -> dict[str, Any]:
    found = AnswerFigures.of(
        [row["correct"] for row in rows], [min(1.0, row["confidence"]) for row in rows], seed=seed
    )
    return {name: getattr(found, name).row for name in _MEASURES}


def _split_by(all_rows: Sequence[Row], column: str, rows: Sequence[Row], seed: int) -> list[dict[str, Any]]:
    """Return the decoder's accuracy on each task by the layers or the positions that it reads."""
    found = []
    tasks = dict.fromkeys(row["task"] for row in all_rows)
    for task in tasks:
        own = [r for r in rows if r["task"] == task and r["who"] == "decoder" and r["split"] == "test"]
        for value in dict.fromkeys(row[column] for row in own):
            right = [row["correct"] for row in own if row[column] == value]
            found.append({"task": task, column: value, **share(right).row})
    return found


def _figures(bench: DecoderBench, rows: Sequence[Row], prefix: str, seed: int) -> list[Figure]:
    del seed
    found = []
    for task in bench.tasks.values():
        if not task.figure:
            continue
        name = task.figure
        if name == "lying" and bench.measured.saw(task.kind) is False:
            name = "lying_ood"
        own = _of(rows, task.name, "decoder", bench)
        figure = share([row["correct"] for row in own]).figure(f"{prefix}{name}")
        bar = BARS.get(name) if task.kind.startswith("world/") else None
        found.append(dataclasses.replace(figure, bar=bar, note=task.title))
        for end, who in COMPARED.items():
            right = [row["correct"] for row in _of(rows, task.name, who, bench)]
            recorded = _recorded(bench, task.name) if who == "no activations" else None
            if right:
                found.append(share(right).figure(f"{prefix}{name}_{end}", note=who))
            elif recorded is not None:
                estimate = CaseEstimate(**recorded["accuracy"])
                found.append(estimate.figure(f"{prefix}{name}_{end}", note=f"{who}, as recorded"))
    return found


def _calibration(
    bench: DecoderBench, rows: Sequence[Row], seed: int
) -> tuple[dict[ConfidenceKind, Calibrator], dict[str, Any]]:
    """Fit calibrators on the validation answers to all tasks together, and measure them on the test "
    "answers."""
    kinds: dict[ConfidenceKind, str] = {
        "probability among the options": "decoder",
        "mean token probability": FREE,
    }
    calibrators: dict[ConfidenceKind, Calibrator] = {}
    errors: dict[str, Any] = {}
    decoder = bench.measured.decoder
    for kind, who in kinds.items():
        held, test = (
            [row for task in bench.tasks for row in _of(rows, task, who, bench, split)]
            for split in ("validation", "test")
        )
        if not test:
            continue
        right, sure = [row["correct"] for row in test], [min(1.0, row["confidence"]) for row in test]
        before = AnswerFigures.of(right, sure, seed=seed).ece
        errors[kind] = {"before": before.row, "after": None, "why": ""}
        try:
            fitted = Calibrator.fit(
                [min(1.0, row["confidence"]) for row in held],
                [row["correct"] for row in held],
                split="validation",
                reader=decoder.calibrated_as,
                fingerprint=bench.answers.fingerprint(),
                confidence_kind=kind,
                layers=sorted({layer for layers in bench.combinations for layer in layers}),
                seed=seed,
            )
        except InputError as error:  # too few cases, or all of them right or wrong
            errors[kind]["why"] = str(error)
            continue
        calibrators[kind] = fitted
        errors[kind]["after"] = AnswerFigures.of(right, list(fitted(sure)), seed=seed).ece.row
        errors[kind]["calibrator"] = repr(fitted)
    return calibrators, errors


def _error_figures(errors: Mapping[str, Any], prefix: str) -> list[Figure]:
    found = []
    for kind, end in (("probability among the options", ""), ("mean token probability", "_free_text")):
        for when in ("before", "after"):
            row = errors.get(kind, {}).get(when)
            if row is not None:
                figure = CaseEstimate(**row).figure(f"{prefix}ece_{when}{end}", note=kind)
                bar = MOST_ECE if when == "after" else None
                found.append(dataclasses.replace(figure, bar=bar, better="lower"))
    return found


def _verdicts(task: Mapping[str, Any]) -> list[Verdict]:
    """Return whether the decoder is ahead of what it is compared with, on one task."""
    found = []
    for who, claim in (
        ("no activations", "The decoder answers better than the same recipe trained without activations"),
        ("text only", "It answers better than the model that is given the text"),
        ("probe", "It answers better than a linear probe"),
    ):
        if who in task["leads"]:
            gap = CaseEstimate(**task["leads"][who])
            reason = f"ahead by {gap}"
            found.append(Verdict(f"{claim}: {task['title']}.", verdict_word(exceeds(gap)), reason))
    for who in ("shuffled", "random", "no activations"):
        if who in task["who"]:
            found.append(_near_chance(task, who))
    return found


def _near_chance(task: Mapping[str, Any], who: str) -> Verdict:
    """Return whether a control is right no more often than chance or the text has it, but for some points."""
    text = task["who"].get("text only", {}).get("accuracy", {}).get("value") or 0.0
    luck = task.get("by_luck", 0.0) if who == "shuffled" else 0.0
    most = max(task["chance"], text, luck) + MOST_ABOVE
    control = CaseEstimate(**task["who"][who]["accuracy"])
    above = exceeds(control, most)
    claim = f"With {'its activations ' if who != 'no activations' else ''}{who}, it is at most"
    return Verdict(
        f"{claim} {100 * MOST_ABOVE:.0f} points above chance or the text: {task['title']}.",
        verdict_word(None if above is None else not above),
        f"{control}, chance {task['chance']:.3f}, text {text:.3f}"
        + (f", the other row has the same answer in {luck:.3f}" if luck else ""),
    )
