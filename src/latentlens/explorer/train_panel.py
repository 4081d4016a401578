"""The Train panel: a decoder trained from a recipe, and offered in the menu with its figures."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError, NotFinite
from latentlens.explorer.protocol import Json, SettingError, Work
from latentlens.explorer.wire import TrainArgs, parse_args
from latentlens.inputs.shown import shown
from latentlens.model.bundled import bundled
from latentlens.readers.decoder import Decoder
from latentlens.readers.form import Panel, checked, panel_json
from latentlens.training.decoders.decoder_recipe import DecoderRecipe
from latentlens.training.decoders.recipe_file import read_recipe
from latentlens.training.decoders.train_decoder import train
from latentlens.training.decoders.training_report import RunFigures, TrainingReport

if TYPE_CHECKING:
    from latentlens.session import Session

PREFIX = "train_"
_REPORTS: weakref.WeakKeyDictionary[Any, dict[str, TrainingReport]] = weakref.WeakKeyDictionary()


class TrainForm(BaseModel):
    """Form of the Train panel."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    train_recipe: Annotated[
        str,
        Panel(
            "Recipe",
            "Train",
            "A recipe that ships with the model, or the path of a TOML file on the kernel's machine.",
            empty="path of a TOML file",
        ),
    ] = ""
    train_steps: Annotated[
        Annotated[int, Field(ge=1, le=10**7)] | None,
        Panel("Steps", "Train", "Number of steps.", empty="the recipe's", says="a whole number from 1 up"),
    ] = None
    train_out: Annotated[
        str,
        Panel(
            "Directory",
            "Train",
            "Where the decoder, its controls, the report and the checkpoints are written. A training that "
            "was stopped goes on from its checkpoints there.",
            empty="the decoder's name",
        ),
    ] = ""
    train_controls: Annotated[
        bool,
        Panel(
            "Controls",
            "Train",
            "Train the same recipe without activations too, with those of other rows, and with random "
            "answers: a decoder that is no better than these has learnt nothing from activations.",
        ),
    ] = True
    train_anew: Annotated[
        bool, Panel("Begin anew", "Train", "Leave out the checkpoints that are in the directory.")
    ] = False


def train_json(session: Session) -> Json:
    """Return the trait `train`: the panel's fields, their default values, and the recipes that ship."""
    (group,) = panel_json([TrainForm])
    model = session.backend.name
    known = bundled(model)
    names = [] if known is None else [f"{model}/{name}" for name in known.recipes]
    return {**group, "settings": TrainForm().model_dump(), "recipes": names}


def figures_of(session: Session, name: str) -> str:
    """Return the validation figures of a decoder that was trained here, beside those without activations.

    Args:
        session: the session.
        name: the decoder's name in `session.readers`; "" is returned for any other reader.
    """
    report = _REPORTS.get(session, {}).get(name)
    if report is None or report.decoder.validation is None:
        return ""
    said = [f"{_percent(report.decoder)} of {report.rows[1]} validation rows right"]
    blind = report.controls.get("no_activations")
    if blind is not None and blind.validation is not None:
        said.append(f"without activations {_percent(blind)}")
    return f" {', '.join(said)}."


