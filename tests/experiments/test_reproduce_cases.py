"""The Patchscopes paper's experiments: the cases that they draw, and what they read of them."""

from __future__ import annotations

import itertools
import json
import pathlib
from random import Random

import pytest
import torch

from latentlens import Session
from latentlens.engine.query import Query, Write
from latentlens.experiments.patchscopes import (
    Study,
    cross_model,
    multi_hop,
    next_token,
    run_experiments,
)
from latentlens.experiments.patchscopes.entity_lists import world_entities
from latentlens.experiments.patchscopes.entity_resolution import score_descriptions
from latentlens.experiments.patchscopes.generations import (
    contains_phrase,
    generate_all_layer_pairs,
    prose_up_to,
)
from latentlens.experiments.patchscopes.prose import documents, fit_documents, random_prefix
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.experiments.patchscopes.source_states import read_last_tokens, read_texts
from latentlens.experiments.world_report.mentions import mention_in_prose
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.presets import IDENTITY_PROMPT
from latentlens.world import load_facts
from latentlens.world.fact_relations import relations
from patchscopes_runs import CONTEXT
from plain import Plain

# --- what is drawn


def test_no_document_is_both_fitted_and_measured_on(study: Study) -> None:
    """Whole documents are apart, and each is another one."""
    fitted = fit_documents(study, study.session.model)
    measured = documents(study, "measure", 200, without=frozenset(fitted))
    assert not set(fitted) & set(measured)
    assert len(fitted) == len(set(fitted))
    assert len(measured) == len(set(measured))
    tokens = sum(len(study.session.model.tokenizer.encode_continuation(text)) for text in fitted)
    assert tokens >= 4 * study.session.model.d_model


def test_a_position_is_never_the_first_token_alone(session: Session) -> None:
    """The prefix begins as the tokenizer begins a text, and stays within the model's context."""
    whole = session.model.tokenizer.encode("one two three")
    lengths = set()
    for seed in range(200):
        ids = random_prefix(session.model, "one two three", Random(seed))
        assert whole[: len(ids)] == ids
        lengths.add(len(ids))
    assert set(range(2, len(whole) + 1)) == lengths
    long = [random_prefix(session.model, "word " * 1000, Random(seed)) for seed in range(50)]
    assert max(map(len, long)) <= CONTEXT


def test_a_mention_does_not_give_its_attributes_away() -> None:
    """Nothing before the name, nor the name itself, holds an answer."""
    person = load_facts().people[0]
    answers = [person.city, person.employer, person.profession]
    for seed in range(100):
        text = prose_up_to(mention_in_prose, "person", person.name, Random(seed), answers)
        assert text is not None
        assert text.endswith(person.name)
        assert not any(contains_phrase(text, answer) for answer in answers)
    assert prose_up_to(mention_in_prose, "country", "Singapore", Random(0), ["Singapore"]) is None


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        (" is Canada", "Ada", False),
        (" of Ada.", "ada", True),
        ("unsolid", "solid", False),
        ("a.b", "ab", False),
    ],
)
def test_an_answer_is_whole_words(text: str, answer: str, expected: bool) -> None:
    """Not part of a word, and not across what stands between words."""
    assert expected == contains_phrase(text, answer)


def test_entities_are_what_the_world_says_they_are(study: Study) -> None:
    """Every attribute is a part of the description; samples keep to their split and frequency."""
    for entity in world_entities():
        assert all(part in entity.description for part in entity.attributes), entity
    drawn = study.draw_entities("x", "rare", "test", 1000)
    assert drawn
    assert {("rare", "test")} == {(x.frequency, x.split) for x in drawn}
    assert len(drawn) == sum(x.frequency == "rare" and x.split == "test" for x in world_entities())


def test_descriptions_are_graded_by_hand() -> None:
    """A right one, one that has half, one about the placeholder, and one that comes without the vector."""
    baker = next(x for x in world_entities() if x.kind == "person")
    job, city = baker.attributes
    found = score_descriptions(
        [f" {job} in {city}", f"{job} in nowhere", " x is a placeholder", "same"], baker, " same"
    )
    assert [1, 0, 0, 0] == found["exact"]
    assert [1, 0.5, 0, 0] == found["attributes"]
    assert [1, pytest.approx(2 / 3), 0, 0] == found["rouge_l"]
    assert [0, 0, 1, 0] == found["placeholder"]
    assert [0, 0, 0, 1] == found["generic"]


def test_second_hops_end_before_their_subject() -> None:
    """What is left open is where the subject would stand."""
    known = relations()
    assert "The country of" == multi_hop._phrase_before_subject(known["country"])
    for relation in known.values():
        assert relation.noun_phrases[0].lower().startswith(multi_hop._phrase_before_subject(relation).lower())


# --- what is read


