"""Zero-shot feature extraction: the paper's prompts to the letter, by name, and what they read."""

from __future__ import annotations

import re

import pytest
import torch

import latentlens
from latentlens import Patchscope, Session, presets
from latentlens.engine.query import NextToken, Query
from latentlens.engine.run import run
from latentlens.errors import InputError
from latentlens.readers.presets import PRESETS, RELATIONS, as_reader, attribute
from latentlens.readers.queries import query
from latentlens.readers.reader import Reader, State
from latentlens.world import PROMPTS, load_facts
from latentlens.world.fact_relations import relations
from tiny import tiny_model, tiny_tokenizer

PUBLISHED = {
    "capital": "The capital city of x",
    "largest_city": "The largest city in x",
    "currency": "The official currency of x",
    "country_of_origin": "The country of origin for x",
    "ceo": "The name of the CEO of x",
    "developer": "The company which developed x",
    "sport": "The professional sport played by x",
    "sport_position": "In their sport, the position played by x",
    "constellation": "The name of the constellation including x",
    "father": "Name of father of x",
    "mother": "Name of mother of x",
    "secret_identity": "Secret identity of x",
    "archnemesis": "The name of the superhero archnemesis of x",
    "evolution": "The evolved form of x",
    "inside_colour": "On the inside, the color of x",
    "outside_colour": "On the outside, the color of x",
    "superclass": "Among the superclasses of animal, bird, fish, vegetable, flower, fruit, "
    "the superclass of x",
    "phase": "At room temperature, the phase of matter of x",
    "tool": "The tool that is used for x",
    "role": "The professional role most suited to handle x",
    "workplace": "The place of work where you can usually find a x",
    "sentiment": "Among positive, negative, neutral, the sentiment of x",
}
"""The target prompts of the paper's data, one for each of its 22 tasks."""

OF_THE_WORLD = {
    "capital": "capital",
    "largest_city": "largest_city",
    "currency": "currency",
    "ceo": "chief",
    "developer": "maker",
    "inside_colour": "inside",
    "outside_colour": "outside",
    "superclass": "family",
    "phase": "phase",
    "tool": "tool",
}
"""The paper's relation -> the world's relation of the same meaning."""


@pytest.fixture(scope="module")
def world() -> Session:
    """Return the bundled model."""
    return Session()


@pytest.fixture(scope="module")
def random_model() -> Session:
    """Return a random model with a byte-level tokenizer that knows few words."""
    return Session((tiny_model("gpt2", n_positions=128), tiny_tokenizer()))


# --- by name ----------------------------------------------------------------------------------------------


def test_the_relations_are_the_papers() -> None:
    """All of them, each with its own prompt, to the letter."""
    assert PUBLISHED == {name: relation.prompt for name, relation in RELATIONS.items()}


@pytest.mark.parametrize("name", RELATIONS)
def test_a_relation_can_be_had_by_name(name: str) -> None:
    """A name stands for its prompt, read from x; a view can show what it is; its repr is its code."""
    relation, reader = RELATIONS[name], as_reader(name)

    assert name == relation.name
    assert name.isidentifier()
    assert relation.label
    assert relation.help.endswith("?")
    assert attribute(PUBLISHED[name]) == reader
    assert isinstance(reader, Reader)
    assert reader == eval(repr(reader), {"Patchscope": Patchscope})
    assert 2 == as_reader(name, layer=2).target_layer(3, 7)
    assert as_reader(name, layer=2) == relation.build(layer=2)


def test_names_are_told_apart() -> None:
    """No relation has the name of a preset, and no two have one label."""
    assert not RELATIONS.keys() & PRESETS.keys()
    assert len(RELATIONS) == len({relation.label for relation in RELATIONS.values()})


def test_a_session_asks_by_name(world: Session) -> None:
    """`session.ask` takes a relation's name, and uses the model's own words where it has some."""
    trace = world.run("France")

    assert "The capital of x is" == world.ask(trace, 1, -1, "capital", controls=False).reader.text
    assert PUBLISHED["mother"] == world.ask(trace, 1, -1, "mother", controls=False).reader.text


def test_any_prompt_that_ends_in_x_can_be_built() -> None:
    """A relation of one's own is read in the same way."""
    assert "The moons of x" == attribute("The moons of").text
    assert as_reader("The moons of x") == attribute("The moons of")


@pytest.mark.parametrize("wrong", ["capitol", 3])
def test_the_error_says_how_to_list_the_names(wrong: object) -> None:
    """A name that is not known is answered with the presets, and with the line that lists the relations."""
    with pytest.raises(InputError, match="one of 22 relations such as 'capital'") as caught:
        as_reader(wrong)

    (line,) = re.findall(r"\((list\(.*?\))", str(caught.value))
    assert list(RELATIONS) == eval(line, {"latentlens": latentlens})
    assert sum(name in str(caught.value) for name in RELATIONS) < 3


