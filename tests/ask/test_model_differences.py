"""What fine-tuning changed, as a source: one model's activations minus another's, read by any reader."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from browser_end import Browser
from decoders import means, opened, weights
from latentlens import Controls, Decoder, Explorer, Lens, Patchscope, Session
from latentlens.activations.trace import Trace
from latentlens.ask.lens_difference import lens_difference
from latentlens.ask.selection_source import source_of
from latentlens.ask.source import Condition, StateCache
from latentlens.decoder_files.manifest import Read, WriteAt
from latentlens.engine.query import Distribution, NextToken
from latentlens.errors import DecoderError, InputError, SelectionError
from latentlens.readers.queries import query, target_on
from latentlens.readers.reader import State
from peft_reference import lora_of, with_peft
from plain import Plain, blocks_of
from steered_models import QUESTION, READ, WRITTEN, tiny_decoder
from tiny import tiny_model, tiny_tokenizer

TEXT = "the fox met a hare on the road"
OTHER = "both were hungry in Rome and Lima"


def fine_tuned(architecture: str = "llama", strength: float = 0.05) -> Any:
    """Return the tiny model of an architecture with other numbers in its blocks, as after fine-tuning."""
    model = tiny_model(architecture)
    random = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for block in blocks_of(model):
            for weight in block.parameters():
                weight.add_(
                    strength * weight.std().nan_to_num() * torch.randn(weight.shape, generator=random)
                )
    return model


def session_of(model: Any) -> Session:
    """Return a session on a model in memory with the small tokenizer."""
    return Session((model, tiny_tokenizer()))


@pytest.fixture(scope="module")
def base() -> Session:
    """Return a session on the base."""
    return session_of(tiny_model("llama"))


@pytest.fixture(scope="module")
def tuned() -> Session:
    """Return a session on its variant."""
    return session_of(fine_tuned())


@pytest.fixture(scope="module")
def difference(base: Session, tuned: Session) -> Trace:
    """Return the variant's activations minus the base's."""
    return tuned.run(TEXT) - base.run(TEXT)


@pytest.mark.parametrize("architecture", ["llama", "gpt2"])
def test_a_decoder_reads_it_as_plain_hooks_on_both_models_write_it(
    tmp_path: pathlib.Path, architecture: str
) -> None:
    """Hugging Face alone, hooks on both models, the difference added at the slot's norm: within 1e-4."""
    tiny = tiny_decoder(tmp_path, architecture)
    ids = tiny.session.run(TEXT).token_ids
    both = [Plain(fine_tuned(architecture)).states(ids), Plain(tiny_model(architecture)).states(ids)]
    expected = both[0] - both[1]
    base, tuned = tiny.session, session_of(fine_tuned(architecture))

    trace = tuned.run(TEXT) - base.run(TEXT)

    torch.testing.assert_close(trace.resid, expected, rtol=0, atol=1e-4)
    chosen, decoder = trace.select([READ], [2, 3, 5]), tiny.decoder.with_question(QUESTION)
    answer = base.ask(chosen, decoder)
    target = target_on(decoder, base.backend, (), chosen)
    assert target.slots is not None
    plain = Plain.__new__(Plain)
    plain.hf = with_peft(tiny_model(architecture), tiny.directory).get_base_model()
    plain.blocks = blocks_of(plain.hf)
    slots = list(target.slots)

    def write(x: Tensor) -> Tensor:
        old, v = x[0, slots], expected[READ, [2, 3, 5]]
        new = x.clone()
        new[0, slots] = old + old.norm(dim=-1, keepdim=True) * v / v.norm(dim=-1, keepdim=True)
        return new

    with torch.no_grad(), plain.hooked(WRITTEN, write):
        logits = plain.hf(torch.tensor([list(target.token_ids)]), use_cache=False).logits[0, -1]
    states = source_of(chosen).states(Condition(), StateCache(Controls(), 0, 1))
    (result,) = base.backend.run(
        [query(decoder, target, states, base.backend.n_layers, NextToken(1, keep_logits=True))]
    )
    assert isinstance(result.value, Distribution)
    torch.testing.assert_close(result.value.logits, logits, rtol=0, atol=1e-4)
    assert int(logits.argmax()) == answer.token_ids[0]


