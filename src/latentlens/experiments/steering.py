"""Steers the teaching world's model with a decoder, beside baselines; chosen on validation cases."""

from __future__ import annotations

import dataclasses
import functools
import statistics
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np

from latentlens.adapters.adapter import Adapter
from latentlens.display.progress import Progress, track
from latentlens.experiments.steering_cases import (
    answers,
    fact_chats,
    fact_statements,
    fact_verdicts,
    replies,
    shows,
    system_prompts,
    wishes,
)
from latentlens.readers.decoder import Decoder
from latentlens.scoring.intervals import bootstrap, wilson
from latentlens.session import Session
from latentlens.training.steering.mean_difference import contrastive_pairs, mean_difference
from latentlens.training.steering.steer import steer
from latentlens.training.steering.steering_lora import SteeringLora
from latentlens.training.steering.steering_vectors import SteeringVectors
from latentlens.world.split import Split
from latentlens.world.traits import trait_values

Trait = tuple[str, str]
"""A trait and the value that should show, such as ("mood", "happy")."""

Learnt = SteeringVectors | SteeringLora

FACT_LOSS = 5.0
"""Points of factual accuracy that steering may cost."""


@dataclasses.dataclass(frozen=True)
class SteeringPlan:
    """What is steered, and among which settings is chosen.

    Args:
        traits: traits with the values that should show.
        layers: layers that vectors are tried at, each a tuple of layers that are steered together. Default
            (): the deepest layer that the decoder reads, together with the three below it.
        strengths: strengths that are tried of what a decoder taught.
        baseline_strengths: strengths that are tried of differences of activations.
        learnt_from: number of chats that are learnt from. Default 32.
        preserved: number of statements of facts on which a decoder's steering preserves what the model
            predicts, in wordings that nothing is measured with. Default 64.
        chats: number of chats that are replied to for each trait, in validation and test. Default 40.
        facts: number of statements of facts, in validation and test. Default 200.
        steps: steps of each learning. Default 60.
        seed: seed of all draws. Default 0.
    """

    traits: tuple[Trait, ...] = (
        ("mood", "happy"),
        ("mood", "sad"),
        ("mood", "hungry"),
        ("role", "pirate"),
        ("role", "knight"),
        ("role", "robot"),
    )
    layers: tuple[tuple[int, ...], ...] = ()
    strengths: tuple[float, ...] = (1.0, 1.25, 1.5, 1.75, 2.0)
    baseline_strengths: tuple[float, ...] = (0.5, 1.0, 2.0, 3.0)
    learnt_from: int = 32
    preserved: int = 64
    chats: int = 40
    facts: int = 100
    steps: int = 60
    seed: int = 0


@dataclasses.dataclass(frozen=True)
class SteeringRow:
    """How well one method steers.

    Args:
        method: "none", "system_prompt", "decoder_vectors", "decoder_lora", "mean_difference" or
            "contrastive_pairs".
        split: "validation" for a setting that was tried, "test" for the one that was chosen.
        layers: layers that are steered; empty where nothing is.
        strength: strength; 0 where nothing is steered.
        success: share of replies that show the wished value and no other of the trait.
        low: lower end of its 95 % interval.
        high: upper end.
        n: number of replies.
        reply_facts: share of the replies that say the fact that was asked for.
        reply_low: lower end of its 95 % interval.
        reply_high: upper end.
        reply_loss: points by which that is below the share of the model's own replies.
        facts: share of statements of facts, without a chat, that are ended right; the mean over the traits.
        fact_loss: points by which that is below the model's own share.
        loss_low: lower end of its 95 % interval, over statements.
        loss_high: upper end.
        by_trait: share of replies as wished by trait, as "mood happy".
        reply_facts_by_trait: share of replies that say the fact, by trait.
        fact_loss_by_trait: points of factual accuracy of statements that are lost, by trait.
    """

    method: str
    split: str
    layers: tuple[int, ...]
    strength: float
    success: float
    low: float
    high: float
    n: int
    reply_facts: float
    reply_low: float
    reply_high: float
    reply_loss: float
    facts: float
    fact_loss: float
    loss_low: float
    loss_high: float
    by_trait: dict[str, float]
    reply_facts_by_trait: dict[str, float]
    fact_loss_by_trait: dict[str, float]


