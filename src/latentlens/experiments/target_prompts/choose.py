"""Choose target prompts for a model on validation, and measure them on a test split; both can be resumed."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import pathlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from latentlens.display.progress import Progress, track
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.experiments.target_prompts.searches import PromptSearch, searches
from latentlens.experiments.target_prompts.unseen_cases import read_held_out, shares
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.presets import as_reader
from latentlens.session import Session
from latentlens.training.graded_prompts import PromptChoice
from latentlens.training.prompt_choice import choose_prompt

Shares = dict[str, dict[str, dict[str, dict[str, Any]]]]
"""Prompt -> group -> condition -> the best of layers or a layer -> a share with its interval."""
OWN, CHOSEN = "the paper's", "chosen"


@dataclasses.dataclass(frozen=True)
class ChosenPrompt:
    """What was chosen for one preset or relation, and what it reads where nothing was chosen on.

    Args:
        choice: the candidates and their shares on validation.
        test: "the paper's" or "chosen" -> group, such as "people" -> condition, such as "the state" or a
            control -> "the best of 4" or a layer -> the share with its interval.
    """

    choice: PromptChoice
    test: Shares

    def to_dict(self) -> dict[str, Any]:
        """Return everything but the single answers as plain data for JSON."""
        candidates = [
            {"prompt": each.prompt, **dataclasses.asdict(self.choice.share(each))}
            | {"by_layer": {str(k): self.choice.share(each, k).value for k in sorted({*self.choice.layers})}}
            for each in self.choice.graded
        ]
        choice = self.choice
        return {
            "name": choice.name,
            "chosen": choice.best.prompt,
            "split": choice.split,
            "dtype": choice.dtype,
            "cases": len(choice.sources),
            "candidates": candidates,
            "test": self.test,
        }


def choose_for(
    model: str,
    folder: pathlib.Path,
    *,
    only: Sequence[str] = (),
    dtype: str | None = None,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> list[ChosenPrompt]:
    """Choose target prompts for a model, and measure them and the papers' on cases they were not chosen on.

    Args:
        model: name or directory of the model, as `Session` takes it.
        folder: directory that keeps what is finished; the same call goes on from there.
        only: names of the presets and relations to choose for; empty (default) for all there are cases for.
        dtype: dtype to open the model in, as `Session` takes it, such as "fastest"; None (default) for its
            own.
        seed: seed of the controls.
        progress: as in `Session.sweep`.

    Raises:
        InputError: if there is no search of a name.
        Cancelled: if `progress` was cancelled; what is finished is kept.
    """
    with (
        track(progress, "target prompts", unit="steps") as work,
        contextlib.closing(Session(model, dtype=dtype)) as session,
    ):
        choices = [(search, _choose(search, session, folder, work)) for search in searches(session, only)]
        return [
            ChosenPrompt(choice, _test(search, choice, session, folder, seed, work))
            for search, choice in choices
        ]


def _choose(search: PromptSearch, session: Session, folder: pathlib.Path, work: Progress) -> PromptChoice:
    layers = search.layers(session.backend.n_layers)
    cases = [each.case(k) for k in layers for each in search.expected(session, "validation")]
    path = folder / f"{search.name}.{session.backend.fingerprint()[:12]}.json"
    folder.mkdir(parents=True, exist_ok=True)
    return choose_prompt(
        session, search.name, search.candidates, cases, split="validation", path=path, progress=work
    )


def _test(
    search: PromptSearch,
    choice: PromptChoice,
    session: Session,
    folder: pathlib.Path,
    seed: int,
    work: Progress,
) -> Shares:
    expected = search.expected(session, "test")
    layers = search.layers(session.backend.n_layers)
    prompts = {OWN: ChatPrompt.of(choice.graded[0].prompt), CHOSEN: choice.prompt}
    found: Shares = {}
    for label, prompt in prompts.items():
        reader = as_reader(search.name, prompts={search.name: prompt})
        key = {
            "model": session.backend.fingerprint(),
            "reader": repr(reader),
            "layers": layers,
            "expected": repr(expected),
            "seed": seed,
        }
        read = functools.partial(read_held_out, session, reader, expected, layers, seed=seed, progress=work)
        rows = pd.DataFrame(ResultCache(folder, key).rows(search.name, read))
        found[label] = {
            str(group): {
                condition: {where: dataclasses.asdict(each) for where, each in by.items()}
                for condition, by in shares(some).items()
            }
            for group, some in rows.groupby("group", sort=False)
        }
    return found
