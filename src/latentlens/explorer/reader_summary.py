"""Summary of a reader for the question box: its kind, and its held-out figures by layer."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.ask.calibrated import Calibrated
from latentlens.display.minus import with_minus
from latentlens.mappings.fit_report import FitReport, LayerFit
from latentlens.readers.reader import Reader
from latentlens.scoring.intervals import Estimate, wilson
from latentlens.training.soft_prompts import SoftPrompts


def summary_and_figures(
    reader: Reader | Calibrated, n_layers: int, soft_prompts: Sequence[SoftPrompts] = ()
) -> tuple[str, dict[int, str]]:
    """Return a reader's summary, and a text of its held-out figures for each layer that has them.

    Args:
        reader: a reader, calibrated or not.
        n_layers: number of blocks of the model that answers.
        soft_prompts: fitted soft prompts, which have the figures of readers made of them; none by default.

    Examples:
        >>> from latentlens.readers.lens import Lens
        >>> summary_and_figures(Lens(), 4)
        ('Lens()', {})
    """
    if isinstance(reader, Calibrated):
        summary, held_out = summary_and_figures(reader.reader, n_layers, soft_prompts)
        return f"Calibrated on {reader.calibrator.summary}. {summary}", held_out
    if reader.fitted is not None and reader.fitted.report is not None:
        return _mapping_figures(reader, reader.summary, reader.fitted.report, n_layers)
    figures = (_soft_prompt_figures(each, reader) for each in soft_prompts)
    return reader.summary, next((by_layer for by_layer in figures if by_layer), {})


def _mapping_figures(
    reader: Reader, name: str, report: FitReport, n_layers: int
) -> tuple[str, dict[int, str]]:
    cases, layers = report.tokens[1], set(reader.layers(n_layers))
    by_layer = {
        fit.layer: f"Held out, layer {fit.layer}: {_figures(fit, cases)}."
        for fit in report.layers
        if fit.layer in layers and fit.target_layer == reader.target_layer(fit.layer, n_layers)
    }
    return (
        f"{name} ({report.method}), fitted on {report.tokens[0]} activations, measured on {cases} held out.",
        by_layer,
    )


def _figures(fit: LayerFit, cases: int) -> str:
    figures = [f"R² {with_minus(f'{fit.r2:.3f}')}"]
    if fit.p_at_1 is not None:
        figures.append(f"P@1 {Estimate(fit.p_at_1, *wilson(round(fit.p_at_1 * cases), cases))}")
    if fit.logit_lens_p_at_1 is not None:
        figures.append(f"logit lens {fit.logit_lens_p_at_1:.3f}")
    return ", ".join(figures)


def _soft_prompt_figures(fitted: SoftPrompts, reader: Reader) -> dict[int, str]:
    """Return the held-out P@1 of the reader's soft prompt for each future token, by its layer."""
    if fitted.report is None:
        return {}
    used_layers = [layer for layer, prompt in fitted.prompts.items() if reader.uses(prompt)]
    by_layer: dict[int, str] = {}
    for layer in used_layers:
        rows = [row for row in fitted.report.rows if row.layer == layer]
        figures = "; ".join(
            f"token +{row.ahead} P@1 {row.p_at_1}, fixed prompt {row.fixed_p_at_1.value:.3f}" for row in rows
        )
        by_layer[layer] = f"On {rows[0].cases} tokens held out: {figures}."
    return by_layer