def test_reading_in_batches_equals_reading_alone(session: Session) -> None:
    """States and logits of rows of many lengths are those that a run of its own gives."""
    texts = ["Peru", "The capital of France is", "Lima", "a fox met a hare on the road", "Rome"]
    for text, read in zip(texts, read_texts(session.model, texts), strict=True):
        trace = session.run(text)
        assert tuple(trace.token_ids) == read.token_ids
        torch.testing.assert_close(trace.resid[:, -1], read.states, atol=1e-5, rtol=1e-5)
        torch.testing.assert_close(trace.logits[-1].float(), read.logits, atol=1e-4, rtol=1e-5)


def test_cells_stand_where_they_belong(session: Session) -> None:
    """By source layer, then target layer: what the session says when asked for each alone."""
    states = [read.states for read in read_texts(session.model, ["France", "a fox"])]
    reader = Patchscope("The capital of x", max_new_tokens=4)
    grids = generate_all_layer_pairs(session, reader, states, range(5))
    for at, text in enumerate(("France", "a fox")):
        for layer, target in ((0, 0), (1, 3), (3, 1), (4, 4)):
            alone = Patchscope("The capital of x", layer=target, max_new_tokens=4)
            answer = session.ask(session.run(text), layer, -1, alone, controls=False)
            assert answer.text == grids[at][layer][target]


@torch.no_grad()
def test_next_tokens_are_those_of_plain_hooks(directory: pathlib.Path, study: Study) -> None:
    """P@1 and surprisal of some cases, by transformers alone, one forward pass at a time."""
    next_token.run(study)
    model, plain = study.session.model, Plain(directory)
    fitted = frozenset(fit_documents(study, model))
    texts = documents(study, "measure", 40, without=fitted)
    (path,) = study.cache.folder.glob("next-tokens*.json")
    rows = json.loads(path.read_text())["rows"]
    prompt = model.tokenizer.encode(IDENTITY_PROMPT)
    arrow = model.tokenizer.encode(f"{IDENTITY_PROMPT} ->")
    slot = len(prompt) - 1
    differ = 0
    for case, text in list(enumerate(texts))[:4]:
        ids = random_prefix(model, text, study.rng("position", text))
        own = torch.log_softmax(plain.hf(torch.tensor([ids])).logits[0, -1], -1)
        found = {
            method: [row for row in rows if row["method"] == method][case]
            for method in (next_token.PAPER, next_token.ARROW, next_token.LOGIT)
        }
        for layer, state in enumerate(plain.states(ids)[:, -1]):
            write = Write(layer, (slot,), state[None])
            said: dict[str, torch.Tensor] = {
                next_token.PAPER: plain.logits(Query(tuple(prompt), (write,), None))[-1].argmax(),
                next_token.ARROW: plain.logits(Query(tuple(arrow), (write,), None))[-1].argmax(),
                next_token.LOGIT: plain.hf.lm_head(plain.hf.model.norm(state)).argmax(),
            }
            for method, token in said.items():
                assert bool(token == own.argmax()) == found[method]["right"][layer], (case, method, layer)
                assert -float(own[token]) == pytest.approx(found[method]["surprisal"][layer], abs=1e-3)
                differ += not found[method]["right"][layer]
    assert differ  # else a reference that is always right would show nothing


def test_a_map_into_the_same_model_keeps_its_next_token(session: Session, tmp_path: pathlib.Path) -> None:
    """From the last layer to the last the fitted map is the identity, and both next tokens are the same."""
    study = Study(session, ResultCache(tmp_path, {}), quick=True, into=session)
    outcome = cross_model.run(study)
    table, last = outcome.table, session.model.n_layers
    at = table[(table["layer"] == last) & (table["target_layer"] == last)].set_index("measure")["value"]
    assert 1 == at["P@1, the source's own next token"] == at["P@1, the target's own next token"]
    assert 1 == pytest.approx(at["held-out R²"])
    assert set(itertools.product(range(last + 1), repeat=2)) == {
        (int(a), int(b))
        for a, b in table[table["measure"] == "held-out R²"][["layer", "target_layer"]].to_numpy()
    }


# --- the command


def test_without_a_second_model_the_reason_is_said(study: Study) -> None:
    """Nothing is measured, and every claim is left open with the reason."""
    study.why_no_second_model = "there is no other model"
    outcome = cross_model.run(study)
    assert 0 == len(outcome.table)
    assert {("cannot be told", "there is no other model")} == {(v.word, v.reason) for v in outcome.verdicts}


def test_bundled_models_find_their_sibling() -> None:
    """The smaller is mapped into the larger; the larger has none."""
    with Session("world-small") as small, Session("world-base") as base:
        other, why = run_experiments._open_second_model(small, "world-small", None)
        assert other is not None
        assert ("world-base", "") == (other.model.name, why)
        assert run_experiments._open_second_model(base, "world-base", None)[0] is None


def test_states_of_one_row_and_many_have_one_form(session: Session) -> None:
    """An empty list of rows gives an empty list."""
    assert [] == read_last_tokens(session.model, [])
