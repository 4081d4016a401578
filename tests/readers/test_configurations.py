"""The methods that are settings of the one engine, each against its own form with plain hooks."""

from __future__ import annotations

import pathlib

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from latentlens import Session
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Distribution, Generate, NextToken, Query, Score, Write
from latentlens.engine.run import run
from latentlens.errors import InputError, MappingError, SelectionError, TargetPromptError, UnsupportedModel
from latentlens.mappings.affine import Linear
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Zero
from latentlens.mappings.provenance import Provenance
from latentlens.readers.attention import AttentionKnockout
from latentlens.readers.noise import Noise
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.queries import query
from latentlens.readers.reader import State, Target
from latentlens.readers.target_prompts import SourcePrompt, TextPrompt
from plain import Plain
from tiny import save_tiny

PROMPT = "The capital of France is"
OTHER = "The capital of Peru is"


@pytest.fixture(scope="module", params=["gpt2", "llama", "gemma2"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Plain]:
    """Return a session on a random model, and transformers alone on the same weights."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    return Session(directory), Plain(directory)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return another model, wider, with the same tokenizer."""
    return save_tiny(tmp_path_factory.mktemp("wide"), "llama", hidden_size=48, head_dim=12)


def logits(session: Session, asked: Query) -> torch.Tensor:
    """Return the engine's logits after a query's target."""
    wanted = Query(asked.target_ids, asked.writes, NextToken(keep_logits=True), asked.knockouts)
    value = run([wanted], session.model)[0].value
    assert isinstance(value, Distribution)
    assert value.logits is not None
    return value.logits


def asked_of(session: Session, reader, prompt: str, layer: int, position: int) -> Query:
    """Return a reader's query about one cell of a prompt."""
    trace = session.run(prompt)
    target = reader.target(session.backend, trace.token_ids)
    above = tuple(trace.resid[layer + 1 : layer + reader.window, position])
    state = State(trace[layer, position], layer, position, above)
    return query(reader, target, [state], session.model.n_layers, reader.readout(0))


# --- ablation, activation patching, causal tracing --------------------------------------------------------


def test_ablation_is_the_zero_mapping_into_the_source_itself(opened: tuple[Session, Plain]) -> None:
    """f = 0 and T = S: every cell's answer is that of plain hooks that zero it."""
    session, plain = opened
    reader = Patchscope(SourcePrompt(), mapping=Zero(), max_new_tokens=1)
    ids = tuple(session.run(PROMPT).token_ids)
    zero = torch.zeros(1, session.model.d_model)
    for layer in range(session.model.n_layers + 1):
        for position in (0, 3, len(ids) - 1):
            expected = plain.logits(Query(ids, (Write(layer, (position,), zero),), NextToken()))[-1]
            observed = logits(session, asked_of(session, reader, PROMPT, layer, position))
            torch.testing.assert_close(observed, expected, atol=1e-4, rtol=0)


def test_patching_a_prompt_with_itself_changes_nothing(opened: tuple[Session, Plain]) -> None:
    """T = S, l* = l, i* = i, f = I is the model itself, with any window."""
    session, plain = opened
    ids = tuple(session.run(PROMPT).token_ids)
    expected = plain.logits(Query(ids, (), NextToken()))[-1]
    for window in (1, 3, 9):
        reader = Patchscope(SourcePrompt(), window=window)
        for layer, position in ((0, 1), (2, 3), (session.model.n_layers, len(ids) - 1)):
            observed = logits(session, asked_of(session, reader, PROMPT, layer, position))
            torch.testing.assert_close(observed, expected, atol=1e-4, rtol=0)


@pytest.mark.parametrize("window", [1, 2])
def test_activation_patching_is_its_hook_form(opened: tuple[Session, Plain], window: int) -> None:
    """The states of one prompt stand in the other at the same layers and position."""
    session, plain = opened
    reader = Patchscope(TextPrompt(OTHER, None), window=window)
    source, target = (session.run(text) for text in (PROMPT, OTHER))
    n = session.model.n_layers
    for layer in range(n + 1):
        for position in (1, 4):
            writes = tuple(
                Write(k, (position,), source[k, position][None])
                for k in range(layer, min(layer + window, n + 1))
            )
            expected = plain.logits(Query(tuple(target.token_ids), writes, NextToken()))[-1]
            observed = logits(session, asked_of(session, reader, PROMPT, layer, position))
            torch.testing.assert_close(observed, expected, atol=1e-4, rtol=0)


def test_causal_tracing_is_its_hook_form(opened: tuple[Session, Plain]) -> None:
    """T = S + noise at the subject, and a clean state restored: noise and state are the hooks' own."""
    session, plain = opened
    trace = session.run(PROMPT)
    ids, subject = tuple(trace.token_ids), (3, 4)
    reader = Patchscope(SourcePrompt(noise=Noise(subject, scale=2.0, seed=7)))
    drawn = torch.randn(2, session.model.d_model, generator=torch.Generator().manual_seed(7))
    noise = drawn * 2.0 * trace.resid[0].std()
    for layer in range(session.model.n_layers + 1):
        for position in (1, 3, 4):
            noised = trace.resid[0].clone()
            noised[list(subject)] += noise
            broken = Write(0, subject, noised[list(subject)])
            clean = Write(layer, (position,), trace[layer, position][None])
            expected = plain.logits(Query(ids, (broken, clean), NextToken()))[-1]
            observed = logits(session, asked_of(session, reader, PROMPT, layer, position))
            torch.testing.assert_close(observed, expected, atol=1e-4, rtol=0)


def test_the_null_control_of_causal_tracing_is_noised_too(opened: tuple[Session, Plain]) -> None:
    """What a restored state adds is measured against the noised run, not against the clean one."""
    session, plain = opened
    trace = session.run(PROMPT)
    reader = Patchscope(SourcePrompt(noise=Noise((3,))), max_new_tokens=1)
    target = reader.target(session.backend, trace.token_ids)

    null = logits(session, query(reader, target, None, session.model.n_layers, NextToken()))

    expected = plain.logits(Query(tuple(trace.token_ids), target.writes, NextToken()))[-1]
    torch.testing.assert_close(null, expected, atol=1e-4, rtol=0)
    assert not torch.allclose(null, trace.logits[-1], atol=1e-2)


def test_noise_is_the_same_for_the_same_seed_alone(opened: tuple[Session, Plain]) -> None:
    """Equal seeds draw equal noise; another seed, or no scale, draws other noise."""
    session, _ = opened
    ids = tuple(session.run(PROMPT).token_ids)

    def vectors(noise: Noise) -> torch.Tensor:
        return noise.write(ids, PROMPT, session.backend).vectors

    assert torch.equal(vectors(Noise((2, -1))), vectors(Noise((2, len(ids) - 1))))
    assert not torch.equal(vectors(Noise((2,))), vectors(Noise((2,), seed=1)))
    assert not vectors(Noise((2,), scale=0.0)).any()


# --- attention knock-out ----------------------------------------------------------------------------------


@pytest.mark.parametrize("window", [1, 2, 9])
def test_attention_knockout_is_its_hook_form(opened: tuple[Session, Plain], window: int) -> None:
    """The last token is blind to the cell's token in the blocks from the cell's layer on."""
    session, plain = opened
    ids, n = tuple(session.run(PROMPT).token_ids), session.model.n_layers
    reader = AttentionKnockout((-1,), window=window)
    for layer in reader.layers(n):
        for position in (0, 3):
            cut = Knockout(tuple(range(layer, min(layer + window, n))), (position,), (len(ids) - 1,))
            expected = plain.logits(Query(ids, (), NextToken(), (cut,)))[-1]
            observed = logits(session, asked_of(session, reader, PROMPT, layer, position))
            torch.testing.assert_close(observed, expected, atol=1e-4, rtol=0)


def test_a_token_always_sees_itself(opened: tuple[Session, Plain]) -> None:
    """Where no query stands after the cell's token, nothing is cut and the model is undisturbed."""
    session, _ = opened
    trace = session.run(PROMPT)

    answer = session.ask(trace, 1, -1, AttentionKnockout((-1,)))

    assert answer.control("null").text == answer.text
    torch.testing.assert_close(
        trace.logits[-1],
        logits(session, asked_of(session, AttentionKnockout((-1,)), PROMPT, 1, len(trace) - 1)),
    )


def test_a_sweep_leaves_out_the_layer_without_a_block(opened: tuple[Session, Plain]) -> None:
    """By default a knock-out is asked about every layer that has a block above it; another is refused."""
    session, _ = opened
    trace, n = session.run(PROMPT), session.model.n_layers

    sweep = session.sweep(trace, AttentionKnockout(), positions=[1], options=["cat", "fox"])

    assert list(range(n)) == sweep.layers
    with pytest.raises(InputError, match=f"No block follows layer {n}"):
        session.ask(trace, n, 1, AttentionKnockout())


# --- remedies against what later tokens take from the placeholder -----------------------------------------


@pytest.mark.parametrize("remedy", ["overwrite", "mask"])
def test_with_a_remedy_the_placeholder_does_not_matter(opened: tuple[Session, Plain], remedy: str) -> None:
    """At any target layer, next token and generation alike, the answer is the same for any placeholder."""
    session, _ = opened
    vector = torch.randn(session.model.d_model, generator=torch.Generator().manual_seed(1)) * 3
    reader, n = Patchscope("The capital of x is", remedy=remedy), session.model.n_layers
    target = reader.target(session.backend)
    assert target.slots is not None
    (slot,) = target.slots
    for layer in range(n + 1):
        found = []
        for placeholder in (target.token_ids[slot], 5, 77):
            ids = (*target.token_ids[:slot], placeholder, *target.token_ids[slot + 1 :])
            asked = query(reader, Target(ids, (slot,)), [State(vector, layer)], n, Generate(6))
            found.append((logits(session, asked), run([asked], session.model)[0].value.token_ids))
        for observed, tokens in found[1:]:
            torch.testing.assert_close(observed, found[0][0], atol=1e-4, rtol=0)
            assert found[0][1] == tokens


def test_without_a_remedy_the_placeholder_shows(opened: tuple[Session, Plain]) -> None:
    """Above layer 0 later tokens have read the placeholder by the time it is overwritten."""
    session, _ = opened
    vector = torch.randn(session.model.d_model, generator=torch.Generator().manual_seed(1))
    n = session.model.n_layers
    found = []
    for word in ("x", "?"):
        reader = Patchscope(TextPrompt(f"The {word} is", word))
        asked = query(reader, reader.target(session.backend), [State(vector, 3)], n, NextToken())
        found.append(logits(session, asked))
    assert not torch.allclose(*found, atol=1e-3)


@pytest.mark.parametrize("remedy", ["overwrite", "mask"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(layer=st.integers(0, 4), seed=st.integers(0, 99))
def test_remedies_equal_plain_hooks(
    opened: tuple[Session, Plain], remedy: str, layer: int, seed: int
) -> None:
    """A remedy's greedy answer is that of plain hooks at every step, recomputed in full."""
    session, plain = opened
    vector = torch.randn(session.model.d_model, generator=torch.Generator().manual_seed(seed)) * 2
    reader = Patchscope("The capital of x is", remedy=remedy)
    asked = query(
        reader, reader.target(session.backend), [State(vector, layer)], session.model.n_layers, Generate(4)
    )

    value = run([asked], session.model)[0].value

    expected = plain.greedy(asked, 4)
    ends = [i for i, token in enumerate(expected) if token in session.model.tokenizer.stop_ids]
    assert expected[: max(ends[0], 1) if ends else 4] == list(value.token_ids)


# --- two models -------------------------------------------------------------------------------------------


def test_another_session_reads_a_trace_of_this_one(opened: tuple[Session, Plain], tmp_path) -> None:
    """The session that is asked is the target model; on equal weights the answer is the session's own."""
    session, plain = opened
    plain.hf.save_pretrained(tmp_path)
    session.model.tokenizer.hf.save_pretrained(tmp_path)
    twin = Session(tmp_path)
    trace = session.run(PROMPT)

    own, read = (asked.ask(trace, 2, 3, "The capital of x is") for asked in (session, twin))

    assert own.token_ids == read.token_ids
    assert own.token_logprobs == pytest.approx(read.token_logprobs, abs=1e-5)
    assert str(tmp_path) == read.provenance["model"]
    assert session.model.name == read.provenance["source_model"]
    assert f"source = {session.code}\ntrace = source.run(" in read.code


def test_widths_that_differ_need_a_mapping(opened: tuple[Session, Plain], other: pathlib.Path) -> None:
    """A vector of another width is refused, naming both widths."""
    session, _ = opened
    with pytest.raises(MappingError, match=r"width 32 from width 32.*d_model 48"):
        Session(other).ask(session.run(PROMPT), 1, 1, "The capital of x is")


# --- what is refused --------------------------------------------------------------------------------------


def test_settings_that_make_no_sense_are_refused() -> None:
    """The message names what was given and what to do."""
    with pytest.raises(InputError, match="None is not a target prompt"):
        Patchscope(None)
    with pytest.raises(InputError, match="'cover' is not a remedy"):
        Patchscope("x", remedy="cover")
    with pytest.raises(InputError, match="window is 0"):
        Patchscope("x", window=0)
    with pytest.raises(InputError, match="Give at least one"):
        Noise(())
    with pytest.raises(InputError, match="not negative"):
        Noise((1,), scale=-1)
    with pytest.raises(InputError, match="No queries"):
        AttentionKnockout(())
    with pytest.raises(InputError, match="window is 0"):
        AttentionKnockout(window=0)


def test_positions_outside_the_prompt_are_refused(opened: tuple[Session, Plain]) -> None:
    """A position of noise, of a slot or of a query that does not exist is named before anything runs."""
    session, _ = opened
    trace = session.run(PROMPT)
    with pytest.raises(TargetPromptError, match="Slot 99"):
        session.ask(trace, 1, 1, Patchscope(SourcePrompt(noise=Noise((99,)))))
    with pytest.raises(TargetPromptError, match="Slot -50"):
        session.ask(trace, 1, 1, AttentionKnockout((-50,)))
    with pytest.raises(SelectionError, match="outside the target prompt"):
        session.ask(trace, 1, len(trace) - 1, Patchscope(TextPrompt("The", None)))


def test_a_cell_can_be_verified(opened: tuple[Session, Plain]) -> None:
    """Sweeps of every kind of reader can be run again one at a time with plain hooks."""
    session, _ = opened
    trace = session.run(PROMPT)
    for reader in (
        Patchscope(SourcePrompt(noise=Noise((3,))), window=2),
        Patchscope("The x is", remedy="mask"),
        Patchscope("The x is", remedy="overwrite"),
        AttentionKnockout(None, window=2),
    ):
        sweep = session.sweep(trace, reader, positions=[1, 4], options=["cat", "fox"])
        assert sweep.verify(4).max_logit_difference < 1e-4


# --- contrastive decoding ---------------------------------------------------------------------------------


@pytest.mark.parametrize("strength", [0.5, 1.0])
def test_contrast_takes_off_what_the_unpatched_target_says(
    opened: tuple[Session, Plain], strength: float
) -> None:
    """log p(patched) - strength * log p(unpatched) after the same tokens, greedy and scored."""
    session, plain = opened
    vector = torch.randn(session.model.d_model, generator=torch.Generator().manual_seed(4)) * 3
    reader = Patchscope("The capital of x is", contrast=strength, max_new_tokens=5)
    target, n = reader.target(session.backend), session.model.n_layers
    asked = query(reader, target, [State(vector, 2)], n, reader.readout(0))
    unpatched = Query(target.token_ids, (), NextToken())
    plainly = Patchscope("The capital of x is", max_new_tokens=5)
    beside = query(plainly, target, [State(-vector, 1)], n, plainly.readout(0))
    said: list[int] = []
    logprobs: list[float] = []
    while len(said) < 5:
        own, null = (plain.logits(q, said)[-1].log_softmax(-1) for q in (asked, unpatched))
        contrast = (own - strength * null).log_softmax(-1)
        said.append(int(contrast.argmax()))
        logprobs.append(float(contrast[said[-1]]))
        if said[-1] in session.model.tokenizer.stop_ids:
            break

    value, alone = (result.value for result in run([asked, beside], session.model))
    score = Query(asked.target_ids, asked.writes, Score((tuple(said), tuple(said[:1])), strength))
    scored = run([score, beside], session.model)[0].value

    n_said = len(value.token_ids)
    assert said[:n_said] == list(value.token_ids)
    assert logprobs[:n_said] == pytest.approx(value.logprobs, abs=1e-3)
    assert logprobs == pytest.approx(scored.logprobs[0], abs=1e-3)
    assert logprobs[:1] == pytest.approx(scored.logprobs[1], abs=1e-3)
    assert run([beside], session.model)[0].value.token_ids == alone.token_ids


def test_an_answer_keeps_what_its_null_control_gives_each_token(opened: tuple[Session, Plain]) -> None:
    """SelfIE's relevancy is |p(patched) - p(unpatched)| of each generated token, teacher-forced."""
    session, plain = opened
    trace = session.run(PROMPT)
    reader = Patchscope("The capital of x is", max_new_tokens=4)
    answer = session.ask(trace, 2, 4, reader)
    target = reader.target(session.backend)
    null = plain.logits(Query(target.token_ids, (), NextToken()), answer.token_ids[:-1]).log_softmax(-1)
    own = torch.tensor(answer.token_logprobs).exp()
    given = null[-len(answer.token_ids) :].gather(-1, torch.tensor(answer.token_ids)[:, None])[:, 0].exp()

    assert (own - given).abs().tolist() == pytest.approx(answer.relevancy, abs=1e-4)
    assert session.ask(trace, 2, 4, reader, controls=False).relevancy is None


def test_attention_that_takes_no_mask_is_refused(opened: tuple[Session, Plain], monkeypatch) -> None:
    """Where nothing can be hidden the answer is an error, not an undisturbed run."""
    session, _ = opened
    trace = session.run(PROMPT)
    monkeypatch.setattr("latentlens.model.runner._is_mask", lambda *_: False)
    with pytest.raises(UnsupportedModel, match="takes no mask"):
        session.ask(trace, 1, 1, AttentionKnockout())


@pytest.mark.parametrize("layer", [1, 2])
def test_a_window_and_the_overwriting_remedy_meet_at_the_target_layer(
    opened: tuple[Session, Plain], layer: int
) -> None:
    """The activation fills the layers up to its own, and the states of the window follow above it."""
    session, plain = opened
    n = session.model.n_layers
    vector, above = torch.randn(2, session.model.d_model, generator=torch.Generator().manual_seed(5)) * 2
    reader = Patchscope("The capital of x is", remedy="overwrite", window=2, max_new_tokens=1)
    target = reader.target(session.backend)

    asked = query(reader, target, [State(vector, layer, 0, (above,))], n, NextToken(keep_logits=True))

    below = [Write(k, target.slots, vector[None]) for k in range(layer + 1)]
    by_hand = Query(target.token_ids, (*below, Write(layer + 1, target.slots, above[None])), NextToken())
    observed = run([asked], session.model)[0].value.logits
    torch.testing.assert_close(plain.logits(by_hand)[-1], observed, atol=1e-4, rtol=0)


def test_each_layer_of_a_window_has_its_own_fitted_mapping(opened: tuple[Session, Plain]) -> None:
    """A fitted family maps every state of the window by the mapping of its own layer."""
    session, _ = opened
    own, n, d = session.model.fingerprint(), session.model.n_layers, session.model.d_model
    maps = {(k, k): Linear(torch.eye(d) * (k + 1)) for k in (1, 2)}
    family = LayerMappings(maps, Provenance("linear", own, own, d, d))
    reader = Patchscope("The capital of x is", mapping=family, window=2)
    states = torch.randn(2, d)

    edits = reader.edits(reader.target(session.backend), [State(states[0], 1, 0, (states[1],))], n)

    assert [(1, maps[1, 1]), (2, maps[2, 2])] == [(write.layer, write.mapping) for write in edits.writes]
    assert [1] == list(reader.layers(n))
