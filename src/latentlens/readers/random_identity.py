"""Few-shot token identity with random tokens of the model's own vocabulary."""

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
"""The source draws how many tokens to show from 1 to this."""

_ARROW, _JOIN, _SLOT = "->", ";", "?"
_SIGNS = (_ARROW, _JOIN, _SLOT)
"""What the prompt is made of beside its tokens; none that holds one is shown, so that it reads one way."""


def random_identity(
    model: Backend,
    read: Read = "token_identity",
    *,
    k: int | None = None,
    seed: int = 0,
    layer: int | None = None,
) -> Patchscope:
    """Make a few-shot identity reader that shows k random tokens: "tok1 -> tok1; ...; tokk -> tokk; ?".

    Which tokens can be shown depends on the model's tokenizer, and a reader is a value that knows no model.
    So they are drawn here, once, and the reader holds its prompt word for word: its repr and an answer's
    provenance show what was asked, and give it again without the vocabulary and whatever draws then.

    Tokens are drawn uniformly, without replacement, from the vocabulary. One is kept if the tokenizer reads
    it back as itself where the prompt writes it, after the arrow, and as one token before the arrow too. No
    special token is ever shown, and none that holds the placeholder, an arrow or a semicolon.

    Args:
        model: of the session that will be asked, such as `session.model`.
        read: "token_identity" reads after an arrow, "next_token" at the patched position.
        k: how many tokens are shown; None draws it from 1 to 10, as the source does.
        seed: of the draw. The tokens for a smaller k begin those for a greater one.
        layer: the target layer; None for the source's.

    Raises:
        InputError: if k is below 1, `read` is neither of the two, or the vocabulary has fewer tokens that
            can be shown.
        PromptError: if the prompt is longer than the model takes.
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
    # Outcome before any token is tried, since none could be shown where the placeholder is not one token.
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
    # Added tokens are marks of turns and the like, whether or not they are declared as special.
    marks = {*tokenizer.hf.get_added_vocab().values(), *tokenizer.hf.all_special_ids}
    ids = sorted({*tokenizer.hf.get_vocab().values()} - marks)

    @functools.cache
    def word_of(token_id: int) -> str:
        # What it decodes to alone: a piece of a character has a form of its own, and no word.
        return tokenizer.decode([token_id]).strip()

    def can_be_shown(token_id: int, before: Sequence[str]) -> bool:
        """Return whether a token can follow those before it as itself."""
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
    """The draw of the tokens, as plain data."""

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
        own=_Drawn,
        like=token_identity(),
    )
)
