"""The tasks that decoders are measured on: rows with options, whose splits share nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.data.row_generator import RowGenerator
from latentlens.training.decoders.task_registry import task as registered
from latentlens.world.fact_relations import relations
from latentlens.world.traces import wordings

_MOST_DRAWS = 50
"""Draws for each row that is wanted, after which the material is taken to give no more."""


@dataclasses.dataclass(frozen=True)
class DecoderTask:
    """One kind of question, with known answers to choose from.

    Args:
        name: name of the task, as in tables and in the names of parts.
        title: what is asked, in a few words.
        generator: what writes its rows; a recipe names it alike.
        figure: name of its accuracy among the figures of the command; "" (default) for none.
    """

    name: str
    title: str
    generator: RowGenerator
    figure: str = ""

    @property
    def kind(self) -> str:
        """What is asked, without which part of a chat is read: "world/secret" of "world/secret/stimulus"."""
        parts = self.generator.name.split("/")
        return "/".join(parts[:2]) if parts[0] == "world" else parts[0]

    def rows(
        self, model: Backend, split: RowSplit, n: int, seed: int, progress: Progress
    ) -> list[DecoderRow]:
        """Return rows with options, fewer if the material gives no more.

        Args:
            model: model that is read.
            split: split of the rows.
            n: number of rows.
            seed: random seed of the draw.
            progress: checked while rows are written.
        """
        found: list[DecoderRow] = []
        for number, row in enumerate(self.generator.draw(model, split, seed, progress)):
            progress.check()
            if row is not None and len(row.options) > 1:
                found.append(dataclasses.replace(row, task=asked_kind(row)))
            if len(found) == n or number > _MOST_DRAWS * n:
                break
        return found


def asked_kind(row: DecoderRow) -> str:
    """Return a row's task with the relation or trait that it asks for, which the world's tasks leave out.

    Args:
        row: the row.

    Examples:
        >>> question = "Say what the capital of this country is."
        >>> asked_kind(DecoderRow("Peru", (0,), question, "Lima", task="world/attribute"))
        'world/attribute/capital'
    """
    if row.task.startswith("world/attribute"):
        found = [name for name, phrase in _phrases().items() if f" {phrase} " in row.question]
        return f"{row.task}/{max(found, key=lambda name: len(_phrases()[name]))}" if found else row.task
    if row.task.startswith("world/persona"):
        return f"{row.task}/{_traits().get(row.question, '')}".removesuffix("/")
    return row.task


@cache
def _phrases() -> dict[str, str]:
    """Return each relation's words, such as "the capital of"."""
    return {r.name: r.noun_phrases[0].removesuffix(" {s}") for r in relations().values()}


@cache
def _traits() -> dict[str, str]:
    """Return the trait that each question about a persona asks for."""
    traits = ("role", "language", "style", "mood")
    return {question: trait for trait in traits for asked in wordings()[trait].values() for question in asked}


WORLD = (
    ("entity", "which entity is named", "world/entity", ""),
    ("description", "what the entity that is named is", "world/description", ""),
    ("relations", "an attribute of the entity that is named", "world/attribute", "relations"),
    ("next_fact", "how a statement will end", "world/next_fact", ""),
    ("persona", "a persona in new pairs", "world/persona/completion", "persona_new_pairs"),
    ("persona_user", "a persona in new pairs, user's message only", "world/persona/stimulus", ""),
    ("goal", "a hidden goal", "world/goal/completion", ""),
    ("secret", "a secret word", "world/secret/completion", "secret"),
    ("secret_user", "a secret word, user's message only", "world/secret/stimulus", ""),
    ("constraint", "a side constraint", "world/constraint/completion", ""),
    ("truthfulness", "truthful or lying", "world/truthfulness/completion", "lying"),
    ("cuts", "which of five cuts of a document", "world/cuts", ""),
    ("next_token", "which of four tokens comes next", "world/next_token", ""),
)
"""On the teaching world: name, title, generator and figure. Of a chat, the tokens after the system prompt."""
OTHERS = (
    ("own_chats", "what a hidden system prompt set, in the model's own chats", "own_chats", "own_chats"),
    ("relations", "an attribute of the entity that is named", "relations", "relations"),
    ("cuts", "which of five cuts of a document", "cuts", "cuts"),
    ("next_token", "which of four tokens comes next", "next_token", "next_token"),
)
"""On any other model; its own chats where it has a chat template."""


def tasks_for(model: Backend, *, of_world: bool) -> Mapping[str, DecoderTask]:
    """Return the tasks that a model's decoders are measured on, by name.

    Args:
        model: model that is read.
        of_world: whether the model is one of the teaching world.

    Raises:
        InputError: if there is no task for the model.
    """
    chosen = [
        row
        for row in (WORLD if of_world else OTHERS)
        if row[0] != "own_chats" or model.tokenizer.has_chat_template
    ]
    if not chosen:
        raise InputError(f"There is no task to ask {model.name} about. Give a model with a chat template.")
    return {
        name: DecoderTask(name, title, registered(generator), figure)
        for name, title, generator, figure in chosen
    }