@pytest.mark.parametrize("architecture", ["llama", "gemma3_text"])
def test_a_variant_may_be_an_adapter_of_the_session(tmp_path: pathlib.Path, architecture: str) -> None:
    """A LoRA that PEFT runs, minus the model without it: the same numbers from one session."""
    from latentlens.adapters.lora import LoraAdapter

    directory, session = lora_of(tmp_path, architecture, seed=3), session_of(tiny_model(architecture))
    name = session.backend.load_adapter(LoraAdapter.load(directory))
    trace = session.run(TEXT, adapter=name) - session.run(TEXT)
    peft = Plain.__new__(Plain)
    peft.hf = with_peft(tiny_model(architecture), directory).get_base_model()
    peft.blocks = blocks_of(peft.hf)
    expected = peft.states(trace.token_ids) - Plain(tiny_model(architecture)).states(trace.token_ids)

    torch.testing.assert_close(trace.resid, expected, rtol=0, atol=1e-4 * float(expected.abs().max()))
    answer = session.ask(trace, 2, -1, "the capital of x is")
    assert (name, None) == (answer.provenance["source_adapter"], answer.provenance["minus_adapter"])
    assert answer.provenance["source_fingerprint"] != answer.provenance["minus_fingerprint"]
    assert f"trace = session.run({TEXT!r}, adapter={name!r}) - session.run({TEXT!r})" in answer.code


def test_the_code_loads_the_adapter_that_was_read(tmp_path: pathlib.Path) -> None:
    """In a fresh session it gives the same answer; one that was only made is refused with a sentence."""
    from latentlens.adapters.layer_vectors import VectorAdapter

    tiny_model("llama").save_pretrained(tmp_path / "model")
    tiny_tokenizer().save_pretrained(tmp_path / "model")
    session = Session(tmp_path / "model")
    vectors = VectorAdapter(*torch.randn(2, 4, 32, generator=torch.Generator().manual_seed(0)))
    vectors.save(tmp_path / "vectors.safetensors")
    for adapter in (vectors, VectorAdapter.load(tmp_path / "vectors.safetensors")):
        with session.backend.loaded(adapter) as name:
            answer = session.ask(session.run(TEXT, adapter=name), 2, -1, "the capital of x is")
        again: dict[str, Any] = {}
        if adapter.loaded_from is None:
            assert f"# The adapter {name} was not loaded from a file: save it" in answer.code
            with pytest.raises(SelectionError, match=f"no adapter '{name}'"):
                exec(answer.code, again)
        else:
            exec(answer.code, again)
            assert answer.text == again["answer"].text
            assert answer.confidence == pytest.approx(again["answer"].confidence, abs=1e-5)


def test_any_reader_reads_it(base: Session, tuned: Session, difference: Trace) -> None:
    """A Patchscope, a lens and a sweep read it; the sweep is verified with both models run again."""
    states = difference.resid
    patchscope = base.ask(difference, 3, "x", "the capital of x is")
    vector = base.vectors({"difference": states[3, difference.position("x")]}, layer=3)
    assert base.ask(vector["difference"], "the capital of x is").token_logprobs == patchscope.token_logprobs
    for session in (base, tuned):
        grid = session.lens(difference, layers=[4], positions=[-1])
        logits = Plain(session.model.hf_model).unembedded(states[4, -1:])[0]
        assert int(logits.argmax()) == int(grid.token_ids[0, 0, 0])
    sweep = base.sweep(difference, "the capital of x is", positions=[1, 2])
    assert [1, 2, 3, 4] == sweep.layers, "the embeddings were not tuned, so there is nothing to read"
    assert sweep.verify().max_logit_difference < 1e-4
    assert sweep.verify(dtype=torch.float64).max_logit_difference < 1e-2


