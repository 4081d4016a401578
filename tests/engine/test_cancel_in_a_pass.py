"""A cancel is heeded before the next block of a forward pass, whatever the pass is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import torch

from latentlens.display.progress import Progress
from latentlens.engine.query import Generate, Query, Score, Scores, Write
from latentlens.engine.run import run
from latentlens.engine.stoppable import FEW
from latentlens.errors import Cancelled
from latentlens.model.language_model import LanguageModel
from latentlens.model.tokenizer import ModelTokenizer
from tiny import tiny_model, tiny_tokenizer

TARGET = tuple(range(5, 35))
READOUTS = {
    "generating": Generate(4),
    "scoring": Score(((5, 6, 7), (8, 9, 10))),
    "a long prefix": Score(((5,), (6,))),
}


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    """Return a random model of four blocks."""
    return LanguageModel(tiny_model("llama"), ModelTokenizer(tiny_tokenizer(), None), "tiny")


def queries(model: LanguageModel, readout: Any, number: int) -> list[Query]:
    """Return queries that write at the last token of one target."""
    torch.manual_seed(0)
    vectors = torch.randn(number, 1, model.d_model)
    return [Query(TARGET, (Write(2, (len(TARGET) - 1,), vector),), readout) for vector in vectors]


def numbers_of(scores: Scores) -> list[float]:
    """Return the log-probabilities of all tokens of all continuations."""
    return [number for continuation in scores.logprobs for number in continuation]


@pytest.fixture(scope="module")
def alone(model: LanguageModel) -> dict[str, list[Any]]:
    """Return what each query gives by itself, before anything was cancelled."""
    return {
        what: [run([each], model)[0].value for each in queries(model, readout, 10)]
        for what, readout in READOUTS.items()
    }


class Watched:
    """Counts the passes over each block, by the number of tokens of the pass; cancels in the first of them.

    Args:
        model: the model.
        tokens: number of tokens of the pass, over all rows, that is cancelled in its second block.
    """

    def __init__(self, model: LanguageModel, tokens: int) -> None:
        self.progress, self.seen, self._tokens = Progress(unit="queries", bar=False), [], tokens
        self.hooks = [
            block.register_forward_pre_hook(lambda _, args, at=at: self._ran(at, args[0]))
            for at, block in enumerate(model.runner.parts.blocks)
        ]

    def _ran(self, block: int, states: torch.Tensor) -> None:
        if states.shape[0] * states.shape[1] == self._tokens:
            self.seen.append(block)
            if block == 1:
                self.progress.cancel()


@pytest.fixture
def watched(model: LanguageModel, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """Watch the passes of as many tokens as is said."""
    found = Watched(model, request.param)
    yield found
    for hook in found.hooks:
        hook.remove()


# 10 rows: a token of each, two tokens of two continuations of each, and the prompt without its last token
@pytest.mark.parametrize(
    ("watched", "what"),
    [(10, "generating"), (40, "scoring"), (len(TARGET) - 1, "a long prefix")],
    indirect=["watched"],
)
def test_no_further_block_runs(
    model: LanguageModel, alone: dict[str, list[Any]], watched: Watched, what: str
) -> None:
    """Cancelled in its second block, a pass ends before the third, and leaves the model as it was."""
    asked = queries(model, READOUTS[what], 10)

    with pytest.raises(Cancelled):
        run(asked, model, progress=watched.progress)

    assert [0, 1] == watched.seen
    answers = [result.value for result in run(asked, model)]
    if what == "generating":
        assert [each.token_ids for each in alone[what]] == [each.token_ids for each in answers]
    else:
        expected = [pytest.approx(numbers_of(each), abs=1e-5) for each in alone[what]]
        assert expected == [numbers_of(each) for each in answers]


@pytest.mark.parametrize("watched", [FEW], indirect=True)
def test_a_small_pass_is_not_looked_into(model: LanguageModel, watched: Watched) -> None:
    """It is done at once, and pays for no hooks: the cancel is seen after it."""
    with pytest.raises(Cancelled):
        run(queries(model, Generate(4), FEW), model, progress=watched.progress)

    assert [0, 1, 2, 3] == watched.seen
