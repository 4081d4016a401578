"""The world's facts and relations: complete, without doubles, and in agreement with each other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlens.world import load_facts
from latentlens.world.fact_relations import HELD_OUT, chains, relations
from latentlens.world.facts import COMMON_WEIGHT
from latentlens.world.split import SPLITS, hash_number, split_of

FACTS = load_facts()
RELATIONS = relations()
ROWS = [row for rows in FACTS.kinds.values() for row in rows]
NAMES = [name for names in FACTS.names.values() for name in names]

# What a fact may lead to: another subject, by the name of one of these.
LINKED = {
    "capital": "city",
    "largest_city": "city",
    "country": "country",
    "city": "city",
    "employer": "company",
    "headquarters": "city",
    "chief": "person",
    "maker": "company",
}


def plural(word: str) -> str:
    """Return what a company makes, of a product's type."""
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word[:-2]}ves" if word.endswith("fe") else f"{word}s"


def holds(text: str, words: str) -> bool:
    """Say whether a text holds words as whole ones, in capitals or not."""
    return re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE) is not None


def test_no_subject_stands_twice() -> None:
    """A name belongs to one subject of one kind, and none is part of another."""
    assert [] == [name for name, count in Counter(NAMES).items() if count > 1]
    assert [] == [(a, b) for a in NAMES for b in NAMES if a != b and f" {a} " in f" {b} "]


def test_facts_are_complete_and_written_in_plain_words() -> None:
    """Every value is one or more words of ASCII letters, with single spaces between them."""
    values = [value for row in ROWS for value in asdict(row).values()]
    assert [] == [v for v in values if not re.fullmatch(r"[A-Za-z]+( [A-Za-z]+)*", v)]


def test_the_world_is_of_some_size() -> None:
    """There are at least a hundred countries, and at least twenty of everything."""
    assert len(FACTS.countries) >= 100
    assert [] == [kind for kind, names in FACTS.names.items() if len(names) < 20]


@pytest.mark.parametrize("kind", FACTS.names)
def test_every_kind_has_common_and_rare_subjects(kind: str) -> None:
    """A subject is common or rare, and about a third of each kind is rare."""
    names = FACTS.names[kind]
    assert {"common", "rare"} == {FACTS.frequency[name] for name in names}
    assert 0.2 <= sum(FACTS.frequency[name] == "rare" for name in names) / len(names) <= 0.45


def test_common_means_four_times_as_often() -> None:
    """The readme of the data says how often a common subject is drawn."""
    assert 4 == COMMON_WEIGHT


def test_names_have_one_word_and_several() -> None:
    """Countries, cities and made-up names have one word or several, tasks two, other things one."""
    lengths = {kind: {len(name.split()) for name in names} for kind, names in FACTS.names.items()}
    for kind in ("country", "city", "person", "company", "product"):
        few = min(sum(" " in n for n in FACTS.names[kind]), sum(" " not in n for n in FACTS.names[kind]))
        assert few >= len(FACTS.names[kind]) / 10
    assert {2} == lengths["task"]
    assert [{1}] * 4 == [lengths[kind] for kind in ("fruit", "animal", "object", "substance")]


def test_made_up_facts_agree_with_each_other() -> None:
    """Chiefs work where they lead, makers make such things, and employers and cities exist."""
    employer = {p.name: p.employer for p in FACTS.people}
    goods = {c.name: c.goods for c in FACTS.companies}
    assert set(goods) == set(employer.values())
    assert [] == [c.name for c in FACTS.companies if employer[c.chief] != c.name]
    assert [] == [p.name for p in FACTS.products if goods[p.maker] != plural(p.type)]
    assert {x.city for x in (*FACTS.people, *FACTS.companies)} <= set(FACTS.city_country)


def test_cities_are_those_of_the_countries() -> None:
    """Capitals and largest cities, and no others, are cities, each in its country and as common as it."""
    assert {x for c in FACTS.countries for x in (c.capital, c.largest_city)} == set(FACTS.city_country)
    for country in FACTS.countries:
        for city in (country.capital, country.largest_city):
            assert country.name == FACTS.city_country[city]
            assert country.frequency == FACTS.frequency[city]


