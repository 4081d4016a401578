"""A linear probe for the entity at every layer: how much of it could be read by a reader that is trained."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np

from latentlens.experiments.bars import Figure
from latentlens.experiments.world_report.reading import in_prose, read
from latentlens.experiments.world_report.share import share
from latentlens.session import Session
from latentlens.world import load_facts
from latentlens.world.split import Split

KIND = "person"
TRAIN, TEST = 4, 2
"""Sentences about each entity that the probe is fitted and measured on."""


def probes(session: Session, split: Split) -> Iterator[Figure]:
    """Fit a logistic regression for who is named, on other sentences than it is measured on.

    Args:
        session: the model.
        split: names the sample of prose that it is measured on.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    names = load_facts().names[KIND]

    def sample(name: str, each: int) -> tuple[np.ndarray, list[str]]:
        rng = Random(f"probe:{name}")  # noqa: S311 - cases, not secrets
        labels = [x for x in names for _ in range(each)]
        return read(session, [in_prose(KIND, x, rng) for x in labels]).numpy(), labels

    seen, own = sample("train", TRAIN)
    unseen, others = sample(split, TEST)
    for layer in range(session.model.n_layers + 1):
        probe = make_pipeline(StandardScaler(), LogisticRegression(max_iter=200))
        right = probe.fit(seen[:, layer], own).predict(unseen[:, layer]) == np.array(others)
        yield share(f"probe_layer_{layer}", right.tolist(), note=f"which of {len(names)} people is named")
