"""Rows that ask for the label of a text: yes or no, or which of several."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Literal, get_args

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, PromptError
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.sequences import as_texts
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import choice
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.data.row_generator import RowGenerator, drawn_from
from latentlens.training.data.row_positions import text_of, token_ids
from latentlens.training.data.row_splits import held_name, held_wording, row_split, wordings_of

QuestionForm = Literal["yes_no", "choice", "both"]
YES_NO = ("Yes", "No")


@dataclasses.dataclass(frozen=True)
class Classification(RowGenerator):
    """Asks which label a text has, given the activations of its last tokens.

    Half of the yes-or-no questions name the right label. Texts are split as wholes, and so are the wordings
    of the questions if there are three or more.

    Source: Karvonen et al. 2025 (Activation Oracles, arXiv 2512.15674), section 3.2 and appendix B: two
    thirds of the rows read one token, 1 to 5 from the end; Costarelli et al. 2024 (Meta-Models, arXiv
    2410.02472), whose questions are yes or no.

    Args:
        labelled: pairs (text, label).
        label: name of the classification, in the rows' task, such as "sentiment".
        yes_no: wordings of the yes-or-no question, with {v} for a label. Default: "Is this {v}?".
        choice: wordings of the question with options. Default: "Which of these is it?".
        form: "yes_no", "choice", or "both" (default), half of each.
        single: share of rows that read one token; the others read up to `most_positions`. Default 2/3.
        most_positions: largest number of positions read. Default 50.
        answers: the words for yes and no. Default: "Yes" and "No".

    Raises:
        InputError: if there are fewer than two labels, or a setting cannot be used.

    Examples:
        >>> from latentlens import Session
        >>> pairs = [(f"The day number {i} was {v}.", v) for i in range(20) for v in ("good", "bad")]
        >>> row = Classification(pairs, "weather", form="choice").rows(Session(), n=1)[0]
        >>> row.options
        ('bad', 'good')
    """

    labelled: Sequence[tuple[str, str]]
    label: str
    yes_no: Sequence[str] = ("Is this {v}?",)
    choice: Sequence[str] = ("Which of these is it?",)
    form: QuestionForm = "both"
    single: float = 2 / 3
    most_positions: int = 50
    answers: tuple[str, str] = YES_NO

    def __post_init__(self) -> None:
        pairs = tuple(self.labelled)
        if not all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in pairs):
            raise InputError(f"labelled is a list of pairs (text, label); got {shown(self.labelled)}.")
        for number_, pair in enumerate(pairs):
            as_texts(pair, f"pair {number_} of labelled", "('It was good.', 'positive')")
        object.__setattr__(self, "labelled", tuple((text, label) for text, label in pairs))
        for name, such_as in (("yes_no", "['Is this {v}?']"), ("choice", "['Which of these is it?']")):
            object.__setattr__(self, name, as_texts(getattr(self, name), name, such_as))
        if unslotted := [text for text in self.yes_no if "{v}" not in text]:
            raise InputError(
                f"The question {shown(unslotted[0])} has no {{v}}, where a label is named. Add it."
            )
        if len(self.labels) < 2:
            raise InputError(f"There are {len(self.labels)} labels, and at least 2 are needed to tell apart.")
        choice("form", self.form, get_args(QuestionForm))
        number("single", self.single, least=0, most=1)
        integer("most_positions", self.most_positions, least=1)

    @property
    def name(self) -> str:
        """Name of the classification."""
        return self.label

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in alphabetical order."""
        return tuple(sorted({label for _, label in self.labelled}))

    def draw(self, model: Backend, split: RowSplit, seed: int, work: Progress) -> Iterator[DecoderRow | None]:
        """Yield rows; see `RowGenerator.draw`."""
        del work
        by_label: dict[str, list[str]] = {}
        for text, label in self.labelled:
            if row_split("text", text) == split:
                by_label.setdefault(label, []).append(text)
        if not by_label:
            return iter(())

        def make(rng: Random) -> DecoderRow | None:
            label = rng.choice(sorted(by_label))
            return self._row(rng, rng.choice(by_label[label]), label, model, split)

        return drawn_from(make, self.name, split, seed)

    def _row(self, rng: Random, text: str, label: str, model: Backend, split: RowSplit) -> DecoderRow | None:
        try:
            ids = token_ids(text, model)
        except PromptError:  # longer than the context
            return None
        positions = self._positions(rng, ids, model)
        return DecoderRow(
            text,
            positions,
            split=split,
            text_gives=text_of(positions, ids, model.tokenizer),
            **self.asked(rng, label, split, held_name("text", text)),
        )

    def _positions(self, rng: Random, ids: tuple[int, ...], model: Backend) -> tuple[int, ...]:
        first = min(int(ids[0] == model.tokenizer.hf.bos_token_id), len(ids) - 1)
        if rng.random() < self.single:
            return (max(first, len(ids) - rng.randint(1, 5)),)
        return tuple(range(max(first, len(ids) - rng.randint(1, self.most_positions)), len(ids)))

    def asked(self, rng: Random, label: str, split: RowSplit, *held_out_by: str) -> dict[str, Any]:
        """Return the columns of a question about a label.

        Args:
            rng: random source.
            label: the right label.
            split: split of the row, which decides the wording.
            held_out_by: what else decides the split.
        """
        forms = get_args(QuestionForm)[:2] if self.form == "both" else (self.form,)
        form = rng.choice(forms)
        wordings = self.yes_no if form == "yes_no" else self.choice
        wording = rng.choice(wordings_of(split, wordings))
        named, answer, options = label, label, self.labels
        if form == "yes_no":
            right = rng.random() < 0.5
            named = label if right else rng.choice([each for each in self.labels if each != label])
            answer, options = self.answers[0 if right else 1], tuple(self.answers)
        return {
            "question": wording.format(v=named),
            "answer": answer,
            "options": options,
            "task": f"{self.name}/{form}",
            "held_out_by": (*held_out_by, *held_wording("paraphrase", wording, wordings)),
        }