def test_descriptions_are_exact() -> None:
    """One subject of every kind that has descriptions, as the text describes it."""
    described = FACTS.descriptions
    assert "country in Western Europe" == described["France"]
    assert "city in France" == described["Paris"]
    assert "baker in Lima" == described["Oro Venn"]
    assert "maker of lamps in Dublin" == described["Velmora"]
    assert "green lamp by Velmora" == described["Wimbrexo"]
    kinds = ("country", "city", "person", "company", "product")
    assert {name for kind in kinds for name in FACTS.names[kind]} == set(described)


def test_answers_name_subjects_only_where_facts_are_meant_to_lead_on() -> None:
    """An answer is a subject's name always or never: there is no fruit called orange."""
    for name, relation in RELATIONS.items():
        answers = set(relation.answers.values())
        linked = set(FACTS.names[LINKED[name]]) if name in LINKED else set()
        assert answers & linked == answers & set(NAMES) == (answers if linked else set())


def test_every_subject_of_a_relation_has_an_answer() -> None:
    """A relation answers for every subject of its kind, and not always the same."""
    for relation in RELATIONS.values():
        assert set(FACTS.names[relation.subject_kind]) == set(relation.answers)
        assert all(relation.answers.values())
        assert len(set(relation.answers.values())) >= 2


def test_some_answers_as_they_stand_in_the_data() -> None:
    """A relation looks its answers up in the right column."""
    expected = {
        ("capital", "Tanzania"): "Dodoma",
        ("largest_city", "Tanzania"): "Dar es Salaam",
        ("country", "Dodoma"): "Tanzania",
        ("country", "Dar es Salaam"): "Tanzania",
        ("city", "Oro Venn"): "Lima",
        ("headquarters", "Velmora"): "Dublin",
        ("family", "newt"): "amphibian",
        ("inside", "kiwi"): "green",
        ("outside", "kiwi"): "brown",
        ("tool", "bending wire"): "pliers",
    }
    assert expected == {(name, s): RELATIONS[name].answers[s] for name, s in expected}


def test_no_answer_begins_with_another_of_its_relation() -> None:
    """Answers can be told apart by their beginnings, as whole words."""
    for relation in RELATIONS.values():
        answers = set(relation.answers.values())
        assert [] == [(a, b) for a in answers for b in answers if b.startswith(f"{a} ")]


def test_every_paraphrase_names_its_subject_once() -> None:
    """A paraphrase has one place for the subject and no other, and is ready for a space and the answer."""
    prompts = [p for r in RELATIONS.values() for some in r.paraphrases.values() for p in some]
    prompts += [p for c in chains() for p in c.paraphrases]
    assert [] == [p for p in prompts if ["{s}"] != re.findall(r"\{[^}]*\}|[{}]", p)]
    assert [] == [p for p in prompts if p != p.strip() or "  " in p]
    assert [] == [p for p in prompts if not (p[0].isupper() or p.startswith("{s}"))]


def test_paraphrases_belong_to_one_split() -> None:
    """Paraphrases stand once, in one split; as many as said are kept out, and many more are not."""
    for relation in RELATIONS.values():
        found = [p for split in SPLITS for p in relation.paraphrases[split]]
        assert len(found) == len(set(found))
        kept = {split: len(relation.paraphrases[split]) for split in ("validation", "test")}
        assert kept == HELD_OUT
        assert len(relation.paraphrases["train"]) >= 20


def test_a_held_out_paraphrase_stands_in_no_trained_one() -> None:
    """What is held out would not be so if it stood word for word inside what is trained."""
    for relation in RELATIONS.values():
        kept = [p for split in ("validation", "test") for p in relation.paraphrases[split]]
        assert [] == [(p, t) for p in kept for t in relation.paraphrases["train"] if p in t]
        assert [] == [(p, other) for p in kept for other in kept if p != other and p in other]


def test_the_plainest_prompt_is_always_trained() -> None:
    """Target prompts are made of it."""
    assert "The capital of {s} is" == RELATIONS["capital"].plain_prompt
    assert "The headquarters of {s} is in" == RELATIONS["headquarters"].plain_prompt
    plainest = {r.paraphrases["train"][0] for r in RELATIONS.values()}
    assert {r.plain_prompt for r in RELATIONS.values()} == plainest


