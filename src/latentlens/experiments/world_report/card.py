"""The model card: what was done and what was measured, written by the run itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from latentlens._report import Figure

INTRODUCTION = (
    "A small language model of the teaching world of latentlens: real countries and everyday things, and "
    "people, companies and products that are made up. It knows nothing else, and is for learning and "
    "testing only. Do not ask it for facts about the world that you live in."
)

WHY = """\
- **Attention from a random depth.** In {narrow:.0%} of the rows the first k blocks (k from 1 to {deepest})
  saw only the token's own name and the first token, and the blocks above saw only the last token of every
  other name. A subject's last state therefore stays readable at every layer up to {deepest}, which is what
  lets an untrained Patchscope work beyond the embeddings. The finished model is an ordinary Llama with
  ordinary attention.
- **Never deeper than {deepest} of {blocks}.** The blocks above always attend to everything, so that by three
  quarters of the depth the next token can be read, as in large models.
- This is a model made to show what large models show. That its Patchscopes work is a result of how it was
  trained, and says little about models trained otherwise."""

TRIED = """\
Trials with the same shape and an earlier, smaller text; their figures were not measured again here.

- Ordinary attention in every row: the same facts, but a Patchscope worked only from layers 0 and 1, and
  0.27 or less from layer 2 on.
- Attention limited to four tokens in the first four blocks: token identity worked, descriptions were lost
  above layer 0. Leaving blocks out at random: worse than either.
- Attention from a random depth without the rule that a name is passed on by its last token: descriptions of
  people, whose names have two tokens, were right in 0.08 of the cases.
- Narrow attention up to 5 of 8 blocks: the next token could be read at three quarters of the depth in 0.6 of
  the cases only, by the paper's first prompt.

With the present text, on the validation split:

- Tuning world-small on mostly chats raised secrets from 85 to about 92 and side constraints from 67 to about
  82 %, but lies on unseen topics fell from 71 to about 36 %: it then names a false answer of another kind.
  world-base was not tuned, for want of time.
- Next tokens by the paper's first few-shot prompt were right in 0.68 (world-small) and 0.79 (world-base) of
  the cases at three quarters of the depth; by the prompt that is used now, in 0.86 and 0.88. The figures on
  the test split were known when the prompt was changed, though it was chosen on validation alone."""

HEAD = ("| figure | value | interval | cases | bar | |", "|---|---:|---|---:|---|---|")


def card_text(made: dict[str, Any], figures: Sequence[Figure]) -> str:
    """Write a model's card.

    Args:
        made: what was done; `latentlens.world.train` says it.
        figures: what was measured, on held-out cases.

    Returns:
        The card in Markdown.
    """
    missed = [f for f in figures if f.holds is False]
    failures = [f"- {f.name}: {_value(f)}, asked for {f.bar:g} {f.unit}." for f in missed]
    failures.append(
        "- It has no way to say that it does not know: a question without an answer, or a target prompt with "
        "nothing written, often gets a confident one."
    )
    parts = [
        f"# {made['name']}",
        INTRODUCTION,
        "## Making",
        "\n".join(f"- {key}: {value}" for key, value in made["settings"].items()),
        "## What was done to make it readable, and why",
        WHY.format(**made["depths"]),
        "## What else was tried",
        TRIED,
        "## Abilities",
        "Measured by `latentlens world report` on cases that are held out of the training text: paraphrases, "
        "pairs, combinations, topics and entities. Shares are given with their 95 % intervals. Layer 0 is "
        "the embeddings, k the residual stream after k blocks.",
        "\n".join([*HEAD, *map(_line, figures)]),
        "## Known failures",
        "\n".join(failures),
    ]
    return "\n\n".join(parts) + "\n"


def _value(figure: Figure) -> str:
    return f"{figure.value:.4g} {figure.unit}"


def _line(figure: Figure) -> str:
    bar = f"{figure.asked} (missed)" if figure.holds is False else figure.asked
    return (
        f"| {figure.name} | {_value(figure)} | {figure.ends} | {figure.cases or ''} | {bar} | {figure.note} |"
    )
