"""What is read of a teaching model: sources, Patchscopes, the lens, probes and opening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from latentlens._isolated import code_command
from latentlens.engine.query import Distribution, NextToken, Query, Receipt
from latentlens.engine.query import Result as Answered
from latentlens.engine.reference import next_logits
from latentlens.experiments.world_report import (
    entity_probe,
    opening_time,
    untrained_patchscopes,
)
from latentlens.experiments.world_report.mentions import (
    Mention,
    begins_with,
    generate_patched,
    mention_in_prose,
    read_states,
)
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.presets import as_reader
from latentlens.readers.queries import query
from latentlens.readers.reader import State
from latentlens.world import PROMPTS, load_facts
from latentlens.world.text import DESCRIBED, described_split, prose_templates
from world_shape import BLOCKS, BOS, RELATIONS, SMALL, TOKENIZER

FACTS = load_facts()


# --- reading


@pytest.mark.parametrize("kind", FACTS.names)
def test_prose_names_an_entity_once(kind: str) -> None:
    """The sentence is a line of prose in which every place has a name of its kind, this one once."""
    rng = Random(kind)
    lines = []
    for line in prose_templates():
        pattern = re.sub(r"\\{(\w+)\\}", r"([A-Za-z ]+)", re.escape(line).replace(r"\ ", " "))
        lines.append((re.compile(pattern), re.findall(r"\{(\w+)\}", line)))
    for name in [name for name in FACTS.names[kind] for _ in range(4)]:
        source = mention_in_prose(kind, name, rng)
        assert name == source.name
        assert 1 == source.text.count(name)
        places = [
            list(zip(match.groups(), kinds, strict=True))
            for pattern, kinds in lines
            if (match := pattern.fullmatch(source.text))
        ]
        assert 1 == len(places)
        assert all(found in FACTS.names[k] for found, k in places[0])
        assert (name, kind) in places[0]


def test_prose_depends_on_the_source_of_chance_alone() -> None:
    """Equal states write equal sentences, and others write others."""
    first = [mention_in_prose("person", "Oro Venn", Random(n)) for n in range(20)]
    assert first == [mention_in_prose("person", "Oro Venn", Random(n)) for n in range(20)]
    assert len(set(first)) > 10


SOURCES = [
    Mention("France", "France"),
    Mention("Oro Venn", "Oro Venn"),
    Mention("Last week Oro Venn took a train from Lima to Paris.", "Oro Venn"),
    Mention("He saw one newt near the river in Dar es Salaam.", "Dar es Salaam"),
    Mention("He saw one newt near the river in Dar es Salaam.", "newt"),
    Mention("Paris, then Lima", "Paris"),
]


def test_a_source_is_read_at_its_names_last_token(world_session, plain_world: Any) -> None:
    """One vector a layer: the residual stream there, of transformers' own run as well."""
    found = read_states(world_session, SOURCES)
    assert (len(SOURCES), BLOCKS + 1, SMALL["hidden_size"]) == tuple(found.shape)
    for source, vectors in zip(SOURCES, found, strict=True):
        until = source.text[: source.text.index(source.name) + len(source.name)]
        position = len(TOKENIZER(until).input_ids) - 1
        assert torch.equal(world_session.run(source.text).resid[:, position], vectors)
        with torch.no_grad():
            ids = torch.tensor([TOKENIZER(source.text).input_ids])
            states = plain_world(input_ids=ids, output_hidden_states=True).hidden_states
        for layer in range(BLOCKS):  # transformers gives the last one after the final norm
            assert torch.allclose(states[layer][0, position], vectors[layer], atol=1e-4)
        assert torch.allclose(states[BLOCKS][0, position], plain_world.model.norm(vectors[BLOCKS]), atol=1e-4)