def steering_rows(
    session: Session,
    decoder: Decoder,
    plan: SteeringPlan | None = None,
    *,
    loras: bool = True,
    progress: Progress | bool | None = None,
) -> list[SteeringRow]:
    """Return how well a decoder steers a model of the teaching world, and how well the baselines do.

    Everything is learnt on training chats. Layers and strength of each method are those with the largest
    share of replies as wished on validation chats among those that cost at most `FACT_LOSS` points of
    factual accuracy there, both of the replies and of statements without a chat; or, if none does, the one
    that costs least. The test rows are of those alone. Replies are graded by the world, never by the decoder.

    Args:
        session: session on the model, which is steered and answers for the decoder.
        decoder: the decoder.
        plan: what is steered, and which settings are tried. Default None: `SteeringPlan()`.
        loras: whether a LoRA is learnt too. Default True.
        progress: as in `Session.sweep`; counts what is learnt and what is measured.

    Returns:
        The test rows, the model's own first; then the validation rows of all settings that were tried.
    """
    plan = plan or SteeringPlan()
    study, deepest = _Study(session, plan), _deepest(decoder, session)
    r = deepest[-1]
    candidates = plan.layers or (tuple(range(max(0, r - 3), r + 1)),)
    methods = {
        "mean_difference": _Method(functools.partial(_by_means, study), candidates, plan.baseline_strengths),
        "contrastive_pairs": _Method(
            functools.partial(_by_pairs, study), candidates, plan.baseline_strengths
        ),
    }
    if loras:
        by_lora = functools.partial(_by_decoder, study, decoder, "lora")
        methods["decoder_lora"] = _Method(by_lora, (tuple(range(1, r + 1)),), plan.strengths)
    by_vectors = functools.partial(_by_decoder, study, decoder, "vectors")
    methods["decoder_vectors"] = _Method(by_vectors, candidates, plan.strengths)
    tried = sum(len(each.layers) * (1 + len(each.strengths)) for each in methods.values())
    chosen = [study.row("none", "test"), study.row("system_prompt", "test")]
    seen: list[SteeringRow] = []
    with track(progress, "steering", unit="settings", total=tried) as work:
        for name, method in methods.items():
            found: dict[tuple[tuple[int, ...], float], SteeringRow] = {}
            learnt: dict[tuple[int, ...], dict[Trait, Learnt]] = {}
            for layers in method.layers:
                work.check()
                learnt[layers] = {trait: method.learn(trait, layers) for trait in plan.traits}
                work.advance()
                for strength in method.strengths:
                    work.check()
                    adapters = {trait: one.adapter(strength) for trait, one in learnt[layers].items()}
                    found[layers, strength] = study.row(name, "validation", layers, strength, adapters)
                    work.advance()
            layers, strength = max(found, key=lambda at: _merit(found[at]))
            adapters = {trait: one.adapter(strength) for trait, one in learnt[layers].items()}
            chosen.append(study.row(name, "test", layers, strength, adapters))
            seen += found.values()
    return [*chosen, *seen]


@dataclasses.dataclass(frozen=True)
class _Method:
    """How something is learnt for a trait at some layers, and what is tried of it."""

    learn: Callable[[Trait, tuple[int, ...]], Learnt]
    layers: tuple[tuple[int, ...], ...]
    strengths: tuple[float, ...]


def _merit(row: SteeringRow) -> tuple[bool, float, float]:
    """Return what is chosen by: success among the settings that spare the facts, else what they cost."""
    cost = max(row.fact_loss, row.reply_loss)
    spares = cost <= FACT_LOSS
    return spares, row.success if spares else 0.0, -cost


