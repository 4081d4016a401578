"""The cases of a plan of steering on the teaching world, and what a steered model makes of them."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Mapping, Sequence

import numpy as np

from latentlens.experiments.steering_cases import (
    answers,
    fact_chats,
    fact_statements,
    fact_verdicts,
    replies,
    shows,
    slot_prompt,
    system_prompts,
)
from latentlens.scoring.intervals import bootstrap, wilson
from latentlens.session import Session
from latentlens.training.steering.steering_lora import SteeringLora
from latentlens.training.steering.steering_vectors import SteeringVectors
from latentlens.world.split import Split

Trait = tuple[str, str]
"""A trait and the value that should show, such as ("mood", "happy")."""

Learnt = SteeringVectors | SteeringLora


@dataclasses.dataclass(frozen=True)
class SteeringPlan:
    """What is steered, and among which settings is chosen.

    Args:
        traits: traits with the values that should show, whose replies are reported.
        validation_traits: other traits, with which the strengths and the kind of steering are chosen.
        layers: layers that vectors are tried at, each a tuple of layers that are steered together. Default
            (): the deepest layer that the decoder reads, together with the three below it.
        strengths: strengths that are tried of a LoRA, and of vectors at every token.
        first_strengths: strengths that are tried of vectors at the first tokens, which cost fewer facts.
        baseline_strengths: strengths that are tried of differences of activations.
        slot_strengths: strengths that are tried of a vector in a slot of the system prompt.
        learnt_from: number of chats that are learnt from. Default 32.
        preserved: number of statements of facts on which a decoder's steering preserves what the model
            predicts, in wordings that nothing is measured with. Default 64.
        chats: number of chats that are replied to for each trait, in validation and test. Default 30.
        facts: number of statements of facts, in validation and test. Default 60.
        steps: steps of each learning. Default 40.
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
    validation_traits: tuple[Trait, ...] = (
        ("mood", "calm"),
        ("role", "wizard"),
    )
    layers: tuple[tuple[int, ...], ...] = ()
    strengths: tuple[float, ...] = (1.0, 1.5, 2.0)
    first_strengths: tuple[float, ...] = (1.0, 2.0, 4.0)
    baseline_strengths: tuple[float, ...] = (0.5, 1.0, 2.0)
    slot_strengths: tuple[float, ...] = (1.0, 1.5)
    learnt_from: int = 32
    preserved: int = 64
    chats: int = 30
    facts: int = 60
    steps: int = 40
    seed: int = 0


@dataclasses.dataclass(frozen=True)
class SteeringRow:
    """How well one method steers.

    Args:
        method: one of `latentlens.experiments.steering.KINDS`.
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


class SteeringStudy:
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

    def answered(self) -> list[tuple[list[int], int]]:
        """Return the chats that are learnt from with the model's own replies, each with where that begins."""
        tokenizer = self.session.backend.tokenizer
        found = []
        for chat, reply in zip(self.train, self._replies, strict=True):
            ids = tokenizer.encode_chat(chat.messages())
            found.append(([*ids, *tokenizer.encode_continuation(reply)], len(ids)))
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
        learnt: Mapping[Trait, Learnt] | None = None,
        *,
        in_slot: bool = False,
    ) -> SteeringRow:
        """Return how well a method steers towards the traits of a split at one setting.

        Args:
            method: name of the method.
            split: "validation" for the validation traits and chats, "test" for the others.
            layers: layers that are steered, for the row. Default: none.
            strength: strength. Default 0.
            learnt: what was learnt for each trait. Default None: nothing, so that nothing is loaded.
            in_slot: whether the chats begin with the system prompt that has a slot. What was learnt is then
                added there, and nothing to the statements outside of a chat. Default False.
        """
        backend = self.session.backend
        shown: dict[str, list[bool]] = {}
        right: dict[str, list[bool]] = {}
        ended: dict[str, list[bool]] = {}
        traits = self.plan.traits if split == "test" else self.plan.validation_traits
        for trait, value in traits:
            steering = None if learnt is None else learnt[trait, value].adapter(strength)
            name = None if steering is None else backend.load_adapter(steering)
            said = system_prompts(trait, value) if method == "system_prompt" else [""]
            said = [slot_prompt(trait)] if in_slot else said
            wished = f"{trait} {value}"
            given, right[wished] = self._replied(split, name, said)
            shown[wished] = [shows(reply, trait, value) for reply in given]
            ended[wished] = self._own[split] if name is None or in_slot else self._facts(split, name)
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