def one_by_one(world_session, reader: Patchscope, vector: torch.Tensor | None, layer: int) -> str:
    """Say what a Patchscope says with plain hooks, one token and one whole forward pass at a time."""
    model = world_session.model
    target = reader.target(model)
    state = None if vector is None else [State(vector, layer)]
    writes = query(reader, target, state, model.n_layers, NextToken()).writes
    spoken: list[int] = []
    for _ in range(reader.max_new_tokens):
        token = int(next_logits(Query((*target.token_ids, *spoken), writes, NextToken()), model).argmax())
        if token in model.tokenizer.stop_ids:
            break
        spoken.append(token)
        text = TOKENIZER.decode(spoken)
        if any(stop in text for stop in reader.stop):
            return min((text.split(stop)[0] for stop in reader.stop), key=len)
    return TOKENIZER.decode(spoken)


@pytest.mark.parametrize(
    "reader",
    [
        Patchscope("The capital of x is", max_new_tokens=5, stop=(".", ",")),
        as_reader("description", prompts=PROMPTS["world-small"]),
        Patchscope("x", max_new_tokens=3),
    ],
    ids=["attribute", "description", "bare"],
)
def test_what_is_said_is_what_plain_hooks_say(world_session, reader: Patchscope) -> None:
    """With every vector at every target layer, and with nothing written, asked together or alone."""
    vectors = read_states(world_session, SOURCES[:4])
    written: list[tuple[torch.Tensor | None, int]] = [(None, 0)]
    written += [(vector[layer], to) for vector in vectors for to, layer in enumerate((0, 2, 3, 4, 1))]
    written += [(vectors[0, 2], 2), (None, 0)]
    expected = [one_by_one(world_session, reader, vector, layer) for vector, layer in written]
    assert len(set(expected)) > 5
    assert expected == generate_patched(world_session, reader, written)
    assert expected[::-1] == generate_patched(world_session, reader, written[::-1])
    assert expected[:1] == generate_patched(world_session, reader, written[:1])


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("Paris", "Paris", True),
        (" Paris.", "Paris", True),
        ("\nParis, France", "Paris", True),
        (" Dar es Salaam", "Dar es Salaam", True),
        (" Parisian", "Paris", False),
        (" Paris2", "Paris", False),
        (" paris", "Paris", False),
        (" in Paris", "Paris", False),
        (" Dar es", "Dar es Salaam", False),
        (" axb", "a.b", False),
        ("", "Paris", False),
    ],
)
def test_a_text_states_an_answer_in_whole_words(text: str, answer: str, expected: bool) -> None:
    """The answer stands first, and no word goes on after it."""
    assert expected == begins_with(text, answer)


@given(st.sampled_from([a for r in RELATIONS.values() for a in r.answers.values()]), st.text(max_size=4))
def test_an_answer_is_stated_exactly_where_its_word_ends(answer: str, rest: str) -> None:
    """Whatever follows, it must not go on with the word."""
    ended = not rest or not (rest[0].isalnum() or rest[0] == "_")
    if re.match(r"\w", rest) is not None or ended:
        assert (re.match(r"\w", rest) is None) == begins_with(f" {answer}{rest}", answer)


# --- Patchscopes, where each works best


class Pretended:
    """Stand-ins for reading and saying: which entity, layer and target are right is written down.

    Args:
        monkeypatch: puts the stand-ins in the place of the real functions.
        right: takes the text's name, its layer, the target layer and whether this is the small sample.
        truth: what is said where it is right.
        alone: what is said where nothing is written.
    """

    def __init__(self, monkeypatch, right: Any, truth: Any, alone: str = "nothing") -> None:
        self.names: list[tuple[str, bool]] = []
        self.asked: list[tuple[int, int]] = []
        self.right, self.truth, self.alone = right, truth, alone
        monkeypatch.setattr(untrained_patchscopes, "read_states", self.read_states)
        monkeypatch.setattr(untrained_patchscopes, "generate_patched", self.generate_patched)
        self.session: Any = SimpleNamespace(
            model=SimpleNamespace(n_layers=BLOCKS, dtype=torch.float32), prompts=PROMPTS["world-small"]
        )
        self.session.backend = self.session.model

    def read_states(self, world_session: Any, sources: Sequence[Mention]) -> torch.Tensor:
        """Give each source a vector that says which one and which layer it is."""
        found = torch.zeros(len(sources), BLOCKS + 1, 2)
        for at, source in enumerate(sources):
            found[at, :, 0] = len(self.names)
            found[at, :, 1] = torch.arange(BLOCKS + 1)
            self.names.append((source.name, len(sources) == untrained_patchscopes.FEW))
        return found

    def generate_patched(self, world_session: Any, reader: Patchscope, written: Sequence[Any]) -> list[str]:
        """Say the truth or something else."""
        texts = []
        for vector, target in written:
            if vector is None:
                texts.append(self.alone)
                continue
            (name, few), layer = self.names[int(vector[0])], int(vector[1])
            self.asked.append((layer, target))
            truth = self.truth(name, reader)
            texts.append(f" {truth}" if self.right(name, layer, target, few) else f" {truth}ish")
        return texts


