"""How well target prompts predict future tokens, on held-out documents."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from typing import Any

import torch

from latentlens.display.progress import Progress
from latentlens.display.tables import html_table, text_table
from latentlens.errors import InputError
from latentlens.files.restored import restored, value_of
from latentlens.model.language_model import LanguageModel
from latentlens.scoring.intervals import Estimate, wilson
from latentlens.training.corpus import Row
from latentlens.training.finite_states import check_logprobs
from latentlens.training.future_targets import FuturePrompt, Place, futures

MAX_EVALUATED_TOKENS = 512
"""Maximum number of held-out tokens to evaluate: a share is then known to about ±0.04."""

BATCH_SIZE = 64
"""Number of states per batch."""


@dataclasses.dataclass(frozen=True)
class FutureTokenScore:
    """One layer's scores for the token at one distance.

    A token counts as predicted if the prompt's most likely token is the model's own most likely token, both
    having read the same tokens in between.

    Args:
        layer: layer whose states were read.
        ahead: distance of the token: 1 for the next token, 2 for the one after it.
        cases: number of held-out tokens that were evaluated.
        correct: number of them that the fitted prompt predicts.
        fixed: number of them that the fixed prompt predicts.
        other: number of them that the fitted prompt predicts from another token's state: chance, including
            what the prompt and the tokens in between give away.
        kl: mean KL divergence of the fitted prompt's distribution from the model's own, in nats.
        fixed_kl: the same for the fixed prompt.
    """

    layer: int
    ahead: int
    cases: int
    correct: int
    fixed: int
    other: int
    kl: float
    fixed_kl: float

    @property
    def p_at_1(self) -> Estimate:
        """Share of tokens that the fitted prompt predicts, with its 95 % interval."""
        return _share(self.correct, self.cases)

    @property
    def fixed_p_at_1(self) -> Estimate:
        """Share of tokens that the fixed prompt predicts, with its 95 % interval."""
        return _share(self.fixed, self.cases)

    @property
    def other_p_at_1(self) -> Estimate:
        """Share of tokens predicted from another token's state, with its 95 % interval."""
        return _share(self.other, self.cases)


@dataclasses.dataclass(frozen=True)
class FutureLensReport:
    """How soft prompts were trained and how well they predict; printed as a table of held-out scores.

    Args:
        documents: number of documents trained on, and held out.
        seed: seed of the split and of all random draws.
        settings: settings of the training.
        fixed_prompt: text of the prompt that the soft prompts are compared with.
        losses: layer -> mean loss of the first and of the last tenth of the steps, in nats.
        rows: the held-out scores.

    Raises:
        InputError: if there are no scores, or one has no cases.
    """

    documents: tuple[int, int]
    seed: int
    settings: dict[str, Any]
    fixed_prompt: str
    losses: dict[int, tuple[float, float]]
    rows: tuple[FutureTokenScore, ...]

    def __post_init__(self) -> None:
        if not self.rows or any(row.cases < 1 for row in self.rows):
            raise InputError("A report of soft prompts has one figure at least, each of one case at least.")

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON can hold it."""
        return {**dataclasses.asdict(self), "losses": [[k, *v] for k, v in self.losses.items()]}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> FutureLensReport:
        """Return the report from what `to_dict` returned.

        Raises:
            InputError: if a field is missing, unknown, or of another type.
        """
        losses = value_of(tuple[tuple[int, float, float], ...], values.get("losses"), "report: losses")
        return restored(cls, {**values, "losses": {k: pair for k, *pair in losses}}, "report")

    @property
    def title(self) -> str:
        """One line that says what the scores were measured on."""
        return (
            f"soft prompts, P@1 on {self.rows[0].cases} tokens of {self.documents[1]} held-out documents "
            f"(fitted on {self.documents[0]}; seed {self.seed}; fixed prompt {self.fixed_prompt!r})"
        )

    def _table(self) -> tuple[str, list[str], list[list[str]]]:
        heads = ["soft prompt", "fixed prompt", "another's state", "KL", "KL fixed"]
        rows = [
            [
                f"layer {row.layer}, token +{row.ahead}",
                *map(str, (row.p_at_1, row.fixed_p_at_1, row.other_p_at_1)),
                f"{row.kl:.3f}",
                f"{row.fixed_kl:.3f}",
            ]
            for row in self.rows
        ]
        return self.title, heads, rows

    def __repr__(self) -> str:
        caption, heads, rows = self._table()
        return f"{caption}\n{text_table(['', *heads], rows)}"

    def _repr_html_(self) -> str:
        caption, heads, rows = self._table()
        return str(html_table(["", *heads], rows, caption=caption))


def draw_places(places: Sequence[Place], seed: int) -> list[list[Place]]:
    """Return the places to evaluate, in batches.

    Each batch has one place more than are evaluated in it: the first of the next batch, and in the last batch
    the first of all, so that every place is followed by another, whose state it is compared with.
    """
    # in random order, so that the next place is most likely in another text
    order = random.Random(seed).sample(list(places), min(MAX_EVALUATED_TOKENS, len(places)))  # noqa: S311 - no secret
    order.append(order[0])
    return [order[start : start + BATCH_SIZE + 1] for start in range(0, len(order) - 1, BATCH_SIZE)]


def evaluate_future_lens(
    model: LanguageModel,
    prompts: Mapping[int, FuturePrompt],
    fixed: FuturePrompt,
    rows: Sequence[Row],
    groups: Sequence[Sequence[Place]],
    ahead: int,
    progress: Progress,
) -> tuple[FutureTokenScore, ...]:
    """Evaluate prompts at places of held-out rows.

    Args:
        model: the model to run.
        prompts: layer -> the prompt that was fitted for its states.
        fixed: the prompt to compare with.
        rows: token ids of the held-out rows.
        groups: batches of places in them, from `draw_places`.
        ahead: number of future tokens.
        progress: advanced by one per batch.
    """
    progress.description = "evaluating"
    cases = sum(len(group) - 1 for group in groups)
    correct = {layer: torch.zeros(3, ahead, dtype=torch.long, device="cpu") for layer in prompts}
    kl = {layer: torch.zeros(3, ahead, dtype=torch.float64, device="cpu") for layer in prompts}
    for group in groups:
        known = futures(model, rows, group, list(prompts), ahead, progress.check)
        model_logprobs, fed = known.logprobs[:-1], known.fed[:-1]
        for layer, prompt in prompts.items():
            states = known.states[layer]
            arms = ((prompt, states[:-1]), (fixed, states[:-1]), (prompt, states[1:]))
            for arm, (target, vectors) in enumerate(arms):
                logprobs = target.predict(model, layer, vectors, fed, progress.check).to(model_logprobs)
                check_logprobs(logprobs, model, f"The logits that are foretold from layer {layer}")
                correct[layer][arm] += (logprobs.argmax(-1) == model_logprobs.argmax(-1)).sum(0).cpu()
                kl[layer][arm] += (model_logprobs.exp() * (model_logprobs - logprobs)).sum(-1).sum(
                    0
                ).cpu().double() / cases
        progress.advance(1)
    return tuple(
        FutureTokenScore(
            layer=layer,
            ahead=n + 1,
            cases=cases,
            correct=int(correct[layer][0, n]),
            fixed=int(correct[layer][1, n]),
            other=int(correct[layer][2, n]),
            kl=float(kl[layer][0, n]),
            fixed_kl=float(kl[layer][1, n]),
        )
        for layer in prompts
        for n in range(ahead)
    )


def _share(correct: int, cases: int) -> Estimate:
    return Estimate(correct / cases, *wilson(correct, cases))