def train_here(session: Session, work: Work) -> Json:
    """Train a decoder, add it to `session.readers`, and return the entry of the trait `trained`.

    Args:
        session: the session on whose model it is trained.
        work: the query; cancelled, its checkpoint is kept, and the entry says where.

    Raises:
        SettingError: if it cannot be trained; its `setting` is the field that is wrong.
        NotFinite: if a loss is NaN or infinite; the checkpoint before is kept.
        Cancelled: if it was cancelled before the first step.
    """
    recipe, plan, settings = _asked_for(parse_args(TrainArgs, work.args).train)
    out, steps = settings["out"].strip() or plan.name, settings["steps"]
    if steps is not None:
        plan = plan.model_copy(update={"steps": steps})
    entry: Json = {
        "id": work.id, "name": plan.name, "recipe": recipe, "out": out, "preset": None, "cancelled": False,
        "rows": [], "runs": [], "code": _code(session, recipe, steps, out, settings["controls"]), "said": "",
    }  # fmt: skip
    counted = _Steps(work.progress)
    try:
        trained = train(
            plan, session=session, out=out, controls=settings["controls"], resume=not settings["anew"],
            progress=work.progress,
        )  # fmt: skip
    except Cancelled:
        if not counted.done:
            raise
        return {**entry, "cancelled": True, "said": counted.said}
    except NotFinite:
        raise
    except InputError as error:
        raise SettingError(f"{PREFIX}recipe", str(error)) from error
    names = itertools.chain([plan.name], (f"{plan.name} {i}" for i in itertools.count(2)))
    name = next(name for name in names if name not in session.readers)
    _REPORTS.setdefault(session, {})[name] = trained.report
    session.readers[name] = Decoder.load(f"{out}/decoder")
    runs = [_run_json(run) for run in trained.report.runs]
    return {**entry, "name": name, "preset": f"own:{name}", "rows": list(trained.report.rows), "runs": runs}


class _Steps:
    """Remembers the last step of a training, which its progress forgets when it ends."""

    def __init__(self, progress: Progress) -> None:
        self.done, self.said = 0, ""
        self._tell: Callable[[Progress], object] | None = progress.on_update
        progress.on_update = self._note

    def _note(self, progress: Progress) -> None:
        if progress.unit == "steps" and progress.done:
            self.done = progress.done
            self.said = f"{progress.description}, after {progress.done} of {progress.total} steps"
        if self._tell is not None:
            self._tell(progress)


def _asked_for(given: Json) -> tuple[str, DecoderRecipe, Json]:
    """Return the recipe's name or path, the recipe, and the panel's other settings without their prefix."""
    for name in given.keys() - TrainForm.model_fields.keys():
        raise SettingError(name, f"Training has no setting {shown(name)}.")
    try:
        values = {**TrainForm().model_dump(), **checked([TrainForm], given)}
    except InputError as error:
        raise SettingError(error.setting or f"{PREFIX}recipe", str(error)) from None
    settings = {name.removeprefix(PREFIX): value for name, value in values.items()}
    recipe = settings.pop("recipe").strip()
    if not recipe:
        raise SettingError(
            f"{PREFIX}recipe", "Which recipe? Choose one that ships, or give the path of a TOML file."
        )
    try:
        return recipe, read_recipe(recipe), settings
    except InputError as error:  # a setting of the recipe is none of the panel's
        raise SettingError(f"{PREFIX}recipe", str(error)) from error


def _code(session: Session, recipe: str, steps: int | None, out: str, controls: bool) -> str:
    """Return the Python code that trains the same decoder."""
    plan, imported = repr(recipe), ""
    if steps is not None:
        plan = f"read_recipe({recipe!r}).model_copy(update={{'steps': {steps}}})"
        imported = "from latentlens.training.decoders.recipe_file import read_recipe\n"
    return (
        f"from latentlens import Decoder, Session\nfrom latentlens.training import train\n{imported}\n"
        f"session = {session.code}\n"
        f"trained = train({plan}, session=session, out={out!r}{'' if controls else ', controls=False'})\n"
        f"decoder = Decoder.load({f'{out}/decoder'!r})"
    )


def _run_json(run: RunFigures) -> Json:
    kept = run.validation
    return {
        "kind": run.kind,
        "steps": run.steps,
        "loss": run.loss,
        "validation": None if kept is None else [kept.loss, kept.accuracy],
        "speed": run.examples / run.seconds if run.seconds else None,
    }


def _percent(run: RunFigures) -> str:
    assert run.validation is not None
    return f"{100 * run.validation.accuracy:.0f} %"
