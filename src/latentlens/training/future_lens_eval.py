"""How well target prompts predict tokens to come, on documents that no fit saw."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from typing import Any

import torch

from latentlens._errors import InputError
from latentlens._restored import restored, value_of
from latentlens.evaluation.html_table import html_table, text_table
from latentlens.model.language_model import LanguageModel
from latentlens.scoring.intervals import Estimate, wilson
from latentlens.training.corpus import Row
from latentlens.training.finite_states import check_logprobs
from latentlens.training.future_targets import Place, Prompt, futures
from latentlens.training.lens_logits import Unembedding
from latentlens.training.states import Steps

MEASURED = 512
"""At most so many held-out tokens are measured: a share of them is known to about 0.04 either way."""

CELLS = 64
"""How many states run together."""


@dataclasses.dataclass(frozen=True)
class FutureTokenScore:
    """One layer's figures for the token that comes so many tokens later.

    A token counts as foretold where the prompt's likeliest token is the model's own likeliest, both having
    read the same tokens in between.

    Args:
        layer: whose states were read.
        ahead: 1 for the next token, 2 for the one after it.
        cases: how many held-out tokens were measured.
        right: of how many of them the fitted prompt foretells the token.
        fixed: the same for the fixed prompt.
        other: the same for the fitted prompt that is handed another token's state: chance, with what the
            prompt and the tokens in between say by themselves.
        kl: mean KL divergence of the fitted prompt's distribution from the model's own, in nats.
        fixed_kl: the same for the fixed prompt.
    """

    layer: int
    ahead: int
    cases: int
    right: int
    fixed: int
    other: int
    kl: float
    fixed_kl: float

    @property
    def p_at_1(self) -> Estimate:
        """The share that is foretold, with its 95 % interval."""
        return _share(self.right, self.cases)

    @property
    def fixed_p_at_1(self) -> Estimate:
        """The share that the fixed prompt foretells."""
        return _share(self.fixed, self.cases)

    @property
    def other_p_at_1(self) -> Estimate:
        """The share that is foretold from another token's state."""
        return _share(self.other, self.cases)


@dataclasses.dataclass(frozen=True)
class ForetellingReport:
    """How soft prompts were trained and how well they do; printed, a table of the held-out figures.

    Args:
        documents: how many documents were trained on, and how many held out.
        seed: of the split and of everything else that is drawn.
        settings: of the training.
        fixed_prompt: the text that the soft prompts are compared with.
        losses: layer -> mean loss of the first and of the last tenth of the steps, in nats.
        rows: the held-out figures.

    Raises:
        InputError: if there are no figures, or one is of no case.
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
        """Return it as JSON can hold it."""
        return {**dataclasses.asdict(self), "losses": [[k, *v] for k, v in self.losses.items()]}

    @classmethod
    def from_dict(cls, facts: dict[str, Any]) -> ForetellingReport:
        """Return what `to_dict` was made from.

        Raises:
            InputError: if a field is missing, unknown, or of another type.
        """
        losses = value_of(tuple[tuple[int, float, float], ...], facts.get("losses"), "report: losses")
        return restored(cls, {**facts, "losses": {k: pair for k, *pair in losses}}, "report")

    @property
    def title(self) -> str:
        """What the figures are measured on, in one line."""
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
        return text_table(*self._table())

    def _repr_html_(self) -> str:
        return html_table(*self._table())


def drawn(found: Sequence[Place], seed: int) -> list[list[Place]]:
    """Return the places that are measured, in groups that run together.

    Each group has one place more than are measured in it: the next group's first, and the first of all in
    the last, so that every place is followed by another, whose state it is compared with.
    """
    # in an order that is drawn, so that the next one is of another text in all likelihood
    order = random.Random(seed).sample(list(found), min(MEASURED, len(found)))  # noqa: S311 - no secret
    order.append(order[0])
    return [order[start : start + CELLS + 1] for start in range(0, len(order) - 1, CELLS)]


def foretelling(
    model: LanguageModel,
    prompts: Mapping[int, Prompt],
    fixed: Prompt,
    rows: Sequence[Row],
    groups: Sequence[Sequence[Place]],
    ahead: int,
    unembedding: Unembedding,
    steps: Steps,
) -> tuple[FutureTokenScore, ...]:
    """Measure prompts at places of held-out rows.

    Args:
        model: the model.
        prompts: layer -> the prompt that was fitted for its states.
        fixed: the prompt that they are compared with.
        rows: held-out rows.
        groups: of places in them, as `drawn` gives them.
        ahead: how many tokens to come.
        unembedding: the model's.
        steps: advanced by one for each group.
    """
    cases = sum(len(group) - 1 for group in groups)
    right = {layer: torch.zeros(3, ahead, dtype=torch.long, device="cpu") for layer in prompts}
    kl = {layer: torch.zeros(3, ahead, dtype=torch.float64, device="cpu") for layer in prompts}
    for group in groups:
        known = futures(model, rows, group, list(prompts), ahead, unembedding, steps.check)
        own, fed = known.own[:-1], known.fed[:-1]
        for layer, prompt in prompts.items():
            states = known.states[layer]
            asked = ((prompt, states[:-1]), (fixed, states[:-1]), (prompt, states[1:]))
            for arm, (target, vectors) in enumerate(asked):
                said = target.predict(model, layer, vectors, fed, steps.check).to(own)
                check_logprobs(said, model, f"The logits that are foretold from layer {layer}")
                right[layer][arm] += (said.argmax(-1) == own.argmax(-1)).sum(0).cpu()
                kl[layer][arm] += (own.exp() * (own - said)).sum(-1).sum(0).cpu().double() / cases
        steps.advance(1)
    return tuple(
        FutureTokenScore(
            layer=layer,
            ahead=n + 1,
            cases=cases,
            right=int(right[layer][0, n]),
            fixed=int(right[layer][1, n]),
            other=int(right[layer][2, n]),
            kl=float(kl[layer][0, n]),
            fixed_kl=float(kl[layer][1, n]),
        )
        for layer in prompts
        for n in range(ahead)
    )


def _share(right: int, cases: int) -> Estimate:
    return Estimate(right / cases, *wilson(right, cases))
