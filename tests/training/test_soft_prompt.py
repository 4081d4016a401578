"""Learned target prompts: against literal prompts, plain hooks, finite differences, and the fixed prompt."""

from __future__ import annotations

import dataclasses
import itertools
import pathlib
import random
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from latentlens import Patchscope, Session, fit_soft_prompt, presets
from latentlens.display.progress import Progress
from latentlens.engine.query import NextToken, Query, Write
from latentlens.errors import Cancelled, InputError, MappingError
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Identity
from latentlens.mappings.provenance import Provenance
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.readers.soft_prompt import SoftPrompt
from latentlens.training.corpus import Corpus, split
from latentlens.training.future_lens_eval import draw_places
from latentlens.training.future_targets import FuturePrompt, Futures, futures, places
from latentlens.training.soft_prompt_fit import descent, fit_soft_prompts
from latentlens.training.soft_prompts import SoftPrompts
from latentlens.world.text import document
from noted_progress import noted
from plain import Plain
from tiny import TEXT, save_tiny, tiny_model, tiny_tokenizer

FIXED = "The capital of x"
TEXTS = [
    *TEXT,
    "one two three",
    "a fox and a hare",
    "Lima and Paris",
    "the road to Peru is long",
    "hello cat",
]


@pytest.fixture(scope="module", params=["gpt2", "gpt_neox", "llama", "gemma2", "gemma3_text"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Plain]:
    """Return a session on a random model, and transformers alone on the same weights."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    return Session(directory), Plain(directory)


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


@pytest.fixture(scope="module")
def prompts(session: Session) -> SoftPrompts:
    """Return soft prompts that were trained for a moment."""
    return fit_soft_prompt(session, TEXTS, layers=[1, 3], length=4, ahead=2, steps=3, held_out=0.3)


def known(model: LanguageModel, corpus: Corpus, layer: int, ahead: int, n: int) -> tuple[Futures, list[Any]]:
    """Return what follows some tokens of a corpus, and the rows' tokens and places themselves."""
    rows = corpus.rows(corpus.fit)
    chosen = random.Random(0).sample(places(rows, ahead, corpus.left_out), n)
    found = futures(model, rows, chosen, [layer], ahead, lambda: None)
    return found, [(rows[i], t) for i, t in chosen]


def quiet() -> Progress:
    """Return a Progress that nobody watches."""
    return Progress(bar=False)


# --- a soft prompt is a target prompt ---------------------------------------------------------------------


def literal(session: Session, layer: int, text: str = FIXED) -> SoftPrompt:
    """Return the layer-0 states of a text's tokens as a soft prompt, in the place of other tokens."""
    model = session.model
    ids = model.tokenizer.encode(text)
    vectors = model.capture(ids, [0])[0, 1:]
    fillers = (ids[0], *[7] * len(vectors))
    return SoftPrompt(layer, vectors, fillers, model.fingerprint(), model.name)


def test_real_tokens_vectors_are_the_literal_prompt(opened: tuple[Session, Plain]) -> None:
    """At every layer, generation, probabilities and controls are those of the prompt written in words."""
    session, _ = opened
    trace = session.run("Lima and Paris")
    for layer in range(session.model.n_layers + 1):
        soft = presets.future_lens(literal(session, layer), max_new_tokens=5)
        words = presets.future_lens(FIXED, max_new_tokens=5)
        for position in (1, len(trace) - 1):
            expected, observed = (session.ask(trace, layer, position, reader) for reader in (words, soft))
            assert expected.token_ids == observed.token_ids
            assert expected.token_logprobs == pytest.approx(observed.token_logprobs, abs=1e-4)
            for one, other in zip(expected.controls, observed.controls, strict=True):
                assert one.kind == other.kind
                assert one.text == other.text
                assert one.confidence == pytest.approx(other.confidence, abs=1e-4)


def test_the_vectors_are_layer_0_and_not_the_embedding_matrix(opened: tuple[Session, Plain]) -> None:
    """Where a model adds positions to its embeddings or scales them, the bare rows are another prompt."""
    session, plain = opened
    model, soft = session.model, literal(session, 1)
    ids = model.tokenizer.encode(FIXED)[1:]
    rows = plain.hf.get_input_embeddings().weight.detach()[ids]
    kind = plain.hf.config.model_type

    assert torch.allclose(rows, soft.vectors) is (kind in ("llama", "gpt_neox"))
    if kind in ("gemma2", "gemma3_text"):
        torch.testing.assert_close(rows * 32**0.5, soft.vectors, rtol=1e-3, atol=1e-4)
    if kind == "gpt2":
        positions = plain.hf.transformer.wpe.weight.detach()[1 : len(ids) + 1]
        torch.testing.assert_close(rows + positions, soft.vectors)


def test_every_run_holds_the_soft_prompt(session: Session, prompts: SoftPrompts, tmp_path: Any) -> None:
    """A cell's answer and its null control are those of plain hooks that write the vectors."""
    tiny_model("llama").save_pretrained(tmp_path)  # the session's own weights
    plain, soft, trace = Plain(tmp_path), prompts.at(1), session.run("one two three")
    reader = Patchscope(soft, max_new_tokens=4)
    begin = Write(0, soft.slots, soft.vectors)
    state = Write(1, soft.slots[-1:], trace[1, 2][None])

    answer = session.ask(trace, 1, 2, reader)

    assert soft.token_ids == (0,) * 5
    assert (1, 2, 3, 4) == soft.slots
    said = list(answer.token_ids)
    assert plain.greedy(Query(soft.token_ids, (begin, state), NextToken()), 4)[: len(said)] == said
    null = plain.logits(Query(soft.token_ids, (begin,), NextToken()))[-1].log_softmax(-1)
    assert answer.control("null").token_logprobs[0] == pytest.approx(float(null.max()), abs=1e-4)
    sweep = session.sweep(trace, reader, options=["cat", "fox"])
    assert [1] == sweep.layers
    assert sweep.verify(3).max_logit_difference < 1e-4


# --- the loss and its gradient ----------------------------------------------------------------------------


def test_the_loss_and_its_gradient_are_those_of_plain_hooks(opened: tuple[Session, Plain]) -> None:
    """Transformers alone, one token at a time: KL from the model's own words to come, with autograd."""
    session, plain = opened
    model, ahead = session.model, 3
    corpus = split(TEXTS, model)
    for layer in (0, 2):
        found, tokens = known(model, corpus, layer, ahead, 4)
        generator = torch.Generator().manual_seed(layer)
        begin = model.capture([0, 5, 7, 11], [0])[0, 1:]
        change = (0.3 * torch.randn(begin.shape, generator=generator)).requires_grad_()
        token_ids = (0, 7, 7, 7)
        vectors = begin + 2.0 * change
        total = torch.zeros(())
        for ids, t in tokens:
            with torch.no_grad():
                own = plain.hf(torch.tensor([ids]), output_hidden_states=True, use_cache=False)
            logprobs = own.logits[0, t : t + ahead].log_softmax(-1)
            state = own.hidden_states[layer][0, t]
            writes = (Write(0, (1, 2, 3), vectors), Write(layer, (3,), state[None]))
            with plain.patched(Query(token_ids, writes, NextToken())):
                row = torch.tensor([[*token_ids, *ids[t + 1 : t + ahead]]])
                said = plain.hf(row, use_cache=False).logits[0, -ahead:].log_softmax(-1)
            kl = torch.nn.functional.kl_div(said, logprobs, log_target=True, reduction="none")
            total = total + kl.sum(-1).mean() / len(tokens)
        (expected,) = torch.autograd.grad(total, [change])
        expected = expected / expected.norm().clamp_min(1)

        loss, gradient = descent(model, token_ids, begin, 2.0, change, layer, found, quiet())

        assert float(total.detach()) == pytest.approx(loss, rel=1e-3)
        scale = float(expected.abs().max())
        torch.testing.assert_close(gradient, expected, atol=2e-3 * scale, rtol=1e-2)
        assert scale > 0


def test_the_gradient_is_that_of_finite_differences(tmp_path: pathlib.Path) -> None:
    """In float64, moving one number of the soft prompt moves the loss as the gradient says."""
    # other architectures' norms run in float32 whatever the weights
    model = open_model(save_tiny(tmp_path, "gpt2"), dtype="float64")
    found, _ = known(model, split(TEXTS, model), 2, 3, 4)
    begin = model.capture([0, 5, 7], [0])[0, 1:]
    zero = torch.zeros_like(begin).requires_grad_()

    def loss(change: torch.Tensor) -> float:
        prompt = FuturePrompt((0, 7, 7), begin + change)
        said = prompt.predict(model, 2, found.states[2], found.fed, lambda: None)
        own = found.logprobs.double()
        return float((own.exp() * (own - said)).sum(-1).mean())

    value, gradient = descent(model, (0, 7, 7), begin, 1.0, zero, 2, found, quiet())

    assert loss(zero.detach()) == pytest.approx(value, rel=1e-9)
    moved = []
    for i in range(begin.numel()):
        step = torch.zeros(begin.numel(), dtype=torch.float64)
        step[i] = 1e-4
        step = step.view(begin.shape)
        moved.append((loss(step) - loss(-step)) / 2e-4)
    expected = torch.tensor(moved, dtype=torch.float64).view(begin.shape)
    expected = expected / expected.norm().clamp_min(1)
    scale = float(expected.abs().max())
    assert scale > 1e-6
    torch.testing.assert_close(gradient, expected, atol=1e-5 * scale, rtol=1e-4)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=9), max_size=5),
    ahead=st.integers(1, 5),
    left_out=st.sampled_from([None, 0]),
)
def test_places_have_their_future_in_the_row(rows: list[list[int]], ahead: int, left_out: int | None) -> None:
    """Every token that counts, and whose tokens to come but the last stand in its row, is one place."""
    found = places([tuple(row) for row in rows], ahead, left_out)

    expected = [
        (i, t)
        for i, row in enumerate(rows)
        for t, token in enumerate(row)
        if token != left_out and len(row[t + 1 :]) >= ahead - 1
    ]
    assert expected == found