@pytest.mark.parametrize("split", ["validation", "test"])
def test_the_layer_of_descriptions_is_chosen_on_validation(monkeypatch, split: str) -> None:
    """Chosen from layer 2 on where validation is best, measured on the split asked for, with l* = l."""
    names = {
        kind: {s: [n for n in FACTS.names[kind] if described_split(n) == s] for s in ("validation", "test")}
        for kind in DESCRIBED
    }
    # How many of each split are right at each layer: the embeddings are best, and so they would be chosen.
    counts = {"validation": [6, 6, 2, 4, 3], "test": [8, 8, 7, 5, 6]}

    def right(name: str, layer: int, target: int, few: bool) -> bool:
        own = described_split(name)
        kind = next(k for k in DESCRIBED if name in FACTS.names[k])
        return names[kind][own].index(name) < counts[own][layer]

    pretended = Pretended(monkeypatch, right, lambda name, reader: FACTS.descriptions[name])
    figures = list(untrained_patchscopes.descriptions(pretended.session, split))
    assert [f"description_{kind}" for kind in DESCRIBED] == [f.name for f in figures]
    for figure, kind in zip(figures, DESCRIBED, strict=True):
        assert len(names[kind][split]) == figure.cases
        assert 100 * counts[split][3] / figure.cases == pytest.approx(figure.value)
        assert "l = l* = 3" in figure.note
    assert all(layer == target for layer, target in pretended.asked)


@pytest.mark.parametrize("split", ["validation", "test"])
def test_the_layers_of_attributes_are_chosen_on_a_small_sample(monkeypatch, split: str) -> None:
    """The best pair of layers over all relations is chosen, and measured on every subject."""
    by_plain = {r.plain_prompt.format(s="x"): r for r in RELATIONS.values()}

    def right(name: str, layer: int, target: int, few: bool) -> bool:
        if few:
            return (layer, target) == (3, 1) or ((layer, target) == (2, 0) and len(name) % 3 > 0)
        return (layer, target) == (3, 1) and len(name) % 2 == 0

    pretended = Pretended(
        monkeypatch, right, lambda name, reader: by_plain[reader.text].answers[name], " Paris"
    )
    mean, null, *rest = untrained_patchscopes.attributes(pretended.session, split)
    shares = {
        name: 100 * sum(len(s) % 2 == 0 for s in r.answers) / len(r.answers) for name, r in RELATIONS.items()
    }
    assert {f"attribute_{name}": value for name, value in shares.items()} == pytest.approx(
        {f.name: f.value for f in rest}
    )
    assert [len(r.answers) for r in RELATIONS.values()] == [f.cases for f in rest]
    assert ("attribute_mean", 70.0) == (mean.name, mean.bar)
    assert sum(shares.values()) / len(shares) == pytest.approx(mean.value)
    assert "l = 3, l* = 1" in mean.note
    parisian = [sum(a == "Paris" for a in r.answers.values()) / len(r.answers) for r in RELATIONS.values()]
    assert sum(parisian) > 0
    assert 100 * sum(parisian) / len(parisian) == pytest.approx(null.value)
    assert ("attribute_null", 15.0, "lower") == (null.name, null.bar, null.better)
    tried = set(pretended.asked[: -sum(len(r.answers) for r in RELATIONS.values())])
    assert {(layer, target) for layer in range(2, BLOCKS + 1) for target in range(BLOCKS)} == tried