def test_its_controls_are_noise_of_its_norm_and_other_differences(base: Session, difference: Trace) -> None:
    """A random vector has the difference's norm; another prompt gives that prompt's difference."""
    source = source_of(difference.select([2], [3]))
    cache = StateCache(Controls(prompt=OTHER), 0, 1)
    own = difference.resid[2, 3]

    (random,) = source.states(Condition("random"), cache)
    (prompt,) = source.states(Condition("prompt"), cache)
    (shuffled,) = source.states(Condition("shuffled"), cache)

    assert float(own.norm()) == pytest.approx(float(random.vector.norm()), rel=1e-5)
    assert not torch.equal(own, random.vector)
    ids = base.run(OTHER).token_ids
    expected = Plain(fine_tuned()).states(ids) - Plain(tiny_model("llama")).states(ids)
    torch.testing.assert_close(prompt.vector, expected[2, 3], rtol=0, atol=1e-4)
    assert any(torch.equal(shuffled.vector, each) for each in difference.resid[2, 1:])
    assert random.is_difference
    answer = base.ask(
        difference, 2, 3, "the capital of x is", controls=Controls(prompt=OTHER, shuffled=True, noise=3)
    )
    assert {"null", "random", "shuffled", "prompt"} == {control.kind for control in answer.controls}
    assert answer.noise is not None


def test_a_mean_is_not_subtracted_from_it() -> None:
    """Both activations have the mean in them, so their difference is written as it is."""
    session = opened()
    tuned = opened(1)
    decoder = Decoder(
        weights(
            session, mean=means(session, [2]), write=WriteAt(layer=1), read=Read(layers=((2,),), mean=True)
        ),
        QUESTION,
    )
    chosen = (tuned.run(TEXT) - session.run(TEXT)).select([2], [3])
    target = target_on(decoder, session.backend, (), chosen)
    (state,) = source_of(chosen).states(Condition(), StateCache(Controls(), 0, 1))

    (write,) = decoder.edits(target, [state], 4).writes
    assert torch.equal(chosen.states, write.vectors)
    (of_activation,) = decoder.edits(target, [State(state.vector, 2, 3)], 4).writes
    assert not torch.equal(chosen.states, of_activation.vectors)


def test_one_of_both_models_is_the_decoders_own() -> None:
    """A variant minus the base, or the base minus a variant; two others are refused unless any is read."""
    session, one, two = opened(), opened(1), opened(2)
    decoder = Decoder(weights(session), QUESTION)
    base, first, second = (each.run(TEXT) for each in (session, one, two))
    for difference in (first - base, base - first):
        assert session.ask(difference.select(2, [3]), decoder).finite
    with pytest.raises(DecoderError, match="any_source=True"):
        session.ask((first - second).select(2, [3]), decoder)
    answer = session.ask(
        (first - second).select(2, [3]), Decoder(weights(session), QUESTION, any_source=True)
    )
    expected = (one.backend.fingerprint(), two.backend.fingerprint())
    record = answer.provenance
    assert expected == (record["source_fingerprint"], record["minus_fingerprint"])


def test_its_code_gives_the_same_answer(tmp_path: pathlib.Path) -> None:
    """Both models are opened by their own lines, and subtracted in the same order."""
    for name, model in (("base", tiny_model("llama")), ("tuned", fine_tuned())):
        model.save_pretrained(tmp_path / name)
        tiny_tokenizer().save_pretrained(tmp_path / name)
    base, tuned = (Session(str(tmp_path / name)) for name in ("base", "tuned"))
    answer = base.ask(tuned.run(TEXT) - base.run(TEXT), 2, 3, "the capital of x is")
    space: dict[str, Any] = {}
    exec(answer.code, space)
    assert answer.token_logprobs == space["answer"].token_logprobs
    assert f"trace = source.run({TEXT!r}) - session.run({TEXT!r})" in answer.code


