"""The report: every stage in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from latentlens.experiments.bars import Figure
from latentlens.experiments.world_report.entity_probe import entity_probes
from latentlens.experiments.world_report.knowledge import behaviours, facts, two_hop
from latentlens.experiments.world_report.opening_time import opening_time
from latentlens.experiments.world_report.untrained_patchscopes import attributes, descriptions, identity
from latentlens.session import Session
from latentlens.world.split import Split

STAGES: dict[str, Callable[[Session, Split], Iterator[Figure]]] = {
    "facts": facts,
    "two hops": two_hop,
    "system prompts": behaviours,
    "descriptions": descriptions,
    "next tokens": identity,
    "attributes": attributes,
    "probes": entity_probes,
    "opening": opening_time,
}
"""Stage, as it is reported while it runs -> the function that measures it."""


def measure(
    session: Session, split: Split = "test", *, on_stage: Callable[[str], None] | None = None
) -> Iterator[Figure]:
    """Measure a model of the teaching world.

    Args:
        session: session on the model.
        split: "validation" to choose by, "test" (default) to report.
        on_stage: called with the name of each stage as it begins.

    Yields:
        Each figure as soon as it is measured.

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