def test_every_measured_token_is_followed_by_another() -> None:
    """Groups hold every place once, and after it another one, whose state it is compared with."""
    for n in (2, 64, 65, 130, 600):
        found = [(i, 1) for i in range(n)]
        groups = draw_places(found, 0)
        measured = [place for group in groups for place in group[:-1]]
        assert len(set(measured)) == len(measured) == min(n, 512)
        assert max(map(len, groups)) <= 65
        assert all(one != other for group in groups for one, other in itertools.pairwise(group))


def test_futures_keep_the_order_they_were_asked_in(session: Session) -> None:
    """State, tokens and the model's own words stand together, whichever rows they come from."""
    model = session.model
    corpus = split(TEXTS, model)
    found, tokens = known(model, corpus, 2, 3, 12)
    assert len({ids for ids, _ in tokens}) > 2
    for k, (ids, t) in enumerate(tokens):
        torch.testing.assert_close(found.states[2][k], model.capture(ids, [2])[0, t], atol=1e-4, rtol=1e-4)
        assert list(ids[t + 1 : t + 3]) == found.fed[k].tolist()
        own = model.all_logits([ids])[0, t : t + 3].log_softmax(-1)
        torch.testing.assert_close(found.logprobs[k], own, atol=1e-3, rtol=1e-3)


