"""Decoders as readers: what they answer, against PEFT with plain hooks, and their code."""

from __future__ import annotations

import copy
import pathlib
import warnings
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from peft import PeftModel

from browser_end import Browser
from decoders import layer_vectors, manifest, means, opened, random_states, weights
from latentlens import AddNormMatched, Controls, Decoder, Explorer, Selection, Session, Vectors
from latentlens.decoder_files.manifest import GenerationSettings, Read, WriteAt
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.engine.injection import Replace
from latentlens.engine.query import Distribution, NextToken, Query, Write
from latentlens.errors import DecoderError, InputError
from latentlens.mappings.affine import ScalarAffine
from latentlens.readers.queries import query, target_on
from latentlens.readers.reader import State
from plain import Plain, blocks_of

TEXT = "the cat sat on the mat"
QUESTION = "Is it the fox?"


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a small model in float64, so that differences are of method, not of rounding."""
    return opened(double=True)


def peft_by_hand(session: Session, directory: pathlib.Path) -> Plain:
    """Return the saved adapter on the session's model as PEFT itself loads it, with plain hooks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT reads deprecated names of transformers
        peft = PeftModel.from_pretrained(copy.deepcopy(session.model.hf_model), directory).eval()
    found = Plain.__new__(Plain)
    found.hf = peft.get_base_model()
    found.blocks = blocks_of(found.hf)
    return found


def states_by_hand(session: Session, ids: Sequence[int]) -> torch.Tensor:
    """Return the residual stream [layer, position, d_model] of the model without any adapter."""
    return Plain(copy.deepcopy(session.model.hf_model)).states(ids)


def prompt_by_hand(session: Session, content: str) -> tuple[list[int], list[int]]:
    """Return the tokens of a chat by transformers alone, and where the placeholder " a" stands."""
    tokenizer = session.backend.tokenizer.hf
    text = f"<bos>[user] {content.strip()}\n[assistant]"
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    (mark,) = tokenizer(" a", add_special_tokens=False)["input_ids"]
    first = next(i for i in range(len(ids)) if ids[i] == mark)
    return ids, [i for i in range(first, len(ids)) if ids[i] == mark]


