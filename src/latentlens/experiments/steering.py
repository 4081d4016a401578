"""Steers the teaching world's model with a decoder, beside baselines; chosen on validation cases."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.display.progress import Progress, track
from latentlens.experiments.steering_methods import steering_methods
from latentlens.experiments.steering_study import Learnt, SteeringPlan, SteeringRow, SteeringStudy, Trait
from latentlens.readers.decoder import Decoder
from latentlens.session import Session

FACT_LOSS = 5.0
"""Points of factual accuracy that steering may cost."""


def steering_rows(
    session: Session,
    decoder: Decoder,
    plan: SteeringPlan | None = None,
    *,
    kinds: Sequence[str] = (),
    progress: Progress | bool | None = None,
) -> list[SteeringRow]:
    """Return how well a decoder steers a model of the teaching world, and how well the baselines do.

    Everything is learnt on training chats. Layers and strength of each method are those with the largest
    share of replies as wished for the validation traits on validation chats, among those that cost at most
    `FACT_LOSS` points of factual accuracy there, both of the replies and of statements without a chat; or, if
    none does, the one that costs least. The test rows are of those alone, for the other traits, which nothing
    was chosen with. Replies are graded by the world, never by the decoder.

    Args:
        session: session on the model, which is steered and answers for the decoder.
        decoder: the decoder.
        plan: what is steered, and which settings are tried. Default None: `SteeringPlan()`.
        kinds: names of the methods that are tried, as in `SteeringRow.method`. Default (): all.
        progress: as in `Session.sweep`; counts what is learnt and what is measured.

    Returns:
        The test rows, the model's own first; then the validation rows of all settings that were tried.
    """
    plan = plan or SteeringPlan()
    study = SteeringStudy(session, plan)
    methods = {
        name: method
        for name, method in steering_methods(study, decoder).items()
        if not kinds or name in kinds
    }
    tried = sum(len(method.layers) * (1 + len(method.strengths)) + 1 for method in methods.values())
    chosen = [study.row("none", "test"), study.row("system_prompt", "test")]
    seen: list[SteeringRow] = []
    with track(progress, "steering", unit="settings", total=tried) as work:

        def learnt_for(traits: Sequence[Trait], layers: tuple[int, ...]) -> dict[Trait, Learnt]:
            learnt = {}
            for trait in traits:
                work.check()
                learnt[trait] = method.learn(trait, layers)
            work.advance()
            return learnt

        for name, method in methods.items():
            found: dict[tuple[tuple[int, ...], float], SteeringRow] = {}
            for layers in method.layers:
                learnt = learnt_for(plan.validation_traits, layers)
                for strength in method.strengths:
                    work.check()
                    found[layers, strength] = study.row(name, "validation", layers, strength, learnt)
                    work.advance()
            layers, strength = max(found, key=lambda at: _merit(found[at]))
            chosen.append(study.row(name, "test", layers, strength, learnt_for(plan.traits, layers)))
            seen += found.values()
    return [*chosen, *seen]


def _merit(row: SteeringRow) -> tuple[bool, float, float]:
    """Return what is chosen by: success among the settings that spare the facts, else what they cost."""
    cost = max(row.fact_loss, row.reply_loss)
    spares = cost <= FACT_LOSS
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
