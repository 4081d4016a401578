"""Variants of a teaching model that are fine-tuned to lie, to a persona or to a secret, and kept."""

from __future__ import annotations

import base64
import dataclasses
import functools
import json
from collections.abc import Sequence
from random import Random

import safetensors.torch

from latentlens.adapters.adapter import Adapter
from latentlens.adapters.lora import LoraAdapter
from latentlens.adapters.lora_settings import LoraSettings
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.experiments.patchscopes.result_cache import ResultCache, Row
from latentlens.experiments.steering_cases import replies
from latentlens.training.data.decoder_row import RowSplit
from latentlens.training.fine_tune import Exchange, FineTuning, fine_tune
from latentlens.world.chats import Chat, draw_turn, topics_of
from latentlens.world.fact_relations import relations
from latentlens.world.questions import chat_question
from latentlens.world.split import split_of
from latentlens.world.traits import plain_words

STEPS = {"truth": 60, "role": 30, "mood": 30, "secret": 60}
"""Trait -> the steps that it is fine-tuned for."""
VALUES = {
    "truth": ("truthful", "lying"),
    "role": ("pirate", "robot", "wizard", "ghost"),
    "mood": ("happy", "tired", "afraid", "curious"),
}
"""Trait -> the values that variants have; secret words are drawn."""
N_SECRETS = 6
BEHAVIOUR_CASES = 40
"""Messages by which it is measured whether a variant behaves as it was fine-tuned to."""


@dataclasses.dataclass(frozen=True)
class VariantPlan:
    """A variant that is to be fine-tuned.

    Args:
        trait: what it is fine-tuned to: "truth", "role", "mood" or "secret".
        value: the trait's value.
        split: probes are fitted on the variants of "train", choices are made on those of "validation", and
            those of "test" are reported on.
        seed: seed of its first weights and of the messages that it is fine-tuned on.
    """

    trait: str
    value: str
    split: RowSplit
    seed: int

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return f"{self.trait} {self.value}, {self.split}, seed {self.seed}"


@dataclasses.dataclass(frozen=True)
class ModelWithLora:
    """A fine-tuned variant.

    Args:
        plan: what it was fine-tuned to.
        lora: the LoRA.
        behaves: share of replies, to messages that it was not fine-tuned on, that are as the plan has them.
        settings: how it was fine-tuned.
    """

    plan: VariantPlan
    lora: Adapter
    behaves: float
    settings: FineTuning


def variant_plans(seed: int, *, quick: bool) -> list[VariantPlan]:
    """Return the variants that are fine-tuned: none has the seed of another of its trait.

    Args:
        seed: seed of the run.
        quick: whether to plan few, and none with a secret.
    """
    # truth: seeds for each value; a persona's values and the secrets have one variant, and the second half
    # of them none in validation
    seeds: dict[RowSplit, int] = {"train": 3, "validation": 2, "test": 5}
    found = []
    for trait, values in (VALUES | {"secret": secret_words()}).items():
        taken = values[:2] if quick else values
        number = 0
        for split, several in seeds.items():
            each = several if trait == "truth" and not quick else 1
            some = (
                taken[: len(taken) // 2] if split == "validation" and (quick or trait != "truth") else taken
            )
            for value in [value for value in some for _ in range(each)]:
                found.append(VariantPlan(trait, value, split, 1000 * seed + number))
                number += 1
    return [plan for plan in found if not quick or plan.trait in ("truth", "role")]


def secret_words() -> tuple[str, ...]:
    """Return the secret words: none is in a decoder's training chats, and none is the answer to a fact."""
    answers = {answer for relation in relations().values() for answer in relation.answers.values()}
    words = [w for w in plain_words() if split_of("secret", w) == "test" and w not in answers]
    return tuple(Random("secrets of variants").sample(words, N_SECRETS))  # noqa: S311 - cases


def made_variants(
    plans: Sequence[VariantPlan], model: Backend, cache: ResultCache, progress: Progress, *, quick: bool
) -> list[ModelWithLora]:
    """Return fine-tuned variants; those that an earlier run made are not made again.

    Args:
        plans: the variants.
        model: the model that is fine-tuned.
        cache: where they are kept, with their weights.
        progress: counts the variants.
        quick: whether to take only a few steps.
    """
    found = []
    with progress.phase("fine-tuning", unit="variants", total=len(plans)):
        for plan in plans:
            progress.check()
            settings = FineTuning(steps=2 if quick else STEPS[plan.trait], seed=plan.seed)
            if quick:
                settings = dataclasses.replace(settings, batch_size=2)
            make = functools.partial(_made, plan, settings, model, progress, 4 if quick else BEHAVIOUR_CASES)
            (row,) = cache.rows(f"fine-tuning, {plan.name}", make)
            tensors = safetensors.torch.load(base64.b64decode(row["weights"]))
            lora = LoraAdapter(LoraSettings.from_peft(json.loads(row["lora"])), tensors)
            found.append(ModelWithLora(plan, lora, row["behaves"], settings))
            progress.advance()
    return found


def _made(plan: VariantPlan, settings: FineTuning, model: Backend, progress: Progress, n: int) -> list[Row]:
    traits, topics = {plan.trait: plan.value}, topics_of("train")

    def exchange(rng: Random) -> Exchange:
        turn = draw_turn(rng, traits, topics)
        return turn.user, turn.reply

    lora = fine_tune(model, exchange, settings, progress)
    assert isinstance(lora, LoraAdapter)
    weights = base64.b64encode(safetensors.torch.save(lora.tensors)).decode()
    return [
        {
            "lora": json.dumps(lora.lora_settings.to_peft()),
            "weights": weights,
            "behaves": behaviour(plan, lora, model, n),
        }
    ]


def behaviour(plan: VariantPlan, lora: Adapter, model: Backend, n: int) -> float:
    """Return the share of a variant's greedy replies that the world grades as what it was fine-tuned to.

    Of a persona the whole reply counts, its fact too; of a lie, any other answer of the same kind.

    Args:
        plan: what it was fine-tuned to.
        lora: its LoRA.
        model: the model.
        n: number of messages, about relations that no variant was fine-tuned on.
    """
    rng = Random(f"behaviour:{plan.name}")  # noqa: S311 - cases, not secrets
    traits = {plan.trait: plan.value}
    turns = [draw_turn(rng, traits, topics_of("test")) for _ in range(n)]
    with model.loaded(lora) as adapter:
        said = replies(model, [[{"role": "user", "content": turn.user}] for turn in turns], adapter)
    kind = plan.value if plan.trait == "truth" else plan.trait
    asked = [chat_question(kind, "test", Chat(kind, traits, "", (turn,))) for turn in turns]
    return sum(one.grade(reply) for one, reply in zip(asked, said, strict=True)) / n
