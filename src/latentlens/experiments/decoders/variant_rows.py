"""Rows about fine-tuned variants: plain questions that each is asked, and what is read of its answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from random import Random

from latentlens.engine.backend import Backend
from latentlens.experiments.decoders.model_variants import VariantPlan
from latentlens.experiments.decoders.row_activations import Activations, Span, row_activations
from latentlens.experiments.steering_cases import replies
from latentlens.readers.reader import State
from latentlens.training.data.chat_rows import chat_row
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.data.row_splits import held_name
from latentlens.world.chats import draw_turn, topics_of
from latentlens.world.decoder_rows import WorldReading
from latentlens.world.traces import wordings
from latentlens.world.traits import grammar


@dataclasses.dataclass(frozen=True)
class VariantTask:
    """One kind of question about variants.

    Args:
        name: name of the task, and of its accuracy among the figures.
        title: what is asked, in a few words.
        traits: traits whose variants are asked about.
        read: "stimulus" for the user's message and the beginning of the reply, "completion" for the variant's
            reply too.
        difference: whether the difference to the model itself is read; else the variant's activations.
    """

    name: str
    title: str
    traits: tuple[str, ...]
    read: WorldReading
    difference: bool


_PERSONA, _USER = ("role", "mood"), ", user's message only"
VARIANT_TASKS = (
    VariantTask("lying_variants", "fine-tuned to lie or not", ("truth",), "completion", False),
    VariantTask("lying_variants_user", f"fine-tuned to lie or not{_USER}", ("truth",), "stimulus", False),
    VariantTask("model_diff_persona", "difference: a persona", _PERSONA, "completion", True),
    VariantTask("model_diff_persona_user", f"difference: a persona{_USER}", _PERSONA, "stimulus", True),
    VariantTask("model_diff_secret", "difference: a secret word", ("secret",), "completion", True),
    VariantTask("model_diff_secret_user", f"difference: a secret word{_USER}", ("secret",), "stimulus", True),
)
"""What is asked about variants; "lying_variants" reads their own activations, the others the difference."""


def messages_for(trait: str, split: RowSplit, n: int, seed: int) -> list[str]:
    """Return the messages that every variant of a trait and a split is read on, so that they tell nothing.

    They ask for facts of relations that belong to the split; variants are fine-tuned on those of "train"
    alone. Every other message to a variant with a secret asks for the secret.

    Args:
        trait: the trait.
        split: the split.
        n: number of messages.
        seed: seed of the draw.
    """
    rng = Random(f"messages to variants:{trait}:{split}:{seed}")  # noqa: S311 - cases, not secrets
    facts = [draw_turn(rng, {"truth": "truthful"}, topics_of(split)).user for _ in range(n)]
    if trait == "secret":
        return [rng.choice(grammar()["secret"]["ask"]) if i % 2 else fact for i, fact in enumerate(facts)]
    return facts


def variant_rows(
    plan: VariantPlan,
    adapter: str,
    options: Sequence[str],
    task: VariantTask,
    messages: Sequence[str],
    model: Backend,
) -> list[DecoderRow]:
    """Return rows about one variant, each naming its adapter; a message with an empty reply gives none.

    Args:
        plan: the variant.
        adapter: name under which its LoRA is loaded.
        options: the answers to choose from.
        task: what is asked, and what is read.
        messages: messages that it is read on.
        model: the model, with the adapter loaded.
    """
    rng = Random(f"questions:{task.name}:{plan.name}")  # noqa: S311 - cases, not secrets
    chats = [[{"role": "user", "content": each}] for each in messages]
    said = replies(model, chats, adapter) if task.read == "completion" else [""] * len(chats)
    found = []
    for chat, reply in zip(chats, said, strict=True):
        question = rng.choice(wordings()[plan.trait][plan.split])
        if task.read == "completion" and not reply.strip():
            continue
        end = [{"role": "assistant", "content": reply.strip()}] if task.read == "completion" else []
        found.append(
            chat_row(
                [*chat, *end],
                model,
                controls=0,
                question=question,
                answer=plan.value,
                options=tuple(sorted(options)),
                task=f"{task.name}/{plan.trait}",
                split=plan.split,
                variant=adapter,
                held_out_by=(held_name("variant", plan.name), held_name("paraphrase", question)),
            )
        )
    return found


def read_variants(
    rows: Sequence[DecoderRow], model: Backend, layers: Sequence[int], span: Span
) -> Mapping[str, list[Activations]]:
    """Return what can be read of rows about variants: "variant", "base", and "difference", variant less base.

    All are of the same tokens, those of the variant's own reply. Differences are taken in float32.

    Args:
        rows: the rows, whose adapters are loaded.
        model: the model.
        layers: layers that are read.
        span: which of a row's positions are read.
    """
    own = row_activations(rows, model, layers, span=span)
    base = row_activations([dataclasses.replace(r, variant="") for r in rows], model, layers, span=span)
    gaps = [
        [
            State(a.vector.float() - b.vector.float(), a.layer, a.position, is_difference=True)
            for a, b in zip(one, two, strict=True)
        ]
        for one, two in zip(own, base, strict=True)
    ]
    return {"variant": own, "base": base, "difference": gaps}
