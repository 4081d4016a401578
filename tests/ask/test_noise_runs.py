"""Noise in the activation's own role: it is asked, scored and shared as the activation itself."""

from __future__ import annotations

import math

import pytest
import torch

from latentlens import Session
from latentlens.activations.trace import Trace
from latentlens.engine.query import Query
from latentlens.errors import InputError
from latentlens.readers.interventions import activation_patching
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.target_prompts import TextPrompt
from latentlens.scoring.against_noise import noise_vector, shared_norm
from latentlens.scoring.controls import Controls, random_vector
from plain import Plain
from plain import written as plain_query
from tiny import tiny_model, tiny_tokenizer

PROMPT = "The capital of France is"
READER = Patchscope("The cat x is", max_new_tokens=3)
OPTIONS = ["a", "the"]
SITE = (2, 4)
NOISE = Controls(random=2, noise=5)


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


@pytest.fixture(scope="module")
def trace(session: Session) -> Trace:
    """Return a trace of it."""
    return session.run(PROMPT)


def vectors_of(trace: Trace, seed: int = 0, scale: float = 1.0) -> torch.Tensor:
    """Return the random vectors that stand beside SITE, drawn by hand."""
    norm = shared_norm(scale * float(trace[SITE].norm()))
    return torch.stack(
        [noise_vector(trace[SITE].shape[0], norm, seed=seed, layer=2, draw=k) for k in range(5)]
    )


@pytest.mark.parametrize("asked", [{}, {"options": OPTIONS}, {"samples": 3}, {"seed": 4}], ids=str)
def test_a_random_vector_has_the_excess_that_asking_about_it_gives(
    session: Session, trace: Trace, asked: dict[str, object]
) -> None:
    """Each random vector's excess is that of `session.ask` about the same vector, controls and all."""
    answer = session.ask(trace, *SITE, READER, controls=NOISE, **asked)
    vectors = session.vectors(vectors_of(trace, seed=asked.get("seed", 0)), layer=2)
    by_hand = [session.ask(vectors[n], READER, controls=Controls(random=2), **asked) for n in vectors.names]
    expected = [each.excess for each in by_hand]
    assert pytest.approx(expected, abs=1e-5) == answer.noise.sample("random").excesses
    assert pytest.approx(answer.excess, abs=1e-5) == answer.noise.excess
    assert sum(each >= answer.excess - 1e-5 for each in expected) == answer.noise.sample("random").reached


def test_the_excess_of_noise_is_that_of_transformers_alone(session: Session, trace: Trace) -> None:
    """Plain hooks and no cache: generate with a random vector, and score it with nothing and with another."""
    controls = Controls(noise=2)
    answer = session.ask(trace, *SITE, READER, controls=controls)
    target = READER.target(session.backend)
    plain = Plain(tiny_model("llama"))

    def written(vector: torch.Tensor | None) -> Query:
        return plain_query(target.token_ids, 2, target.slots[0], vector)

    def probability(vector: torch.Tensor | None, said: list[int]) -> float:
        logprobs = plain.logprobs(written(vector), said)
        return math.exp(sum(logprobs) / len(logprobs))

    for k, vector in enumerate(vectors_of(trace)[:2]):
        asked = session.vectors({"v": vector}, layer=2)
        said = plain.greedy(written(vector), len(session.ask(asked, READER).token_ids))
        control = random_vector(vector, seed=0, layer=2, position=int(asked.contents[0][:12], 16))
        excess = probability(vector, said) - max(probability(None, said), probability(control, said))
        assert pytest.approx(excess, abs=1e-5) == answer.noise.sample("random").excesses[k]


def test_another_token_has_the_excess_that_asking_about_it_gives(session: Session, trace: Trace) -> None:
    """Other tokens of the prompt are asked about as they would be alone, each once, BOS never."""
    answer = session.ask(trace, *SITE, READER, controls=Controls(other_tokens=100))
    expected = [session.ask(trace, 2, p, READER).excess for p in range(1, len(trace)) if p != 4]
    assert pytest.approx(sorted(expected), abs=1e-5) == sorted(answer.noise.sample("other token").excesses)
    two = session.ask(trace, *SITE, READER, controls=Controls(other_tokens=2)).noise.sample("other token")
    assert 2 == len({*two.excesses} & {*answer.noise.sample("other token").excesses})