def test_attributes_are_asked_in_the_plainest_words() -> None:
    """The target prompt of a relation is its plainest prompt about x, which is always trained."""
    for relation in RELATIONS.values():
        reader = untrained_patchscopes._asks(relation)
        assert relation.paraphrases["train"][0].format(s="x") == reader.text
        assert reader.target(SimpleNamespace(tokenizer=ModelTokenizer(TOKENIZER, 256))).slots


def test_subjects_of_two_samples_stand_in_other_sentences() -> None:
    """The sample that layers are chosen on is not the one that figures are measured on."""
    relation = RELATIONS["capital"]
    validation, test = (untrained_patchscopes._subjects(relation, s, None) for s in ("validation", "test"))
    assert list(relation.answers) == [s.name for s in validation] == [s.name for s in test]
    assert sum(a == b for a, b in zip(validation, test, strict=True)) < 0.05 * len(test)
    assert untrained_patchscopes.FEW == len(
        untrained_patchscopes._subjects(relation, "validation", untrained_patchscopes.FEW)
    )


def test_the_layers_of_next_tokens_are_chosen_on_validation(monkeypatch) -> None:
    """P@1 is chosen within three quarters of the depth, the lead over the lens anywhere, by validation."""
    depth, positions = 8, 10
    # Right at each layer: of the Patchscope and of the logit lens.
    counts = {
        "validation": ([0, 1, 2, 3, 4, 7, 6, 9, 0], [0, 0, 0, 0, 2, 6, 6, 2, 0]),
        "test": ([0, 9, 9, 9, 9, 5, 9, 8, 0], [0, 0, 0, 0, 0, 4, 0, 3, 0]),
    }
    samples = list(counts)

    def sampled(world_session: Any, sample: str) -> tuple[torch.Tensor, list[int]]:
        states = torch.zeros(positions, depth + 1, 3)
        states[:, :, 0] = samples.index(sample)
        states[:, :, 1] = torch.arange(positions)[:, None]
        states[:, :, 2] = torch.arange(depth + 1)
        return states, [7] * positions

    def ran(queries: Sequence[Query], model: Any) -> list[Answered]:
        found = []
        for asked in queries:
            (write,) = asked.writes
            sample, position, layer = (int(x) for x in write.vectors[0])
            assert write.layer in (layer, depth)
            right = counts[samples[sample]][write.layer == depth][layer]
            found.append(Answered(Distribution((7 if position < right else 8,), (0.0,)), Receipt()))
        return found

    monkeypatch.setattr(untrained_patchscopes, "_positions", sampled)
    monkeypatch.setattr(untrained_patchscopes, "run", ran)
    model = SimpleNamespace(n_layers=depth, tokenizer=ModelTokenizer(TOKENIZER, 256), dtype=torch.float32)
    best, lens, ahead = untrained_patchscopes.identity(
        SimpleNamespace(model=model, backend=model, prompts={}), "test"
    )
    assert ("identity_p1", 50.0, positions) == (best.name, best.value, best.cases)
    assert "l = l* = 5 of 8" in best.note
    assert ("identity_p1_logit_lens", 40.0, None) == (lens.name, lens.value, lens.bar)
    assert ("identity_beats_logit_lens", pytest.approx(50.0), True) == (ahead.name, ahead.value, ahead.holds)
    assert "layer 7" in ahead.note


@pytest.fixture
def positions(world_session, monkeypatch) -> tuple[torch.Tensor, list[int]]:
    """A few positions of running prose, with the model's own next tokens there."""
    monkeypatch.setattr(untrained_patchscopes, "POSITIONS", 30)
    return untrained_patchscopes._positions(world_session, "validation")


def test_at_the_last_layer_the_lens_says_what_the_model_says(world_session, positions) -> None:
    """A Patchscope of the last layer into the last layer is the model's own next token, always."""
    states, own = positions
    assert 30 == len(own) == len(states)
    assert own == untrained_patchscopes._next_tokens(world_session, states[:, BLOCKS], BLOCKS)
    assert own == untrained_patchscopes._lens(world_session, states[:, BLOCKS])
    assert own != untrained_patchscopes._lens(world_session, states[:, 1])


