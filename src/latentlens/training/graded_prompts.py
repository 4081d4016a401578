"""Target prompts that were graded on cases, and the best of them: the result of a choice, in one file."""

from __future__ import annotations

import dataclasses
import json
import os
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Int

from latentlens.errors import InputError
from latentlens.files.atomic import write_atomically
from latentlens.files.restored import restored
from latentlens.files.sealed import sealed, unsealed
from latentlens.inputs.paths import file_path
from latentlens.inputs.shown import short
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.scoring.intervals import Estimate, bootstrap, wilson

if TYPE_CHECKING:
    import pandas as pd


@dataclasses.dataclass(frozen=True)
class GradedPrompt:
    """A candidate, and what it said about each case.

    Args:
        prompt: the target prompt: a text, or a chat's messages.
        answers: its answers, in the order of the cases.
        correct: whether each of them is correct.
    """

    prompt: str | tuple[dict[str, str], ...]
    answers: tuple[str, ...]
    correct: tuple[bool, ...]


@dataclasses.dataclass(frozen=True)
class PromptChoice:
    """Candidates for a target prompt, graded on the same cases; the one with most correct answers is chosen.

    Args:
        name: the preset or relation that the prompts are for.
        split: what the cases are called, such as "validation".
        model: the model's name.
        dtype: the numbers it ran in, such as "float32".
        fingerprint: fingerprint of the model.
        cases: a hash of the cases, true answers included.
        sources: the source prompt of each case.
        layers: the layer that each case reads.
        graded: the candidates, the preset's own prompt first; of equally good ones the first is chosen.

    Examples:
        >>> candidates = GradedPrompt("x is", ("Lima",), (False,)), GradedPrompt("The x", ("Oslo",), (True,))
        >>> choice = PromptChoice("capital", "mine", "world", "float32", "", "", ("Oslo",), (1,), candidates)
        >>> choice.prompt
        'The x'
    """

    name: str
    split: str
    model: str
    dtype: str
    fingerprint: str
    cases: str
    sources: tuple[str, ...]
    layers: tuple[int, ...]
    graded: tuple[GradedPrompt, ...] = ()

    @property
    def best(self) -> GradedPrompt:
        """The candidate with the most correct answers; the first of equal ones."""
        return max(self.graded, key=lambda each: sum(each.correct))

    @property
    def prompt(self) -> str | ChatPrompt:
        """The chosen target prompt, as `session.prompts` takes it."""
        return ChatPrompt.of(self.best.prompt)

    def share(self, candidate: GradedPrompt, layer: int | None = None) -> Estimate:
        """Return the share of the cases that a candidate answers correctly, with its 95 % interval.

        The interval is over source prompts: what is read from one at several layers is not independent. It is
        Wilson's where each is read once, and a bootstrap interval otherwise.

        Args:
            candidate: one of the candidates.
            layer: count the cases of this layer only; None (default) for all.

        Raises:
            InputError: if no case reads this layer.
        """
        by_source: dict[str, list[bool]] = {}
        for source, at, correct in zip(self.sources, self.layers, candidate.correct, strict=True):
            if layer in (None, at):
                by_source.setdefault(source, []).append(correct)
        if not by_source:
            raise InputError(f"No case reads layer {layer}. There are {sorted(set(self.layers))}.")
        right = np.array([sum(each) for each in by_source.values()], dtype=np.float64)
        asked = np.array([len(each) for each in by_source.values()], dtype=np.float64)

        if len(asked) == asked.sum():
            return Estimate(float(right.mean()), *wilson(int(right.sum()), len(right)))

        def of(taken: Int[np.ndarray, " case"]) -> float:
            return float(right[taken].sum() / asked[taken].sum())

        return bootstrap(of, float(right.sum() / asked.sum()), len(asked), seed=0)

    def to_pandas(self) -> pd.DataFrame:
        """Return the share of correct answers of each candidate, over all cases and by layer.

        Returns:
            A table with the columns prompt, chosen, layer (missing for all layers), share, low and high.
        """
        import pandas as pd

        rows = []
        for candidate in self.graded:
            for layer in (None, *sorted(set(self.layers))):
                share = self.share(candidate, layer)
                rows.append(
                    {
                        "prompt": candidate.prompt,
                        "chosen": candidate is self.best,
                        "layer": layer,
                        "share": share.value,
                        "low": share.low,
                        "high": share.high,
                    }
                )
        return pd.DataFrame(rows).astype({"layer": "Int64"})

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything as JSON with a checksum, atomically.

        Args:
            path: path of the file; an existing file is replaced.

        Raises:
            OSError: if the disk is full, or the directory cannot be written.
        """
        text = json.dumps(sealed(dataclasses.asdict(self)), indent=1, ensure_ascii=False)
        write_atomically(file_path("path", path), text + "\n")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> PromptChoice:
        """Read what `save` wrote.

        Args:
            path: path of the file.

        Raises:
            InputError: if there is no such file, it was changed after it was saved, or it holds something
                else.
        """
        file = file_path("path", path)
        try:
            return restored(cls, unsealed(file.read_bytes()), "it")
        except (OSError, InputError) as error:
            why = short(getattr(error, "strerror", None) or error)
            raise InputError(
                f"{short(file)} holds no choice of a prompt ({why}). Give the file that choose_prompt or "
                "PromptChoice.save wrote."
            ) from error

    def kept_in(self, path: str | os.PathLike[str]) -> dict[str | ChatPrompt, GradedPrompt]:
        """Return the candidates that a file holds for the same choice; none if there is no such file.

        Args:
            path: path of the file.

        Raises:
            InputError: if the file holds another choice, or something else.
        """
        if not file_path("path", path).exists():
            return {}
        kept = type(self).load(path)
        if dataclasses.replace(kept, graded=()) != dataclasses.replace(self, graded=()):
            raise InputError(
                f"{short(path)} holds another choice: for {kept.name} of {kept.model}, or on other cases "
                "or weights. Give another file, or remove this one."
            )
        return {ChatPrompt.of(each.prompt): each for each in kept.graded}