CASES: dict[str, tuple[WriteAt, str | None, bool, list[int]]] = {
    "added at the slots' norm": (WriteAt(layer=2, injection="add_norm_matched"), None, False, [2]),
    "replaced at the embeddings": (WriteAt(layer=0), None, False, [1]),
    "mean subtracted": (WriteAt(layer=1), None, True, [2]),
    "scaled and shifted": (WriteAt(layer=0), "scalar", False, [2]),
    "at norm 1, scaled and shifted": (WriteAt(layer=0, norm="unit"), "scalar", True, [1]),
    "at a constant norm": (WriteAt(layer=1, norm=7.0), None, False, [1]),
    "mapped, then at a constant norm": (WriteAt(layer=1, norm=7.0), "scalar", False, [1]),
    "at the slots' norm": (WriteAt(layer=1, norm="slot"), "scalar", False, [1]),
    "two layers": (WriteAt(layer=2, injection="add_norm_matched", coefficient=1.5), None, False, [1, 3]),
    "two layers minus their means": (WriteAt(layer=1), None, True, [1, 3]),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("n", [1, 3])
def test_its_logits_are_those_of_peft_with_plain_hooks(
    session: Session, tmp_path: pathlib.Path, case: str, n: int
) -> None:
    """The saved directory, read by PEFT itself, with hooks of a few lines, gives the same within 1e-5."""
    write, kind, mean, layers = CASES[case]
    width = session.model.d_model
    scale, bias = 0.7, random_states(1, width, 8)[0]
    mapping = ScalarAffine(scale, bias) if kind == "scalar" else None
    middle = means(session, layers) if mean else {}
    made = weights(
        session, mapping=mapping, mean=middle, write=write, read=Read(layers=(tuple(layers),), mean=mean)
    )
    Decoder(made).save(tmp_path / "d")
    decoder = Decoder.load(tmp_path / "d").with_question(QUESTION)
    trace = session.run(TEXT)
    positions = list(range(2, 2 + n))

    answer = session.ask(trace.select(layers, positions), decoder)

    blocks = "".join(f"Layer: {layer}\n{' a' * n} \n" for layer in layers)
    ids, slots = prompt_by_hand(session, blocks + QUESTION)
    assert ids == answer.provenance["target_ids"]
    assert n * len(layers) == len(slots)
    states = states_by_hand(session, trace.token_ids)
    vectors = []
    reference = peft_by_hand(session, tmp_path / "d")
    before = reference.states(ids)[write.layer]
    for slot, (layer, position) in zip(slots, [(at, p) for at in layers for p in positions], strict=True):
        vector = states[layer, position]
        if mean:
            vector = vector - middle[layer].double()
        if write.norm == "unit":
            vector = vector / vector.norm()
        if mapping is not None:
            vector = scale * vector + bias.double()
        if isinstance(write.norm, float):
            vector = write.norm * vector / vector.norm()
        if write.norm == "slot":
            vector = before[slot].norm() * vector / vector.norm()
        vectors.append(vector)
    injection = AddNormMatched(write.coefficient) if write.injection == "add_norm_matched" else Replace()
    asked = Query(
        tuple(ids),
        (Write(write.layer, tuple(slots), torch.stack(vectors), injection=injection),),
        NextToken(),
    )
    expected = reference.logits(asked, answer.token_ids)[-len(answer.token_ids) - 1 :]
    assert [int(row.argmax()) for row in expected[:-1]] == list(answer.token_ids)
    logprobs = expected.log_softmax(-1)
    own = [float(logprobs[i, token]) for i, token in enumerate(answer.token_ids)]
    assert pytest.approx(own, abs=1e-5) == list(answer.token_logprobs)
    sites = trace.select(layers, positions)
    target = target_on(decoder, session.backend, (), sites)
    read = [State(trace.resid[site.layer, site.position], *site) for site in sites]
    (result,) = session.backend.run([query(decoder, target, read, 4, NextToken(1, keep_logits=True))])
    assert isinstance(result.value, Distribution)
    assert result.value.logits is not None
    torch.testing.assert_close(result.value.logits.double(), expected[0], atol=1e-5, rtol=1e-5)


def test_activations_are_read_without_it(session: Session) -> None:
    """The trace and the fingerprint are the base's, before and after a decoder was asked."""
    before, fingerprint = states_by_hand(session, session.run(TEXT).token_ids), session.backend.fingerprint()
    decoder = Decoder(weights(session), QUESTION)
    session.ask(session.run(TEXT).select(2, [2, 3]), decoder)
    session.store.clear()

    after = session.run(TEXT)
    torch.testing.assert_close(after.resid.double(), before, atol=1e-9, rtol=1e-9)
    assert fingerprint == session.backend.fingerprint()
    session.store.clear()
    on = session.run(TEXT, adapter=decoder.adapter)
    assert float((on.resid - after.resid).abs().max()) > 0.01, "the adapter changes states"
    with pytest.raises(DecoderError, match="was read with the adapter of decoder 'tiny-oracle' on"):
        session.ask(on.select(2, [2]), decoder)


def test_controls_are_asked_with_the_same_prompt(session: Session) -> None:
    """All kinds of control are run, and the text stands once, in the place of the first slot."""
    decoder = Decoder(weights(session), QUESTION)
    trace = session.run(TEXT)
    answer = session.ask(
        trace.select([1, 3], [2, 3]),
        decoder,
        controls=Controls(text=True, shuffled=True, prompt="The capital of Peru is Lima.", noise=4),
    )

    assert {"null", "random", "text", "shuffled", "prompt"} == {control.kind for control in answer.controls}
    ids, slots = prompt_by_hand(session, f"Layer: 1\n a a \nLayer: 3\n a a \n{QUESTION}")
    assert ids == answer.provenance["target_ids"]
    text = list(trace.token_ids[1:4])
    whole = [*ids[: slots[0]], *text]
    whole += [token for i, token in enumerate(ids) if i > slots[0] and i not in slots]
    nothing = session.backend.run([Query(tuple(whole), (), decoder.readout(0), adapter=decoder.adapter)])[
        0
    ].value
    control = answer.control("text")
    assert control is not None
    assert control.text == nothing.text  # type: ignore[union-attr]
    assert answer.noise is not None


def test_a_selection_in_any_order_fills_the_same_slots(session: Session) -> None:
    """Layers ascend, and positions within each; each state goes to its own slot."""
    decoder, trace = Decoder(weights(session), QUESTION), session.run(TEXT)
    sites = [(1, 2), (1, 4), (3, 2), (3, 4)]
    usual = session.ask(trace.select([1, 3], [2, 4]), decoder)
    turned = session.ask(Selection(trace, [sites[i] for i in (3, 0, 2, 1)]), decoder)

    assert usual.token_ids == turned.token_ids
    assert pytest.approx(usual.token_logprobs, abs=1e-9) == turned.token_logprobs
    by_position = weights(
        session, slots="position_major", prompt=PromptSettings(form="plain", placeholder=" a")
    )
    target = target_on(Decoder(by_position, QUESTION), session.backend, (), trace.select([1, 3], [2, 4]))
    assert target.slots is not None
    assert [0, 2, 1, 3] == [sorted(target.slots).index(slot) for slot in target.slots]


def test_a_sweep_asks_each_layer_with_its_own_prompt(session: Session) -> None:
    """A prompt that names the layer is another for each, and every answer is that of asking alone."""
    decoder, trace = Decoder(weights(session), QUESTION), session.run(TEXT)
    sweep = session.sweep(trace, decoder, layers=[1, 2], positions=[2, 3])

    for site, answer in sweep.answers.items():
        layer, position = answer.layer, answer.position
        alone = session.ask(trace.select(layer, [position]), decoder)
        assert alone.token_ids == answer.token_ids, site
        assert f"Layer: {layer}" in session.backend.tokenizer.decode(answer.provenance["target_ids"])


def test_a_vector_is_read_too(session: Session) -> None:
    """A vector has a layer and no position."""
    vectors = Vectors(session.backend, {"one": random_states(1, 32)[0]}, layer=2)
    answer = session.ask(vectors, Decoder(weights(session), QUESTION))
    assert answer.finite
    assert "Layer: 2" in session.backend.tokenizer.decode(answer.provenance["target_ids"])


def test_layer_vectors_answer_too(session: Session) -> None:
    """An oracle made of one vector for each layer and module changes what the model says."""
    trace = session.run(TEXT)
    plainly = session.ask(trace.select(2, [2]), Decoder(DecoderWeights(manifest(session)), QUESTION))
    answer = session.ask(trace.select(2, [2]), Decoder(weights(session, layer_vectors(session)), QUESTION))
    assert plainly.token_logprobs != answer.token_logprobs
    assert None is plainly.provenance["adapter"]
    assert str(answer.provenance["adapter"]).startswith("vectors-")


def test_its_code_loads_it_and_gives_the_same_answer(session: Session, tmp_path: pathlib.Path) -> None:
    """The repr makes an equal decoder, and the copied code the same answer."""
    Decoder(weights(session)).save(tmp_path / "d")
    decoder = Decoder.load(str(tmp_path / "d"), question=QUESTION, max_new_tokens=3)
    answer = session.ask(session.run(TEXT).select([1, 3], [2, 3]), decoder)
    names: dict[str, Any] = {"model": session.model.hf_model, "tokenizer": session.backend.tokenizer.hf}

    exec(answer.code, names)

    assert decoder == eval(repr(decoder), {"Decoder": Decoder})
    assert f"Decoder.load({str(tmp_path / 'd')!r}, question={QUESTION!r}, max_new_tokens=3)" == repr(decoder)
    assert (answer.text, answer.token_logprobs) == (names["answer"].text, names["answer"].token_logprobs)
    assert "save it, and write Decoder.load(path)" in (
        session.ask(session.run(TEXT).select(2, [2]), Decoder(weights(session), QUESTION)).code
    )


def test_it_is_a_value_with_the_settings_of_its_manifest(session: Session, tmp_path: pathlib.Path) -> None:
    """Equal weights and settings are equal; what is not given is as the manifest says."""
    generation = GenerationSettings(max_new_tokens=7, temperature=0.5, stop=(".",))
    made = weights(session, generation=generation)
    decoder = Decoder(made, QUESTION)
    Decoder(made).save(tmp_path / "d")
    loaded = Decoder.load(tmp_path / "d", question=QUESTION)
    assert (7, 0.5, (".",)) == (decoder.max_new_tokens, decoder.temperature, decoder.stop)
    assert decoder == loaded
    assert hash(decoder) == hash(loaded)
    assert decoder != decoder.with_question("Is it?")
    changed = decoder.with_settings({"question": "Is it?", "max_new_tokens": 2, "any_layer": True})
    assert Decoder(made, "Is it?", max_new_tokens=2, any_layer=True) == changed
    assert "tiny-oracle: activation oracle, reads layers 1, 2, 3." == decoder.summary
    assert QUESTION == decoder.title
    for bad in ({"weights": 3}, {"question": 3}, {"max_new_tokens": 0}, {"any_layer": 1}, {"loaded_from": 1}):
        with pytest.raises(InputError):
            Decoder(**{"weights": made, **bad})


def test_the_explorer_asks_it_about_a_span(session: Session) -> None:
    """A decoder of the user's stands in the menu and is asked in words; a wrong layer says so."""
    trace = session.run(TEXT)
    decoder = Decoder(weights(session), QUESTION)
    session.readers["decoder"] = decoder
    try:
        front = Browser(Explorer(session, trace))
        question = {"preset": "own:decoder", "text": "Is it a hare?"}
        asked = {"layer": 2, "position": 4, "start": 2, "stop": 5, "question": question}
        front.query("t", "target", **asked)
        assert 3 == len(front.end("t")["value"]["slots"])
        front.query("a", "ask", **asked)
        expected = session.ask(trace.select(2, [2, 3, 4]), decoder.with_question("Is it a hare?"))
        assert expected.text == front.end("a")["value"]["text"]
        assert expected.code == front.end("a")["value"]["code"]
        front.query("b", "target", **{**asked, "layer": 4})
        assert "layer" == front.end("b")["setting"]
    finally:
        session.readers.clear()


def test_a_sweep_of_it_is_verified_with_its_adapter(session: Session) -> None:
    """The slow reference runs with the loaded adapter on, also on a copy of the model in another dtype."""
    decoder, trace = Decoder(weights(session), QUESTION), session.run(TEXT)
    sweep = session.sweep(trace, decoder, layers=[1, 2], positions=[2, 3])
    assert sweep.verify().max_logit_difference < 1e-4
    small = opened()
    float32 = small.sweep(small.run(TEXT), Decoder(weights(small), QUESTION), layers=[2], positions=[2])
    assert float32.verify(dtype=torch.float64).max_logit_difference < 1e-2