def test_next_tokens_are_those_of_plain_hooks(world_session, positions) -> None:
    """At any other layer, a Patchscope and the lens read what plain transformers would."""
    states, _ = positions
    reader = as_reader("next_token", prompts=world_session.prompts)
    target = reader.target(world_session.backend)
    for layer in range(1, BLOCKS):
        expected = [
            int(
                next_logits(
                    query(reader, target, [State(v, layer)], BLOCKS, NextToken()), world_session.model
                ).argmax()
            )
            for v in states[:8, layer]
        ]
        assert expected == untrained_patchscopes._next_tokens(world_session, states[:8, layer], layer)
        with torch.no_grad():
            model = world_session.model.hf_model
            lens = model.lm_head(model.model.norm(states[:, layer])).argmax(-1).tolist()
        assert lens == untrained_patchscopes._lens(world_session, states[:, layer])


def test_positions_are_of_their_sample_and_never_the_first(
    world_session, monkeypatch, plain_world: Any
) -> None:
    """Each sample has its own positions, the same every time, none of which is the first token."""
    monkeypatch.setattr(untrained_patchscopes, "POSITIONS", 25)
    first, own = untrained_patchscopes._positions(world_session, "test")
    again, _ = untrained_patchscopes._positions(world_session, "test")
    other, _ = untrained_patchscopes._positions(world_session, "validation")
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    begin = plain_world.model.embed_tokens.weight[BOS]
    assert not any(torch.allclose(states[0], begin) for states in first)
    with torch.no_grad():
        expected = plain_world.lm_head(plain_world.model.norm(first[:, BLOCKS])).argmax(-1)
    assert expected.tolist() == own


# --- probes and opening


def test_a_probe_reads_what_is_there_and_nothing_else(world_session, monkeypatch) -> None:
    """Where a layer tells people apart the probe does, on other sentences; where it does not, it guesses."""
    names = FACTS.names[entity_probe.KIND]
    texts: list[list[str]] = []

    def answer_with_article(world_session: Any, sources: Sequence[Mention]) -> torch.Tensor:
        texts.append([source.text for source in sources])
        chance = torch.Generator().manual_seed(len(texts))
        found = torch.randn(len(sources), BLOCKS + 1, 8, generator=chance)
        for at, source in enumerate(sources):
            own = torch.Generator().manual_seed(names.index(source.name))
            found[at, 2] = 10 * torch.randn(8, generator=own) + 0.01 * found[at, 2]
        return found

    # What chance draws first stands for the sentence: equal draws would be equal sentences.
    monkeypatch.setattr(
        entity_probe, "mention_in_prose", lambda kind, name, rng: Mention(str(rng.getrandbits(64)), name)
    )
    monkeypatch.setattr(entity_probe, "read_states", answer_with_article)
    figures = list(entity_probe.entity_probes(world_session, "test"))
    assert [f"probe_layer_{layer}" for layer in range(BLOCKS + 1)] == [f.name for f in figures]
    assert {entity_probe.TEST * len(names)} == {f.cases for f in figures}
    assert [layer == 2 for layer in range(BLOCKS + 1)] == [f.value > 95 for f in figures]
    assert all(f.value < 10 for layer, f in enumerate(figures) if layer != 2)
    seen, unseen = texts
    assert (entity_probe.TRAIN * len(names), entity_probe.TEST * len(names)) == (len(seen), len(unseen))
    assert set() == set(seen) & set(unseen)


def test_opening_takes_the_median_of_several_processes(world_session, monkeypatch) -> None:
    """Each process opens the measured model by its name and prints how long that took."""
    commands: list[list[str]] = []
    seconds = iter(("1.5\n", "0.5\n", "9.0\n"))
    monkeypatch.setattr(
        opening_time.subprocess,
        "check_output",
        lambda command, text: commands.append(command) or next(seconds),
    )
    (figure,) = opening_time.opening_time(world_session, "test")
    assert ("open_seconds", 1.5, "s", 2.0, "lower", True) == (
        figure.name,
        figure.value,
        figure.unit,
        figure.bar,
        figure.better,
        figure.holds,
    )
    assert [code_command(opening_time.CODE, world_session.model.name)] * 3 == commands
