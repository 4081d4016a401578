"""How well a decoder steers the model that it reads, as a part of its measurement that is kept."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes.page import escape_markdown
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.steering import FACT_LOSS, KINDS, kind_rows, named_rows
from latentlens.experiments.steering_study import SteeringPlan, SteeringRow, SteeringStudy
from latentlens.readers.decoder import Decoder

QUICK = SteeringPlan(
    traits=(("mood", "happy"),),
    validation_traits=(("mood", "calm"),),
    strengths=(1.0,),
    baseline_strengths=(1.0,),
    slot_strengths=(1.0,),
    learnt_from=4,
    preserved=4,
    chats=4,
    facts=8,
    steps=2,
)
"""What is steered in a quick run."""
_HEADS = (
    "steered by",
    "layers",
    "strength",
    "as wished, %",
    "says the fact, %",
    "facts lost, points",
    "the same by trait",
)
STEER_SUCCESS = 80.0
"""Share of replies in percent that should show what was wished."""


def measure_steering(study: Study, decoder: Decoder) -> list[Row]:
    """Steer the model with a decoder and with the baselines; what an earlier run finished is kept.

    Args:
        study: the model, cache of parts and size.
        decoder: decoder that reads this model and answers with it.

    Returns:
        One row for each method on test, and one for each setting that was tried on validation.
    """

    quick = dataclasses.replace(QUICK, layers=((decoder.manifest.read.all_layers[-1],),))
    plan = quick if study.quick else SteeringPlan(seed=study.seed)
    cases = functools.cache(lambda: SteeringStudy(study.session, plan))

    def rows_of(kind: str) -> list[Row]:
        return [dataclasses.asdict(row) for row in kind_rows(cases(), decoder, kind)]

    kinds = [kind for kind in KINDS if not (study.quick and kind == "decoder_lora")]
    found: list[Row] = []
    for kind in kinds:
        found += study.cache.rows(f"steering by {kind}", functools.partial(rows_of, kind))
    return found


def steering_figures(rows: Sequence[Row], prefix: str) -> list[Figure]:
    """Return the success of every kind of steering and what it costs in factual accuracy, on test.

    Args:
        rows: what `measure_steering` returned.
        prefix: put before the figures' names. Those without the name of a kind are of the decoder's kind that
            validation chose, and have a bar.
    """
    whole = [SteeringRow(**{**row, "layers": tuple(row["layers"])}) for row in rows]
    found = []
    for end, row in named_rows(whole).items():
        note = f"{row.method.replace('_', ' ')}{'' if end else ', chosen on validation'}"
        success = Figure(
            f"{prefix}steer_success{end}",
            100 * row.success,
            "%",
            None if end else STEER_SUCCESS,
            interval=(100 * row.low, 100 * row.high),
            cases=row.n,
            note=note,
        )
        cost = Figure(
            f"{prefix}steer_fact_loss{end}",
            row.fact_loss,
            "points",
            None if end else FACT_LOSS,
            "lower",
            interval=(row.loss_low, row.loss_high),
            note=note,
        )
        found += [success, cost]
    return found


def steering_markdown(rows: Sequence[Row]) -> str:
    """Return what a Markdown page says of the test rows: what they are, and a table with 95 % intervals.

    Args:
        rows: what `steering_table` returned.
    """
    cells = [
        [
            str(row["method"]).replace("_", " "),
            _layers(row["layers"]),
            f"{row['strength']:g}" if row["strength"] else "–",
            f"{100 * row['success']:.0f} ({100 * row['low']:.0f}–{100 * row['high']:.0f}), n = {row['n']}",
            f"{100 * row['reply_facts']:.0f} ({100 * row['reply_low']:.0f}–{100 * row['reply_high']:.0f})",
            f"{row['fact_loss']:.1f} ({row['loss_low']:.1f} to {row['loss_high']:.1f})",
            "; ".join(
                f"{trait} {100 * share:.0f}, {100 * row['reply_facts_by_trait'][trait]:.0f}, "
                f"{row['fact_loss_by_trait'][trait]:.1f}"
                for trait, share in row["by_trait"].items()
            ),
        ]
        for row in rows
    ]
    lines = [f"| {' | '.join(_HEADS)} |", f"|---{'|---:' * (len(_HEADS) - 1)}|"]
    lines += [f"| {' | '.join(map(escape_markdown, each))} |" for each in cells]
    return "Replies that show what was wished, graded by the world.\n\n" + "\n".join(lines)


def _layers(layers: Sequence[int]) -> str:
    """Return layers in a few characters, such as "1–6"."""
    whole = len(layers) > 2 and list(layers) == list(range(layers[0], layers[-1] + 1))
    return f"{layers[0]}–{layers[-1]}" if whole else ", ".join(map(str, layers)) or "–"


def steering_table(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the test rows, one for each method.

    Args:
        rows: what `measure_steering` returned.
    """
    return [row for row in rows if row["split"] == "test"]
