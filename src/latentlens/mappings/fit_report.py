"""What a fit was made from, and what it does on documents that it never saw."""

from __future__ import annotations

import dataclasses
from typing import Any

from latentlens.display.tables import element, html_table, markup, text_table
from latentlens.files.restored import restored


@dataclasses.dataclass(frozen=True)
class LayerFit:
    """One mapping's figures on the held-out documents; every mean is over their tokens.

    Args:
        layer: the source layer.
        target_layer: the layer that the mapping leads to.
        r2: the share of the target's variance that the mapping explains, all coordinates pooled.
        p_at_1: the share of tokens at which the lens and the target model agree on the likeliest next token;
            None, like what follows, where the target layer is not the last.
        surprisal: mean -log p of the lens's likeliest token under the target model, in nats.
        kl: mean KL divergence of the lens's distribution from the target model's, in nats.
        logit_lens_p_at_1: `p_at_1` without the mapping (the logit lens); None between two models.
        logit_lens_kl: `kl` without the mapping.
        rank: how many independent directions the fit saw; None if it did not count them.
    """

    layer: int
    target_layer: int
    r2: float
    p_at_1: float | None = None
    surprisal: float | None = None
    kl: float | None = None
    logit_lens_p_at_1: float | None = None
    logit_lens_kl: float | None = None
    rank: int | None = None


_COLUMNS = (
    ("layer", "layer"),
    ("target_layer", "to layer"),
    ("r2", "R²"),
    ("p_at_1", "P@1"),
    ("logit_lens_p_at_1", "P@1 logit lens"),
    ("surprisal", "surprisal"),
    ("kl", "KL"),
    ("logit_lens_kl", "KL logit lens"),
)


@dataclasses.dataclass(frozen=True)
class FitReport:
    """How mappings were fitted and how well they do; printed, a table of the held-out figures.

    Args:
        method: the name of the method, such as "least squares".
        documents: (number fitted on, number held out).
        tokens: the number of tokens in each; tokens that were left out are not counted.
        seed: seeds the split into documents and everything else that is drawn.
        settings: the fit's other settings, by name.
        layers: the held-out figures, one entry for each mapping.
        notes: sentences that stand under the table, such as what a figure does not cover. Default: none.

    Examples:
        >>> print(FitReport("least squares", (9, 1), (900, 100), 0, {}, (LayerFit(1, 4, 0.5),)))
        least squares, held-out: 1 document, 100 tokens (fitted on 9, 900; seed 0)
        layer  to layer     R²
            1         4  0.500
    """

    method: str
    documents: tuple[int, int]
    tokens: tuple[int, int]
    seed: int
    settings: dict[str, Any]
    layers: tuple[LayerFit, ...]
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, facts: dict[str, Any]) -> FitReport:
        """Return what `to_dict` was made from.

        Raises:
            InputError: if a field is missing, unknown, or of another type.
        """
        return restored(cls, facts, "report")

    @property
    def title(self) -> str:
        """What the figures are measured on, in one line."""
        plural = "" if self.documents[1] == 1 else "s"
        return (
            f"{self.method}, held-out: {self.documents[1]} document{plural}, {self.tokens[1]} tokens "
            f"(fitted on {self.documents[0]}, {self.tokens[0]}; seed {self.seed})"
        )

    def _table(self) -> tuple[list[str], list[list[str]]]:
        """Return the heads of the columns that hold something, and the rows."""
        shown = [(n, t) for n, t in _COLUMNS if any(getattr(layer, n) is not None for layer in self.layers)]
        heads = [text for _, text in shown]
        return heads, [[_cell(getattr(layer, name)) for name, _ in shown] for layer in self.layers]

    def __repr__(self) -> str:
        return "\n".join([self.title, text_table(*self._table(), align="right"), *self.notes])

    def _repr_html_(self) -> str:
        notes = (element("p", note) for note in self.notes)
        return markup(html_table(*self._table(), caption=self.title, align="right"), *notes)


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
