"""Cases with a known answer for the presets that can be graded on the teaching world."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping, Sequence

from latentlens.ask.answer import Answer
from latentlens.evaluation.case import Case
from latentlens.experiments.patchscopes.prose import documents
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.world_report.reading import Source, in_prose
from latentlens.model.language_model import LanguageModel
from latentlens.readers.presets import as_reader, attribute
from latentlens.readers.reader import Reader
from latentlens.world import load_facts
from latentlens.world.relations import relations
from latentlens.world.split import Split, split_of
from latentlens.world.text import DESCRIBED, described_split

Asked = Mapping[Reader, Sequence[Case]]
"""What each reader is asked."""

MENTIONS, FEW = 300, 20
"""Of entities in running prose; the second in a quick run."""

LAYERS_OF_A_MENTION = 4
"""Drawn for each; there every preset about entities reads it."""

DOCUMENTS, FEW_DOCUMENTS = 120, 8
"""Of running prose, in which tokens are read."""

PLACES, LAYERS_OF_A_PLACE = 8, 2
"""In each document, and at each of its places: cells of one place say much the same."""


def attributes(study: Study, split: Split) -> Asked:
    """Ask for facts about entities in running prose that does not say them.

    Args:
        study: the model and the size.
        split: of the entities.
    """
    found: dict[Reader, list[Case]] = {}
    for i, (kind, mention) in enumerate(_mentions(study, split)):
        rng = study.rng("attribute", split, i)
        known = [r for r in relations().values() if r.subject == kind]
        for layer in _layers(study, LAYERS_OF_A_MENTION, "attribute", split, i):
            relation = rng.choice(known)
            answer = relation.answers[mention.name]
            if not _says(mention.text, answer):
                case = Case(mention.text, layer, _span(mention), answer)
                found.setdefault(attribute(relation.plain.format(s="x")), []).append(case)
    return found


def descriptions(study: Study, split: Split) -> Asked:
    """Ask what entities are, of whom the training text has no description.

    Args:
        study: the model and the size.
        split: of the entities.
    """
    facts, rng = load_facts(), study.rng("description", split)
    names = [(kind, x) for kind in DESCRIBED for x in facts.names[kind] if described_split(x) == split]
    found = []
    for i in range(study.many(MENTIONS, FEW)):
        kind, name = rng.choice(names)
        mention = in_prose(kind, name, rng)
        found += [
            Case(mention.text, layer, _span(mention), facts.descriptions[name])
            for layer in _layers(study, LAYERS_OF_A_MENTION, "description", split, i)
        ]
    return {as_reader("description", prompts=study.session.prompts): found}


def summaries(study: Study, split: Split) -> Asked:
    """Ask for a summary of entities in running prose, which is correct if it names the entity.

    Args:
        study: the model and the size.
        split: of the entities.
    """
    found = [
        Case(mention.text, layer, _span(mention), functools.partial(_names, mention.name))
        for i, (_, mention) in enumerate(_mentions(study, split))
        for layer in _layers(study, LAYERS_OF_A_MENTION, "selfie", split, i)
    ]
    return {as_reader("selfie", prompts=study.session.prompts): found}


def tokens(name: str, study: Study, split: Split) -> Asked:
    """Ask for tokens at places in running prose: the one there, or those that the model itself says next.

    Args:
        name: of the preset.
        study: the model and the size.
        split: names the sample of prose.
    """
    model, places = study.session.model, _places(study, split)
    if name == "token_identity":
        wanted = [place.token_ids[-1:] for place in places]
    else:
        more = 4 if name == "future_lens" else 1
        wanted = continuations(model, [place.token_ids for place in places], more)
    found = [
        Case(place.document, layer, len(place.token_ids) - 1, functools.partial(_says_tokens, tuple(own)))
        for i, (place, own) in enumerate(zip(places, wanted, strict=True))
        for layer in _layers(study, LAYERS_OF_A_PLACE, "prose", split, i)
    ]
    return {as_reader(name, prompts=study.session.prompts): found}


GRADED: dict[str, Callable[[Study, Split], Asked]] = {
    "attribute": attributes,
    "description": descriptions,
    **{
        name: functools.partial(tokens, name)
        for name in ("next_token", "token_identity", "logit_lens", "future_lens")
    },
    "selfie": summaries,
}
"""By preset, its cases of a split; "attribute" stands for questions about all of the world's relations."""

CORRECT = {
    "attribute": "begins with the fact's answer",
    "description": "begins with the entity's description",
    "next_token": "is the model's own next token",
    "token_identity": "is the token that was read",
    "logit_lens": "is the model's own next token",
    "future_lens": "is the model's own next four tokens, all of them",
    "selfie": "names the entity",
}
"""By preset, when an answer is correct."""


def continuations(model: LanguageModel, rows: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """Return what a model says next, greedily, up to where it ends; the end alone if it ends at once.

    Args:
        model: the model.
        rows: what it reads, as tokens.
        count: how many tokens.
    """
    grown = [list(row) for row in rows]
    lengths: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        lengths.setdefault(len(row), []).append(i)
    for _ in range(count):
        for same in lengths.values():
            likeliest = model.forward([grown[i] for i in same]).argmax(-1).tolist()
            for i, token in zip(same, likeliest, strict=True):
                grown[i].append(token)
    said = [one[len(row) :] for one, row in zip(grown, rows, strict=True)]
    ends = [
        next((k for k, token in enumerate(one) if token in model.tokenizer.stop_ids), count) for one in said
    ]
    return [one[: max(1, end)] for one, end in zip(said, ends, strict=True)]


@dataclasses.dataclass(frozen=True)
class _Place:
    """A document, and its tokens up to the one that is read."""

    document: str
    token_ids: list[int]


def _places(study: Study, split: Split) -> list[_Place]:
    found, count = [], study.many(DOCUMENTS, FEW_DOCUMENTS)
    fitted_on = documents(study, "calibration", count)
    others = documents(study, "calibration, reported on", count, without=frozenset(fitted_on))
    for text in fitted_on if split == "validation" else others:
        ids = study.session.model.tokenizer.encode(text)
        rng = study.rng("places", text)
        ends = rng.sample(range(2, len(ids) + 1), min(PLACES, len(ids) - 1))
        found += [_Place(text, ids[:end]) for end in sorted(ends)]
    return found


def _layers(study: Study, count: int, *names: object) -> list[int]:
    layers = range(study.session.model.n_layers + 1)
    return sorted(study.rng("layers", *names).sample(layers, min(count, len(layers))))


def _mentions(study: Study, split: Split) -> list[tuple[str, Source]]:
    """Draw mentions of entities, half of which are the validation split's, and half the test split's.

    No reader here was fitted on any of them, so that all can be asked about.
    """
    rng, kinds = study.rng("mentions", split), sorted({r.subject for r in relations().values()})
    names = [
        (kind, name)
        for kind in kinds
        for name in load_facts().names[kind]
        if split_of("calibration", name, one_in=2) == split
    ]
    return [
        (kind, in_prose(kind, name, rng))
        for kind, name in (rng.choice(names) for _ in range(study.many(MENTIONS, FEW)))
    ]


def _span(mention: Source) -> tuple[int, int]:
    start = mention.text.index(mention.name)
    return start, start + len(mention.name)


def _says(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE) is not None


def _says_tokens(token_ids: tuple[int, ...], answer: Answer) -> bool:
    return answer.token_ids == token_ids


def _names(name: str, answer: Answer) -> bool:
    return _says(answer.text, name)
