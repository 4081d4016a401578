"""Activation Oracles as published, loaded, against the plain reading of the same files."""

from __future__ import annotations

import functools
import json
import pathlib
import re

import pytest

import published_readings as plain
from latentlens import Decoder, Session
from latentlens.decoder_files.manifest import ModelIdentity
from latentlens.errors import DecoderError, InputError, SelectionError, TargetPromptError, UnsupportedModel
from published_asking import assert_reads_alike, next_logits
from published_files import (
    LLAMA_CHAT,
    PREFIX_TEMPLATES,
    QUESTION,
    QWEN_CHAT,
    SOURCE,
    save_base,
    save_lora,
    save_oracle,
)

BASES = {"llama": LLAMA_CHAT, "qwen3": QWEN_CHAT, "gemma2": LLAMA_CHAT}
AT = [3, 4, 5]


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pathlib.Path]:
    """Return the directory of a random model of each architecture."""
    root = tmp_path_factory.mktemp("bases")
    return {name: save_base(root / name, name, template) for name, template in BASES.items()}


@functools.cache
def session_on(base: pathlib.Path) -> Session:
    """Return a session on a model."""
    return Session(str(base))


def vectors(base: pathlib.Path, blocks: list[int], at: list[int]) -> dict[int, plain.Tensor]:
    """Return what blocks of the model without the oracle give at some tokens of the source."""
    ids = list(session_on(base).run(SOURCE).token_ids)
    model = plain.opened(base)
    return {block: plain.block_outputs(model, ids, block)[at] for block in blocks}


@pytest.mark.parametrize(("architecture", "form"), list(zip(BASES, PREFIX_TEMPLATES, strict=True)))
def test_it_answers_as_the_published_code_does(
    bases: dict[str, pathlib.Path], tmp_path: pathlib.Path, architecture: str, form: str
) -> None:
    """In each of the three prefixes, one layer at a time: the prompt names the block, a layer is one more."""
    base = bases[architecture]
    oracle = save_oracle(tmp_path / "oracle", base, template=PREFIX_TEMPLATES[form])
    session = session_on(base)
    decoder = Decoder.load(oracle, question=QUESTION)

    assert ((2,), (3,)) == decoder.manifest.read.layers
    for block, at in ((1, AT), (2, [6])):
        reading = plain.oracle(base, oracle, form, vectors(base, [block], at), QUESTION)
        assert_reads_alike(session, decoder, session.run(SOURCE), [block + 1], at, reading)


@pytest.mark.parametrize("form", PREFIX_TEMPLATES)
def test_several_layers_stand_in_one_prompt(
    bases: dict[str, pathlib.Path], tmp_path: pathlib.Path, form: str
) -> None:
    """All positions of the first layer come first; the coefficient and the block of the hook are its own."""
    base = bases["qwen3"]
    template = PREFIX_TEMPLATES[form].replace("\n", "\\n")  # as some files have it
    more = {"steering_coefficient": 1.5, "hook_onto_layer": 2, "special_token": " ¶"}
    oracle = save_oracle(tmp_path / "oracle", base, template=template, blocks=[(0, 1, 3)], **more)
    decoder = Decoder.load(oracle, question=QUESTION)
    session = session_on(base)
    reading = plain.oracle(
        base,
        oracle,
        form,
        vectors(base, [0, 1, 3], AT),
        QUESTION,
        token=" ¶",
        hook_block=2,
        coefficient=1.5,
    )

    assert ((1, 2, 4),) == decoder.manifest.read.layers
    assert_reads_alike(session, decoder, session.run(SOURCE), [1, 2, 4], AT, reading)
    with pytest.raises(SelectionError, match=r"together: 1, 2 and 4\. Asked about: 2"):
        session.ask(session.run(SOURCE).select(2, AT), decoder)


