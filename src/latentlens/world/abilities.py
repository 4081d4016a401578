"""What a model of the world can do: facts, copying, and untrained Patchscopes, measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from latentlens.world.facts import load_facts
from latentlens.world.relations import questions, relations

IDENTITY = "cat -> cat\n1135 -> 1135\nhello -> hello\nx ->"
DESCRIPTION = "Syria: country in the Middle East, Oro Venn: baker in Lima, x:"


def _pad(rows: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(r) for r in rows])
    ids = torch.zeros(len(rows), int(lengths.max()), dtype=torch.long)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
    return ids, lengths


@torch.no_grad()
def answers_right(
    model: Any, tokenizer: Any, pairs: Sequence[tuple[str, str]], batch: int = 256
) -> list[bool]:
    """Say for each prompt whether greedy generation begins with the answer.

    Args:
        model: a causal language model.
        tokenizer: its tokenizer.
        pairs: prompts and answers.
        batch: how many rows run together.

    Returns:
        One verdict a pair.
    """
    found: list[bool] = []
    for begin in range(0, len(pairs), batch):
        some = pairs[begin : begin + batch]
        prompts = [tokenizer(p).input_ids for p, _ in some]
        wholes = [tokenizer(f"{p} {a}").input_ids for p, a in some]
        ids, _ = _pad(wholes)
        guess = model(input_ids=ids).logits.argmax(-1).tolist()
        # Greedy generation equals the answer exactly when each token is the best after the right prefix.
        found += [
            all(guess[r][t - 1] == whole[t] for t in range(len(prompt), len(whole)))
            for r, (prompt, whole) in enumerate(zip(prompts, wholes, strict=True))
        ]
    return found


@torch.no_grad()
def states(model: Any, tokenizer: Any, sources: Sequence[str]) -> Tensor:
    """Read the residual stream at each source's last token.

    Args:
        model: a causal language model with `model.embed_tokens` and `model.layers`.
        tokenizer: its tokenizer.
        sources: source prompts.

    Returns:
        States [layer, source, d_model]: 0 the embeddings, k after k blocks.
    """
    ids, lengths = _pad([tokenizer(s).input_ids for s in sources])
    kept: list[Tensor] = []

    def keep(_: Any, __: Any, output: Any) -> None:
        state = output[0] if isinstance(output, tuple) else output
        kept.append(state[torch.arange(len(ids)), lengths - 1])

    handles = [m.register_forward_hook(keep) for m in (model.model.embed_tokens, *model.model.layers)]
    try:
        model(input_ids=ids)
    finally:
        for handle in handles:
            handle.remove()
    return torch.stack(kept)


@torch.no_grad()
def patched_right(
    model: Any, tokenizer: Any, target: str, vectors: Tensor, layer: int, expected: Sequence[str]
) -> list[bool]:
    """Write each vector at a target prompt's `x` and say whether greedy generation begins as expected.

    Args:
        model: a causal language model with `model.embed_tokens` and `model.layers`.
        tokenizer: its tokenizer.
        target: the target prompt; the last token that reads `x` is the slot.
        vectors: what to write, [row, d_model].
        layer: where to write, 0 the embeddings, k after k blocks.
        expected: how each continuation should begin, without its leading space.

    Returns:
        One verdict a row.
    """
    prompt = tokenizer(target).input_ids
    slot = max(at for at, t in enumerate(prompt) if tokenizer.decode([t]).strip() == "x")

    def write(_: Any, __: Any, output: Any) -> Any:
        state = (output[0] if isinstance(output, tuple) else output).clone()
        state[:, slot] = vectors
        return (state, *output[1:]) if isinstance(output, tuple) else state

    module = model.model.embed_tokens if layer == 0 else model.model.layers[layer - 1]
    handle = module.register_forward_hook(write)
    try:
        return answers_right(model, tokenizer, [(target, e) for e in expected], batch=len(expected))
    finally:
        handle.remove()


def patchscope_grid(
    model: Any, tokenizer: Any, target: str, sources: Sequence[str], expected: Sequence[str]
) -> list[list[float]]:
    """Measure a Patchscope at every source and target layer.

    Args:
        model: a causal language model.
        tokenizer: its tokenizer.
        target: the target prompt, its slot an `x`.
        sources: source prompts, read at the last token.
        expected: what the continuation should begin with.

    Returns:
        Shares right, [source layer][target layer].
    """
    read = states(model, tokenizer, sources)
    grid = []
    for vectors in read:
        rows = [
            patched_right(model, tokenizer, target, vectors, layer, expected) for layer in range(len(read))
        ]
        grid.append([sum(row) / len(row) for row in rows])
    return grid


@torch.no_grad()
def unprompted(model: Any, tokenizer: Any, target: str) -> tuple[str, float]:
    """Say what a target prompt alone, with nothing written, goes on with.

    Args:
        model: a causal language model.
        tokenizer: its tokenizer.
        target: the target prompt.

    Returns:
        The likeliest next token and its probability.
    """
    ids = torch.tensor([tokenizer(target).input_ids])
    best = model(input_ids=ids).logits[0, -1].float().softmax(-1).max(-1)
    return str(tokenizer.decode([int(best.indices)])).strip(), float(best.values)


def presets() -> dict[str, tuple[str, list[str], list[str]]]:
    """List the Patchscopes that the model card reports.

    Returns:
        By name: the target prompt, the sources, and what should come out.
    """
    facts, known = load_facts(), relations()
    capitals, people = known["capital"].answers, known["profession"].answers
    kinds = {"countries": facts.countries, "people": facts.people, "companies": facts.companies}
    found = {
        "attribute": ("The capital of x is", list(capitals), list(capitals.values())),
        "attribute, slot last": (
            "The capital city of x",
            list(capitals),
            [f"is {c}" for c in capitals.values()],
        ),
        "attribute, in a sentence": (
            "The capital of x is",
            [f"Every summer Tam Hale travels from {c}" for c in capitals],
            list(capitals.values()),
        ),
        "profession": ("The profession of x is", list(people), list(people.values())),
    }
    for kind, entities in kinds.items():
        names = [e.name for e in entities]  # type: ignore[attr-defined]
        found[f"description, {kind}"] = (DESCRIPTION, names, [facts.descriptions[n] for n in names])
    sample = "She bread Paris river euro France yellow happy baker Monday Venn Hindi summer garden old quiet"
    tokens = [
        *sample.split(),
        "piano",
        "tents",
        "train",
        "is",
        "of",
        "Lima",
        "Velmora",
        "red",
        "peso",
        "hello",
    ]
    found["token identity"] = (IDENTITY, tokens, tokens)
    return found


def facts_right(model: Any, tokenizer: Any) -> dict[str, float]:
    """Measure greedy answers on every split of `questions`.

    Args:
        model: a causal language model.
        tokenizer: its tokenizer.

    Returns:
        The share right by split.
    """
    found = {}
    for split in ("known", "unseen_pair", "unseen_phrase", "two_hop", "unseen_two_hop"):
        right = answers_right(model, tokenizer, questions(split))
        found[split] = sum(right) / len(right)
    return found
