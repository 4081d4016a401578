"""The report: every stage in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from latentlens.experiments.bars import Figure
from latentlens.experiments.world_report.knowledge import behaviours, facts, two_hop
from latentlens.experiments.world_report.opening import opening
from latentlens.experiments.world_report.probe import probes
from latentlens.experiments.world_report.scopes import attributes, descriptions, identity
from latentlens.session import Session
from latentlens.world.split import Split

STAGES: dict[str, Callable[[Session, Split], Iterator[Figure]]] = {
    "facts": facts,
    "two hops": two_hop,
    "system prompts": behaviours,
    "descriptions": descriptions,
    "next tokens": identity,
    "attributes": attributes,
    "probes": probes,
    "opening": opening,
}
"""What is measured, by what it is called while it is under way."""


def measure(
    session: Session, split: Split = "test", *, on_stage: Callable[[str], None] | None = None
) -> Iterator[Figure]:
    """Measure a model of the world.

    Args:
        session: the model.
        split: "validation" to choose by, "test" to report.
        on_stage: called with the name of each stage as it begins.

    Yields:
        Each figure as soon as it is there.

    Examples:
        >>> from latentlens import Session
        >>> figure = next(measure(Session()))
        >>> figure.name, figure.holds
        ('facts', True)
    """
    for name, stage in STAGES.items():
        if on_stage is not None:
            on_stage(name)
        yield from stage(session, split)