def test_the_sidecars_settings_are_kept(bases: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    """How it generates, and what it was trained with, come from the sidecar; the base's name too."""
    decoder = Decoder.load(save_oracle(tmp_path / "oracle", bases["llama"], model_name="a/base"))

    assert "a/base" == decoder.manifest.base.name
    assert (6, 0.0) == (decoder.max_new_tokens, decoder.temperature)
    training = decoder.manifest.training
    assert training is not None
    assert (42, "0" * 40, 1e-5) == (training.seed, training.code_version, training.settings["lr"])
    sampling = {"do_sample": True, "temperature": 0.7, "max_new_tokens": 9}
    sampled = save_oracle(tmp_path / "sampled", bases["llama"], generation_kwargs=sampling)
    assert (9, 0.7) == (Decoder.load(sampled).max_new_tokens, Decoder.load(sampled).temperature)


@pytest.mark.parametrize(("form", "token"), list(zip(PREFIX_TEMPLATES, [" @", " #", " ¶"], strict=True)))
def test_without_a_sidecar_it_is_what_it_is_said_to_be(
    bases: dict[str, pathlib.Path], tmp_path: pathlib.Path, form: str, token: str
) -> None:
    """The form, the layers and an older card's placeholder are told, and stand in the code of the answer."""
    base = bases["llama"]
    oracle = save_oracle(tmp_path / "oracle", base, template=None)
    session = session_on(base)
    decoder = Decoder.load(oracle, form=form, layers=[[2], [3]], placeholder=token, question=QUESTION)
    reading = plain.oracle(base, oracle, form, vectors(base, [2], AT), QUESTION, token=token)

    assert_reads_alike(session, decoder, session.run(SOURCE), [3], AT, reading)
    assert f"form={form!r}, layers=[[2], [3]], placeholder={token!r}" in repr(decoder)


def test_nothing_is_guessed(bases: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    """Without a sidecar the prefix and the layers have to be told; the error lists the choices."""
    oracle = save_oracle(tmp_path / "oracle", bases["llama"], template=None)

    with pytest.raises(DecoderError, match=r"do not say how the oracle's prompt begins.*\"ao_inline_bare\""):
        Decoder.load(oracle)
    with pytest.raises(DecoderError, match=re.escape("layers=...), one of: [[2], [3], [4]]")):
        Decoder.load(oracle, form="ao_block")
    with pytest.raises(DecoderError, match="not asked in the form 'latentqa'"):
        Decoder.load(oracle, form="latentqa")
    with pytest.raises(DecoderError, match="form of a published decoder cannot be 'inline'"):
        Decoder.load(oracle, form="inline")
    unknown = save_oracle(tmp_path / "unknown", bases["llama"], template="<{layer}>{special_token}")
    with pytest.raises(DecoderError, match=r"none that is known: '<\{layer\}>"):
        Decoder.load(unknown)
    assert "ao_inline" == Decoder.load(unknown, form="ao_inline").manifest.prompt.form


@pytest.mark.parametrize(
    ("name", "form", "layers"),
    [
        ("checkpoints_latentqa_cls_past_lens_addition_Qwen3-8B", "ao_block", ((2,), (3,), (4,))),
        (
            "models--adamkarvonen--checkpoints_cls_latentqa_past_lens_Qwen3-1_7B/snapshots/0a",
            "ao_block",
            None,
        ),
        ("cot-oracle-grpo-step-500", "ao_inline", None),
    ],
)
def test_published_names_say_what_is_documented_of_them(
    bases: dict[str, pathlib.Path],
    tmp_path: pathlib.Path,
    name: str,
    form: str,
    layers: tuple[tuple[int, ...], ...] | None,
) -> None:
    """The paper's oracles read a quarter, half and three quarters of the depth, each alone."""
    oracle = save_oracle(tmp_path / name, bases["llama"], template=None)
    given = {} if layers or form == "ao_block" else {"layers": 2}  # named blocks are those of larger models
    manifest = Decoder.load(oracle, **given).manifest

    assert form == manifest.prompt.form
    if layers:
        assert layers == manifest.read.layers


def test_layers_that_the_base_does_not_have_are_refused(
    bases: dict[str, pathlib.Path], tmp_path: pathlib.Path
) -> None:
    """Those of a published name too, which is that of a larger model."""
    oracle = save_oracle(tmp_path / "cot-oracle-grpo-step-500", bases["llama"], template=None)

    with pytest.raises(DecoderError, match=r"it reads layer 28, and .* has layers 0 to 4"):
        Decoder.load(oracle)
    with pytest.raises(DecoderError, match="it reads layer 9"):
        Decoder.load(oracle, layers=9)


def test_what_would_change_nothing_is_refused(bases: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    """Something of another layout, or of a decoder that says everything itself."""
    oracle = save_oracle(tmp_path / "oracle", bases["llama"])
    Decoder.load(oracle).save(tmp_path / "own")

    with pytest.raises(DecoderError, match=r"norm=150\.0 changes nothing of the decoder in .*: base, form"):
        Decoder.load(oracle, norm=150)
    with pytest.raises(DecoderError, match="form='ao_inline' changes nothing"):
        Decoder.load(tmp_path / "own", form="ao_inline")
    with pytest.raises(DecoderError, match="give the directory itself"):
        Decoder.load(oracle / "adapter_model.safetensors")
    with pytest.raises(InputError, match="Decoder takes no 'depth'"):
        Decoder.load(oracle, depth=3)


def test_percentages_alone_are_rounded_down(bases: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    """A sidecar without blocks has depths in percent of the base's blocks."""
    oracle = save_oracle(
        tmp_path / "oracle", bases["llama"], layer_combinations=[[30], [25, 74]], act_layer_combinations=[]
    )

    assert ((2,), (2, 3)) == Decoder.load(oracle).manifest.read.layers


def test_an_adapter_for_another_base_is_refused(
    bases: dict[str, pathlib.Path], tmp_path: pathlib.Path
) -> None:
    """By its sizes: those of the base that is given, or of the model that is asked."""
    oracle = save_oracle(tmp_path / "oracle", bases["llama"])
    wide = save_base(tmp_path / "wide", "llama", hidden_size=64)
    decoder = Decoder.load(oracle, question=QUESTION)

    with pytest.raises(DecoderError, match="width 32"):
        Decoder.load(oracle, base=session_on(wide).backend)
    with pytest.raises(DecoderError, match="4 blocks of width 32"):
        Decoder.load(oracle, base=ModelIdentity(name="small", d_model=32, n_layers=3))
    other = session_on(wide)
    with pytest.raises(DecoderError, match="width 32"):
        other.ask(other.run(SOURCE).select(2, AT), decoder)
    same_size = session_on(bases["gemma2"])
    narrow = save_base(tmp_path / "narrow", "llama", intermediate_size=48)
    with pytest.raises(UnsupportedModel, match="was trained for"):
        next_logits(session_on(narrow), decoder, None, [2], AT)
    assert same_size.backend.d_model == decoder.manifest.base.d_model


def test_a_placeholder_of_several_tokens_is_refused(
    bases: dict[str, pathlib.Path], tmp_path: pathlib.Path
) -> None:
    """With a sentence that says what the tokenizer reads there."""
    oracle = save_oracle(tmp_path / "oracle", bases["llama"], special_token=" zebra")
    session = session_on(bases["llama"])

    with pytest.raises(TargetPromptError, match="is not one token"):
        session.ask(session.run(SOURCE).select(2, AT), Decoder.load(oracle, question=QUESTION))


def test_damaged_directories_are_refused(bases: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    """Pickled or missing weights, a sidecar that is no JSON, of a later schema, or with a wrong value."""
    oracle = save_oracle(tmp_path / "oracle", bases["llama"])
    sidecar = oracle / "ao_config.json"
    content = json.loads(sidecar.read_text())

    for changes, message in (
        ({"schema_version": 2}, "schema_version 2"),
        ({"hook_onto_layer": "first"}, "'hook_onto_layer'"),
    ):
        sidecar.write_text(json.dumps(content | changes))
        with pytest.raises(DecoderError, match=message):
            Decoder.load(oracle)
    sidecar.write_text("{")
    with pytest.raises(DecoderError, match="cannot be read"):
        Decoder.load(oracle)
    (oracle / "adapter_model.safetensors").rename(oracle / "adapter_model.bin")
    with pytest.raises(DecoderError, match="is a pickle"):
        Decoder.load(oracle)
    (oracle / "adapter_model.bin").unlink()
    with pytest.raises(InputError, match=r"adapter_model\.safetensors"):
        Decoder.load(oracle)


def test_what_is_loaded_can_be_saved(bases: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    """As a directory of one's own, which says everything itself."""
    oracle = save_oracle(tmp_path / "oracle", bases["llama"], template=None)
    decoder = Decoder.load(oracle, form="ao_inline", layers=2, question=QUESTION)
    decoder.save(tmp_path / "own")
    again = Decoder.load(tmp_path / "own", question=QUESTION)

    assert decoder.weights == again.weights
    assert "ao_inline" == again.manifest.prompt.form
    session = session_on(bases["llama"])
    trace = session.run(SOURCE)
    one, other = (next_logits(session, each, trace, [2], AT) for each in (decoder, again))
    assert one.equal(other)


def test_a_lora_of_another_kind_is_no_oracle(bases: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    """One that adapts the unembedding too is taken for a LatentQA decoder."""
    made = save_lora(tmp_path / "made", bases["llama"], modules=["q_proj", "lm_head"])

    assert "latentqa" == Decoder.load(made, layers=2).manifest.method
