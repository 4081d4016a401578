"""Steers the teaching world's model with a decoder, beside baselines; chosen on validation cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from latentlens.display.progress import Progress, track
from latentlens.experiments.steering_methods import METHODS, steering_methods
from latentlens.experiments.steering_study import Learnt, SteeringPlan, SteeringRow, SteeringStudy, Trait
from latentlens.readers.decoder import Decoder
from latentlens.session import Session

FACT_LOSS = 5.0
"""Points of factual accuracy that steering may cost."""


KINDS = ("none", "system_prompt", "empty_slot", *METHODS)
"""What replies are compared: of the model as it is, after a system prompt, after one with a slot in which
nothing stands but an x, and steered by each method."""


def steering_rows(
    session: Session,
    decoder: Decoder,
    plan: SteeringPlan | None = None,
    *,
    progress: Progress | bool | None = None,
) -> list[SteeringRow]:
    """Return how well a decoder steers a model of the teaching world, and how well the baselines do.

    Args:
        session: session on the model, which is steered and answers for the decoder.
        decoder: the decoder.
        plan: what is steered, and which settings are tried. Default None: `SteeringPlan()`.
        progress: as in `Session.sweep`; counts the kinds of steering.

    Returns:
        For each of `KINDS`, what `kind_rows` returns.
    """
    study = SteeringStudy(session, plan or SteeringPlan())
    found: list[SteeringRow] = []
    with track(progress, "steering", unit="kinds", total=len(KINDS)) as work:
        for kind in KINDS:
            found += kind_rows(study, decoder, kind, work.check)
            work.advance()
    return found


def kind_rows(
    study: SteeringStudy, decoder: Decoder, kind: str, checkpoint: Callable[[], None] | None = None
) -> list[SteeringRow]:
    """Return how well one kind of steering does.

    Everything is learnt on training chats. Layers and strength are those with the largest share of replies as
    wished for the validation traits on validation chats, among those that cost at most `FACT_LOSS` points of
    factual accuracy there, both of the replies and of statements without a chat; or, if none does, the one
    that costs least. The test row is of those alone, for the other traits, which nothing was chosen with.
    Replies are graded by the world, never by the decoder.

    Args:
        study: the cases, with the plan.
        decoder: the decoder.
        kind: one of `KINDS`.
        checkpoint: called before each thing that is learnt or measured; it may raise an error to stop.
            Default None.

    Returns:
        The test row; then the validation rows of all settings that were tried.
    """
    checkpoint = checkpoint or (lambda: None)
    checkpoint()
    if kind not in METHODS:
        return [study.row(kind, "test", in_slot=kind == "empty_slot")]
    method = steering_methods(study, decoder)[kind]

    def learnt_for(traits: Sequence[Trait], layers: tuple[int, ...]) -> dict[Trait, Learnt]:
        learnt = {}
        for trait in traits:
            checkpoint()
            learnt[trait] = method.learn(trait, layers)
        return learnt

    found: dict[tuple[tuple[int, ...], float], SteeringRow] = {}
    for layers in method.layers:
        learnt = learnt_for(study.plan.validation_traits, layers)
        for strength in method.strengths:
            checkpoint()
            found[layers, strength] = study.row(
                kind, "validation", layers, strength, learnt, in_slot=method.in_slot
            )
    layers, strength = max(found, key=lambda at: _merit(found[at]))
    learnt = learnt_for(study.plan.traits, layers)
    test = study.row(kind, "test", layers, strength, learnt, in_slot=method.in_slot)
    return [test, *found.values()]


def _merit(row: SteeringRow) -> tuple[bool, float, float]:
    """Return what is chosen by: success among the settings that spare the facts, else what they cost."""
    cost = max(row.fact_loss, row.reply_loss)
    spares = cost <= FACT_LOSS + 1e-9  # 100 * (1 - 0.95) is above 5
    return spares, row.success if spares else 0.0, -cost


def named_rows(rows: Sequence[SteeringRow]) -> dict[str, SteeringRow]:
    """Return the test rows by which the reports name how well each kind of steering does.

    Args:
        rows: what `steering_rows` returned.

    Returns:
        The row of each method but "none" by the end of its figures' names, such as "_mean_difference" or
        "_lora"; and by "" that of the decoder's kind that validation chose.
    """
    tried = [row for row in rows if row.split == "validation" and row.method.startswith("decoder_")]
    best = max(tried, key=_merit).method
    test = {row.method: row for row in rows if row.split == "test" and row.method != "none"}
    return {"": test[best]} | {f"_{method.removeprefix('decoder_')}": row for method, row in test.items()}
