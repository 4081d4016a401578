"""Laws on real models: what the package index gives is read exactly, and says what it is known to say."""

from __future__ import annotations

import random

import pytest
import torch

from latentlens import Session
from latentlens.catalogue.entry import entry
from latentlens.catalogue.local_models import fetched_directory
from latentlens.engine.query import Generate, Generation, Query, Write
from plain import Plain


@pytest.fixture(scope="module", params=["smollm2-135m", "gemma3-270m"])
def session(request: pytest.FixtureRequest) -> Session:
    """Return a session on a real model that was fetched: no test downloads one."""
    known = entry(request.param)
    if fetched_directory(known) is None:
        pytest.skip(f"{known.name} was not fetched: `make real-models` fetches it and runs these tests")
    return Session(known.name)


def test_random_patchscopes_equal_plain_transformers(session: Session) -> None:
    """What is generated after a random write is token for token what transformers says with a plain hook."""
    directory = fetched_directory(entry(session.backend.name))
    assert directory is not None
    reference, rng = Plain(directory), random.Random(0)
    source = session.run("My favourite actor is Tom Cruise, who was born in Syracuse")
    target = tuple(session.backend.tokenizer.encode("cat -> cat\n1135 -> 1135\nhello -> hello\nx"))
    queries = []
    for _ in range(6):
        state = source[rng.randrange(source.n_layers + 1), rng.randrange(1, len(source))]
        slot = rng.randrange(1, len(target))
        layer = rng.randrange(session.backend.n_layers + 1)
        queries.append(Query(target, (Write(layer, (slot,), state[None]),), Generate(8)))
    for query, result in zip(queries, session.backend.run(queries), strict=True):
        assert isinstance(result.value, Generation)
        said = list(result.value.token_ids)  # fewer than 8 where the model ended its answer
        assert said
        assert reference.greedy(query, len(said)) == said


def test_the_model_knows_what_it_is_known_to_know(session: Session) -> None:
    """The last tokens of a name are described as what the named person is, at one of the early layers."""
    trace = session.run("My favourite actor is Tom Cruise")
    said = [session.ask(trace, layer, -1, "description").text for layer in (3, 6, 9, 12)]

    assert any("American actor" in text for text in said), said


def test_the_lens_ends_with_the_models_own_logits(session: Session) -> None:
    """The last layer of the lens is the model's next-token distribution."""
    trace = session.run("The capital of France is")
    directory = fetched_directory(entry(session.backend.name))
    assert directory is not None
    alone = Plain(directory).hf(torch.tensor([trace.token_ids])).logits[0].detach()

    torch.testing.assert_close(alone, trace.logits.float(), rtol=1e-3, atol=1e-3)