# --- training ---------------------------------------------------------------------------------------------


def test_the_loss_falls_and_the_same_seed_gives_the_same_vectors(session: Session) -> None:
    """Training lowers the loss of every layer; it depends on the seed and on nothing else."""
    given: dict[str, Any] = {"layers": [0, 2], "length": 4, "ahead": 2, "steps": 3, "held_out": 0.3}
    long = fit_soft_prompt(session, TEXTS, **{**given, "steps": 30})
    assert long.report is not None
    for first, last in long.report.losses.values():
        assert last < 0.95 * first

    one = fit_soft_prompt(session, TEXTS, **given)

    assert one == fit_soft_prompt(session, TEXTS[::-1], **given)
    alone = fit_soft_prompt(session, TEXTS, **{**given, "layers": [2]})
    assert alone.at(2) == one.at(2)  # layers do not disturb each other
    assert one != fit_soft_prompt(session, TEXTS, **{**given, "seed": 1})


def test_held_out_documents_do_not_move_the_vectors(session: Session) -> None:
    """Training sees the documents to fit on alone: with others held out, the vectors are the same."""
    model = session.model
    corpus = split(TEXTS, model, held_out=0.3)
    others = split(["zebra and yak", "quick brown jump", "sphinx of black"], model, held_out=0.5).fit
    given: dict[str, Any] = {"layers": [1], "length": 3, "ahead": 2, "steps": 3}

    one = fit_soft_prompts(model, corpus, FIXED, **given)
    other = fit_soft_prompts(model, dataclasses.replace(corpus, held_out=others), FIXED, **given)

    assert one == other
    assert one.report is not None
    assert other.report is not None
    assert one.report.rows != other.report.rows


