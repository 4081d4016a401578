"""A sweep's answers as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from latentlens.activations.joined_layers import JoinedLayers
from latentlens.ask.answer import Answer
from latentlens.ask.source import Coords

if TYPE_CHECKING:
    import pandas as pd


def sweep_table(
    axes: Mapping[str, tuple[Any, ...]], answers: Mapping[Coords, Answer], cells: Sequence[Coords]
) -> pd.DataFrame:
    """Return a table with one row per answer: coordinates, text, confidence, excess, controls, options.

    Args:
        axes: values of each axis by name.
        answers: the answers by coordinates.
        cells: coordinates of the rows, in order.
    """
    import pandas as pd

    frame: pd.DataFrame = pd.DataFrame(
        [{**_where(axes, cell, answers[cell]), **_columns(answers[cell])} for cell in cells]
    )
    return frame


def _where(axes: Mapping[str, tuple[Any, ...]], cell: Coords, answer: Answer) -> dict[str, Any]:
    where: dict[str, Any] = {
        name: str(value) if isinstance(value, JoinedLayers) else value
        for name, value in zip(axes, cell, strict=True)
    }
    if "vector" in where:
        scale, norm = answer.provenance["scale"], answer.provenance["norm"]
        return {**where, "norm": abs(scale) * norm, "relative_norm": answer.provenance["relative_norm"]}
    return {**where, "token": answer.name}


def _columns(answer: Answer) -> dict[str, Any]:
    row: dict[str, Any] = {
        "answer": answer.text.strip(),
        "confidence": answer.confidence,
        "excess": answer.excess,
        "option_mass": answer.option_mass,
        "target_layer": answer.target_layer,
        "flags": ", ".join(flag.kind for flag in answer.flags),
    }
    if answer.noise is not None:
        row["noise"] = answer.noise.verdict
        for sample in answer.noise.samples:
            name = sample.kind.replace(" ", "_")
            row |= {f"{name}_reached": sample.reached, f"{name}_n": sample.n, f"{name}_p": sample.p_value}
    if answer.calibrated_confidence is not None:
        row["calibrated_confidence"] = answer.calibrated_confidence
    kinds = [control.kind for control in answer.controls]
    for i, control in enumerate(answer.controls):
        before = kinds[:i].count(control.kind)
        name = f"{control.kind}_{before + 1}" if before else control.kind
        row[f"{name}_answer"] = control.text.strip()
        row[f"{name}_confidence"] = control.confidence
        row[f"{name}_support"] = control.support
    for option in answer.options:
        row[f"p({option.text})"] = option.probability
    return row
