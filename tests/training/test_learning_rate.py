"""The learning rate really falls, the optimiser gets it, and trackers are told of it."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from accelerate.tracking import LOGGER_TYPE_TO_CLASS

from decoder_trainings import recipe, rows, tiny_session
from latentlens import Session
from latentlens.errors import InputError
from latentlens.training import train
from latentlens.training.decoders.decoder_recipe import OptimiserRecipe
from latentlens.training.decoders.schedule import learning_rate


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """A session on a tiny random model."""
    with tiny_session() as opened:
        yield opened


class Tracker:
    """What accelerate takes for a tracker; keeps what it is told.

    Args:
        name: name of the run.
        logging_dir: directory for its files.
    """

    requires_logging_directory = True
    told: list[Any]

    def __init__(self, name: str, logging_dir: str) -> None:
        type(self).told = [(name, logging_dir)]

    def start(self) -> None:
        """Begin."""

    def log(self, values: dict[str, float], step: int) -> None:
        """Take figures."""
        self.told.append((step, values))

    def finish(self) -> None:
        """End."""
        self.told.append("finished")


class Unusable(Tracker):
    """A tracker whose package is not there."""

    def start(self) -> None:
        """Fail."""
        raise ImportError("no module named wandb")


@pytest.mark.parametrize("decay", ["linear", "cosine"])
@pytest.mark.parametrize(("steps", "warmup"), [(50, 0.1), (7, 0.0), (2, 0.0)])
def test_it_is_torchs_own_schedule_and_ends_at_zero(decay: str, steps: int, warmup: float) -> None:
    """A rise in equal parts, then LinearLR or CosineAnnealingLR from the largest rate to exactly 0."""
    settings = OptimiserRecipe(learning_rate=0.3, warmup=warmup, decay=decay)
    rising = max(round(warmup * steps), 1)
    optimiser = torch.optim.SGD([torch.zeros(1)], lr=0.3)
    falling = steps - rising
    schedule = (
        torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, total_iters=falling)
        if decay == "linear"
        else torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, T_max=falling)
    )
    expected = [0.3 * (step + 1) / rising for step in range(rising)]
    for _ in range(falling):
        optimiser.step()
        schedule.step()
        expected.append(schedule.get_last_lr()[0])

    rates = [learning_rate(step, steps, settings) for step in range(steps)]

    assert pytest.approx(expected, abs=1e-9) == rates
    assert 0 == rates[-1]


def test_the_optimiser_and_the_trackers_get_it(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step's rate and loss, each validation's figures, under the run's name; then the end."""
    monkeypatch.setitem(LOGGER_TYPE_TO_CLASS, "ours", Tracker)
    used: list[float] = []
    step = torch.optim.AdamW.step

    def spied(self: torch.optim.AdamW, *args: Any) -> Any:
        used.append(self.param_groups[0]["lr"])
        return step(self, *args)

    monkeypatch.setattr(torch.optim.AdamW, "step", spied)
    plan = recipe(name="tracked", trackers=["ours"], optimiser={"learning_rate": 0.01, "decay": "cosine"})
    made = train(plan, rows(16, 4), session=session, out=tmp_path, controls=False)

    wanted = [learning_rate(n, 6, OptimiserRecipe(learning_rate=0.01, decay="cosine")) for n in range(6)]
    assert wanted == used
    begun, *told, end = Tracker.told
    assert ("tracked", str(tmp_path)) == begun
    assert "finished" == end
    steps = [(at, each) for at, each in told if "decoder/loss" in each]
    assert [*range(1, 7)] == [at for at, _ in steps]
    assert wanted == [each["decoder/learning_rate"] for _, each in steps]
    assert [*made.report.decoder.losses] == [each["decoder/loss"] for _, each in steps]
    checks = [(at, each["decoder/validation_loss"]) for at, each in told if "decoder/validation_loss" in each]
    assert [(each.step, each.loss) for each in made.report.decoder.validations] == checks


def test_a_tracker_that_cannot_be_used_is_named(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first step: one that accelerate does not know, and one whose package is missing."""
    with pytest.raises(InputError, match=r"no tracker 'ours'\. It knows .*tensorboard"):
        train(recipe(trackers=["ours"]), rows(8), session=session, controls=False)
    monkeypatch.setitem(LOGGER_TYPE_TO_CLASS, "ours", Unusable)
    with pytest.raises(InputError, match=r"'ours' cannot be used: .*wandb.*leave it out"):
        train(recipe(trackers=["ours"]), rows(8), session=session, controls=False)
