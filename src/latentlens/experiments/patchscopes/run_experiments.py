"""Run experiments on models, one after the other, and leave each one's files as soon as it is done."""

from __future__ import annotations

import contextlib
import functools
import pathlib
from collections.abc import Callable, Iterator, Sequence

from latentlens import world
from latentlens._errors import (
    InputError,
    LatentLensError,
    PromptError,
    TargetPromptError,
    UnsupportedModel,
)
from latentlens._files import write_atomically
from latentlens.experiments.patchscopes import results
from latentlens.experiments.patchscopes.experiment import Experiment, Outcome, Verdict
from latentlens.experiments.patchscopes.result_cache import Parts
from latentlens.experiments.patchscopes.results import Summary
from latentlens.experiments.patchscopes.sources import code
from latentlens.experiments.patchscopes.study import OnStage, Study
from latentlens.experiments.patchscopes.tables import table_of
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.session import Session

PARTS = "parts"
"""Where finished parts are kept, in the results directory."""
LARGEST = "world-base"

OnResult = Callable[[Summary, pathlib.Path, str], None]
"""Called with each summary, where its files are, and why there are no still images."""


def reproduce(
    experiments: Sequence[Experiment],
    models: Sequence[str],
    out: pathlib.Path,
    *,
    into: str | None = None,
    seed: int = 0,
    quick: bool = False,
    on_stage: OnStage | None = None,
    on_result: OnResult | None = None,
) -> list[Summary]:
    """Run experiments on models; what an earlier run finished is not measured again.

    Args:
        experiments: which, in their order.
        models: bundled names, directories or hub names.
        out: where results go: `<model>/<experiment>/`, and finished parts in `parts/`.
        into: the model to write into across models; None for the larger bundled one where it fits.
        seed: of everything that is drawn.
        quick: measure little, to see that everything runs.
        on_stage: told of progress.
        on_result: told of each experiment as it is done.

    Returns:
        The summaries; see `results.summary_of`.

    Raises:
        InputError: if the directory cannot be written, or the second model has another tokenizer.
        ModelError: if a model cannot be opened.
        LatentLensError: if a file cannot be written on the way.
    """
    _check_writable(out)
    if into is not None and not any(experiment.across for experiment in experiments):
        raise InputError(
            f"None of {', '.join(experiment.name for experiment in experiments)} writes into a second model, "
            f"and {into} was given as one. Leave --into out."
        )
    found = []
    for name in models:
        with contextlib.ExitStack() as opened:
            session = opened.enter_context(contextlib.closing(Session(name)))
            if _same_tokens(session.model.tokenizer):  # a model of the world, wherever it is
                session.prompts |= world.PROMPTS[LARGEST]
            needed = any(experiment.across for experiment in experiments)
            other, why = _second(session, name, into) if needed else (None, "")
            if other is not None:
                opened.enter_context(contextlib.closing(other))
            home = out / _label(session, name, quick=quick)
            for experiment in experiments:
                beside = other if experiment.across else None
                parts = Parts(out / PARTS, _key(experiment, session, beside, seed, quick=quick))
                study = Study(session, parts, seed, quick, beside, why, on_stage)
                with _writing(out):
                    outcome = _run(experiment, study)
                    summary = results.summary_of(experiment, outcome, study)
                    without = results.write(home / experiment.name, summary, outcome)
                found.append(summary)
                if on_result is not None:
                    on_result(summary, home / experiment.name, without)
    return found


def select(experiments: Sequence[Experiment], names: Sequence[str] | None) -> list[Experiment]:
    """Return the experiments of these names, in their own order; all for no names.

    Args:
        experiments: all that there are.
        names: which of them.

    Raises:
        InputError: an unknown name.
    """
    known = [experiment.name for experiment in experiments]
    for name in names or ():
        if name not in known:
            raise InputError(f"There is no experiment {name!r}. The experiments are: {', '.join(known)}.")
    return [experiment for experiment in experiments if not names or experiment.name in names]


def _run(experiment: Experiment, study: Study) -> Outcome:
    try:
        return experiment.run(study)
    except (PromptError, TargetPromptError, UnsupportedModel) as error:
        # this model cannot be asked in this way: said in the results, and the other experiments go on
        return Outcome(table_of([]), (), (Verdict(experiment.finding, "cannot be told", str(error)),))


def _second(session: Session, name: str, into: str | None) -> tuple[Session | None, str]:
    """Open the model to write into; or say why there is none."""
    if into is not None:
        other = Session(into)
        if other.model.tokenizer.hf.get_vocab() != session.model.tokenizer.hf.get_vocab():
            raise InputError(
                f"{into} and {name} have different tokenizers, and a map between models is fitted at equal "
                "tokens. Give --into a model with the same tokenizer, or leave it out."
            )
        if _same_tokens(other.model.tokenizer):
            other.prompts |= world.PROMPTS[LARGEST]
        return other, ""
    if not _same_tokens(session.model.tokenizer):
        return None, f"no bundled model has the tokenizer of {_short(name)}; name a model with --into"
    other = Session(LARGEST)
    if other.model.n_parameters <= session.model.n_parameters:
        return (
            None,
            f"no bundled model is larger than {_short(name)}, as the paper has it; name one with --into",
        )
    return other, ""


@functools.cache
def _world_vocabulary() -> dict[str, int]:
    from latentlens.world.tokenizer import make_tokenizer

    found: dict[str, int] = make_tokenizer().get_vocab()
    return found


def _same_tokens(tokenizer: ModelTokenizer) -> bool:
    return bool(tokenizer.hf.get_vocab() == _world_vocabulary())


def _short(name: str) -> str:
    return pathlib.Path(name).name


def _label(session: Session, name: str, *, quick: bool) -> str:
    own = name if name in world.PROMPTS else f"{_short(name)}-{session.model.fingerprint()[:8]}"
    return f"{own}-quick" if quick else own


def _key(
    experiment: Experiment, session: Session, other: Session | None, seed: int, *, quick: bool
) -> dict[str, object]:
    """Return all that an experiment's parts depend on."""
    return {
        "experiment": experiment.name,
        "model": session.model.fingerprint(),
        "into": other.model.fingerprint() if other else None,
        "prompts": session.prompts,
        "seed": seed,
        "quick": quick,
        "device": str(session.model.device.type),
        "code": code(),
    }


def _check_writable(out: pathlib.Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_atomically(out / ".writable", "")
        (out / ".writable").unlink(missing_ok=True)  # another process may look at the same moment
    except OSError as error:
        raise InputError(
            f"Results cannot be written to {out} ({error.strerror or error}). Give another directory with "
            "--out."
        ) from error


@contextlib.contextmanager
def _writing(out: pathlib.Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LatentLensError(
            f"A file in {out} could not be written ({error.strerror or error}). What is finished is kept: "
            "make room, and give the same command again."
        ) from error
