"""What is held while questions are asked is what the budget says."""

from __future__ import annotations

import random
from typing import Any

import pytest
import torch

from latentlens import Controls, Patchscope, Session
from latentlens.engine.plan import plan
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Distribution, NextToken, Query, Write
from latentlens.engine.run import run
from memory import peak_bytes
from tiny import tiny_model, tiny_tokenizer

READER = Patchscope("The capital of x is", max_new_tokens=2)


@pytest.fixture(scope="module")
def session() -> Session:
    """A session whose model takes long prompts."""
    tokenizer = tiny_tokenizer()
    return Session((tiny_model("llama", vocab_size=len(tokenizer), max_position_embeddings=600), tokenizer))


def test_peak_bytes_counts_what_lives_at_once() -> None:
    """Two tensors that never live together count as the larger one; a view as nothing."""

    def one_after_the_other() -> None:
        torch.zeros(1000)
        torch.zeros(2000).view(2, 1000)

    def together() -> None:
        kept = torch.zeros(1000)
        kept.add_(torch.zeros(2000)[:1000])

    assert 8000 == peak_bytes(one_after_the_other)
    assert 12000 == peak_bytes(together)


def test_text_controls_take_no_more_memory_than_half_again(session: Session) -> None:
    """A long prompt's sweep with the source text in the slot peaks at 1.5 times what it does without."""
    trace = session.run(random.Random(0).choices(range(3, 300), k=500))
    positions = range(0, 500, 10)

    def sweep(*, text: bool) -> None:
        found = session.sweep(
            trace, READER, layers=[2], positions=positions, controls=Controls(random=1, text=text)
        )
        assert found.complete

    sweep(text=False)  # what is made once is made
    without = peak_bytes(lambda: sweep(text=False))
    with_text = peak_bytes(lambda: sweep(text=True))

    assert with_text <= 1.5 * without, (with_text, without)


def test_a_prefix_goes_on_from_the_longest_that_is_held(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Targets that begin alike, in any order and in pieces, are answered as the model alone answers them."""
    monkeypatch.setattr("latentlens.engine.run._PIECE", 7)
    text = random.Random(1).choices(range(3, 300), k=60)
    targets = [
        (0, *text[:n], *end) for n in (5, 6, 20, 4, 50, 50, 19) for end in ((7, 8), (9,), (7, 8, 9, 7))
    ]
    targets += [(0, 5), (5,), tuple(text[:50]), tuple(text)]
    queries = [Query(target, (), NextToken(1, keep_logits=True)) for target in targets]
    for budget in (1, 2**20, 2**27):
        prefixes = Prefixes(budget // 4)

        results = run(queries, session.model, budget=budget, prefixes=prefixes)

        assert prefixes.nbytes <= 2 * 60 * 512
        for target, result in zip(targets, results, strict=True):
            with torch.no_grad():
                expected = session.model.hf_model(torch.tensor([target])).logits[0, -1]
            assert isinstance(result.value, Distribution)
            assert result.value.logits is not None
            assert float((expected - result.value.logits).abs().max()) <= 1e-5 * float(expected.abs().max())


def test_few_tokens_are_run_for_a_target_that_begins_as_another(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Targets that grow by one token take tokens by their number, not by its square."""
    ran: list[int] = []
    run_tokens = session.model.all_logits

    def counted(token_ids: list[list[int]], **how: Any) -> torch.Tensor:
        ran.append(len(token_ids[0]))
        return run_tokens(token_ids, **how)

    monkeypatch.setattr(session.model, "all_logits", counted)
    text = random.Random(2).choices(range(3, 300), k=200)
    queries = [Query((0, *text[:n], 7), (), NextToken(1)) for n in range(1, 200)]

    run(queries, session.model)

    assert sum(ran) < 10 * 200


def test_what_a_prefix_takes_is_known(session: Session) -> None:
    """Two are held at most, the newest whatever it takes."""
    prefixes = Prefixes(10**9)
    tokens = random.Random(3).choices(range(3, 300), k=90)
    for n in (30, 60, 90):
        run([Query((n, *tokens[:n]), (), NextToken(1))], session.model, prefixes=prefixes)
    per_token = 2 * 4 * 2 * 8 * 4  # keys and values, layers, heads, their width, bytes

    assert (60 + 90) * per_token == prefixes.nbytes
    assert 60 == prefixes.longest((60, *tokens), (None, "", None, ()))[1]
    prefixes.max_bytes = 0
    run([Query((5, *tokens[:40]), (), NextToken(1))], session.model, prefixes=prefixes)
    assert 40 * per_token == prefixes.nbytes


def test_attention_scores_count_in_the_budget(session: Session) -> None:
    """Rows whose heads all attend to a long target come in chunks that have room for that."""
    vectors = torch.randn(64, session.model.d_model, generator=torch.Generator().manual_seed(0))
    target = tuple(random.Random(4).choices(range(3, 300), k=400))
    writes = [Write(1, (0,), vector[None]) for vector in vectors]
    (group,) = plan([Query(target, (write,), NextToken(1)) for write in writes], session.model)
    scores = 4 * 400 * 400 * 4  # heads, queries, keys, bytes

    sizes = [len(chunk) for chunk in group.chunks(session.model, 40 * scores)]

    assert 64 == sum(sizes)
    assert max(sizes) <= 40 / 3, "scaled, masked, and as shares"
