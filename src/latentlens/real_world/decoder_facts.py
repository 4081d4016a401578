"""The facts of the real world as a decoder is asked for them."""

from __future__ import annotations

import re
from functools import cache

from latentlens.real_world.relations import relations
from latentlens.real_world.sentences import mention_templates
from latentlens.training.data.relation_rows import SubjectFact

_QUESTIONS = (
    "What is {x}?",
    "Tell me {x}.",
    "Name {x}.",
    "Do you know {x}?",
    "Say what {x} is.",
)
"""Wordings of a question, with {x} for words such as "the capital of this country"."""

_PLAIN_MENTIONS = ("{s}", "About {s}", "They spoke of {s}", "A text about {s}", "Think of {s}")
"""Mentions of what no sentence of the corpus has a slot for."""


@cache
def decoder_facts() -> tuple[SubjectFact, ...]:
    """Return every fact of the real world, with mentions of its subject and wordings of the question.

    The question does not name the subject, only its kind: "What is the capital of this country?".

    Source: the relations of Ghandeharioun et al. 2024 (Patchscopes, arXiv 2401.06102), section 4.2, asked as
    Pan et al. 2024 (LatentQA, arXiv 2412.08686), section 4, ask for relational knowledge.

    Examples:
        >>> next(fact for fact in decoder_facts() if fact.subject == "Japan").questions[0]
        'What is the capital of this country?'
    """
    return tuple(
        SubjectFact(relation.name, subject, answer, questions, _mentions(relation.subject_kind))
        for relation in relations().values()
        for questions in [_questions(relation.noun_phrases[0], relation.subject_kind)]
        for subject, answer in relation.answers.items()
    )


@cache
def _questions(noun_phrase: str, kind: str) -> tuple[str, ...]:
    asked = noun_phrase.replace("{s}", f"this {kind}")
    return tuple(wording.format(x=asked) for wording in _QUESTIONS)


@cache
def _mentions(kind: str) -> tuple[str, ...]:
    """Return the beginnings of the corpus' sentences, up to an entity of a kind that is named first."""
    found = []
    for template in mention_templates():
        before, slot, _ = template.partition(f"{{{kind}}}")
        if slot and not re.search(r"\{\w+\}", before):
            found.append(f"{before}{{s}}")
    return tuple(dict.fromkeys(found)) or _PLAIN_MENTIONS