@pytest.mark.parametrize("asked", [{}, {"options": OPTIONS}], ids=["free", "options"])
def test_a_sweep_compares_each_site_as_a_question_alone_does(trace: Trace, asked: dict[str, object]) -> None:
    """In whatever order and company a site is asked about, it is compared with the same excesses."""
    controls = Controls(noise=3, other_tokens=2)

    def fresh() -> tuple[Session, Trace]:
        session = Session(
            (tiny_model("llama"), tiny_tokenizer())
        )  # another model: nothing is kept from before
        return session, session.run(PROMPT)

    session, its_trace = fresh()
    sweep = session.sweep(its_trace, READER, layers=[1, 2], scales=[1, 3], controls=controls, **asked)
    session, its_trace = fresh()
    for layer, position, scale in reversed(sweep.cells):
        alone = session.ask(
            its_trace, layer, position, READER, scale=float(scale), controls=controls, **asked
        ).noise
        swept = sweep[layer, position, scale].noise
        assert pytest.approx(alone.excess, abs=1e-5) == swept.excess
        for kind in ("random", "other token"):
            assert pytest.approx(alone.sample(kind).excesses, abs=1e-5) == swept.sample(kind).excesses


def counted(monkeypatch: pytest.MonkeyPatch, session: Session) -> list[int]:
    """Return a list to which the number of queries of each run of the backend is added."""
    runs: list[int] = []
    run = session.backend.run
    monkeypatch.setattr(
        session.backend, "run", lambda queries, **how: runs.append(len(queries)) or run(queries, **how)
    )
    return runs


def test_only_the_first_answer_pays_until_the_model_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What noise came to is kept for the same question; another seed, or an edited weight, asks it again."""
    model = tiny_model("llama")
    session = Session((model, tiny_tokenizer()))
    trace, runs = session.run(PROMPT), counted(monkeypatch, session)

    def cost(**asked: object) -> int:
        runs.clear()
        session.ask(trace, *SITE, READER, controls=Controls(noise=7), **asked)
        return sum(runs)

    alone = 3 + 2
    assert [alone + 7 * 3, alone] == [cost(), cost()]
    assert [alone + 7 * 3, alone] == [cost(seed=1), cost(seed=1)]
    with torch.no_grad():
        model.lm_head.weight.mul_(1.5)
    trace = session.run(PROMPT)
    assert alone + 7 * 3 == cost()


def test_what_noise_came_to_is_not_kept_while_code_of_the_users_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook of the user's may change what the model says from run to run."""
    model = tiny_model("llama")
    model.model.layers[0].register_forward_hook(lambda *_: None)
    session = Session((model, tiny_tokenizer()))
    trace, runs = session.run(PROMPT), counted(monkeypatch, session)
    for _ in range(2):
        session.ask(trace, *SITE, READER, controls=Controls(noise=7))
    assert 2 * (3 + 2 + 7 * 3) == sum(runs)


def test_noise_stands_against_the_controls_that_it_has_too(session: Session, trace: Trace) -> None:
    """Controls of the site's own prompt lower the answer's excess, not the one that is compared."""
    usual = session.ask(trace, *SITE, READER, controls=Controls(noise=3))
    more = session.ask(trace, *SITE, READER, controls=Controls(noise=3, text=True, shuffled=True))
    assert pytest.approx(usual.excess, abs=1e-5) == more.noise.excess
    assert usual.noise.sample("random").excesses == more.noise.sample("random").excesses
    assert more.excess <= more.noise.excess


