"""FitReport: the settings of a fit, and how well the mappings do on held-out documents."""

from __future__ import annotations

import dataclasses
from typing import Any

from latentlens.display.minus import with_minus
from latentlens.display.tables import element, html_table, markup, text_table
from latentlens.files.restored import restored


@dataclasses.dataclass(frozen=True)
class LayerFit:
    """Figures of one mapping on the held-out documents, averaged over their tokens.

    All but `r2` and `rank` are None unless the target layer is the last.

    Args:
        layer: source layer.
        target_layer: target layer of the mapping.
        r2: share of the target's variance that the mapping explains, over all coordinates together.
        p_at_1: share of tokens at which the lens and the target model have the same most probable next token.
        surprisal: mean -log p of the lens's most probable token under the target model, in nats.
        kl: mean KL divergence of the lens's distribution from the target model's, in nats.
        logit_lens_p_at_1: `p_at_1` without the mapping (the logit lens); None between two models.
        logit_lens_kl: `kl` without the mapping; None between two models.
        rank: number of linearly independent source vectors in the fit; None if it was not computed.
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
    """Settings of a fit and its figures on held-out documents; printing it shows them as a table.

    Args:
        method: name of the method, such as "least squares".
        documents: (number of documents fitted on, number held out).
        tokens: (number of tokens fitted on, number held out); tokens left out of the fit are not counted.
        seed: seed of the split into documents and of all other random draws.
        settings: the other settings of the fit, by name.
        layers: figures on the held-out documents, one entry for each mapping.
        notes: sentences shown under the table, such as what a figure does not cover. Default: none.

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
        """Return the report as a dict that JSON can hold."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> FitReport:
        """Rebuild a report from the dict that `to_dict` returned.

        Args:
            values: the dict, possibly after a round trip through JSON.

        Raises:
            InputError: if a field is missing, unknown, or of another type.
        """
        return restored(cls, values, "report")

    @property
    def title(self) -> str:
        """The method, and the documents that the figures are measured on, in one line."""
        plural = "" if self.documents[1] == 1 else "s"
        return (
            f"{self.method}, held-out: {self.documents[1]} document{plural}, {self.tokens[1]} tokens "
            f"(fitted on {self.documents[0]}, {self.tokens[0]}; seed {self.seed})"
        )

    def _table(self) -> tuple[list[str], list[list[str]]]:
        """Return the headings of the columns that are not empty, and the rows."""
        columns = [(n, t) for n, t in _COLUMNS if any(getattr(layer, n) is not None for layer in self.layers)]
        headings = [text for _, text in columns]
        return headings, [[_cell(getattr(layer, name)) for name, _ in columns] for layer in self.layers]

    def __repr__(self) -> str:
        return "\n".join([self.title, text_table(*self._table(), align="right"), *self.notes])

    def _repr_html_(self) -> str:
        notes = (element("p", note) for note in self.notes)
        return str(markup(html_table(*self._table(), caption=self.title, align="right"), *notes))


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else with_minus(f"{value:.3f}")
