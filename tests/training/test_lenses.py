"""Fitted lenses and maps at work: special cases coincide, and what belongs to one model stays with it."""

from __future__ import annotations

import pathlib

import pytest
import torch

from latentlens import Lens, Patchscope, Session, fit_lens, fit_mapping
from latentlens.errors import InputError, MappingError
from latentlens.mappings.affine import Affine, Linear
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Identity
from latentlens.mappings.provenance import Provenance
from latentlens.training.corpus import split
from tiny import TEXT, save_tiny, tiny_model, tiny_tokenizer

PROMPT = "The capital of France is"
TEXTS = [*TEXT, "one two three", "a fox and a hare", "Lima and Paris", "the road to Peru is long", "hello"]


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


def family(session: Session, mapping, target_layers=None, target: Session | None = None) -> LayerMappings:
    """Return one mapping for all layers."""
    model, other = session.model, (target or session).model
    targets = [other.n_layers] if target_layers is None else target_layers
    pairs = {(layer, to): mapping for layer in range(model.n_layers + 1) for to in targets}
    own = Provenance(
        "affine", model.fingerprint(), other.fingerprint(), model.d_model, other.d_model, model.processing
    )
    return LayerMappings(pairs, own)


def test_a_lens_with_the_identity_is_the_logit_lens(session: Session) -> None:
    """f = I, and the affine map with A = I and b = 0, give the logit lens in every cell."""
    trace = session.run(PROMPT)
    plain = session.lens(trace)
    eye, zero = torch.eye(session.model.d_model), torch.zeros(session.model.d_model)
    for mapping in (Identity(), Affine(eye, zero), Linear(eye)):
        grid = session.lens(trace, Lens(family(session, mapping)))
        assert plain.tokens == grid.tokens
        torch.testing.assert_close(torch.tensor(plain.probs), torch.tensor(grid.probs), atol=1e-5, rtol=0)


def test_the_tuned_lens_is_the_patchscope_with_an_affine_map_at_the_last_layer(session: Session) -> None:
    """l* = L and f affine read the same as the lens, whatever the target prompt."""
    trace = session.run(PROMPT)
    mappings = fit_lens(session, TEXTS, ridge=0.1)
    grid = session.lens(trace, Lens(mappings), top_k=1)
    reader = Patchscope("hello x", layer=-1, mapping=mappings, max_new_tokens=1)
    for layer in grid.layers:
        for position in (1, len(trace) - 1):
            answer = session.ask(trace, layer, position, reader, controls=False)
            assert grid.tokens[layer][position][0] == answer.tokens[0]


def test_the_tuned_lens_is_the_final_norm_and_unembedding_of_the_mapped_state(session: Session) -> None:
    """By hand: W_U norm(A h + b), for every method that fits one."""
    trace, hf = session.run(PROMPT), session.model.hf_model
    for method in ("least_squares", "linear", "kl", "jacobian"):
        mappings = fit_lens(session, TEXTS, method, ridge=0.1, steps=3)
        layers = [layer for layer, _ in mappings.mappings]
        grid = session.lens(trace, Lens(mappings), top_k=3)
        assert layers == grid.layers
        for row, layer in enumerate(layers):
            mapping = mappings.at(layer, session.model.n_layers)
            mapped = mapping(trace.resid[layer][:, None], trace.resid[layer][:, None])[:, 0]
            with torch.no_grad():
                expected = hf.lm_head(hf.model.norm(mapped)).softmax(-1).topk(3)
            assert expected.indices.tolist() == grid.token_ids[row].tolist()
            torch.testing.assert_close(expected.values, torch.tensor(grid.probs[row]), atol=1e-4, rtol=0)


def test_the_jacobian_lens_is_the_jacobian_of_the_model_itself(session: Session) -> None:
    """On one text it is d h^L / d h^l of plain autograd, averaged over positions, summed over later ones."""
    model = session.model
    text = "Once upon a time a fox met a hare"
    mappings = fit_lens(session, [text, "one two"], "jacobian", layers=[2], held_out=0.5, seed=0)
    corpus = split([text, "one two"], model, held_out=0.5, seed=0)
    (ids,) = corpus.rows(corpus.fit)
    start = model.capture(ids, [2])[0]

    def last(state: torch.Tensor) -> torch.Tensor:
        kept = []
        edits = {2: lambda _: state[None], model.n_layers: lambda r: kept.append(r) or r}
        model.all_logits([ids], edits=edits, grad=True)
        return kept[0][0]

    whole = torch.autograd.functional.jacobian(last, start)  # [t', d, t, d]
    inside = range(1, len(ids) - 1)
    expected = sum(whole[t2, :, t1] for t1 in inside for t2 in inside if t2 >= t1) / len(inside)
    torch.testing.assert_close(mappings.at(2, model.n_layers).matrix, expected, atol=1e-3, rtol=1e-3)