def test_the_held_out_figures_are_those_of_a_plain_loop(session: Session, prompts: SoftPrompts) -> None:
    """What is foretold is counted by hand, one held-out token at a time, for both prompts."""
    model, ahead = session.model, 2
    plain = Plain(model.hf_model)
    corpus = split(TEXTS, model, held_out=0.3)
    rows = corpus.rows(corpus.held_out)
    fixed = tuple(model.tokenizer.encode(presets.FUTURE_PROMPTS[0]))
    cases = [(row, t) for row in rows for t in range(1, len(row) - 1)]
    assert prompts.report is not None
    for layer in (1, 3):
        soft = prompts.at(layer)
        begin = Write(0, soft.slots, soft.vectors)
        counts, kls = torch.zeros(2, ahead), torch.zeros(2, ahead)
        for row, t in cases:
            own = model.all_logits([row])[0, t : t + ahead].log_softmax(-1)
            state = model.capture(row, [layer])[0, t]
            for arm, (ids, writes) in enumerate(((soft.token_ids, (begin,)), (fixed, ()))):
                asked = Query(ids, (*writes, Write(layer, (len(ids) - 1,), state[None])), NextToken())
                said = plain.logits(asked, row[t + 1 : t + ahead])[-ahead:].log_softmax(-1)
                counts[arm] += said.argmax(-1) == own.argmax(-1)
                kls[arm] += (own.exp() * (own - said)).sum(-1) / len(cases)
        figures = [row for row in prompts.report.rows if row.layer == layer]
        assert [1, 2] == [row.ahead for row in figures]
        assert {len(cases)} == {row.cases for row in figures}
        assert counts.tolist() == [[row.correct for row in figures], [row.fixed for row in figures]]
        for arm, name in enumerate(("kl", "fixed_kl")):
            assert kls[arm].tolist() == pytest.approx([getattr(row, name) for row in figures], rel=1e-3)


def test_on_the_bundled_model_a_soft_prompt_foretells_what_it_never_saw() -> None:
    """After a few steps the next token of held-out text is read, far above another token's state."""
    texts = [document(random.Random(seed)) for seed in range(60)]

    found = fit_soft_prompt(Session(), texts, layers=[5], steps=15, ahead=2, length=6, held_out=0.2)

    assert found.report is not None
    first, last = found.report.losses[5]
    row = found.report.rows[0]
    assert last < first
    assert row.p_at_1.low > row.other_p_at_1.high
    assert row.p_at_1.value > 0.2
    assert row.kl < row.fixed_kl
    assert "layer 5, token +1" in str(found)
    assert str(row.p_at_1) in found._repr_html_()


# --- the model stays as it was ----------------------------------------------------------------------------


