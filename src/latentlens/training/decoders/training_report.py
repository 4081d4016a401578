"""TrainingReport: how a decoder's training went, beside that of its controls."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from latentlens.display.tables import element, html_table, markup, text_table
from latentlens.files.restored import restored


@dataclasses.dataclass(frozen=True)
class TaskFigures:
    """What was measured on the validation rows of one task.

    Args:
        task: kind of question; "" for rows that name none.
        loss: mean loss, in nats per token of the answers.
        accuracy: share of rows whose answer would be generated word for word, greedily.
        rows: number of rows.
    """

    task: str
    loss: float
    accuracy: float
    rows: int


@dataclasses.dataclass(frozen=True)
class Validation:
    """What was measured on the validation rows at one step.

    Args:
        step: number of steps that were made before.
        loss: mean loss, in nats per token of the answers.
        accuracy: share of rows whose answer would be generated word for word, greedily.
        tasks: the same for each task.
    """

    step: int
    loss: float
    accuracy: float
    tasks: tuple[TaskFigures, ...] = ()


@dataclasses.dataclass(frozen=True)
class RunFigures:
    """How one training went.

    Args:
        kind: "decoder", or the name of the control.
        steps: number of steps that were made.
        losses: loss of each step, in nats per token of the answers.
        validations: what was measured on the validation rows, the last the one at the end.
        best: index of the validation whose weights were kept; None without validation rows.
        stopped: whether it stopped early, as the validation loss did not fall any more.
        seconds: time that the steps took.
        examples: examples that were trained on, each as often as it was.
        tokens: tokens of their prompts and answers.
    """

    kind: str
    steps: int
    losses: tuple[float, ...]
    validations: tuple[Validation, ...] = ()
    best: int | None = None
    stopped: bool = False
    seconds: float = 0.0
    examples: int = 0
    tokens: int = 0

    @property
    def validation(self) -> Validation | None:
        """The validation of the weights that were kept; None without validation rows."""
        return None if self.best is None else self.validations[self.best]

    @property
    def loss(self) -> float:
        """Mean loss of the last tenth of the steps."""
        last = self.losses[-max(1, len(self.losses) // 10) :]
        return sum(last) / len(last) if last else float("nan")

    @property
    def summary(self) -> dict[str, float]:
        """Its losses, and the share of validation rows that it got right, by name, for the manifest."""
        found = {"train": self.loss}
        if (kept := self.validation) is not None:
            found |= {"validation": kept.loss, "validation_accuracy": kept.accuracy}
        return found


_HEADINGS = ["", "steps", "loss", "validation loss", "validation accuracy", "examples/s", "tokens/s"]


@dataclasses.dataclass(frozen=True)
class TrainingReport:
    """Settings and figures of a decoder's training; printing it shows them as a table.

    Args:
        name: name of the decoder.
        rows: (number of rows trained on, number validated on).
        runs: the decoder's training, then those of its controls.
        settings: the recipe.

    Examples:
        >>> print(TrainingReport("reader", (900, 100), (RunFigures("decoder", 2, (1.5, 0.5)),)))
        reader: trained on 900 rows, validated on 100
                 steps   loss  validation loss  validation accuracy  examples/s  tokens/s
        decoder      2  0.500                –                    –           –         –
    """

    name: str
    rows: tuple[int, int]
    runs: tuple[RunFigures, ...]
    settings: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def decoder(self) -> RunFigures:
        """The decoder's own training."""
        return self.runs[0]

    @property
    def controls(self) -> Mapping[str, RunFigures]:
        """The trainings that it is compared with, by name."""
        return {run.kind: run for run in self.runs[1:]}

    @property
    def title(self) -> str:
        """The decoder's name, and how many rows it was trained and validated on."""
        return f"{self.name}: trained on {self.rows[0]} rows, validated on {self.rows[1]}"

    def plot(self) -> Any:
        """Return a figure of the losses over the steps, those of the controls beside the decoder's.

        Returns:
            A Plotly figure.
        """
        from latentlens.plots import training_losses

        losses = {run.kind.replace("_", " "): run.losses for run in self.runs}
        return training_losses(losses, title=self.title)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as a dict that JSON can hold."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> TrainingReport:
        """Rebuild a report from the dict that `to_dict` returned.

        Args:
            values: the dict, possibly after a round trip through JSON.

        Raises:
            InputError: if a field is missing, unknown, or of another type.
        """
        return restored(cls, values, "report")

    def _rows(self) -> list[list[str]]:
        return [_row(run) for run in self.runs]

    def _by_task(self) -> list[list[str]]:
        """Return the validation accuracy by task, where there are several: a row for each run."""
        tasks = [each.task for each in self.decoder.validation.tasks] if self.decoder.validation else []
        if len(tasks) < 2:
            return []
        found: list[list[str]] = []
        for run in self.runs:
            accuracy = {t.task: t.accuracy for t in run.validation.tasks} if run.validation else {}
            found.append([run.kind, *(_share(accuracy.get(task)) for task in tasks)])
        return [["accuracy", *tasks], *found]

    def __repr__(self) -> str:
        tables = [text_table(_HEADINGS, self._rows(), align="right")]
        if by_task := self._by_task():
            tables.append(text_table(by_task[0], by_task[1:], align="right"))
        return "\n".join([self.title, *tables])

    def _repr_html_(self) -> str:
        tables = [html_table(_HEADINGS, self._rows(), caption=self.title, align="right")]
        if by_task := self._by_task():
            tables.append(html_table(by_task[0], by_task[1:], align="right"))
        return str(markup(*tables, element("pre", "")))


def _row(run: RunFigures) -> list[str]:
    best, seconds = run.validation, run.seconds
    return [
        run.kind.replace("_", " "),
        f"{run.steps}{', stopped early' if run.stopped else ''}",
        f"{run.loss:.3f}",
        "–" if best is None else f"{best.loss:.3f}",
        _share(None if best is None else best.accuracy),
        f"{run.examples / seconds:.3g}" if seconds else "–",
        f"{run.tokens / seconds:.3g}" if seconds else "–",
    ]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
