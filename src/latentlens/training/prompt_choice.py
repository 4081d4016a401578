"""Choose the target prompt that suits a model best, among candidates that are graded on cases."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterable, Sequence
from typing import Any

from latentlens.ask.asker import Asker
from latentlens.display.progress import Progress, track
from latentlens.errors import InputError
from latentlens.evaluation.case import Case
from latentlens.evaluation.grading import grade
from latentlens.inputs.paths import file_path
from latentlens.inputs.sequences import each_of
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.presets import as_reader, target_prompt_of
from latentlens.readers.reader import Reader
from latentlens.training.graded_prompts import GradedPrompt, PromptChoice


def choose_prompt(
    session: Asker,
    name: str,
    candidates: Sequence[str | ChatPrompt],
    cases: Sequence[Case],
    *,
    split: str,
    path: str | os.PathLike[str] | None = None,
    progress: Progress | bool | None = None,
) -> PromptChoice:
    """Choose the target prompt of a preset or relation that suits a model best.

    Each candidate is asked about each case, without controls and greedily; the one with the most correct
    answers is chosen. The preset's own prompt is always the first candidate, and of equally good ones the
    first is chosen. Put the result into `session.prompts[name]`, and evaluate it on other cases: the share
    that a chosen prompt has on the cases that it was chosen on is too high.

    Args:
        session: session on the model.
        name: the preset or relation, such as "description" or "capital".
        candidates: other target prompts for it: texts with the preset's placeholder, or chats.
        cases: what to ask about, with true answers; give each at all layers that the prompt should work at.
        split: name of this set of cases, such as "validation"; the result keeps it.
        path: file that keeps the result, and each candidate as soon as it is graded. Those that it holds for
            the same model and cases are not graded again. None (default) for no file.
        progress: as in `Session.sweep`; counts the candidates.

    Returns:
        The choice: `.prompt` is the chosen one, `.to_pandas()` has the share of each by layer.

    Raises:
        InputError: if the name is no preset or relation whose prompt can be replaced, a candidate cannot be
            used, there are no cases, or the file holds something else.
        Cancelled: if `progress` was cancelled; candidates in the file are kept.

    Examples:
        >>> from latentlens import Case, Session
        >>> session = Session()
        >>> cases = [Case("Kenya", layer, -1, "Nairobi") for layer in (1, 2)]
        >>> choice = choose_prompt(session, "capital", ["The capital of x is"], cases, split="validation")
        >>> session.prompts["capital"] = choice.prompt
    """
    split = plain_text(split, "The name of the split")
    readers = _readers(name, each_of("candidates", candidates, such_as="['The capital of x is']"))
    some = list(each_of("cases", cases, such_as="[Case(prompt, layer, position, answer)]"))
    choice = PromptChoice(
        name,
        split,
        session.backend.name,
        str(session.backend.dtype).removeprefix("torch."),
        session.backend.fingerprint(),
        hashlib.sha256("\n".join(map(repr, some)).encode()).hexdigest(),
        tuple(case.prompt if isinstance(case.prompt, str) else shown(case.prompt) for case in some),
        tuple(case.layer for case in some),
    )
    file = None if path is None else file_path("path", path)
    graded = {} if file is None else choice.kept_in(file)
    with track(progress, f"choosing a prompt for {name}", unit="prompts", total=len(readers)) as work:
        for prompt, reader in readers.items():
            work.check()
            if prompt not in graded:
                found = grade(session, reader, some, progress=work)
                data = prompt if isinstance(prompt, str) else prompt.data
                answers = tuple(answer.text for answer in found.answers)
                graded[prompt] = GradedPrompt(data, answers, found.correct)
                choice = dataclasses.replace(choice, graded=tuple(graded[p] for p in readers if p in graded))
                if file is not None:
                    choice.save(file)
            work.advance()
    return dataclasses.replace(choice, graded=tuple(graded[prompt] for prompt in readers))


def _readers(name: str, candidates: Iterable[Any]) -> dict[str | ChatPrompt, Reader]:
    """Return the reader of each candidate, the preset's own prompt first."""
    found: dict[str | ChatPrompt, Reader] = {target_prompt_of(name): as_reader(name)}
    for candidate in candidates:
        if not isinstance(candidate, str | ChatPrompt):
            raise InputError(f"A candidate is a text or a ChatPrompt; got {shown(candidate)}.")
        found[candidate] = as_reader(name, prompts={name: candidate})
    return found