def test_a_sweep_asks_the_layers_that_have_a_mapping(session: Session) -> None:
    """By default a fitted reader is asked about the layers it was fitted for; another names those."""
    trace = session.run(PROMPT)
    mappings = fit_lens(session, TEXTS, layers=[1, 3], ridge=0.1)
    lens = Lens(mappings)

    assert [1, 3] == session.sweep(trace, lens, positions=[1]).layers
    with pytest.raises(
        MappingError, match=r"no mapping from layer 2.*layers 1 and 3|no mapping from layer 2"
    ):
        session.ask(trace, 2, 1, lens)


def test_mappings_are_refused_on_another_model(session: Session) -> None:
    """A lens of other weights is refused in lens, ask and sweep alike, naming the model it is for."""
    other = Session((tiny_model("llama", seed=1), tiny_tokenizer()))
    trace, mappings = other.run(PROMPT), fit_lens(session, TEXTS, layers=[1], ridge=0.1)
    with pytest.raises(MappingError, match="another source model"):
        other.lens(trace, Lens(mappings))
    with pytest.raises(MappingError, match="another source model"):
        other.ask(trace, 1, 1, Lens(mappings))
    with pytest.raises(MappingError, match="another source model"):
        other.ask(trace, 1, 1, Patchscope("The x is", layer=-1, mapping=mappings))


def test_a_map_leads_from_one_model_into_a_wider_one(session: Session) -> None:
    """Cross-model patching writes A h + b, of the target's width, and is refused the other way round."""
    wide = Session((tiny_model("llama", hidden_size=48, head_dim=12, seed=2), tiny_tokenizer()))
    mappings = fit_mapping(session, wide, TEXTS, layers=[2], target_layers=[1, 3], ridge=0.1)
    trace = session.run(PROMPT)
    reader = Patchscope("The capital of x is", layer=3, mapping=mappings, max_new_tokens=2)

    answer = wide.ask(trace, 2, 4, reader, controls=False)

    mapped = mappings.at(2, 3)(trace[2, 4][None, None], torch.zeros(1, 1, 48))
    assert answer.provenance["receipt"]["norms_after"] == pytest.approx([float(mapped.norm())], rel=1e-4)
    assert session.model.name == answer.provenance["source_model"]
    with pytest.raises(MappingError, match=r"another (source|target) model"):
        session.ask(wide.run(PROMPT), 2, 4, reader)


def test_settings_of_lenses_that_make_no_sense_are_refused(session: Session) -> None:
    """Each message says what to use instead."""
    with pytest.raises(InputError, match="is not a fitted mapping"):
        Lens(Identity())
    with pytest.raises(InputError, match="method is 'guess'; use one of"):
        fit_lens(session, TEXTS, "guess")


def test_the_code_of_a_fitted_lens_says_what_to_put_in_its_place(tmp_path: pathlib.Path) -> None:
    """Printed mappings are no code; with the saved ones in their place the lines give the answer again."""
    save_tiny(tmp_path / "model", "llama")
    session = Session(tmp_path / "model")
    texts = ["the cat sat on the mat", "the fox met a hare", "one and two and three"]
    mappings = fit_lens(session, texts, ridge=0.1)
    mappings.save(tmp_path / "lens.safetensors")
    answer = session.ask(session.run("the cat sat"), 2, -1, Lens(mappings))

    assert "# What was fitted cannot stand here" in answer.code
    assert "LayerMappings.load(path) in place of <...>" in answer.code
    code = answer.code.replace(repr(mappings), f"LayerMappings.load({str(tmp_path / 'lens.safetensors')!r})")
    names: dict[str, object] = {}
    exec(f"from latentlens import LayerMappings\n{code}", names)
    assert names["answer"].text == answer.text
    assert names["answer"].confidence == pytest.approx(answer.confidence, abs=1e-6)
    assert "#" not in session.ask(session.run("the cat sat"), 2, -1, Lens()).code
