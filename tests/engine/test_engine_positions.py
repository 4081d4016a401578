"""Position ids of one's own: what plain transformers makes of the same position ids."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from latentlens.engine.knockout import Knockout
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Distribution, Generate, Generation, NextToken, Query, Score, Scores, Write
from latentlens.engine.reference import next_logits
from latentlens.engine.run import run
from latentlens.errors import SelectionError, UnsupportedModel
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from plain import Plain
from tiny import ARCHITECTURES, SWITCHING_ROPE, save_tiny, save_tiny_bloom

IDS = (5, 6, 7, 8, 9, 10, 11)
POSITIONS = {
    "gap": (0, 1, 2, 10, 11, 12, 13),
    "from later on": (20, 21, 22, 23, 24, 25, 26),
    "back again": (0, 1, 4, 5, 2, 3, 6),
    "as counted": (0, 1, 2, 3, 4, 5, 6),
}
LOGITS = NextToken(keep_logits=True)


@pytest.fixture(scope="module", params=ARCHITECTURES)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    """Return an architecture's model as latentlens opens it, and as transformers alone does."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    return open_model(directory), Plain(directory)


def logits(plain: Plain, query: Query, more: tuple[int, ...] = ()) -> torch.Tensor:
    """Return the logits after every token by transformers alone, positions counting on after the prompt."""
    ids, positions = [*query.target_ids, *more], list(query.position_ids or ())
    positions += [positions[-1] + 1 + i for i in range(len(more))]
    seen = torch.ones(1, len(ids), dtype=torch.long)  # or a gap begins another text
    return plain.logits(query, more, position_ids=torch.tensor([positions]), attention_mask=seen)


def queries(model: LanguageModel, readout: Any, positions: tuple[int, ...]) -> list[Query]:
    """Return queries with no write, with writes at several layers and slots, and with attention cut."""
    vector = 2 * torch.randn(2, model.d_model, generator=torch.Generator().manual_seed(1))
    writes: list[tuple[Write, ...]] = [
        (),
        (Write(0, (0,), vector[:1]),),
        (Write(2, (4,), vector[1:]),),
        (Write(1, (2, 6), vector),),
    ]
    found = [Query(IDS, each, readout, position_ids=positions) for each in writes]
    return [*found, Query(IDS, (), readout, (Knockout((1,), (1, 3)),), position_ids=positions)]


@pytest.mark.parametrize("positions", POSITIONS.values(), ids=POSITIONS)
def test_next_tokens_are_those_of_transformers(opened: tuple, positions: tuple[int, ...]) -> None:
    """With the same position ids the logits are transformers' own, patched and unpatched, and so are the
    slow reference's."""
    model, plain = opened
    asked = queries(model, LOGITS, positions)

    for query, result in zip(asked, run(asked, model), strict=True):
        expected = logits(plain, query)[-1]
        assert isinstance(result.value, Distribution)
        torch.testing.assert_close(result.value.logits, expected, atol=1e-4, rtol=0)
        torch.testing.assert_close(next_logits(query, model), expected, atol=1e-4, rtol=0)


def test_positions_change_the_answer(opened: tuple) -> None:
    """A gap in the position ids is another distribution than none, so the law above is no law of nothing."""
    model, plain = opened
    whole, gap = (
        logits(plain, Query(IDS, (), LOGITS, position_ids=POSITIONS[name]))[-1]
        for name in ("as counted", "gap")
    )
    assert float((whole - gap).abs().max()) > 1e-3
    own = run([Query(IDS, (), LOGITS)], model)[0].value
    torch.testing.assert_close(own.logits, whole, atol=1e-4, rtol=0)


def test_generated_tokens_count_on(opened: tuple) -> None:
    """Greedy tokens after the prompt stand at the positions after its last one, in transformers as here."""
    model, plain = opened
    asked = queries(model, Generate(5), POSITIONS["gap"])

    for query, result in zip(asked, run(asked, model), strict=True):
        assert isinstance(result.value, Generation)
        said: tuple[int, ...] = ()
        for token in result.value.token_ids:
            assert int(logits(plain, query, said)[-1].argmax()) == token
            said += (token,)


def test_scores_count_on(opened: tuple) -> None:
    """Every token of a continuation is scored at the position after the one before it."""
    model, plain = opened
    continuation = (8, 3, 30)
    asked = queries(model, Score((continuation,)), POSITIONS["gap"])

    for query, result in zip(asked, run(asked, model), strict=True):
        assert isinstance(result.value, Scores)
        all_logprobs = torch.log_softmax(logits(plain, query, continuation[:-1]), -1)[len(IDS) - 1 :]
        expected = all_logprobs.gather(-1, torch.tensor(continuation)[:, None])[:, 0]
        torch.testing.assert_close(torch.tensor(result.value.logprobs[0]), expected, atol=1e-4, rtol=0)


