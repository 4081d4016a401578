"""Rows of LatentQA's four sources: control, stimulus, stimulus with completion, system prompt."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterator, Sequence
from random import Random
from typing import get_args

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import number
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import choice
from latentlens.training.data.chat_rows import Masking, chat_row, narrowed
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.data.latentqa_items import LatentQAItem
from latentlens.training.data.row_generator import RowGenerator, random_source
from latentlens.training.data.row_splits import held_name, row_split


@dataclasses.dataclass(frozen=True)
class LatentQA(RowGenerator):
    """Asks about the behaviour that a control sets, of the activations after the control.

    The control is itself read in the source "control" only. In the others what follows it is read: the user's
    message, and the reply where there is one. Every item is asked every of its questions, in random order.

    An item belongs to the split of its label. Where several labels share its stimulus, it is used only if the
    stimulus is of the same split, so that neither stands in two splits.

    Source: Pan et al. 2024 (LatentQA, arXiv 2412.08686), section 3; the window is that of Karvonen et al.
    2025 (Activation Oracles, arXiv 2512.15674), appendix B.

    Args:
        items: what `read_latentqa` or `make_latentqa` returned.
        masking: what becomes of the control, as in `read_chat`. Default "left_out".
        window: share of the rows that read a window of 1 to 3 tokens. Default 0.0; the Activation Oracles'
            is 0.5.

    Raises:
        InputError: if there are no items, or a setting is unknown.
    """

    items: Sequence[LatentQAItem]
    masking: Masking = "left_out"
    window: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(self.items))
        if not self.items or not all(isinstance(item, LatentQAItem) for item in self.items):
            raise InputError(
                f"items are what read_latentqa or make_latentqa returns; got {shown(self.items)}."
            )
        choice("masking", self.masking, get_args(Masking))
        number("window", self.window, least=0, most=1)

    @property
    def name(self) -> str:
        """Name of the generator."""
        return "latentqa"

    def draw(self, model: Backend, split: RowSplit, seed: int, work: Progress) -> Iterator[DecoderRow | None]:
        """Yield rows; see `RowGenerator.draw`."""
        del work
        asked = [
            (item, question, answer)
            for item, of in zip(self.items, self._splits(), strict=True)
            if of == split
            for question, answer in item.questions
        ]
        rng = random_source(self.name, split, seed)
        rng.shuffle(asked)
        for item, question, answer in asked:
            yield self._row(item, question, answer, model, split, rng)

    def _row(
        self, item: LatentQAItem, question: str, answer: str, model: Backend, split: RowSplit, rng: Random
    ) -> DecoderRow:
        row = chat_row(
            item.messages,
            model,
            controls=item.controls,
            masking=self.masking,
            question=question,
            answer=answer,
            task=f"{self.name}/{item.source}",
            split=split,
            held_out_by=_names(item),
        )
        return narrowed(row, rng, model) if rng.random() < self.window else row

    def _splits(self) -> list[str]:
        """Return the split of each item; "" for one that belongs to none."""
        labels = collections.defaultdict(set)
        for item in self.items:
            labels[item.stimulus_user].add(item.label)
        found = []
        for item in self.items:
            split = item.split or row_split("label", item.label)
            shared = item.stimulus_user and len(labels[item.stimulus_user]) > 1
            other = not item.split and shared and row_split("stimulus", item.stimulus_user, one_in=5) != split
            found.append("" if other else split)
        return found


def _names(item: LatentQAItem) -> tuple[str, ...]:
    label = held_name("label", item.label)
    return (label, held_name("stimulus", item.stimulus_user)) if item.stimulus_user else (label,)
