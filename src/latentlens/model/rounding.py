"""How far a model's next-token distributions in one dtype are from those in another, on a few passages."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from latentlens.files.kept_measurements import kept
from latentlens.model.dtype_choice import Rounding
from latentlens.model.language_model import LanguageModel
from latentlens.model.processor import processor

_MOST_TOKENS = 64  # of each passage

PASSAGES = (
    "The river rises in the mountains of Peru and flows east through Brazil until it meets the Atlantic.",
    'She opened the letter, read it twice, and said: "He is not coming back, and you knew it all along."',
    "def mean(values):\n    total = 0\n    for value in values:\n        total += value\n    return total /",
    "In 1969, 600 million people watched two men walk on the Moon; the third, Michael Collins, stayed above.",
    "Le chat dort sur le canapé pendant que la pluie tombe. En français, on dit que le chat",
    "Q: What is the chemical symbol for gold?\nA: Au\nQ: What is the chemical symbol for silver?\nA:",
    "Add the flour and a pinch of salt, stir until smooth, and let the dough rest for at least an hour",
    "The court held that the contract was void, because neither party had the right to sell what it",
)
"""Sentences, speech, code, numbers, French, questions and answers, for models without text of their own."""


@torch.no_grad()
def rounding(model: LanguageModel, in_float32: LanguageModel, passages: Sequence[str]) -> Rounding:
    """Compare a model with the same model in float32, after every token of some passages.

    Args:
        model: the model.
        in_float32: the same model in float32.
        passages: texts, of which the first 64 tokens are read.
    """
    tokens = same = 0
    kl = worst = 0.0
    for passage in passages:
        ids = [model.tokenizer.hf(passage)["input_ids"][: min(_MOST_TOKENS, model.n_ctx or _MOST_TOKENS)]]
        ours, theirs = (each.all_logits(ids)[0].float().cpu() for each in (model, in_float32))
        log_p, log_q = theirs.log_softmax(-1), ours.log_softmax(-1)
        tokens += len(ours)
        same += int((ours.argmax(-1) == theirs.argmax(-1)).sum())
        kl += float((log_p.exp() * (log_p - log_q)).sum(-1).double().sum())
        worst = max(worst, float((ours - theirs).abs().max()))
    return Rounding(tokens, same, kl / tokens, worst)


def kept_rounding(model: LanguageModel, passages: Sequence[str]) -> Rounding:
    """Return a model's difference from float32 that is kept for this processor, or measure it.

    Args:
        model: the model; a copy of it in float32 is loaded to measure.
        passages: texts, of which the first 64 tokens are read.
    """
    facts = {
        "processor": str(processor()),
        "device": model.device.type,
        "torch": torch.__version__,
        "fingerprint": model.fingerprint(),
        "passages": list(passages),
    }
    copy_in = model.copy_in
    assert copy_in is not None  # as for every model that is opened by name
    found, _ = kept("rounding", facts, Rounding, lambda: rounding(model, copy_in(torch.float32), passages))
    return found