@pytest.mark.parametrize("readout", [LOGITS, Generate(4), Score(((5, 6),))], ids=["next", "said", "scores"])
def test_targets_with_their_own_positions_side_by_side(opened: tuple, readout: Any) -> None:
    """One target with several position ids, and others without, padded together equal one at a time."""
    model, _ = opened
    asked = [query for name in POSITIONS for query in queries(model, readout, POSITIONS[name])[:2]]
    vector = torch.randn(1, model.d_model)
    asked += [Query(IDS[:n], (Write(1, (1,), vector),), readout) for n in (3, 5, 7)]

    for query, result in zip(asked, run(asked, model), strict=True):
        alone = run([query], model)[0].value
        if isinstance(alone, Distribution):
            torch.testing.assert_close(result.value.logits, alone.logits, atol=1e-4, rtol=0)
        elif isinstance(alone, Generation):
            assert alone.token_ids == result.value.token_ids
        else:
            assert pytest.approx(alone.logprobs[0], abs=1e-4) == result.value.logprobs[0]


def test_a_prefix_at_other_positions_is_another_one(opened: tuple) -> None:
    """What was run for one choice of positions is not used for another, from one run to the next."""
    model, plain = opened
    prefixes = Prefixes(2**20)
    for positions in (*POSITIONS.values(), *POSITIONS.values()):
        query = queries(model, LOGITS, positions)[2]
        value = run([query], model, prefixes=prefixes)[0].value
        torch.testing.assert_close(value.logits, logits(plain, query)[-1], atol=1e-4, rtol=0)


def test_a_long_prefix_runs_in_pieces(opened: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a prefix stand at their own positions."""
    model, plain = opened
    monkeypatch.setattr("latentlens.engine.run._PIECE", 2)
    query = queries(model, LOGITS, POSITIONS["back again"])[2]

    value = run([query], model, budget=1)[0].value

    torch.testing.assert_close(value.logits, logits(plain, query)[-1], atol=1e-4, rtol=0)


@pytest.mark.parametrize(
    ("positions", "message"),
    [
        ((0, 1, 2), "3 position ids were given for a target prompt of 7 tokens"),
        ((0, 1, 2, -1, 4, 5, 6), "Position id -1 is below 0"),
        ((0, 1, 2, 3, 4, 5, 64), "reach 68, and .* has positions 0 to 63"),
        ((0, 1, 2, 3, 4, 5, 60), "reach 64, and .* has positions 0 to 63"),
    ],
)
def test_position_ids_that_do_not_fit_are_refused(
    opened: tuple, positions: tuple[int, ...], message: str
) -> None:
    """One for each token, from 0 to the last that the model has, the answer's included."""
    model, _ = opened
    with pytest.raises(SelectionError, match=message):
        run([Query(IDS, (), Generate(5), position_ids=positions)], model)


def test_a_model_without_position_ids_refuses_them(tmp_path: Any) -> None:
    """Where the forward pass takes none they are refused by name, before anything runs."""
    save_tiny_bloom(tmp_path)
    model = open_model(tmp_path)
    with pytest.raises(UnsupportedModel, match="BloomForCausalLM takes no position_ids"):
        run([Query(IDS, (), LOGITS, position_ids=POSITIONS["gap"])], model)


def test_a_model_that_ignores_them_refuses_them(opened: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are taken and change nothing they are refused rather than ignored."""
    model, _ = opened
    states = model.states
    monkeypatch.setattr("latentlens.model.positions._takes", {})
    monkeypatch.setattr(model, "states", lambda *args, position_ids=None, **how: states(*args, **how))
    with pytest.raises(UnsupportedModel, match="takes position_ids, and they change nothing in it"):
        run([Query(IDS, (), LOGITS, position_ids=POSITIONS["gap"])], model)


def test_angles_that_depend_on_the_length_refuse_them(tmp_path: Any) -> None:
    """Rotary frequencies that switch with the length of the sequence cannot be told it by position ids."""
    model = open_model(save_tiny(tmp_path, "phi3", **SWITCHING_ROPE))
    with pytest.raises(UnsupportedModel, match="depend on the length of the sequence"):
        run([Query(IDS, (), LOGITS, position_ids=POSITIONS["gap"])], model)
