"""What a reader is, and how it did on what its fit never saw, in words for the question box."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.ask.calibrated import Calibrated
from latentlens.mappings.fit_report import FitReport, LayerFit
from latentlens.readers.reader import Reader
from latentlens.scoring.intervals import Estimate, wilson
from latentlens.training.soft_prompts import SoftPrompts


def measured(
    reader: Reader | Calibrated, n_layers: int, soft_prompts: Sequence[SoftPrompts] = ()
) -> tuple[str, dict[int, str]]:
    """Return what a reader is, and by layer how it does on held-out tokens, where that is known.

    Args:
        reader: any reader.
        n_layers: how many blocks the model that answers has.
        soft_prompts: fits of soft prompts, whose figures a soft prompt alone does not have.

    Examples:
        >>> from latentlens.readers.lens import Lens
        >>> measured(Lens(), 4)
        ('Lens()', {})
    """
    if isinstance(reader, Calibrated):
        said, held_out = measured(reader.reader, n_layers, soft_prompts)
        return f"Calibrated on {reader.calibrator.summary}. {said}", held_out
    if reader.fitted is not None and reader.fitted.report is not None:
        return _mapped(reader, reader.summary, reader.fitted.report, n_layers)
    figures = (_foretold(each, reader) for each in soft_prompts)
    return reader.summary, next((found for found in figures if found), {})


def _mapped(reader: Reader, name: str, report: FitReport, n_layers: int) -> tuple[str, dict[int, str]]:
    cases, layers = report.tokens[1], set(reader.layers(n_layers))
    said = {
        fit.layer: f"Held out, layer {fit.layer}: {_figures(fit, cases)}."
        for fit in report.layers
        if fit.layer in layers and fit.target_layer == reader.target_layer(fit.layer, n_layers)
    }
    return (
        f"{name} ({report.method}), fitted on {report.tokens[0]} activations, measured on {cases} held out.",
        said,
    )


def _figures(fit: LayerFit, cases: int) -> str:
    said = [f"R² {fit.r2:.3f}"]
    if fit.p_at_1 is not None:
        said.append(f"P@1 {Estimate(fit.p_at_1, *wilson(round(fit.p_at_1 * cases), cases))}")
    if fit.logit_lens_p_at_1 is not None:
        said.append(f"logit lens {fit.logit_lens_p_at_1:.3f}")
    return ", ".join(said)


def _foretold(fitted: SoftPrompts, reader: Reader) -> dict[int, str]:
    """Return how a soft prompt of the reader predicts the tokens to come, by its layer."""
    if fitted.report is None:
        return {}
    own = [layer for layer, prompt in fitted.prompts.items() if reader.uses(prompt)]
    told: dict[int, str] = {}
    for layer in own:
        rows = [row for row in fitted.report.rows if row.layer == layer]
        said = "; ".join(
            f"token +{row.ahead} P@1 {row.p_at_1}, fixed prompt {row.fixed_p_at_1.value:.3f}" for row in rows
        )
        told[layer] = f"On {rows[0].cases} tokens held out: {said}."
    return told
