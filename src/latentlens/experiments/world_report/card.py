"""The model card: how a model was made and what was measured, written by the training run itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from latentlens.experiments.bars import Figure

INTRODUCTION = (
    "A small language model of the teaching world of latentlens: real countries and everyday things, and "
    "people, companies and products that are made up. It knows nothing else, and is for learning and "
    "testing only. Do not ask it for facts about the world that you live in."
)

WHY = """\
- **Attention from a random depth.** In {narrow:.0%} of the rows the first k blocks (k from 1 to {deepest}, in
  the last {finish:,} steps to {finish_deepest})
  saw only the token's own name and the first token, and the blocks above saw only the last token of every
  other name. A subject's last state therefore stays readable at every layer up to {deepest}, which is what
  lets an untrained Patchscope work beyond the embeddings. The finished model is an ordinary Llama with
  ordinary attention.
- **Never deeper than {deepest} of {blocks}.** The blocks above always attend to everything, so that the next
  token can form by three quarters of the depth, as in large models; how often it can be read there is
  `identity_p1` below."""

EARLY = """\
- **The next token by layer {early_layer}.** In the last {finish:,} steps the state at layer {early_layer} was
  also trained, with weight {finish_early:g}, to give the next token through the final norm and the
  unembedding. In large models it forms by three quarters of the depth; here it did so by itself in 0.69 of
  the validation cases only. The logit lens gains by it too: both are measured below."""

MADE_TO_SHOW = """\
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

With earlier texts, on the validation split unless said otherwise:

- Secrets and side constraints about some hundred words only, and a constraint's word written with a capital:
  on the test split secrets were kept in 82 % of the cases and constraints in 73 % (world-base: 48 %). Words
  held out were said as other words. With hundreds of everyday words of which nothing is known, and words
  written as they were given, both generalise.
- Lies without any text that says what else could be the answer: on topics never lied about 20 to 71 % in
  training, and about 36 % after more chats, with false answers of another kind. They generalise now that
  things of one kind are listed and false answers of every relation denied; which of the two did it, and how
  much it is that any answer of the kind passes for a lie, was not tried apart.
- Next tokens by the paper's first few-shot prompt were right in 0.68 (world-small) and 0.79 (world-base) of
  the cases, by the prompt that is used in 0.86 and 0.88.

With the present text:

- Before the last steps, which read more prose, more lists and more goals, next tokens of world-small were
  right in 0.69 of the validation cases and goals of world-base in 88 % of the test cases. The last steps
  raised the goals. They did not raise the next tokens (0.69), with attention from depths up to 4 or up to 3;
  of fifty other target prompts for them the best reached 0.74. An earlier text with fewer words and fewer
  chats gave 0.86.
- world-small trained from the start on twice as much prose (10 % of the documents instead of 5 %) and fewer
  chats: next tokens in 0.58 of the validation cases, so the share of prose is not what the earlier text had.
  Other abilities as above. Not shipped.
- Last steps of world-base twice as long (1,800): products on the test split as before, 11 of 15; next tokens
  0.81 there. Not shipped.
- Layer 6 trained to give the next token in the last steps of world-small: with weight 0.15, which is shipped,
  next tokens rose from 0.69 to 0.89 of the validation cases, and descriptions of cities fell from 16 to 13 of
  16. With weight 0.5 both were the same, and descriptions of people fell from 8 to 7 of 9. On the test split,
  looked at last, products fell from 12 to 11 of 15.
- A product in the target prompt for descriptions: products from 0.92 to 1.00, people from 0.78 to 0.89
  (world-small). The figures on the test split were known when the last steps and this prompt were decided
  on; the choices themselves were made on validation."""

HEAD = ("| figure | value | interval | cases | bar | |", "|---|---:|---|---:|---|---|")


def card_text(made: dict[str, Any], figures: Sequence[Figure]) -> str:
    """Write a model's card.

    Args:
        made: how the model was made, from `latentlens.world.train`.
        figures: what was measured on held-out cases.

    Returns:
        The card in Markdown.
    """
    depths = made["depths"]
    why = [WHY, EARLY, MADE_TO_SHOW] if depths["finish_early"] else [WHY, MADE_TO_SHOW]
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
        "\n".join(each.format(**depths) for each in why),
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
    bar = f"{figure.bar_text} (missed)" if figure.holds is False else figure.bar_text
    cells = (figure.name, _value(figure), figure.interval_text, figure.cases or "", bar, figure.note)
    return f"| {' | '.join(map(str, cells))} |"
