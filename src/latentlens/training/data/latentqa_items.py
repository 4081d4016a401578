"""LatentQA's data: controls, stimuli and replies with questions; read as published, or made for a model."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from latentlens.ask.asker import Asker
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.paths import file_path
from latentlens.inputs.shown import short, shown
from latentlens.inputs.texts import choice
from latentlens.training.data.decoder_row import ROW_SPLITS
from latentlens.training.data.model_samples import sampled_replies

LatentQASource = Literal["control", "stimulus", "stimulus_completion", "system"]
LATENTQA_SOURCES: tuple[LatentQASource, ...] = ("control", "stimulus", "stimulus_completion", "system")

_FIELDS = {
    "control": {"control_user"},
    "stimulus": {"control_user", "control_model", "stimulus_user"},
    "stimulus_completion": {"control_user", "control_model", "stimulus_user", "stimulus_model"},
    "system": {"system", "stimulus_user"},
}
_THOUGHTS = {"control_thought", "stimulus_thought"}
"""The written-out reasoning of a reasoning model, which stands in the published files and is not read."""


@dataclasses.dataclass(frozen=True)
class LatentQAItem:
    """A chat under a control, such as "Speak like a pirate.", and the questions that it answers.

    Args:
        label: name of the behaviour that the control sets; its rows are of one split.
        source: one of `LATENTQA_SOURCES`: which part of the chat there is.
        questions: pairs (question, answer).
        system: the control as a system prompt; for the source "system" only.
        control_user: the control as the user's message.
        control_model: the reply to it.
        stimulus_user: the user's next message.
        stimulus_model: the reply to it, which shows the behaviour.
        split: split that the item was published in. Default "": decided by label and stimulus.
    """

    label: str
    source: LatentQASource
    questions: tuple[tuple[str, str], ...]
    system: str = ""
    control_user: str = ""
    control_model: str = ""
    stimulus_user: str = ""
    stimulus_model: str = ""
    split: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "questions", tuple((q, a) for q, a in self.questions))

    @property
    def messages(self) -> list[dict[str, str]]:
        """The chat."""
        parts = (
            ("system", self.system),
            ("user", self.control_user),
            ("assistant", self.control_model),
            ("user", self.stimulus_user),
            ("assistant", self.stimulus_model),
        )
        return [{"role": role, "content": content} for role, content in parts if content]

    @property
    def controls(self) -> int:
        """Number of first messages that are the control, and are not read; 0 where it is itself read."""
        return {"control": 0, "system": 1}.get(self.source, 2)


def read_latentqa(directory: str | os.PathLike[str], split: str = "") -> list[LatentQAItem]:
    """Read LatentQA's published JSON files.

    A directory holds `qa.json`, an object from labels to lists of [question, answer], and one or more of
    `control.json`, `stimulus.json`, `stimulus_completion.json` and `system.json`: lists of objects with
    "label" and the texts "control_user", "control_model", "stimulus_user", "stimulus_model" and "system".
    Reasoning ("control_thought", "stimulus_thought") is left out.

    Source: Pan et al. 2024 (LatentQA, arXiv 2412.08686), github.com/aypan17/latentqa, data/train and
    data/eval.

    Args:
        directory: the directory, such as "latentqa/data/train".
        split: split of the items: "train", "validation" or "test". Default "": decided by each item's label
            and stimulus.

    Raises:
        InputError: if a file is missing or of another shape; the message names the file and the record.
    """
    folder = file_path("directory", directory)
    if split:
        choice("split", split, ROW_SPLITS)
    questions = _questions(folder / "qa.json")
    found = [name for name in LATENTQA_SOURCES if (folder / f"{name}.json").is_file()]
    if not found:
        raise InputError(
            f"{short(folder)} holds none of {', '.join(f'{name}.json' for name in LATENTQA_SOURCES)}. Give "
            "the directory with LatentQA's files, such as latentqa/data/train."
        )
    return [item for name in found for item in _items(folder / f"{name}.json", name, questions, split)]


def _load(path: Path, kind: type, such_as: str) -> Any:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        why = short(getattr(error, "strerror", None) or error)
        raise InputError(f"{short(path)} cannot be read ({why}). It holds JSON: {such_as}.") from error
    if not isinstance(content, kind):
        raise InputError(f"{short(path)} holds {such_as}; got {shown(content)}.")
    return content


def _questions(path: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    such_as = 'an object from labels to lists of questions and answers, {"label": [["question", "answer"]]}'
    found = {}
    for label, pairs in _load(path, dict, such_as).items():
        if not (isinstance(pairs, list) and pairs and all(_is_pair(pair) for pair in pairs)):
            raise InputError(f"{short(path)} holds {such_as}; at {shown(label)} it has {shown(pairs)}.")
        found[label] = tuple((question, answer) for question, answer in pairs)
    return found


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, str) and x.strip() for x in pair)


def _items(
    path: Path, source: LatentQASource, questions: Mapping[str, tuple[tuple[str, str], ...]], split: str
) -> list[LatentQAItem]:
    such_as = f'a list of objects with "label" and {", ".join(sorted(_FIELDS[source]))}'
    items = []
    for number, record in enumerate(_load(path, list, such_as)):
        where = f"Record {number} of {short(path)}"
        if not isinstance(record, dict) or set(record) - _THOUGHTS != {"label", *_FIELDS[source]}:
            raise InputError(f"{where} is one of {such_as}; got {shown(record)}.")
        if empty := [k for k, text in record.items() if k not in _THOUGHTS and not _is_text(text)]:
            raise InputError(f"{where} has no text in {shown(empty[0])}; got {shown(record[empty[0]])}.")
        label = record["label"]
        if label not in questions:
            raise InputError(f"{where} has the label {shown(label)}, for which qa.json has no questions.")
        texts = {name: record[name] for name in _FIELDS[source]}
        items.append(LatentQAItem(label, source, questions[label], **texts, split=split))
    return items


def _is_text(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())


def make_latentqa(
    model: Asker | Backend,
    controls: Mapping[str, str],
    questions: Mapping[str, Sequence[tuple[str, str]]],
    stimuli: Sequence[str],
    *,
    sources: Sequence[LatentQASource] = LATENTQA_SOURCES,
    max_new_tokens: int = 64,
    temperature: float = 1.0,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> list[LatentQAItem]:
    """Make LatentQA's items for a model, with replies that the model itself gives.

    Every control is combined with every stimulus. A combination whose reply is empty is left out.

    Source: Pan et al. 2024 (LatentQA, arXiv 2412.08686), section 3: their replies are another model's; here
    the target model's own, which a later study of activation oracles (arXiv 2606.02609) found better.

    Args:
        model: session or backend of the model that will be read.
        controls: label -> instruction, such as {"pirate": "Speak like a pirate."}.
        questions: label -> pairs (question, answer).
        stimuli: users' messages that do not mention a control.
        sources: sources to make. Default: all four.
        max_new_tokens: largest number of tokens of a reply. Default 64.
        temperature: temperature of the sampling. Default 1.0.
        seed: seed of the sampling. Default 0.
        progress: as in `RowGenerator.rows`; counts the replies.

    Raises:
        InputError: if there are no controls or stimuli, a control has no questions, or a source is unknown.
        Cancelled: if `progress` was cancelled.
    """
    if not controls or not stimuli:
        raise InputError("LatentQA's items are made of at least one control and one stimulus. Give both.")
    if missing := [label for label in controls if not questions.get(label)]:
        raise InputError(
            f"The control {shown(missing[0])} has no questions. Give at least one with its answer."
        )
    wanted = [choice("sources", source, LATENTQA_SOURCES) for source in sources]
    asked = {label: tuple((q, a) for q, a in questions[label]) for label in controls}
    settings: dict[str, Any] = {"max_new_tokens": max_new_tokens, "temperature": temperature, "seed": seed}
    settings["progress"] = progress
    found: list[LatentQAItem] = []
    if "control" in wanted:
        found += [
            LatentQAItem(label, "control", asked[label], control_user=text)
            for label, text in controls.items()
        ]
    under: list[LatentQAItem] = []
    if {"stimulus", "stimulus_completion"} & set(wanted):
        opened = [({"role": "user", "content": text},) for text in controls.values()]
        replies = dict(zip(controls, sampled_replies(model, opened, **settings), strict=True))
        under = [
            LatentQAItem(label, "stimulus", asked[label], "", text, replies[label], stimulus)
            for label, text in controls.items()
            for stimulus in stimuli
            if replies[label]
        ]
    if "stimulus" in wanted:
        found += under
    if "stimulus_completion" in wanted:
        ends = sampled_replies(model, [tuple(item.messages) for item in under], **settings)
        found += [
            dataclasses.replace(item, source="stimulus_completion", stimulus_model=end)
            for item, end in zip(under, ends, strict=True)
            if end
        ]
    if "system" in wanted:
        found += [
            LatentQAItem(label, "system", asked[label], system=text, stimulus_user=stimulus)
            for label, text in controls.items()
            for stimulus in stimuli
        ]
    return found
