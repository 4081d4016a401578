"""A linear probe for the entity at every layer: how much of it a trained reader could read."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np

from latentlens.experiments.bars import Figure
from latentlens.experiments.world_report.mentions import mention_in_prose, read_states
from latentlens.experiments.world_report.share import share_figure
from latentlens.session import Session
from latentlens.world import load_facts
from latentlens.world.split import Split

KIND = "person"
TRAIN, TEST = 4, 2
"""Sentences about each entity that the probe is fitted on, and evaluated on."""


def entity_probes(session: Session, split: Split) -> Iterator[Figure]:
    """Fit a logistic regression for the entity that is named, and evaluate it on other sentences.

    Args:
        session: session on the model.
        split: split of the prose that it is evaluated on.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    names = load_facts().names[KIND]

    def sample(name: str, each: int) -> tuple[np.ndarray, list[str]]:
        rng = Random(f"probe:{name}")  # noqa: S311 - cases, not secrets
        labels = [x for x in names for _ in range(each)]
        return read_states(session, [mention_in_prose(KIND, x, rng) for x in labels]).numpy(), labels

    seen, own = sample("train", TRAIN)
    unseen, others = sample(split, TEST)
    for layer in range(session.model.n_layers + 1):
        probe = make_pipeline(StandardScaler(), LogisticRegression(max_iter=200))
        correct = probe.fit(seen[:, layer], own).predict(unseen[:, layer]) == np.array(others)
        yield share_figure(
            f"probe_layer_{layer}", correct.tolist(), note=f"which of {len(names)} people is named"
        )