def test_a_vector_has_random_vectors_beside_it_but_no_other_tokens(session: Session, trace: Trace) -> None:
    """The scaled vector's norm counts, and a vector comes from no prompt."""
    vectors = session.vectors({"v": trace[SITE]}, layer=2)
    noise = session.ask(vectors, READER, scale=3.0, controls=Controls(noise=5, other_tokens=5)).noise
    by_hand = session.vectors(vectors_of(trace, scale=3.0), layer=2)
    expected = [session.ask(by_hand[name], READER).excess for name in by_hand.names]
    assert ["random"] == [sample.kind for sample in noise.samples]
    assert pytest.approx(expected, abs=1e-5) == noise.samples[0].excesses


def test_several_sites_and_writing_in_place_have_random_vectors_in_their_own_role(
    session: Session, trace: Trace
) -> None:
    """Each site's state is replaced, where it is written; at another position it would have another role."""
    controls = Controls(noise=3, other_tokens=3)
    two = Patchscope(TextPrompt("The x and x is", placeholders=2), max_new_tokens=2)
    spread = session.ask(trace.select(2, [2, 4]), two, controls=controls).noise
    patched = activation_patching("The capital of Japan is")
    one, other = (session.ask(trace, 2, p, patched, controls=controls).noise for p in (4, 5))
    for noise in (spread, one, other):
        assert [("random", 3)] == [(sample.kind, sample.n) for sample in noise.samples]
    assert one.samples[0].excesses != other.samples[0].excesses


def test_without_a_control_there_is_nothing_that_noise_could_exceed() -> None:
    """Noise needs the null control or a random one."""
    with pytest.raises(InputError, match="both are left out"):
        Controls(null=False, random=0, text=True, noise=39)
    with pytest.raises(InputError, match="-1 random vectors that answer for themselves"):
        Controls(noise=-1)


def test_a_stopped_sweep_keeps_its_noise_and_goes_on(session: Session, trace: Trace) -> None:
    """An answer that was kept has its comparison; the same sweep again adds the others'."""
    asked = {"layers": [1, 2, 3], "controls": Controls(noise=2), "seed": 9}

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        session.sweep(trace, READER, on_answer=stop, **asked)
    (kept,) = session.unfinished.answers.values()
    sweep = session.sweep(trace, READER, **asked)
    assert sweep.complete
    assert kept is next(iter(sweep))
    assert all(2 == answer.noise.sample("random").n for answer in sweep)
    assert 1e-3 > sweep.verify(2).max_logit_difference


def test_an_answer_shows_carries_and_reproduces_its_noise(session: Session, trace: Trace) -> None:
    """The words, the counts and the numbers are in repr, HTML, JSON, the table and the copied code."""
    controls = Controls(noise=5, other_tokens=2)
    sweep = session.sweep(trace, READER, layers=[2], positions=[4], controls=controls)
    answer = sweep[2, 4]
    reached = answer.noise.sample("random").reached
    words = f"too few random vectors to tell: {reached} of 5 random vectors reach its excess"
    assert words in repr(answer)
    assert f"{reached} of 5 random vectors" in answer._repr_html_()
    plain = answer.to_dict()["noise"]
    assert [5, 2] == [sample["n"] for sample in plain["samples"]]
    assert answer.noise.verdict == plain["verdict"]
    row = sweep.to_pandas().iloc[0]
    assert (reached, 5, answer.noise.p_value) == (row["random_reached"], row["random_n"], row["random_p"])
    assert 2 == row["other_token_n"]
    assert "noise=5, other_tokens=2" in answer.code
    assert None is session.ask(trace, *SITE, READER).to_dict()["noise"]


def test_an_answer_that_is_not_finite_is_compared_with_nothing(
    monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    """A site whose state overflowed has no answer and is no noise; its neighbours keep theirs."""
    trace = session.run("The capital of Japan is")
    resid = trace.resid.clone()
    resid[2, 4] = math.inf
    monkeypatch.setattr(Trace, "resid", resid)
    controls = Controls(noise=2, other_tokens=100)
    sweep = session.sweep(trace, READER, layers=[2], controls=controls, seed=77)
    assert sweep[2, 4].noise is None
    others = sweep[2, 3].noise.sample("other token")
    assert (2, len(trace) - 3) == (sweep[2, 3].noise.sample("random").n, others.n)
