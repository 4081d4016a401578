"""Few-shot token identity prompts made of random tokens from the model's vocabulary."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from random import Random
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict

from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.inputs.shown import shown
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.form import Panel
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.preset import Preset, register
from latentlens.readers.prompts import next_token, token_identity

Read = Literal["next_token", "token_identity"]

MOST = 10
"""Largest number of example tokens in a prompt; the paper draws the number from 1 to this."""

_ARROW, _JOIN, _SLOT = "->", ";", "?"
_SIGNS = (_ARROW, _JOIN, _SLOT)
"""Signs of the prompt's syntax. Tokens that contain one are not shown, so that the prompt is unambiguous."""


def random_identity(
    model: Backend,
    read: Read = "token_identity",
    *,
    k: int | None = None,
    seed: int = 0,
    layer: int | None = None,
) -> Patchscope:
    """Return a few-shot identity reader with k random tokens: "tok1 -> tok1; ...; tokk -> tokk; ?".

    The tokens are drawn once, here, and the reader keeps the finished prompt, so its repr and an answer's
    provenance reproduce it exactly.

    Tokens are drawn uniformly, without replacement, from the vocabulary. A token is used if the tokenizer
    gives the same token for its text after the arrow, and a single token before the arrow. Special tokens are
    never used, nor tokens that contain the placeholder, an arrow or a semicolon.

    Args:
        model: the model that will answer, such as `session.model`; its tokenizer's vocabulary is used.
        read: "token_identity" (default) reads after an arrow, "next_token" at the patched position.
        k: number of example tokens; None (default) draws it from 1 to 10, as the source does.
        seed: random seed of the draw, 0 by default. With one seed, a smaller k gives the first tokens of a
            greater k.
        layer: the target layer; None (default) for the layer at which the activation is read.

    Raises:
        InputError: if k is below 1, `read` is neither of the two, or the vocabulary has fewer than k usable
            tokens.
        PromptError: if the prompt is longer than the model's context.
        TargetPromptError: if the placeholder ? is not one token of the prompt.

    Examples:
        >>> from latentlens import Session
        >>> reader = random_identity(Session().model, k=3, seed=1)
        >>> reader.text.count("; "), reader.text.endswith("; ? ->")
        (3, True)

    Source:
        arXiv 2401.06102, section 4.1 and appendix B.3. Where the paper leaves the last token without its
        pair, and patches there, this prompt has the placeholder of the paper's code.
    """
    if not isinstance(getattr(model, "tokenizer", None), ModelTokenizer):
        raise InputError(f"model is that of the session that is asked, session.model; got {shown(model)}.")
    if not isinstance(read, str) or read not in get_args(Read):
        raise InputError(f"read is {shown(read)}; use 'token_identity' or 'next_token'.")
    k = None if k is None else integer("k", k)
    seed = checked_seed("seed", seed)
    if k is not None and k < 1:
        raise InputError(
            f"k is {shown(k)}; the prompt shows at least one token. Leave k out to have it drawn."
        )
    # Checked first, since no token can be used if the placeholder is not one token.
    token_identity(f"{_JOIN} {_SLOT} {_ARROW}").target(model)
    rng = Random(seed)  # noqa: S311 - demonstrations, not secrets
    drawn = rng.randint(1, MOST)  # drawn in any case, so that the tokens do not depend on k
    prompt = _prompt(_draw(model.tokenizer, drawn if k is None else k, rng))
    if read == "next_token":
        return next_token(prompt, layer=layer)
    return token_identity(f"{prompt} {_ARROW}", layer=layer)


def _prompt(words: Sequence[str]) -> str:
    return f"{_JOIN} ".join([*(f"{word} {_ARROW} {word}" for word in words), _SLOT])


def _draw(tokenizer: ModelTokenizer, k: int, rng: Random) -> list[str]:
    # Added tokens are chat markers and the like, even if they are not declared as special.
    special = {*tokenizer.hf.get_added_vocab().values(), *tokenizer.hf.all_special_ids}
    ids = sorted({*tokenizer.hf.get_vocab().values()} - special)

    @functools.cache
    def word_of(token_id: int) -> str:
        # the token decoded alone; a token that is part of a character decodes to no word
        return tokenizer.decode([token_id]).strip()

    def can_be_shown(token_id: int, before: Sequence[str]) -> bool:
        """Return whether the prompt with this token after the others is tokenized as intended."""
        word = word_of(token_id)
        if word.split() != [word] or not word.isprintable() or any(sign in word for sign in _SIGNS):
            return False
        written = tokenizer.encode(_prompt([*before, word]))
        places = [p for p, other in enumerate(written) if word_of(other) == word]
        return (
            len(places) == 2
            and written[places[1]] == token_id
            # A space that is a token of its own would stand between the arrow and the answer.
            and all(tokenizer.text(written[p - 1]).strip() for p in places)
        )

    chosen: list[str] = []
    for token_id in rng.sample(ids, len(ids)):
        if can_be_shown(token_id, chosen):
            chosen.append(word_of(token_id))
            if len(chosen) == k:
                return chosen
    raise InputError(
        f"k is {shown(k)}, and {len(chosen)} of this model's {len(ids)} tokens can be shown as words of "
        "their own. "
        "Give a smaller k."
    )


class _Drawn(BaseModel):
    """The Explorer's setting for the random prompt."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    prompt_seed: Annotated[
        int, Panel("Prompt's seed", "Vector", "The seed of the random tokens that the prompt shows.")
    ] = 0


register(
    Preset(
        "random_identity",
        "Token identity, random",
        "Which token does this state stand for? Few-shot identity with random tokens.",
        lambda model, prompt_seed: random_identity(model, seed=prompt_seed),
        by_name=False,
        settings_form=_Drawn,
        example_reader=token_identity(),
    )
)