# --- the slot ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RELATIONS)
def test_the_slot_is_the_last_token(world: Session, random_model: Session, name: str) -> None:
    """The paper patches at the prompt's last token, which is x, in any tokenizer."""
    for session in (world, random_model):
        target = RELATIONS[name].build().target(session.backend)
        assert (len(target.token_ids) - 1,) == target.slots
        assert "x" == session.model.tokenizer.text(target.token_ids[-1]).strip()


EMPTY_BLOCKS = 2


@pytest.mark.parametrize("name", ["capital", "superclass", "workplace"])
@pytest.mark.parametrize("architecture", ["llama", "qwen3", "gpt_neox"])
def test_reading_equals_writing_the_entity(architecture: str, name: str) -> None:
    """Where the first blocks do nothing, a relation read from a token is the one asked about that token."""
    tokenizer = tiny_tokenizer()
    hf = tiny_model(architecture, vocab_size=len(tokenizer), num_hidden_layers=4, max_position_embeddings=128)
    with torch.no_grad():
        for block in hf.base_model.layers[:EMPTY_BLOCKS]:
            for part, parameter in block.named_parameters():
                if any(out in part for out in ("o_proj", "down_proj", "attention.dense", "dense_4h_to_h")):
                    parameter.zero_()
    session = Session((hf, tokenizer))
    trace = session.run("France hello")
    readout = NextToken(keep_logits=True)
    for layer in range(EMPTY_BLOCKS + 1):
        for target_layer in range(EMPTY_BLOCKS + 1):
            reader = as_reader(name, layer=target_layer)
            target = reader.target(session.backend)
            for position in (1, len(trace) - 1):
                literal = (*target.token_ids[:-1], trace.token_ids[position])
                state = State(trace[layer, position], layer, position)
                asked = query(reader, target, [state], session.model.n_layers, readout)
                patched, written = run([asked, Query(literal, (), readout)], session.model)
                torch.testing.assert_close(patched.value.logits, written.value.logits, atol=1e-4, rtol=0)


# --- the teaching world -----------------------------------------------------------------------------------


def test_relations_of_the_world_are_known_to_it() -> None:
    """A relation names a kind of entity if the world has it, and it is the kind that the world's has."""
    known = {name: relation.subject for name, relation in RELATIONS.items() if relation.subject}

    assert known == {name: relations()[own].subject_kind for name, own in OF_THE_WORLD.items()}
    assert set(known.values()) <= set(load_facts().kinds)


@pytest.mark.parametrize("model", PROMPTS)
@pytest.mark.parametrize("name", RELATIONS)
def test_the_world_is_asked_in_words_that_it_knows(world: Session, model: str, name: str) -> None:
    """For the bundled models it is a wording of that relation in the training text; else there is none."""
    if name not in OF_THE_WORLD:
        assert name not in PROMPTS[model]
        return
    prompt = PROMPTS[model][name]

    assert re.sub(r"\bx\b", "{s}", prompt) in relations()[OF_THE_WORLD[name]].paraphrases["train"]
    assert prompt == as_reader(name, prompts=PROMPTS[model]).text
    tokens = [world.model.tokenizer.text(i) for i in world.model.tokenizer.encode(prompt)[1:]]
    assert prompt.split() == [token.strip() for token in tokens]


@pytest.mark.parametrize("name", OF_THE_WORLD)
def test_the_bundled_model_reads_the_relation(world: Session, name: str) -> None:
    """Most entities give their own answer at some layer above the embeddings, which is the paper's count."""
    facts, answers = load_facts(), relations()[OF_THE_WORLD[name]].answers
    rows = facts.kinds[RELATIONS[name].subject or ""]
    # As different as can be, so that no one answer is right for most of them.
    chosen: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row.frequency):
        if list(chosen.values()).count(answers[row.name]) < 2 and len(chosen) < 6:
            chosen[row.name] = answers[row.name]
    reader = as_reader(name, prompts=world.prompts)

    right = []
    for subject, answer in chosen.items():
        trace = world.run(subject)
        sweep = world.sweep(trace, reader, layers=range(1, 5), positions=[-1], controls=False)
        right.append(any(cell.text.strip() == answer for cell in sweep.answers.values()))

    assert len(set(chosen.values())) >= 3
    # The likeliest single answer would be right for two of them.
    assert sum(right) >= 4


def test_the_module_lists_them() -> None:
    """They are found where presets are."""
    assert presets.RELATIONS is RELATIONS
    assert "RELATIONS" in presets.__all__
