"""What may come after two prompts, in models of other vocabularies."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
import torch

from latentlens.explorer import next_changes as module
from latentlens.explorer.next_changes import next_changes
from latentlens.model.tokenizer import ModelTokenizer
from tiny import sentencepiece_like, tiny_tokenizer


def after(hf: Any, token: str, chance: float) -> Any:
    """Return a trace in a model that gives a token a probability, and all others the rest in equal parts."""
    probs = torch.full([len(hf)], (1 - chance) / (len(hf) - 1), dtype=torch.float64)
    probs[hf.convert_tokens_to_ids(token)] = chance
    backend = SimpleNamespace(tokenizer=ModelTokenizer(hf, len(hf)), vocab_size=len(hf))
    return cast("Any", SimpleNamespace(backend=backend, probs=probs))


@pytest.mark.parametrize(
    ("token", "chances"),
    [
        ("<bos>", (0.2, 0.9)),
        ("<bos>", (0.9, 0.2)),
        ("<bos>", (0.0001, 0.9)),
        ("<bos>", (0.9, 0.0001)),
        ("a", (0.2, 0.9)),
        ("a", (0.9, 0.2)),
    ],
)
def test_a_token_of_both_vocabularies_has_both_probabilities(
    monkeypatch: pytest.MonkeyPatch, token: str, chances: tuple[float, float]
) -> None:
    """Also <bos>, and a piece that the other tokenizer does not write alone; the likeliest is first."""
    monkeypatch.setattr(module, "_next_probs", lambda trace: trace.probs)
    pieces = sentencepiece_like()
    pieces.add_special_tokens({"bos_token": "<bos>"})
    traces = [after(hf, token, p) for hf, p in zip((tiny_tokenizer(), pieces), chances, strict=True)]
    rows = next_changes(*traces)["next"]

    assert [token] == [each["token"] for each in rows if each["token"] == token]
    assert token == rows[0]["token"]
    assert list(chances) == pytest.approx([rows[0]["before"], rows[0]["after"]])