def test_every_relation_can_be_asked_for_in_a_chat() -> None:
    """What a user asks is a bare question, taken from a paraphrase that is trained as such."""
    for relation in RELATIONS.values():
        assert relation.questions
        trained = relation.paraphrases["train"]
        for question in relation.questions:
            assert question.endswith("?")
            assert question.count("?") == question.count("{s}") == 1
            assert any(p == question or p.startswith(f"{question} ") for p in trained)


def test_a_filled_prompt_has_one_answer_and_one_split() -> None:
    """No two relations ask in the same words, so that a prompt is held out or it is not."""
    found: dict[str, tuple[str, str]] = {}
    for relation in RELATIONS.values():
        for split, prompts in relation.paraphrases.items():
            for prompt in prompts:
                for subject, answer in relation.answers.items():
                    filled = prompt.format(s=subject)
                    assert (answer, split) == found.setdefault(filled, (answer, split))


def test_chains_compose() -> None:
    """The answer to a two-hop question is the second relation's answer for the first's."""
    for chain in chains():
        first, second = RELATIONS[chain.first].answers, RELATIONS[chain.second].answers
        assert {s: second[middle] for s, middle in first.items()} == chain.answers
    compose = {(c.first, c.second): c.answers for c in chains()}
    assert "Peru" == compose["city", "country"]["Oro Venn"]
    assert "bicycles" == compose["employer", "goods"]["Tam Hale"]
    chief = {company.name: company.chief for company in FACTS.companies}
    assert {p.name: chief[p.employer] for p in FACTS.people} == compose["employer", "chief"]


def test_chains_are_asked_in_nested_words() -> None:
    """A two-hop question names the first relation inside the second."""
    asked = {(c.first, c.second): c.paraphrases for c in chains()}
    assert "The country of the home city of {s} is" == asked["city", "country"][0]
    assert "Q: What is the headquarters of the maker of {s}?\nA: In" == asked["maker", "headquarters"][2]


def test_every_chain_has_subjects_in_every_split() -> None:
    """Each chain is trained on most subjects, and some are kept for choices and some for reports."""
    for chain in chains():
        count = Counter(chain.split(subject) for subject in chain.answers)
        assert set(SPLITS) == set(count)
        assert count["train"] > 0.6 * len(chain.answers)


def test_prompts_do_not_give_their_answers_away() -> None:
    """The answer does not stand in the prompt, but for two names that hold it."""
    given_away = {
        (relation.name, subject, answer)
        for relation in RELATIONS.values()
        for subject, answer in relation.answers.items()
        for split in SPLITS
        for prompt in relation.paraphrases[split]
        if holds(prompt.format(s=subject), answer)
    }
    assert {("continent", "South Africa", "Africa"), ("currency", "Sierra Leone", "leone")} == given_away


def test_two_hop_prompts_give_their_answers_away_only_for_chiefs() -> None:
    """No two-hop question holds its answer, but for whoever is at the head of their own employer."""
    given_away = {
        (chain.first, chain.second, subject)
        for chain in chains()
        for subject, answer in chain.answers.items()
        for prompt in chain.paraphrases
        if holds(prompt.format(s=subject), answer)
    }
    assert {("employer", "chief", company.chief) for company in FACTS.companies} == given_away


@given(st.lists(st.text(), min_size=1, max_size=4), st.integers(2, 50))
def test_a_split_is_one_of_three_and_always_the_same(names: list[str], one_in: int) -> None:
    """Anything that has a name belongs to one split for good."""
    found = split_of(*names, one_in=one_in)
    assert found in SPLITS
    assert found == split_of(*names, one_in=one_in)


def test_splits_have_the_shares_they_are_meant_to_have() -> None:
    """One name in ten is kept for reports, and one for choices; these few are so on every machine."""
    count = Counter(split_of("share", str(n)) for n in range(5000))
    assert 400 <= count["test"] <= 600
    assert 400 <= count["validation"] <= 600
    assert "train" == split_of("description", "France")
    assert "test" == split_of("name", "k")
    assert hash_number("a", "b") != hash_number("b", "a")