def test_what_cannot_be_subtracted_is_refused_by_name(base: Session, tuned: Session) -> None:
    """Another width, number of blocks, dtype, other tokens, another tokenizer, one model twice, nesting."""
    trace = tuned.run(TEXT)
    wide = session_of(tiny_model("llama", hidden_size=48))
    deep = session_of(tiny_model("llama", num_hidden_layers=3))
    half = session_of(tiny_model("llama").to(torch.bfloat16))
    tokenizer = tiny_tokenizer()
    tokenizer.add_tokens(["fox"])
    others = Session((tiny_model("llama", vocab_size=321), tokenizer))
    spelled = json.loads(tiny_tokenizer().backend_tokenizer.to_str())
    words = spelled["model"]["vocab"]
    words["x"], words["y"] = words["y"], words["x"]
    swapped = tiny_tokenizer()
    swapped._tokenizer = type(swapped.backend_tokenizer).from_str(json.dumps(spelled))
    renamed = Session((tiny_model("llama"), swapped))
    cases: list[tuple[Trace, Trace, str]] = [
        (trace, wide.run(TEXT), "blocks and width 48"),
        (trace, deep.run(TEXT), "3 blocks and width 32"),
        (trace, half.run(TEXT), "ran in float32 and .* in bfloat16"),
        (trace, base.run(OTHER), "have other tokens, at position 1 .*token by token"),
        (trace, base.run(TEXT + " to Rome"), "position 20 no token and '·t'"),
        (trace, others.run(TEXT), "have other tokenizers"),
        (trace, renamed.run(trace.token_ids), "other tokenizers, .* at position 5 they have 'x' and 'y'"),
        (trace, tuned.run(TEXT), "the same tokens in the same model"),
        (trace - base.run(TEXT), base.run(TEXT), "is a difference already"),
    ]
    for one, other, said in cases:
        with pytest.raises(InputError, match=said):
            one - other
    with pytest.raises(TypeError):
        trace - trace.resid  # type: ignore[operator]


def test_where_both_compute_the_same_nothing_is_read(base: Session, difference: Trace) -> None:
    """A site whose difference is exactly zero is named; a lens has no token there."""
    with pytest.raises(InputError, match=r"layer 0, position 2 .* is exactly zero"):
        base.ask(difference, 0, 2, "the capital of x is")
    assert [False, True] == base.lens(difference, layers=[0, 1], positions=[2]).finite[:, 0].tolist()


def test_where_one_of_two_differences_is_zero_nothing_is_compared(
    base: Session, tuned: Session, difference: Trace
) -> None:
    """A lens gives no figures there, as in a grid of one of both; elsewhere it does."""
    other = tuned.run(OTHER) - base.run(OTHER)
    found = lens_difference(
        other, difference, Lens(), base.backend, range(3), layers=[0, 1], positions=[0, 2]
    )
    figures = [*found.probability, found.entropy, found.distance, found.token_ids == -1, found.top_ids == -1]

    assert [[True] * 2, [False] * 2] == np.isnan(found.entropy).tolist()
    assert all((np.isnan(each) | (each == 1))[0].all() for each in figures)
    assert [False, False] == found.equal[0].tolist()


def test_it_is_held_under_a_key_of_both_and_computed_again(base: Session, tuned: Session) -> None:
    """Equal traces give equal keys, others other keys; what was dropped from memory is there again."""
    one, two = tuned.run(TEXT) - base.run(TEXT), tuned.run(TEXT) - base.run(TEXT)
    assert one.key == two.key
    assert len({one.key, (base.run(TEXT) - tuned.run(TEXT)).key, one.trace.key}) == 3  # type: ignore[attr-defined]
    before = one.resid.clone()
    tuned.store.clear()
    assert torch.equal(before, one.resid)
    torch.testing.assert_close(one.logits, tuned.run(TEXT).logits - base.run(TEXT).logits)
    assert "minus" in repr(one)


def test_the_explorer_asks_it_by_click(base: Session, tuned: Session, difference: Trace) -> None:
    """It stands in the Explorer like a trace: title, question, and a lens without tokens where it is zero."""
    base.readers["mine"] = Patchscope("the capital of x is")
    explorer = Explorer(base, difference)
    front, question = Browser(explorer), {"preset": "own:mine"}
    assert "LlamaForCausalLM minus LlamaForCausalLM, read by LlamaForCausalLM" == explorer.title
    front.query("a", "ask", layer=2, position=4, question=question)
    expected = base.ask(difference, 2, 4, base.readers["mine"])
    assert expected.text == front.end("a", 60)["value"]["text"]
    front.query("b", "ask", layer=0, position=4, question=question)
    assert "is exactly zero" in str(front.end("b", 60))
    front.query("c", "lens", layers=[0, 1], start=1, stop=3)
    page = front.end("c", 60)["value"]
    assert [True, True, False, False] == [p is None for p in page["probs"][:: page["k"]]]
    base.readers.clear()
