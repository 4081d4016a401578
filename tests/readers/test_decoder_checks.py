"""What a decoder refuses to read or to answer with, and what it reads if it is asked to."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from decoders import CHAT, lora, manifest, opened, random_states, weights
from fake_backend import fake_session
from latentlens import Decoder, Session
from latentlens.adapters.layer_vectors import VectorAdapter
from latentlens.decoder_files.manifest import ModelIdentity, Read, WriteAt
from latentlens.decoder_files.prompt_settings import PromptSettings, Roles
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.engine.query import NextToken, Query, Write
from latentlens.errors import (
    DecoderError,
    InputError,
    PromptError,
    SelectionError,
    TargetPromptError,
    TokenizerError,
    UnsupportedModel,
)
from latentlens.mappings.affine import Affine
from latentlens.readers.queries import target_on
from tiny import tiny_model, tiny_tokenizer

TEXT = "the cat sat on the mat"
QUESTION = "Is it the fox?"


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a small model in float64, so that differences are of method, not of rounding."""
    return opened(double=True)


def facts_of(session: Session, **changes: Any) -> ModelIdentity:
    """Return the facts of a session's model, with some changed."""
    return manifest(session).base.model_copy(update=changes)


def test_another_models_activations_are_mapped_and_read() -> None:
    """States of a wider model go through the mapping into the one that answers; others are refused."""
    wide, session = opened(1, hidden_size=48), opened()
    source = facts_of(wide)
    matrix, bias = random_states(32, 48, 2), random_states(1, 32, 3)[0]
    made = weights(
        session, mapping=Affine(matrix, bias), source=source, write=WriteAt(layer=1), method="meta_model",
        prompt=PromptSettings(form="meta_model", placeholder=" a", chat=False),
    )  # fmt: skip
    decoder, trace = Decoder(made, QUESTION), wide.run(TEXT)

    answer = session.ask(trace.select([1, 3], [2]), decoder)

    target = target_on(decoder, session.backend, (), trace.select([1, 3], [2]))
    assert target.slots is not None
    mapped = trace.resid[[1, 3], 2].float() @ matrix.T + bias
    asked = Query(target.token_ids, (Write(1, target.slots, mapped),), NextToken(1), adapter=decoder.adapter)
    expected = float(session.backend.next_logits(asked).log_softmax(-1).max())
    assert pytest.approx(expected, abs=1e-5) == answer.token_logprobs[0]
    assert "source = " in answer.code
    with pytest.raises(DecoderError, match=r"reads LlamaForCausalLM \(width 48, 4 blocks.*and.*has width 32"):
        session.ask(session.run(TEXT).select([1, 3], [2]), decoder)
    other = opened(7, hidden_size=48)
    with pytest.raises(DecoderError, match=r"(?s)fingerprint .* and the trace is of .*any_source=True"):
        session.ask(other.run(TEXT).select([1, 3], [2]), decoder)
    variants = Decoder(made, QUESTION, any_source=True)
    assert session.ask(other.run(TEXT).select([1, 3], [2]), variants).finite


def test_a_variant_of_the_base_is_read_only_if_asked_for(session: Session) -> None:
    """The states of a fine-tuned model of the same sizes are read with any_source, and its name is kept."""
    variant = opened(9, double=True)
    decoder = Decoder(weights(session), QUESTION)
    with pytest.raises(DecoderError, match="any_source=True"):
        session.ask(variant.run(TEXT).select(2, [2]), decoder)
    answer = session.ask(
        variant.run(TEXT).select(2, [2]), Decoder(weights(session), QUESTION, any_source=True)
    )
    assert variant.backend.fingerprint() == answer.provenance["source_fingerprint"]
    twin = opened(double=True)
    assert session.ask(twin.run(TEXT).select(2, [2]), decoder).finite, "the same weights, opened twice"


