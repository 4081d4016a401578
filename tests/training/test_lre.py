"""Relations as affine maps: against closed form, plain autograd, finite differences, the bundled model."""

from __future__ import annotations

import pathlib
import string
import types
from collections.abc import Callable
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from latentlens import Lens, Session, fit_relation
from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError, MappingError
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.model.opening import open_model
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.training.fit_options import fit_settings
from latentlens.training.local_jacobian import expand
from latentlens.training.subjects import fill_template
from latentlens.world import load_facts
from noted_progress import noted
from plain import Plain
from tiny import save_tiny, tiny_model, tiny_tokenizer

TEMPLATE = "The capital of {} is"
SUBJECTS = ["France", "Peru", "a fox", "Syria", "Rome", "the Middle East"]


@pytest.fixture(scope="module", params=["gpt2", "llama", "gemma2", "gpt_neox"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Plain]:
    """Return a session on a random model, and transformers alone on the same weights."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    return Session(directory), Plain(directory)


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


def last_state(plain: Plain, ids: tuple[int, ...], layer: int, position: int) -> Callable[..., torch.Tensor]:
    """Return o as a function of s, in plain transformers with plain hooks."""

    def last(state: torch.Tensor) -> torch.Tensor:
        kept: list[torch.Tensor] = []

        def changed(x: torch.Tensor) -> torch.Tensor:
            return torch.cat([x[:, :position], state[None, None].to(x), x[:, position + 1 :]], 1)

        with plain.hooked(layer, changed), plain.hooked(len(plain.blocks), lambda x: kept.append(x[0, -1])):
            plain.hf(torch.tensor([ids]), use_cache=False)
        return kept[0]

    return last


# --- the Jacobian ------------------------------------------------------------------------------------------


def test_the_jacobian_is_that_of_plain_autograd(opened: tuple[Session, Plain]) -> None:
    """At every layer, d o / d s is torch's own Jacobian of transformers with plain hooks."""
    session, plain = opened
    model = session.model
    (subject,) = fill_template(TEMPLATE, ["the Middle East"], model)
    ids, position = subject.token_ids, subject.position
    layers = range(model.n_layers)

    found = expand(model, ids, position, layers, lambda: None)

    states = model.capture(ids, [*layers, model.n_layers])
    torch.testing.assert_close(found.last, states[-1, -1], atol=1e-5, rtol=1e-5)
    for layer in layers:
        torch.testing.assert_close(found.states[layer], states[layer, position])
        expected = torch.autograd.functional.jacobian(
            last_state(plain, ids, layer, position), states[layer, position]
        )
        largest = float(expected.abs().max())
        torch.testing.assert_close(found.jacobians[layer], expected, atol=1e-4 * largest, rtol=1e-3)
        assert largest > 1e-3


def test_the_jacobian_is_that_of_finite_differences(tmp_path: pathlib.Path) -> None:
    """In float64, moving one coordinate of s a little moves o as the Jacobian says."""
    directory = save_tiny(tmp_path, "gpt2")  # other architectures' norms run in float32 whatever the weights
    model = open_model(directory, dtype="float64")
    plain = Plain(directory)
    plain.hf.double()
    (subject,) = fill_template(TEMPLATE, ["Peru"], model)
    found = expand(model, subject.token_ids, subject.position, [2], lambda: None)
    last = last_state(plain, subject.token_ids, 2, subject.position)
    state = model.capture(subject.token_ids, [2])[0, subject.position]
    step = 1e-4 * torch.eye(model.d_model, dtype=torch.float64)

    with torch.no_grad():
        rows = [(last(state + h) - last(state - h)) / 2e-4 for h in step]

    torch.testing.assert_close(found.jacobians[2].double(), torch.stack(rows, 1), atol=1e-6, rtol=1e-4)


def test_the_map_is_beta_times_the_mean_jacobian_and_the_mean_rest(opened: tuple[Session, Plain]) -> None:
    """f(s) = beta W s + b with W = E[J] and b = E[o - J s], over the subjects that were fitted on."""
    session, plain = opened
    model, layer = session.model, 2
    maps = fit_relation(session, TEMPLATE, SUBJECTS, layers=[layer], beta=2.5, seed=3)
    assert maps.report is not None
    names = maps.report.settings["subjects"]
    matrices, rests = [], []
    for subject in fill_template(TEMPLATE, names, model):
        last = last_state(plain, subject.token_ids, layer, subject.position)
        state = model.capture(subject.token_ids, [layer])[0, subject.position]
        jacobian = torch.autograd.functional.jacobian(last, state)
        matrices.append(jacobian)
        rests.append(last(state).detach() - jacobian @ state)

    mapping = maps.at(layer, model.n_layers)

    assert len(names) == len(SUBJECTS) // 2
    torch.testing.assert_close(2.5 * torch.stack(matrices).mean(0), mapping.matrix, atol=1e-3, rtol=1e-3)
    torch.testing.assert_close(torch.stack(rests).mean(0), mapping.bias, atol=1e-3, rtol=1e-3)


# --- a model whose answer is known ------------------------------------------------------------------------


def linear_model() -> Any:
    """Return a Llama whose blocks are linear: no norms inside, attention uniform, no MLP."""
    model = tiny_model("llama", num_hidden_layers=3)
    with torch.no_grad():
        for block in model.model.layers:
            block.self_attn.q_proj.weight.zero_()  # every key scores the same
            block.mlp.down_proj.weight.zero_()
            block.self_attn.o_proj.weight.mul_(0.2)
            for norm in (block.input_layernorm, block.post_attention_layernorm):
                norm.forward = types.MethodType(lambda _, hidden: hidden, norm)
    return model


def test_on_a_linear_model_the_exact_map_is_recovered() -> None:
    """W is the product of the blocks' matrices, by hand; from layer 0 it gives every held-out state exactly.

    Above layer 0 the tokens after the subject hold something of it too, which no map of its own state has.
    """
    hf = linear_model()
    session = Session((hf, tiny_tokenizer()))
    # letters whose prompts differ in one token alone, so that the map is one and the same
    letters = fill_template("one {} two", [*string.ascii_letters], session.model)
    around = [(s.token_ids[: s.position], s.token_ids[s.position + 1 :]) for s in letters]
    before, after = max(around, key=around.count)
    subjects = [s.name for s, sides in zip(letters, around, strict=True) if sides == (before, after)]
    i, n = len(before), len(before) + 1 + len(after)
    assert len(subjects) >= 6

    maps = fit_relation(session, "one {} two", subjects)

    assert maps.report is not None
    with torch.no_grad():
        for layer in range(3):
            # what each position holds of s, as a matrix, block by block
            held = [torch.eye(32) * (p == i) for p in range(n)]
            for block in hf.model.layers[layer:]:
                value = block.self_attn.v_proj.weight.view(2, 8, 32).repeat_interleave(2, 0).reshape(32, 32)
                moved = block.self_attn.o_proj.weight @ value
                held = [held[p] + moved @ torch.stack(held[: p + 1]).mean(0) for p in range(n)]
            torch.testing.assert_close(held[-1], maps.at(layer, 3).matrix, atol=1e-4, rtol=1e-3)
    first, *above = maps.report.layers
    assert first.r2 == pytest.approx(1.0, abs=1e-4)
    assert 1.0 == first.p_at_1
    assert first.kl == pytest.approx(0.0, abs=1e-4)
    assert max(fit.r2 for fit in above) < 1 - 1e-3


def test_on_the_bundled_model_the_capital_is_a_linear_map() -> None:
    """Of countries that no map was fitted to, some layer's map says the model's capital far above chance."""
    session = Session()
    countries = load_facts().countries[:20]
    capitals = {country.name: country.capital for country in countries}

    maps = fit_relation(session, TEMPLATE, capitals, objects=capitals, layers=[1, 3, 5], beta=2.0)

    assert maps.report is not None
    best = max(maps.report.layers, key=lambda fit: fit.p_at_1 or 0)
    cases = maps.report.documents[1]
    assert cases >= 6
    assert best.p_at_1 is not None
    assert best.p_at_1 >= 0.5
    assert best.logit_lens_p_at_1 is not None
    assert best.logit_lens_p_at_1 < 0.3
    assert f"layer {best.layer}: faithful to {round(best.p_at_1 * cases)} of {cases}: " in str(maps)
    fitted = maps.report.settings["subjects"]
    name = next(c for c in capitals if c not in fitted and " " not in c)
    answer = session.ask(session.run(f"The capital of {name} is"), best.layer, name, Lens(maps))
    assert answer.layer == best.layer


# --- what the report says ----------------------------------------------------------------------------------


def test_the_held_out_figures_are_those_of_a_plain_loop(session: Session) -> None:
    """Faithfulness, KL and chance are counted by hand on the subjects that were held out."""
    model, layer = session.model, 1
    maps = fit_relation(session, TEMPLATE, SUBJECTS, layers=[layer], held_out=0.6, seed=1)
    assert maps.report is not None
    fitted = maps.report.settings["subjects"]
    mapping, hf = maps.at(layer, model.n_layers), model.hf_model
    right, kl, said = 0, 0.0, []
    out = [s for s in fill_template(TEMPLATE, SUBJECTS, model) if s.name not in fitted]
    for subject in out:
        own = model.all_logits([subject.token_ids])[0, -1].log_softmax(-1)
        state = model.capture(subject.token_ids, [layer])[0, subject.position]
        with torch.no_grad():
            mapped = mapping.matrix @ state + mapping.bias
            lens = hf.lm_head(hf.model.norm(mapped)).log_softmax(-1)
        right += int(lens.argmax() == own.argmax())
        kl += float((own.exp() * (own - lens)).sum()) / len(out)
        said.append(int(own.argmax()))
    seen = [
        int(model.all_logits([s.token_ids])[0, -1].argmax()) for s in fill_template(TEMPLATE, fitted, model)
    ]
    commonest = max(seen, key=seen.count)

    (fit,) = maps.report.layers

    assert (len(fitted), len(out)) == maps.report.documents == (2, 4)
    assert right / len(out) == pytest.approx(fit.p_at_1)
    assert kl == pytest.approx(fit.kl, rel=1e-3, abs=1e-4)
    assert f"always the commonest answer of those fitted on: {said.count(commonest)} of 4" in str(maps)


def test_held_out_subjects_do_not_move_the_map(session: Session) -> None:
    """The same subjects to fit on give the same map, whoever is held out; order does not matter either."""
    one = fit_relation(session, TEMPLATE, SUBJECTS, layers=[2])
    assert one.report is not None
    fitted = one.report.settings["subjects"]
    assert set(fitted) < set(SUBJECTS)
    assert one == fit_relation(session, TEMPLATE, SUBJECTS[::-1], layers=[2])
    other = fit_relation(session, TEMPLATE, SUBJECTS, layers=[2], seed=5)
    assert other.report is not None
    assert set(fitted) != set(other.report.settings["subjects"])
    assert one != other


def test_subjects_whose_object_the_model_does_not_say_are_left_out(session: Session) -> None:
    """With objects, only subjects that the model answers so are fitted on and measured."""
    model = session.model
    usable = {}
    for subject in fill_template(TEMPLATE, [*SUBJECTS, *"abcdefghijklm"], model):
        said = int(model.all_logits([subject.token_ids])[0, -1].argmax())
        text = model.tokenizer.text(said).strip()
        if text and said in (model.tokenizer.encode_continuation(t)[0] for t in (text, f" {text}")):
            usable[subject.name] = text
    assert len(usable) >= 3
    wrong = next(iter(usable))
    objects = {**usable, wrong: "zzz"}

    maps = fit_relation(session, TEMPLATE, usable, objects=objects, layers=[1])

    assert maps.report is not None
    assert wrong not in maps.report.settings["subjects"]
    assert len(usable) - 1 == sum(maps.report.documents)
    assert f"1 of {len(usable)} subjects are left out" in str(maps)
    with pytest.raises(InputError, match="0 subjects were given whose object the model says"):
        fit_relation(session, TEMPLATE, usable, objects=dict.fromkeys(usable, "zzz"))
    with pytest.raises(InputError, match="'Peru' has no object"):
        fit_relation(session, TEMPLATE, ["Peru", "Rome"], objects={"Rome": "x"})


# --- as a lens ---------------------------------------------------------------------------------------------


def test_the_attribute_lens_is_the_unembedding_of_the_mapped_state(session: Session) -> None:
    """By hand: W_U norm(beta W s + b); the lens reads the layers that were fitted."""
    maps = fit_relation(session, TEMPLATE, SUBJECTS, layers=[1, 3], beta=1.5)
    lens, hf = Lens(maps), session.model.hf_model
    trace = session.run("a fox met a hare in Peru")
    grid = session.lens(trace, lens, top_k=3)
    assert [1, 3] == grid.layers == session.sweep(trace, lens, positions=[1]).layers
    for row, layer in enumerate(grid.layers):
        mapping = maps.at(layer, session.model.n_layers)
        with torch.no_grad():
            mapped = trace.resid[layer] @ mapping.matrix.T + mapping.bias
            expected = hf.lm_head(hf.model.norm(mapped)).softmax(-1).topk(3)
        assert expected.indices.tolist() == grid.token_ids[row].tolist()
        torch.testing.assert_close(expected.values, torch.tensor(grid.probs[row]), atol=1e-4, rtol=0)


def test_maps_come_back_from_their_file_and_are_refused_on_another_model(
    session: Session, tmp_path: pathlib.Path
) -> None:
    """Bit for bit, with their figures; a model with other weights is told whose they are."""
    maps = fit_relation(session, TEMPLATE, SUBJECTS, layers=[2])
    maps.save(tmp_path / "capital.safetensors")
    loaded = LayerMappings.load(tmp_path / "capital.safetensors")
    assert maps == loaded
    assert str(maps) == str(loaded)
    other = Session((tiny_model("llama", seed=1), tiny_tokenizer()))
    with pytest.raises(MappingError, match="another source model"):
        other.ask(other.run("Peru"), 2, -1, Lens(loaded))
    with pytest.raises(InputError, match=r"fit_relation\(session, template, subjects\)"):
        Lens("relation")  # type: ignore[arg-type]


# --- the model stays as it was -----------------------------------------------------------------------------


@pytest.mark.parametrize("frozen", [False, True])
def test_a_fit_leaves_the_model_as_it_was(frozen: bool) -> None:
    """Weights, gradients, flags and hooks are as before, after a fit and after one that was cancelled."""
    hf = tiny_model("gpt2")
    hf.requires_grad_(not frozen)
    session = Session((hf, tiny_tokenizer()))
    flags = [parameter.requires_grad for parameter in hf.parameters()]
    ids = [5, 7, 11]
    before = session.model.all_logits([ids])
    fingerprint = session.model.fingerprint()
    seen: list[tuple[int, int | None]] = []

    def stop(work: Progress) -> None:
        seen.append((work.done, work.total))
        if work.done == 2:
            work.cancel()

    with pytest.raises(Cancelled, match="2 of 6 subjects were done"):
        fit_relation(session, TEMPLATE, SUBJECTS, layers=[1], progress=Progress(bar=False, on_update=stop))
    assert [(0, 6), (1, 6), (2, 6)] == seen
    seen.clear()
    fit_relation(
        session,
        TEMPLATE,
        SUBJECTS,
        layers=[1],
        progress=noted(seen),
    )

    assert (6, 6) == seen[-1]
    assert fingerprint == session.model.fingerprint()
    assert flags == [parameter.requires_grad for parameter in hf.parameters()]
    assert all(parameter.grad is None for parameter in hf.parameters())
    assert torch.equal(before, session.model.all_logits([ids]))


# --- subjects ----------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text("abcdefghij KLM", min_size=1, max_size=14).filter(lambda text: text.strip()),
    before=st.sampled_from(["", "The capital of ", "one, "]),
    after=st.sampled_from(["", " is", ", and"]),
)
def test_the_position_is_that_of_the_subjects_last_token(
    session: Session, name: str, before: str, after: str
) -> None:
    """What stands up to the position spells the prompt up to the subject's end, and no further."""
    (subject,) = fill_template(f"{before}{{}}{after}", [name], session.model)

    tokenizer = session.model.tokenizer
    up_to = tokenizer.decode(subject.token_ids[: subject.position + 1])
    assert f"{before}{name}{after}" == subject.prompt
    assert subject.token_ids == tuple(tokenizer.encode(subject.prompt))
    assert (before + name).rstrip() == up_to.rstrip()
    assert up_to.rstrip() != tokenizer.decode(subject.token_ids[: subject.position]).rstrip()


