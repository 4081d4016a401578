"""The Patchscopes paper's experiments on facts and prose of the real world."""

from __future__ import annotations

import dataclasses
import json
import pathlib
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

from latentlens import Session, real_world
from latentlens.experiments.patchscopes import (
    Experiment,
    ExperimentOutcome,
    Study,
    Verdict,
    attribute_cases,
    attributes,
    multi_hop,
    well_known,
)
from latentlens.experiments.patchscopes.entity_lists import real_entities
from latentlens.experiments.patchscopes.generations import contains_any, prose_up_to
from latentlens.experiments.patchscopes.graded_cases import GRADED
from latentlens.experiments.patchscopes.material import (
    mention_in_sentence,
    public_facts,
    teaching_world,
)
from latentlens.experiments.patchscopes.page import page_text
from latentlens.experiments.patchscopes.page_words import OTHERS, WORLD
from latentlens.experiments.patchscopes.prose import documents, fit_documents
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.experiments.patchscopes.results import summary_of
from latentlens.experiments.patchscopes.summaries import _rank
from latentlens.experiments.patchscopes.summary_tables import table_of
from patchscopes_runs import CONTEXT
from tiny import save_tiny


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A random model of fourteen blocks."""
    path = save_tiny(
        tmp_path_factory.mktemp("deep"), "llama", max_position_embeddings=CONTEXT, num_hidden_layers=14
    )
    with Session(path) as opened:
        yield opened


@pytest.fixture
def real(deep: Session, tmp_path: pathlib.Path) -> Study:
    """A quick study of it, on public facts."""
    return Study(deep, ResultCache(tmp_path, {}), quick=True, material=public_facts())


def test_a_model_that_others_trained_reads_public_facts(study: Study, world_session: Session) -> None:
    """Only a model with the world's own tokenizer is asked about the world."""
    from latentlens.experiments.patchscopes.run_experiments import has_world_tokenizer

    assert has_world_tokenizer(world_session.model.tokenizer)
    assert not has_world_tokenizer(study.session.model.tokenizer)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (1, [0, 1]),
        (8, [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        (12, [*range(13)]),
        (18, [*range(0, 19, 2)]),
        (30, [*range(0, 31, 3)]),
        (32, [0, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 32]),
    ],
)
def test_a_deep_model_is_read_at_some_layers(
    blocks: int, expected: list[int], study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Evenly spread, the embeddings and the last layer among them; up to twelve blocks, all."""
    monkeypatch.setattr(study.session.model, "n_layers", blocks)
    assert expected == study.layers


def test_fewer_cases_of_a_large_model(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a smaller number is given; a quick run is quick in any case."""
    study = dataclasses.replace(study, quick=False)
    assert (100, 100) == (study.n_cases(100, 5), study.n_cases(100, 5, large=10))
    assert 20 == study.n_tokens
    monkeypatch.setattr(study.session.model, "n_parameters", 134_000_000)
    assert (100, 10) == (study.n_cases(100, 5), study.n_cases(100, 5, large=10))
    assert 10 == study.n_tokens
    assert 5 == dataclasses.replace(study, quick=True).n_cases(100, 5, large=10)


def test_nothing_is_reported_of_subjects_that_prompts_are_chosen_on(real: Study) -> None:
    """Facts, two-hop questions and entities keep to the test split, calibrators to their own."""
    for name in ("capital", "past"):
        asked = [row["subject"] for row in attribute_cases.ask_in_text(real, real.material.relations[name])]
        assert len(asked) == 12
        assert {"test"} == {real_world.subject_split(subject) for subject in asked}
    home = real.material.relations["country"].answers
    chain = real.material.chains[0]
    for city in chain.answers:
        splits = {real_world.subject_split(city), real_world.subject_split(home[city])}
        assert real.material.reported_chain(chain, city) == (splits == {"test"})
    for frequency in ("common", "rare"):
        drawn = real.draw_entities("x", frequency, None, 1000)
        assert {(frequency, "test")} == {(entity.frequency, entity.split) for entity in drawn}
        assert len(drawn) > 100
    fitted, reported = (
        {case.prompt for cases in GRADED["attribute"](real, split).values() for case in cases}
        for split in ("validation", "test")
    )
    assert fitted
    assert reported
    assert not fitted & reported


def test_every_subject_is_mentioned_without_its_answers() -> None:
    """In a sentence that ends with its name and holds it once."""
    material = public_facts()
    for relation in material.relations.values():
        for subject in list(relation.answers)[:40]:
            mention = mention_in_sentence(relation.subject_kind, subject, Random(0))
            assert 1 == mention.text.count(subject)
            text = prose_up_to(
                material.mention, relation.subject_kind, subject, Random(0), relation.accepted(subject)
            )
            assert text is None or text.endswith(subject)
            assert text is None or not contains_any(text, relation.accepted(subject))


def test_entities_are_described_by_where_they_are() -> None:
    """Large and small ones as many of cities, and never one whose size is between."""
    by_name = {entity.name: entity for entity in real_entities()}
    assert ("city in Japan", "common", ("Japan",)) == _of(by_name["Osaka"])
    assert ("country in South America", "common", ("South America",)) == _of(by_name["Brazil"])
    assert ("country in Asia", "rare", ("Asia",)) == _of(by_name["Bhutan"])
    assert "Portugal" not in by_name


def _of(entity: object) -> tuple[object, ...]:
    return tuple(getattr(entity, name) for name in ("description", "frequency", "attributes"))


def test_only_facts_that_the_model_says_are_read(real: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the subjects are known here: their cases alone are measured, at every second layer."""

    def ask(study: Study, relation: object) -> list[dict[str, object]]:
        names = [name for name in relation.answers if study.material.reported(name)][:8]  # type: ignore[attr-defined]
        return [
            {"relation": relation.name, "subject": name, "known": i % 2 == 0}  # type: ignore[attr-defined]
            for i, name in enumerate(names)
        ]

    monkeypatch.setattr(attributes, "ask_in_text", ask)
    relations = {name: public_facts().relations[name] for name in ("past", "tool")}
    real = dataclasses.replace(real, material=dataclasses.replace(public_facts(), relations=relations))
    outcome = attributes.run(real)
    assert ("asked in text", 50.0, 8) == tuple(
        getattr(outcome.figures[0], name) for name in ("name", "value", "cases")
    )
    assert "past 4 of 8" == outcome.figures[0].note
    assert {"known"} == set(outcome.table["facts"])
    cells = outcome.table[outcome.table["measure"] == "cell"]
    assert set(range(0, 15, 2)) == set(cells["layer"]) == set(cells["target_layer"])
    assert 3 == outcome.settings["cases"]
    (path,) = real.cache.folder.glob("attributes--past*.json")
    tested = {row["subject"] for row in json.loads(path.read_text())["rows"]}
    known = {row["subject"] for row in ask(real, relations["past"]) if row["known"]}
    assert tested <= known
    assert (8, 8) == np.shape(outcome.plots["cells"].data[0].z)


def test_two_hops_are_asked_where_both_are_known(real: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first few of those that the model says both hops of."""
    monkeypatch.setattr(
        multi_hop, "_knows_both", lambda _, __, ___, subjects: {s: i % 3 == 0 for i, s in enumerate(subjects)}
    )
    chain = public_facts().chains[1]
    rows = multi_hop._ask_chain(real, chain)
    assert 2 == len(rows)
    assert all(row["known"] for row in rows)
    answers = multi_hop._Verdicts(pd.DataFrame(rows), 7)
    assert {(2, 8, 8)} == {grid.shape for grid in answers.grids.values()}


def test_prose_is_fitted_and_measured_apart(real: Study) -> None:
    """Passages of the novel, of which enough are left to measure on."""
    real = dataclasses.replace(real, quick=False)
    fitted = fit_documents(real, real.session.model)
    assert len(fitted) <= 700
    measured = documents(real, "measure", 300, without=frozenset(fitted))
    assert not set(fitted) & set(measured)


def test_the_world_keeps_its_material() -> None:
    """Everything may be reported on, and nothing is asked first."""
    world = teaching_world()
    assert not world.asks_first
    assert all(world.reported(name) for name in world.names("country"))
    assert len(world.names("city")) == len(world.relations["country"].answers)


def test_well_known_people_are_counted_at_the_best_of_layers(
    real: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person is right if some layer is; every condition has as many layers, and noise stands beside."""

    def read(_: object, __: object, people: Sequence[Any], layers: Sequence[int], **___: object) -> list[Any]:
        right = {("the state", 0, layers[-1]), ("the state", 1, layers[0]), ("random vector", 1, layers[0])}
        return [
            {"name": each.name, "layer": k, "condition": c, "right": (c, i, k) in right}
            for i, each in enumerate(people)
            for k in layers
            for c in ("the state", "random vector")
        ]

    monkeypatch.setattr("latentlens.experiments.target_prompts.unseen_cases.read_held_out", read)
    monkeypatch.setattr(well_known, "_open", lambda _: [{"seconds": 1.5}])
    outcome = well_known.run(real)
    found = {figure.name: (figure.value, figure.cases) for figure in outcome.figures}
    assert (1.5, None) == found["open_seconds"]
    assert (pytest.approx(100 * 2 / 6), 6) == found["description_actor"]
    assert (pytest.approx(100 / 6), 6) == found["description_actor, random vector"]
    assert (pytest.approx(100 / 6), 6) == found["description_actor, one layer"]
    assert "the best of 4" in outcome.figures[1].note
    assert "cannot be told" == outcome.verdicts[0].word
    world = dataclasses.replace(real, material=teaching_world())
    assert not well_known.run(world).figures


def test_models_that_others_trained_come_first_on_the_page(study: Study) -> None:
    """However large they are, each group under its own words; the teaching world's last."""
    experiment = Experiment("counting", "Counting", "Found.", lambda _: _nothing())
    real = dataclasses.replace(study, material=public_facts())
    summaries = [summary_of(experiment, _nothing(), each) for each in (study, real)]
    summaries[1]["models"][0] |= {"name": "of-others", "parameters": 10**9}
    assert [summaries[1], summaries[0]] == sorted(summaries, key=_rank)
    text = page_text(sorted(summaries, key=_rank), [experiment])
    assert text.index(OTHERS) < text.index("| c | of-others |") < text.index(WORLD)
    assert ["public facts", "the teaching world"] == [s["settings"]["material"] for s in summaries[::-1]]


def _nothing() -> ExperimentOutcome:
    return ExperimentOutcome(table_of([]), (), (Verdict("c", "agrees", "r"),))
