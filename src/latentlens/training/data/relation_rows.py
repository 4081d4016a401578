"""Rows that ask for an attribute of an entity, given the activation of the last token of its name."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from random import Random

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, PromptError
from latentlens.inputs.numbers import integer
from latentlens.inputs.sequences import as_texts
from latentlens.inputs.shown import shown
from latentlens.training.data.chat_rows import drawn_options
from latentlens.training.data.decoder_row import DecoderRow, RowSplit, says
from latentlens.training.data.row_generator import RowGenerator, drawn_from
from latentlens.training.data.row_positions import positions_of, text_of, token_ids
from latentlens.training.data.row_splits import held_name, held_wording, row_split, wordings_of

MOST_OPTIONS = 12


@dataclasses.dataclass(frozen=True)
class SubjectFact:
    """A fact, and how it is asked for.

    Args:
        relation: name of the relation, such as "capital".
        subject: entity that it is about, such as "Peru".
        answer: the right answer, such as "Lima".
        questions: wordings of the question about an entity that is not named, such as "What is its capital?".
        mentions: texts with {s} for the subject that mention it. Default: its name alone.
        split: split of the subject. Default "": decided by its name.
    """

    relation: str
    subject: str
    answer: str
    questions: tuple[str, ...]
    mentions: tuple[str, ...] = ("{s}",)
    split: str = ""

    def __post_init__(self) -> None:
        for name in ("questions", "mentions"):
            object.__setattr__(self, name, as_texts(getattr(self, name), name, "['What is its capital?']"))


@dataclasses.dataclass(frozen=True)
class RelationRows(RowGenerator):
    """Asks for an attribute of the entity whose name's last token is read.

    Entities are split by name, whatever is asked of them; mentions and wordings of questions are split too
    where there are three or more. No more of the text is run than up to the name, so what follows gives
    nothing away, and mentions that name the answer are left out. The options are answers of the same relation
    in the same split.

    Source: Pan et al. 2024 (LatentQA, arXiv 2412.08686), section 4 (relational knowledge), after
    Ghandeharioun et al. 2024 (Patchscopes, arXiv 2401.06102), section 4.2; Karvonen et al. 2025 (Activation
    Oracles, arXiv 2512.15674), whose PersonaQA reads "My name is ...".

    Args:
        facts: the facts.
        label: name of the task. Default "relations".
        most_options: largest number of options. Default 12.

    Raises:
        InputError: if there are no facts, or one cannot be asked for.

    Examples:
        >>> from latentlens import Session
        >>> facts = [SubjectFact("capital", s, a, ("What is the capital of it?",))
        ...          for s, a in {"Peru": "Lima", "France": "Paris", "Kenya": "Nairobi"}.items()]
        >>> RelationRows(facts).rows(Session(), n=1)[0].task
        'relations/capital'
    """

    facts: Sequence[SubjectFact]
    label: str = "relations"
    most_options: int = MOST_OPTIONS

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", tuple(self.facts))
        if not self.facts or not all(isinstance(fact, SubjectFact) for fact in self.facts):
            raise InputError(f"facts are SubjectFacts, at least one; got {shown(self.facts)}.")
        for fact in self.facts:
            if not as_texts(fact.questions, "questions", "['What is its capital?']"):
                raise InputError(f"The fact about {shown(fact.subject)} has no question. Give at least one.")
            if not fact.mentions or not all("{s}" in mention for mention in fact.mentions):
                raise InputError(f"A mention has {{s}} where the subject stands; got {shown(fact.mentions)}.")
        integer("most_options", self.most_options, least=2)

    @property
    def name(self) -> str:
        """Name of the task."""
        return self.label

    def draw(self, model: Backend, split: RowSplit, seed: int, work: Progress) -> Iterator[DecoderRow | None]:
        """Yield rows; see `RowGenerator.draw`."""
        del work
        by_relation: dict[str, list[SubjectFact]] = {}
        for fact in self.facts:
            if (fact.split or row_split("entity", fact.subject)) == split:
                by_relation.setdefault(fact.relation, []).append(fact)
        if not by_relation:
            return iter(())

        def make(rng: Random) -> DecoderRow | None:
            facts = by_relation[rng.choice(sorted(by_relation))]
            return self._row(rng, rng.choice(facts), [fact.answer for fact in facts], model, split)

        return drawn_from(make, self.name, split, seed)

    def _row(
        self, rng: Random, fact: SubjectFact, answers: list[str], model: Backend, split: RowSplit
    ) -> DecoderRow | None:
        mention = rng.choice(wordings_of(split, fact.mentions))
        question = rng.choice(wordings_of(split, fact.questions))
        before = mention.partition("{s}")[0]
        text = before + fact.subject
        if says(text, fact.answer):
            return None
        try:
            position = positions_of((len(before), len(text)), text, model)[-1]
        except PromptError:
            return None
        options = drawn_options(rng, fact.answer, answers, self.most_options)
        return DecoderRow(
            text,
            (position,),
            question,
            fact.answer,
            options if len(options) > 1 else (),
            task=f"{self.name}/{fact.relation}",
            split=split,
            text_gives=text_of((position,), token_ids(text, model), model.tokenizer),
            held_out_by=(
                held_name("entity", fact.subject),
                *held_wording("mention", mention, fact.mentions),
                *held_wording("paraphrase", question, fact.questions),
            ),
        )
