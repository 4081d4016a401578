"""Cases with known answers for the presets that can be graded."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping, Sequence

from latentlens.ask.answer import Answer
from latentlens.evaluation.case import Case
from latentlens.experiments.patchscopes.generations import contains_any, contains_phrase
from latentlens.experiments.patchscopes.prose import documents
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.world_report.mentions import Mention
from latentlens.model.language_model import LanguageModel
from latentlens.readers.presets import as_reader, attribute
from latentlens.readers.reader import Reader
from latentlens.scoring.agreement import normalise
from latentlens.world.split import Split

CasesByReader = Mapping[Reader, Sequence[Case]]
"""The cases that each reader is asked."""

MENTIONS, FEW_MENTIONS, MENTIONS_OF_LARGE = 300, 20, 24
"""Mentions of entities in running prose, in a full and in a quick run, and of a large model."""

LAYERS_PER_MENTION = 4
"""Layers drawn for each mention; all presets about entities read at these."""

DOCUMENTS, FEW_DOCUMENTS, DOCUMENTS_OF_LARGE = 120, 8, 16
"""Documents of running prose in which tokens are read, in a full and in a quick run, and of a large model."""

POSITIONS_PER_DOCUMENT, LAYERS_PER_POSITION = 8, 2
"""Positions per document and layers per position; layers of one position are nearly redundant."""


def attributes(study: Study, split: Split) -> CasesByReader:
    """Ask for facts about entities in running prose that does not state them.

    Args:
        study: the model, seed and size of the run.
        split: split of the entities.
    """
    cases_by_reader: dict[Reader, list[Case]] = {}
    for i, (kind, mention) in enumerate(_mentions(study, split)):
        rng = study.rng("attribute", split, i)
        known = [
            r
            for r in study.material.relations.values()
            if r.subject_kind == kind and mention.name in r.answers
        ]
        for layer in _layers(study, LAYERS_PER_MENTION, "attribute", split, i):
            relation = rng.choice(known)
            answers = relation.accepted(mention.name)
            if not contains_any(mention.text, answers):
                right = functools.partial(_begins_with, answers)
                case = Case(mention.text, layer, _span(mention), answers[0] if len(answers) == 1 else right)
                cases_by_reader.setdefault(attribute(relation.plain_prompt.format(s="x")), []).append(case)
    return cases_by_reader


def descriptions(study: Study, split: Split) -> CasesByReader:
    """Ask for descriptions of entities; of the teaching world, those that its text never describes.

    Args:
        study: the model, seed and size of the run.
        split: split of the entities.
    """
    rng = study.rng("description", split)
    there = [entity for entity in study.material.entities if entity.split == split]
    cases = []
    for i in range(study.n_cases(MENTIONS, FEW_MENTIONS, MENTIONS_OF_LARGE)):
        entity = rng.choice(there)
        mention = study.material.mention(entity.kind, entity.name, rng)
        cases += [
            Case(mention.text, layer, _span(mention), entity.description)
            for layer in _layers(study, LAYERS_PER_MENTION, "description", split, i)
        ]
    return {as_reader("description", prompts=study.session.prompts): cases}


def summaries(study: Study, split: Split) -> CasesByReader:
    """Ask for a summary of entities in running prose; correct if it names the entity.

    Args:
        study: the model, seed and size of the run.
        split: split of the entities.
    """
    cases = [
        Case(mention.text, layer, _span(mention), functools.partial(_names_entity, mention.name))
        for i, (_, mention) in enumerate(_mentions(study, split))
        for layer in _layers(study, LAYERS_PER_MENTION, "selfie", split, i)
    ]
    return {as_reader("selfie", prompts=study.session.prompts): cases}


def tokens(name: str, study: Study, split: Split) -> CasesByReader:
    """Ask for tokens at positions of running prose: the token there, or those the model predicts next.

    Args:
        name: name of the preset.
        study: the model, seed and size of the run.
        split: split of the documents.
    """
    model, prefixes = study.session.model, _document_prefixes(study, split)
    if name == "token_identity":
        wanted = [prefix.token_ids[-1:] for prefix in prefixes]
    else:
        more = 4 if name == "future_lens" else 1
        wanted = continuations(model, [prefix.token_ids for prefix in prefixes], more)
    cases = [
        Case(prefix.document, layer, len(prefix.token_ids) - 1, functools.partial(_has_tokens, tuple(own)))
        for i, (prefix, own) in enumerate(zip(prefixes, wanted, strict=True))
        for layer in _layers(study, LAYERS_PER_POSITION, "prose", split, i)
    ]
    return {as_reader(name, prompts=study.session.prompts): cases}


GRADED: dict[str, Callable[[Study, Split], CasesByReader]] = {
    "attribute": attributes,
    "description": descriptions,
    **{
        name: functools.partial(tokens, name)
        for name in ("next_token", "token_identity", "logit_lens", "future_lens")
    },
    "selfie": summaries,
}
"""Preset -> its cases of a split; "attribute" stands for questions about all relations."""

CORRECT_IF = {
    "attribute": "begins with the fact's answer",
    "description": "begins with the entity's description",
    "next_token": "is the model's own next token",
    "token_identity": "is the token that was read",
    "logit_lens": "is the model's own next token",
    "future_lens": "is the model's own next four tokens, all of them",
    "selfie": "names the entity",
}
"""Preset -> when an answer counts as correct."""


def continuations(model: LanguageModel, rows: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """Return the model's greedy continuations, up to the end-of-sequence token; it alone if it comes first.

    Args:
        model: the model to generate with.
        rows: prompts as token ids.
        count: number of tokens to generate.
    """
    grown = [list(row) for row in rows]
    lengths: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        lengths.setdefault(len(row), []).append(i)
    for _ in range(count):
        for same in lengths.values():
            top_next_tokens = model.forward([grown[i] for i in same]).argmax(-1).tolist()
            for i, token in zip(same, top_next_tokens, strict=True):
                grown[i].append(token)
    tokens_after = [one[len(row) :] for one, row in zip(grown, rows, strict=True)]
    ends = [
        next((k for k, token in enumerate(one) if token in model.tokenizer.stop_ids), count)
        for one in tokens_after
    ]
    return [one[: max(1, end)] for one, end in zip(tokens_after, ends, strict=True)]


@dataclasses.dataclass(frozen=True)
class _DocumentPrefix:
    """A document, and its tokens up to the one that is read."""

    document: str
    token_ids: list[int]


def _document_prefixes(study: Study, split: Split) -> list[_DocumentPrefix]:
    prefixes, count = [], study.n_cases(DOCUMENTS, FEW_DOCUMENTS, DOCUMENTS_OF_LARGE)
    fitted_on = documents(study, "calibration", count)
    others = documents(study, "calibration, reported on", count, without=frozenset(fitted_on))
    for text in fitted_on if split == "validation" else others:
        ids = study.session.model.tokenizer.encode(text)
        rng = study.rng("places", text)
        ends = rng.sample(range(2, len(ids) + 1), min(POSITIONS_PER_DOCUMENT, len(ids) - 1))
        prefixes += [_DocumentPrefix(text, ids[:end]) for end in sorted(ends)]
    return prefixes


def _layers(study: Study, count: int, *names: object) -> list[int]:
    layers = range(study.session.model.n_layers + 1)
    return sorted(study.rng("layers", *names).sample(layers, min(count, len(layers))))


def _mentions(study: Study, split: Split) -> list[tuple[str, Mention]]:
    """Draw mentions of entities, half of them from the validation split and half from the test split.

    No reader here was fitted on any of them, so all can be asked about.
    """
    material, rng = study.material, study.rng("mentions", split)
    names = [
        (kind, name)
        for kind in sorted({r.subject_kind for r in material.relations.values()})
        for name in material.names(kind)
        if material.split(name) == split
    ]
    return [
        (kind, material.mention(kind, name, rng))
        for kind, name in (
            rng.choice(names) for _ in range(study.n_cases(MENTIONS, FEW_MENTIONS, MENTIONS_OF_LARGE))
        )
    ]


def _span(mention: Mention) -> tuple[int, int]:
    start = mention.text.index(mention.name)
    return start, start + len(mention.name)


def _has_tokens(token_ids: tuple[int, ...], answer: Answer) -> bool:
    return answer.token_ids == token_ids


def _begins_with(answers: tuple[str, ...], answer: Answer) -> bool:
    said = normalise(answer.text)
    return any(re.match(rf"{re.escape(normalise(right))}(?!\w)", said) for right in answers)


def _names_entity(name: str, answer: Answer) -> bool:
    return contains_phrase(answer.text, name)