def test_a_subject_that_does_not_survive_is_refused(session: Session) -> None:
    """Its last token must end with it, and its tokens must spell it."""
    with pytest.raises(InputError, match=r"'capita' does not survive the tokenizer.*capital"):
        fill_template("The {}l of", ["capita"], session.model)
    known = {word: i for i, word in enumerate(["<unk>", "The", "capital", "of", "is", "Peru"])}
    words = Tokenizer(models.WordLevel(known, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    hf = PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>")
    model: Any = types.SimpleNamespace(tokenizer=ModelTokenizer(hf, None))
    assert 3 == fill_template(TEMPLATE, ["Peru"], model)[0].position
    with pytest.raises(InputError, match=r"'Chad' does not survive the tokenizer.*\[<unk>\]"):
        fill_template(TEMPLATE, ["Chad"], model)


@pytest.mark.parametrize(
    ("template", "subjects", "options", "message"),
    [
        ("The capital is", SUBJECTS, {}, "in which {} stands once"),
        ("{} and {}", SUBJECTS, {}, "in which {} stands once"),
        (TEMPLATE, "France", {}, "several names"),
        (TEMPLATE, ["France", " "], {}, "A subject is a name"),
        (TEMPLATE, ["France"], {}, "1 subjects were given, and 2 at least"),
        (TEMPLATE, ["France", "France"], {}, "1 subjects were given"),
        (TEMPLATE, SUBJECTS, {"layers": [4]}, "Layer 4 is the last.*layers 0 to 3"),
        (TEMPLATE, SUBJECTS, {"layers": [9]}, "has 0 .embeddings. to 4"),
        (TEMPLATE, SUBJECTS, {"beta": 0.0}, "beta is a number above 0"),
        (TEMPLATE, SUBJECTS, {"held_out": 1.0}, "share between 0 and 1"),
    ],
)
def test_what_makes_no_relation_is_refused(
    session: Session, template: str, subjects: Any, options: dict[str, Any], message: str
) -> None:
    """Each message names what was given and what to give."""
    with pytest.raises(InputError, match=message):
        fit_relation(session, template, subjects, **options)


def test_an_option_that_no_fit_has_is_refused() -> None:
    """A misspelt option is a TypeError that names those there are; the others have the fit's defaults."""
    with pytest.raises(TypeError, match="no option 'layer' of a fit; all fits have layers, held_out, seed"):
        fit_settings({"layer": [1]})

    assert ([2], 0.5, 0, False) == fit_settings({"layers": [2], "progress": False}, held_out=0.5)