class _Study:
    """The cases of a plan, and what a model without steering makes of them."""

    def __init__(self, session: Session, plan: SteeringPlan) -> None:
        self.session, self.plan = session, plan
        self.train = fact_chats("train", plan.learnt_from, plan.seed)
        measured: tuple[Split, ...] = ("validation", "test")
        self._chats = {split: fact_chats(split, plan.chats, plan.seed) for split in measured}
        self._replies = replies(session.backend, [chat.messages() for chat in self.train])
        self._own = {split: self._facts(split, None) for split in measured}
        self._right = {split: statistics.fmean(self._replied(split, None)[1]) for split in measured}
        self.preserved = fact_statements(plan.preserved, plan.seed)

    def texts(self, systems: Sequence[str] = ("",)) -> list[list[int]]:
        """Return the chats that are learnt from as token ids, every other one with the model's own reply.

        Args:
            systems: system prompts that they have in turn. Default: none.
        """
        tokenizer = self.session.backend.tokenizer
        found = []
        for i, (chat, reply) in enumerate(zip(self.train, self._replies, strict=True)):
            ids = tokenizer.encode_chat(chat.messages(systems[i % len(systems)]))
            found.append([*ids, *(tokenizer.encode_continuation(reply) if i % 2 else ())])
        return found

    def _facts(self, split: Split, adapter: str | None) -> list[bool]:
        return fact_verdicts(self.session.backend, split, self.plan.facts, adapter, self.plan.seed)

    def _replied(
        self, split: Split, adapter: str | None, systems: Sequence[str] = ("",)
    ) -> tuple[list[str], list[bool]]:
        """Return the replies to the chats of a split, and whether they say the fact that is asked for."""
        chats = self._chats[split]
        asked = [chat.messages(systems[i % len(systems)]) for i, chat in enumerate(chats)]
        given = replies(self.session.backend, asked, adapter)
        return given, [answers(reply, chat.answer) for reply, chat in zip(given, chats, strict=True)]

    def row(
        self,
        method: str,
        split: Split,
        layers: tuple[int, ...] = (),
        strength: float = 0.0,
        adapters: Mapping[Trait, Adapter] | None = None,
    ) -> SteeringRow:
        """Return how well a method steers at one setting; without adapters, nothing is loaded."""
        backend = self.session.backend
        shown: dict[str, list[bool]] = {}
        right: dict[str, list[bool]] = {}
        ended: dict[str, list[bool]] = {}
        for trait, value in self.plan.traits:
            name = None if adapters is None else backend.load_adapter(adapters[trait, value])
            said = system_prompts(trait, value) if method == "system_prompt" else [""]
            wished = f"{trait} {value}"
            given, right[wished] = self._replied(split, name, said)
            shown[wished] = [shows(reply, trait, value) for reply in given]
            ended[wished] = self._own[split] if name is None else self._facts(split, name)
            if name is not None:
                backend.unload_adapter(name)
        verdicts = [verdict for each in shown.values() for verdict in each]
        facts_said = [verdict for each in right.values() for verdict in each]
        low, high = wilson(sum(verdicts), len(verdicts))
        reply_low, reply_high = wilson(sum(facts_said), len(facts_said))
        # points lost on each statement, the mean over the traits
        own, after = np.array(self._own[split], float), np.array([*ended.values()], float)
        lost = 100 * (own - after.mean(axis=0))
        loss = bootstrap(
            lambda taken: float(lost[taken].mean()),
            float(lost.mean()),
            len(lost),
            seed=self.plan.seed,
            limits=(-100.0, 100.0),
        )
        return SteeringRow(
            method=method,
            split=split,
            layers=layers,
            strength=strength,
            success=statistics.fmean(verdicts),
            low=low,
            high=high,
            n=len(verdicts),
            reply_facts=statistics.fmean(facts_said),
            reply_low=reply_low,
            reply_high=reply_high,
            reply_loss=100 * (self._right[split] - statistics.fmean(facts_said)),
            facts=float(after.mean()),
            fact_loss=loss.value,
            loss_low=loss.low,
            loss_high=loss.high,
            by_trait={trait: statistics.fmean(each) for trait, each in shown.items()},
            reply_facts_by_trait={trait: statistics.fmean(each) for trait, each in right.items()},
            fact_loss_by_trait={
                trait: 100 * (float(own.mean()) - statistics.fmean(each)) for trait, each in ended.items()
            },
        )


def _deepest(decoder: Decoder, session: Session) -> tuple[int, ...]:
    """Return the deepest layers that a decoder reads together."""
    return max(decoder.manifest.read.layers or ((session.backend.n_layers // 2,),), key=max)


def _by_decoder(study: _Study, decoder: Decoder, learn: Any, trait: Trait, layers: tuple[int, ...]) -> Learnt:
    """All tokens of chats without a system prompt, as the decoder reads them at its deepest layers."""
    read = _deepest(decoder, study.session)
    traces = [study.session.run(ids) for ids in study.texts()]
    learnt: Learnt = steer(
        study.session,
        decoder,
        [trace.select(read, range(1, len(trace))) for trace in traces],
        wishes(*trait),
        learn=learn,
        layers=layers,
        preserve=study.preserved,
        steps=study.plan.steps,
        batch_size=8,
        seed=study.plan.seed,
        progress=False,
    )
    return learnt


def _by_means(study: _Study, trait: Trait, layers: tuple[int, ...]) -> SteeringVectors:
    """The same tokens after a system prompt that sets the trait, and without any."""
    without = [study.session.run(ids) for ids in study.texts()]
    with_trait = [study.session.run(ids) for ids in study.texts(system_prompts(*trait))]
    return mean_difference(
        study.session,
        [
            trace.select(layers[0], range(len(trace) - len(same) + 1, len(trace)))
            for trace, same in zip(with_trait, without, strict=True)
        ],
        [trace.select(layers[0], range(1, len(trace))) for trace in without],
        layers=layers,
        progress=False,
    )


def _by_pairs(study: _Study, trait: Trait, layers: tuple[int, ...]) -> SteeringVectors:
    """The last token after a system prompt that sets the value, and after one that sets another value."""
    name, value = trait
    draw = Random(f"pairs:{study.plan.seed}")  # noqa: S311 - cases, not secrets
    others = [each for each in trait_values(name) if each != value]
    contrary = [system_prompts(name, draw.choice(others))[0] for _ in study.train]
    pairs = list(zip(study.texts(system_prompts(*trait)), study.texts(contrary), strict=True))
    return contrastive_pairs(study.session, pairs, layers=layers, progress=False)


def named_rows(rows: Sequence[SteeringRow]) -> dict[str, float]:
    """Return the figures by which the reports name the decoder's steering: its better of vectors and LoRA.

    Args:
        rows: what `steering_rows` returned.

    Returns:
        steer_success and steer_fact_loss, in percent and points, of the method with more success on
        validation.
    """
    tried = [row for row in rows if row.split == "validation" and row.method.startswith("decoder_")]
    best = max(tried, key=_merit).method
    (row,) = (row for row in rows if row.split == "test" and row.method == best)
    return {"steer_success": 100 * row.success, "steer_fact_loss": row.fact_loss}
