"""What a reader of one's own is, and how it did on what its fit never saw, in words for the question box."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.mappings.fit_report import FitReport, LayerFit
from latentlens.readers.calibrated import Calibrated
from latentlens.readers.lens import Lens
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.reader import Reader
from latentlens.scoring.intervals import Estimate, wilson
from latentlens.training.soft_prompts import SoftPrompts

MOST = 160
"""So many letters of a reader that has no figures are shown."""

_LENSES = {
    "logit": "Logit lens",
    "tuned": "Tuned lens",
    "jacobian": "Jacobian lens",
    "shortcut": "Linear shortcut",
    "relation": "Relation",
}


def measured(
    reader: Reader, n_layers: int, soft_prompts: Sequence[SoftPrompts] = ()
) -> tuple[str, dict[int, str]]:
    """Return what a reader is, and by layer how it does on held-out tokens, where that is known.

    Args:
        reader: any reader.
        n_layers: of the model that answers.
        soft_prompts: fits of soft prompts, whose figures a soft prompt alone does not have.

    Examples:
        >>> measured(Lens("logit"), 4)
        ("Lens('logit')", {})
    """
    if isinstance(reader, Calibrated):
        said, held_out = measured(reader.reader, n_layers, soft_prompts)
        on = reader.calibrator.fitted_on
        return f"Calibrated on {on.n} cases ({on.split}). {said}", held_out
    if reader.fitted is not None and reader.fitted.report is not None:
        name = _LENSES[reader.kind] if isinstance(reader, Lens) else "Patchscope with a fitted mapping"
        what = "subjects" if isinstance(reader, Lens) and reader.kind == "relation" else "tokens"
        return _mapped(reader, name, what, reader.fitted.report, n_layers)
    if isinstance(reader, Patchscope) and reader.soft_prompt is not None:
        soft = reader.soft_prompt
        name = f"A prompt of {len(soft.vectors)} vectors, learned for the states of layer {soft.layer}."
        return name, next((found for each in soft_prompts if (found := _foretold(each, reader))), {})
    shown = repr(reader)
    return shown if len(shown) <= MOST else f"{shown[: MOST - 1]}…", {}


def _mapped(
    reader: Reader, name: str, what: str, report: FitReport, n_layers: int
) -> tuple[str, dict[int, str]]:
    cases, layers = report.tokens[1], set(reader.layers(n_layers))
    said = {
        fit.layer: f"Held out, layer {fit.layer}: {_figures(fit, cases)}."
        for fit in report.layers
        if fit.layer in layers and fit.target_layer == reader.target_layer(fit.layer, n_layers)
    }
    return (
        f"{name} ({report.method}), fitted on {report.tokens[0]} {what}, measured on {cases} held out.",
        said,
    )


def _figures(fit: LayerFit, cases: int) -> str:
    said = [f"R² {fit.r2:.3f}"]
    if fit.p_at_1 is not None:
        said.append(f"P@1 {Estimate(fit.p_at_1, *wilson(round(fit.p_at_1 * cases), cases))}")
    if fit.logit_lens_p_at_1 is not None:
        said.append(f"logit lens {fit.logit_lens_p_at_1:.3f}")
    return ", ".join(said)


def _foretold(fitted: SoftPrompts, reader: Patchscope) -> dict[int, str]:
    soft = reader.soft_prompt
    if soft is None or fitted.report is None or fitted.prompts.get(soft.layer) != soft:
        return {}
    rows = [row for row in fitted.report.rows if row.layer == soft.layer]
    said = "; ".join(
        f"token +{row.ahead} P@1 {row.p_at_1}, fixed prompt {row.fixed_p_at_1.value:.3f}" for row in rows
    )
    return {soft.layer: f"On {rows[0].cases} tokens held out: {said}."}