@pytest.mark.parametrize("frozen", [False, True])
def test_a_fit_leaves_the_model_as_it_was(frozen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights, gradients and flags are as before: after a fit, a cancelled one, and one that failed."""
    hf = tiny_model("gpt2")
    hf.requires_grad_(not frozen)
    session = Session((hf, tiny_tokenizer()))
    weights = {name: tensor.clone() for name, tensor in hf.state_dict().items()}
    flags = [parameter.requires_grad for parameter in hf.parameters()]
    fingerprint, before = session.model.fingerprint(), session.model.all_logits([[5, 7, 11]])
    given: dict[str, Any] = {"layers": [1, 2], "length": 3, "ahead": 2, "held_out": 0.3}

    def stop(work: Progress) -> None:
        assert 7 == work.total
        if work.done == 3:
            work.cancel()

    with pytest.raises(Cancelled, match="3 of 7 steps were done"):
        fit_soft_prompt(session, TEXTS, steps=3, progress=Progress(bar=False, on_update=stop), **given)
    with monkeypatch.context() as broken:
        broken.setattr(FuturePrompt, "predict", lambda self, *_, **__: self.vectors.sum() * torch.nan)
        with pytest.raises(InputError, match=r"loss of layer 1 is nan at step 0: .* learning_rate 0\.1"):
            fit_soft_prompt(session, TEXTS, steps=3, **given)
    with monkeypatch.context() as broken:
        broken.setattr(torch, "log_softmax", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            fit_soft_prompt(session, TEXTS, steps=3, **given)
    seen: list[tuple[int, int | None]] = []
    fit_soft_prompt(
        session,
        TEXTS,
        steps=3,
        progress=noted(seen),
        **given,
    )

    assert [(done, 7) for done in range(8)] == seen
    assert fingerprint == session.model.fingerprint()
    assert all(torch.equal(weights[name], tensor) for name, tensor in hf.state_dict().items())
    assert flags == [parameter.requires_grad for parameter in hf.parameters()]
    assert all(parameter.grad is None for parameter in hf.parameters())
    assert torch.equal(before, session.model.all_logits([[5, 7, 11]]))


# --- kept, and refused where they do not belong -----------------------------------------------------------


def test_soft_prompts_come_back_from_their_file(prompts: SoftPrompts, tmp_path: pathlib.Path) -> None:
    """Bit for bit, with their figures; what is damaged or something else is refused."""
    path = tmp_path / "future.safetensors"
    prompts.save(path)

    loaded = SoftPrompts.load(path)

    assert prompts == loaded
    assert hash(prompts) == hash(loaded)
    assert prompts.report == loaded.report
    assert str(prompts) == str(loaded)
    assert torch.equal(prompts.at(3).vectors, loaded.at(3).vectors)
    with pytest.raises(MappingError, match="holds soft prompts, not layer mappings"):
        LayerMappings.load(path)
    LayerMappings({(0, 2): Identity()}, Provenance("affine", "a0", "a0", 4, 4)).save(tmp_path / "maps")
    with pytest.raises(MappingError, match="holds layer mappings, not soft prompts"):
        SoftPrompts.load(tmp_path / "maps")
    data = bytearray(path.read_bytes())
    data[-2] ^= 1
    path.write_bytes(data)
    with pytest.raises(MappingError, match="was damaged"):
        SoftPrompts.load(path)


def test_soft_prompts_are_refused_on_another_model_or_layer(session: Session, prompts: SoftPrompts) -> None:
    """Other weights, another width, another layer: each is refused with what was given."""
    other = Session((tiny_model("llama", seed=1), tiny_tokenizer()))
    wide = Session((tiny_model("llama", hidden_size=48, head_dim=12), tiny_tokenizer()))
    reader = presets.future_lens(prompts.at(1))
    with pytest.raises(MappingError, match="soft prompt is for another model"):
        other.ask(other.run("Peru"), 1, -1, reader)
    with pytest.raises(MappingError, match=r"soft prompt of the wrong width: .* 32 numbers.* d_model 48"):
        wide.ask(wide.run("Peru"), 1, -1, reader)
    with pytest.raises(MappingError, match="reads states of layer 1, and layer 2 was asked"):
        session.ask(session.run("Peru"), 2, -1, reader)
    with pytest.raises(MappingError, match=r"no soft prompt for layer 2. There are some for layers 1, 3"):
        prompts.at(2)
    assert prompts.at(1) != prompts.at(3)
    assert "SoftPrompt 4 vectors for layer 1, width 32" in repr(reader)
    assert reader == presets.future_lens(prompts.at(1))
    assert hash(reader) != hash(presets.future_lens(prompts.at(3)))


def test_what_makes_no_soft_prompt_is_refused(prompts: SoftPrompts) -> None:
    """Each message names what was given and what to give."""
    with pytest.raises(InputError, match=r"is not a target prompt.*the soft prompt of one layer"):
        presets.future_lens(prompts)
    with pytest.raises(InputError, match=r"trained for one layer as it is, and layer=2 was given"):
        presets.future_lens(prompts.at(1), layer=2)
    with pytest.raises(InputError, match="remedy='mask' was given"):
        Patchscope(prompts.at(1), remedy="mask")
    with pytest.raises(MappingError, match="3 vectors takes the place of as many tokens, and 2"):
        SoftPrompt(1, torch.zeros(3, 4), (0, 0), "a0")
    with pytest.raises(MappingError, match="NaN or infinite"):
        SoftPrompt(1, torch.full((2, 4), torch.nan), (0, 0), "a0")
    with pytest.raises(MappingError, match="Give at least one"):
        SoftPrompts([])
    with pytest.raises(MappingError, match=r"layers .1, 1. were given"):
        SoftPrompts([prompts.at(1), prompts.at(1)])
    with pytest.raises(MappingError, match="differ in their model, tokens or length"):
        SoftPrompts([prompts.at(1), dataclasses.replace(prompts.at(3), fingerprint="a0")])


@pytest.mark.parametrize(
    ("texts", "options", "message"),
    [
        (TEXTS, {"layers": [4]}, "Layer 4 is the last.*layers 0 to 3"),
        (TEXTS, {"layers": []}, "Give at least one"),
        (TEXTS, {"length": 0}, "length is more than 0"),
        (TEXTS, {"ahead": 0}, "ahead is more than 0"),
        (TEXTS, {"steps": 0}, "steps is more than 0"),
        (TEXTS, {"learning_rate": -1.0}, "learning_rate is in units of .* got -1.0"),
        (TEXTS, {"length": 62}, "soft prompt has 63 positions, .* and 2 tokens follow: .* takes 64"),
        (["a", "b", "c"], {}, "to fit on have 0 tokens with 2 more after them"),
        ([*TEXT[:3], "a"], {"seed": 2}, "held out have 0 tokens with 2 more after them, and 2 are"),
        ("one text", {}, "one text was given"),
    ],
)
def test_settings_of_a_fit_that_make_no_sense_are_refused(
    session: Session, texts: Any, options: dict[str, Any], message: str
) -> None:
    """Each message names what was given and what to give."""
    with pytest.raises(InputError, match=message):
        fit_soft_prompt(session, texts, **options)
