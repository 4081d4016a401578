"""Moment: the state of a model when it was last looked at, with the twin that runs it in that state."""

from __future__ import annotations

import dataclasses

from latentlens.model.runner import Runner
from latentlens.model.structure import Structure


@dataclasses.dataclass
class Moment:
    """The state of a model at one moment, with the twin that runs it in that state.

    Args:
        structure: the model's modules, settings, adapters and hooks.
        runner: twin that runs the model in this state.
        fingerprint: hash of the model's state, without a switched adapter. Default None: not computed yet.
        adapter: name of the one adapter active in the twin. Default None: those active in the model.
        as_found: for a state with a switched adapter, the state without it. Default None.
        switched: states with one adapter switched on, by its name.
    """

    structure: Structure
    runner: Runner
    fingerprint: str | None = None
    adapter: str | None = None
    as_found: Moment | None = None
    switched: dict[str, Moment] = dataclasses.field(default_factory=dict)
