"""What nothing was trained for: a Patchscope that suits the task, SelfIE, the model asked in text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import torch

from latentlens.activations.selection import Site
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.engine.query import Query, Scores
from latentlens.experiments.decoders.option_answers import OptionAnswer
from latentlens.experiments.decoders.row_activations import Activations
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.presets import PRESETS, RELATIONS, as_reader, question, selfie
from latentlens.readers.queries import query, target_on
from latentlens.readers.reader import Reader, State
from latentlens.scoring.forced_choice import Before, ForcedChoice
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.data.row_positions import token_ids
from latentlens.world.fact_relations import relations

_PRESET_OF = {"entity": "token_identity", "next_fact": "next_token", "next_token": "next_token"}
"""Kind of task -> the preset that reads it."""

_ROWS = 64
"""Rows that are asked together."""


def patchscope_for(row: DecoderRow, prompts: Mapping[str, str | ChatPrompt], layer: int | None) -> Reader:
    """Return the untrained Patchscope that suits a row.

    A relation is read with the target prompt that the model has for it, or that the Patchscopes paper gives,
    or in the words in which the world states it; entities and next tokens with their presets; anything else
    with the row's own question after the activation.

    Args:
        row: the row.
        prompts: the model's own target prompts, by the name of the preset or relation.
        layer: target layer; None for the layer at which the activation is read.
    """
    parts = row.task.removeprefix("world/").split("/")
    kind, name = parts[0], parts[-1]
    if name in prompts or name in RELATIONS:
        return as_reader(name, layer=layer, prompts=prompts)
    if name in relations() and kind == "attribute":
        words = relations()[name].paraphrases["train"][0].format(s="x")
        return question(words, layer=layer)
    preset = _PRESET_OF.get(kind)
    if preset in PRESETS:
        return as_reader(preset, layer=layer, prompts=prompts)
    return question(f"x. {row.question.replace(' x ', ' ')}", layer=layer)


def selfie_for(row: DecoderRow) -> Reader:
    """Return SelfIE with its own prompt, which asks for a summary whatever the row asks.

    Args:
        row: the row.
    """
    del row
    return selfie()


def mean_states(states: Activations, layer: int) -> list[State]:
    """Return the mean over positions of a row's activations at one layer, as one activation to read.

    Args:
        states: the row's activations.
        layer: the layer.
    """
    some = [state for state in states if state.layer == layer]
    mean = torch.stack([state.vector.float() for state in some]).mean(0).to(some[0].vector.dtype)
    return [State(mean, layer, some[-1].position)]


def ask_readers(
    readers: Sequence[Reader],
    rows: Sequence[DecoderRow],
    states: Sequence[Sequence[State]],
    model: Backend,
    progress: Progress,
) -> list[OptionAnswer]:
    """Return the choice of one reader for each row among its options, however these are spelled.

    Args:
        readers: for each row its reader.
        rows: rows with options.
        states: for each row the activations to write.
        model: model that answers.
        progress: checked between two runs.

    Raises:
        InputError: if a reader cannot be used with the model, or two options are the same tokens.
    """
    of_reader: dict[Reader, list[int]] = defaultdict(list)
    for index, reader in enumerate(readers):
        of_reader[reader].append(index)
    found: dict[int, OptionAnswer] = {}
    for reader, indices in of_reader.items():
        target = target_on(reader, model, (), [Site(s.layer, s.position) for s in states[indices[0]]])
        before = Before(target.token_ids, target.text)
        choices = {
            i: ForcedChoice(rows[i].options, model.tokenizer, one_token=reader.one_token, before=before)
            for i in indices
        }
        queries = [query(reader, target, states[i], model.n_layers, choices[i].readout) for i in indices]
        found.update(_chosen(indices, queries, choices, rows, model, progress))
    return [found[i] for i in range(len(rows))]


def ask_in_text(rows: Sequence[DecoderRow], model: Backend, progress: Progress) -> list[OptionAnswer]:
    """Return the model's choice for each row, given the text of the positions read and no activation.

    The text and the question are the user's message of a chat; of a model without a chat template, the
    beginning of a text.

    Args:
        rows: rows with options.
        model: the model, without any adapter of a decoder.
        progress: checked between two runs.
    """
    choices, queries = {}, []
    for index, row in enumerate(rows):
        asked = f"{row.text_gives.strip()}\n{row.question}"
        chat = model.tokenizer.has_chat_template
        ids = token_ids(({"role": "user", "content": asked},) if chat else f"{asked}\n", model)
        choices[index] = ForcedChoice(row.options, model.tokenizer, one_token=False, before=Before(ids, None))
        queries.append(Query(ids, (), choices[index].readout))
    found = dict(_chosen(range(len(rows)), queries, choices, rows, model, progress))
    return [found[i] for i in range(len(rows))]


def _chosen(
    indices: Sequence[int],
    queries: Sequence[Query],
    choices: Mapping[int, ForcedChoice],
    rows: Sequence[DecoderRow],
    model: Backend,
    progress: Progress,
) -> Iterable[tuple[int, OptionAnswer]]:
    shared = model.shared()
    for start in range(0, len(queries), _ROWS):
        progress.check()
        results = model.run(queries[start : start + _ROWS], shared=shared)
        for index, result in zip(indices[start : start + _ROWS], results, strict=True):
            assert isinstance(result.value, Scores)
            choice = choices[index].choice(result.value)
            row = rows[index]
            best = choice.best
            answer = choice.scores[best].text.strip()
            yield (
                index,
                OptionAnswer(answer, choice.scores[best].probability, answer == row.answer.strip()),
            )
