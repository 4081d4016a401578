"""What may come after two prompts: the likeliest next tokens of each, in one model or in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlens.ask.read_lens import lens_queries
from latentlens.engine.query import Distribution, NextToken
from latentlens.errors import PromptError
from latentlens.explorer.protocol import Json
from latentlens.explorer.token_links import token_text
from latentlens.readers.presets import as_reader

if TYPE_CHECKING:
    from jaxtyping import Float
    from torch import Tensor

    from latentlens.activations.trace import Trace
    from latentlens.engine.backend import Backend

_NEXT = 5
"""Number of likeliest next tokens of each of two traces that are compared."""


def one_vocabulary(one: Backend, two: Backend) -> bool:
    """Return whether two models' probabilities are of the same tokens.

    Args:
        one: a model.
        two: a model.
    """
    if one is two:
        return True
    return one.vocab_size == two.vocab_size and one.tokenizer.has_tokens_of(two.tokenizer)


def next_changes(before: Trace, after: Trace) -> Json:
    """Return what may come after both prompts: the likeliest tokens of each, and how far both are apart.

    Each is read with the unembedding of its own model. Of two vocabularies a token has no probability in the
    model that writes its text with several, and there is no distance.

    Args:
        before: the trace that is compared with.
        after: the other trace.
    """
    models = [before.backend, after.backend]
    probs = [_next_probs(trace) for trace in (before, after)]
    one, two = probs
    if one is None or two is None:
        return {"next": [], "distance": None}
    if not one_vocabulary(*models):
        return {"next": _by_text(models, [one, two]), "distance": None}
    likely = dict.fromkeys(int(i) for each in (one, two) for i in each.topk(_NEXT).indices)
    changes = [
        {"token": models[0].tokenizer.visible(i), "before": float(one[i]), "after": float(two[i])}
        for i in likely
    ]
    return {"next": _likeliest_first(changes), "distance": float((two - one).abs().sum()) / 2}


def _next_probs(trace: Trace) -> Float[Tensor, " vocab"] | None:
    """Return the model's own next-token distribution; None if it is not finite."""
    readout = NextToken(top_k=_NEXT, keep_logits=True)
    _, _, queries = lens_queries(
        trace, as_reader("logit_lens"), trace.backend, readout, layers=-1, positions=-1
    )
    (result,) = trace.backend.run(queries)
    value = result.value
    if not result.finite or not isinstance(value, Distribution) or value.logits is None:
        return None
    return value.logits.double().softmax(-1)


def _by_text(models: list[Backend], probs: list[Float[Tensor, " vocab"]]) -> list[Json]:
    """Return the likeliest tokens of models with other vocabularies, by their text."""
    found: dict[str, Json] = {}
    for model, of_model in zip(models, probs, strict=True):
        for i in of_model.topk(_NEXT).indices.tolist():
            ids = [i if each is model else _id_of(each, model, i) for each in models]
            chances = [None if id is None else float(p[id]) for p, id in zip(probs, ids, strict=True)]
            token = model.tokenizer.visible(i)
            row = found.setdefault(token, {"token": token, "before": None, "after": None})
            for side, chance in zip(("before", "after"), chances, strict=True):
                row[side] = chance if row[side] is None else row[side]
    return _likeliest_first(list(found.values()))


def _id_of(model: Backend, other: Backend, token: int) -> int | None:
    """Return the token of a model that is the same text as another model's token; None if there is none."""
    text, special = other.tokenizer.text(token), other.tokenizer.is_special(token)
    try:
        ids = model.tokenizer.encode_continuation(text)
    except PromptError:  # a special token without an embedding
        return None
    same = len(ids) == 1 and token_text(model, ids[0]) == text
    return ids[0] if same and model.tokenizer.is_special(ids[0]) is special else None


def _likeliest_first(changes: list[Json]) -> list[Json]:
    return sorted(changes, key=lambda each: -max(each["before"] or 0, each["after"] or 0))