REFUSED: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "fingerprint": (
        {"base": {"fingerprint": "0" * 64, "rounded": "1" * 64, "name": "other"}},
        DecoderError,
        r"trained on other, fingerprint 000000000000, and .* has .*Session\('other', .* or train the decoder",
    ),
    "vocabulary": (
        {"base": {"fingerprint": None, "vocab_size": 999}},
        DecoderError,
        "has 999 logits, and .* has 320. Open that model with its own tokenizer",
    ),
    "blocks": (
        {"base": {"fingerprint": None, "n_layers": 9}},
        DecoderError,
        r"answers with .* \(width 32, 9 blocks, weights raw\), and .* has width 32, 4 blocks.* Open that",
    ),
    "processing": (
        {"base": {"fingerprint": None, "processing": "folded"}},
        DecoderError,
        "weights folded",
    ),
    "placeholder's id": (
        {"prompt": PromptSettings(form="ao_block", placeholder=" a", placeholder_ids=(7,))},
        TargetPromptError,
        r"does not fit the tokenizer of .*: ' a' is token \d+, and was 7 before. Open its own base",
    ),
    "neighbours": (
        {"prompt": PromptSettings(form="ao_block", placeholder=" a", neighbours=(3, 4))},
        TargetPromptError,
        r"stand beside its slots, not \(3, 4\)",
    ),
    "placeholder of two tokens": (
        {"prompt": PromptSettings(form="ao_block", placeholder=" qqz")},
        TargetPromptError,
        r"' qqz' is not one token in its place.*around it\. Open its own base",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_another_base_or_tokenizer_is_refused(session: Session, case: str) -> None:
    """The sentence says what differs and what to open."""
    changes, kind, message = REFUSED[case]
    base = facts_of(session, **changes["base"]) if "base" in changes else facts_of(session)
    made = DecoderWeights(manifest(session, **{**changes, "base": base}), lora(session))
    with pytest.raises(kind, match=f"(?s){message}"):
        session.ask(session.run(TEXT).select(2, [2]), Decoder(made, QUESTION))


def test_a_base_without_a_chat_template_is_refused(session: Session) -> None:
    """It says that the template is missing; a heading that names nobody is told too."""
    bare = Session((tiny_model("llama", max_position_embeddings=256), tiny_tokenizer()))
    made = weights(session, base=facts_of(session, fingerprint=None))
    with pytest.raises(TokenizerError, match="no chat template"):
        bare.ask(bare.run(TEXT).select(2, [2]), Decoder(made, QUESTION))
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = CHAT.replace("[assistant]", "->")
    nobody = Session((tiny_model("llama", max_position_embeddings=256), tokenizer))
    prompt = PromptSettings(form="latentqa", placeholder="?", roles=Roles(assistant="reflect"))
    renamed = weights(session, base=facts_of(session, fingerprint=None), prompt=prompt)
    with pytest.raises(TargetPromptError, match="calls the answering side 'reflect'"):
        nobody.ask(nobody.run(TEXT).select(2, [2]), Decoder(renamed, QUESTION))


def test_layers_it_was_not_trained_for_are_refused_unless_allowed(session: Session) -> None:
    """Alone or together; any_layer allows them, and a sweep takes those of the training."""
    decoder, trace = Decoder(weights(session), QUESTION), session.run(TEXT)
    assert (1, 2, 3) == tuple(decoder.layers(4))
    for layers in ([4], [1, 2], [3]):
        with pytest.raises(
            SelectionError, match=r"was trained to read .*: 1; 2; 1 and 3\. Asked about: .*any_layer=True"
        ):
            session.ask(trace.select(layers, [2]), decoder)
    anywhere = Decoder(weights(session), QUESTION, any_layer=True)
    assert session.ask(trace.select([1, 2], [2]), anywhere).finite
    assert range(5) == anywhere.layers(4)


def test_as_many_activations_as_it_takes(session: Session) -> None:
    """Spans take any number, single positions one for each layer, templates one; the rest is refused."""
    trace = session.run(TEXT)
    one = weights(session, read=Read(layers=((1, 3),), span="site"))
    assert session.ask(trace.select([1, 3], [2]), Decoder(one, QUESTION)).finite
    template = PromptSettings(form="nla", placeholder=" a", template="What is{slot} ?")
    fixed = weights(session, prompt=template)
    for made, question in ((one, QUESTION), (fixed, "")):
        with pytest.raises(InputError, match="does not read 4 sites for one answer"):
            session.ask(trace.select([1, 3], [2, 3]), Decoder(made, question))
    assert session.ask(trace.select(2, [2]), Decoder(fixed)).finite
    long = session.run(" ".join(["a"] * 250))
    with pytest.raises(PromptError, match="takes 256"):
        session.ask(long.select(2, list(range(250))), Decoder(weights(session), QUESTION))


def test_a_question_is_asked_where_there_is_a_place_for_one(session: Session) -> None:
    """None is refused where one is needed, and one where the prompt is fixed."""
    trace = session.run(TEXT)
    with pytest.raises(DecoderError, match=r"none was given\. Ask one: decoder\.with_question"):
        session.ask(trace.select(2, [2]), Decoder(weights(session)))
    template = PromptSettings(form="nla", placeholder=" a", template="What is{slot} ?")
    with pytest.raises(DecoderError, match="has no place for a question"):
        session.ask(trace.select(2, [2]), Decoder(weights(session, prompt=template), QUESTION))


def test_a_backend_without_adapters_is_refused() -> None:
    """It says what the backend can do."""
    fake = fake_session()
    with_adapter = weights(opened())
    facts = facts_of(fake)
    made = DecoderWeights(
        with_adapter.manifest.model_copy(update={"base": facts, "read": Read()}),
        VectorAdapter(torch.zeros(facts.n_layers, facts.d_model)),
    )
    with pytest.raises(UnsupportedModel, match="Decoder 'tiny-oracle' needs 'adapters'"):
        fake.ask(fake.run("The capital of France is").select(1, [1]), Decoder(made, QUESTION))
