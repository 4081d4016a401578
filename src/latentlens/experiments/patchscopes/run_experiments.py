"""Run experiments on models, one after the other, and write each one's files as soon as it is done."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import pathlib
from collections.abc import Callable, Iterator, Sequence

from latentlens import world
from latentlens.display.progress import Progress, track
from latentlens.errors import InputError, LatentLensError, PromptError, TargetPromptError, UnsupportedModel
from latentlens.experiments.patchscopes import results
from latentlens.experiments.patchscopes.code_version import code_version
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome, Verdict
from latentlens.experiments.patchscopes.material import public_facts, teaching_world
from latentlens.experiments.patchscopes.result_cache import ResultCache, prompts_for_key
from latentlens.experiments.patchscopes.results import Summary
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.files.atomic import write_atomically
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.session import Session

CACHE_FOLDER = "parts"
"""Directory of finished parts, inside the results directory."""
LARGEST_BUNDLED = "world-base"

OnResult = Callable[[Summary, pathlib.Path, str], None]
"""Called with each summary, the directory of its files, and why there are no still images (or "")."""


def reproduce(
    experiments: Sequence[Experiment],
    models: Sequence[str],
    out: pathlib.Path,
    *,
    into: str | None = None,
    seed: int = 0,
    quick: bool = False,
    progress: Progress | bool | None = None,
    on_result: OnResult | None = None,
) -> list[Summary]:
    """Run experiments on models; what an earlier run finished is not measured again.

    Args:
        experiments: experiments to run, in this order.
        models: bundled names, directories or hub names.
        out: results directory: files go to `<model>/<experiment>/`, finished parts to `cache/`.
        into: name of the model to write into across models; None for the larger bundled one if it fits.
        seed: seed of everything random; default 0.
        quick: use few cases, to check that everything runs.
        progress: as in `Session.sweep`; counts the experiments, and in each the parts of its stages.
        on_result: called with each finished experiment.

    Returns:
        The summaries; see `results.summary_of`.

    Raises:
        InputError: if the directory cannot be written, or the second model has another tokenizer.
        ModelError: if a model cannot be opened.
        LatentLensError: if the package that writes tables is missing, or a file cannot be written on the
            way.
    """
    check_parquet()
    check_writable(out)
    if into is not None and not any(experiment.across for experiment in experiments):
        raise InputError(
            f"None of {', '.join(experiment.name for experiment in experiments)} writes into a second model, "
            f"and {into} was given as one. Leave --into out."
        )
    found = []
    total = len(models) * len(experiments)
    with track(progress, "reproducing", unit="experiments", total=total) as work:
        for name in models:
            found += _run_all(experiments, name, out, into, seed, quick=quick, work=work, on_result=on_result)
    return found


def _run_all(
    experiments: Sequence[Experiment],
    name: str,
    out: pathlib.Path,
    into: str | None,
    seed: int,
    *,
    quick: bool,
    work: Progress,
    on_result: OnResult | None,
) -> list[Summary]:
    """Run experiments on one model."""
    found = []
    with contextlib.ExitStack() as opened:
        session = opened.enter_context(contextlib.closing(Session(name)))
        material = public_facts()
        if has_world_tokenizer(
            session.model.tokenizer
        ):  # a model of the teaching world, wherever it is stored
            session.prompts |= world.PROMPTS[LARGEST_BUNDLED]
            material = teaching_world()
        needed = any(experiment.across for experiment in experiments)
        other, why = _open_second_model(session, name, into) if needed else (None, "")
        if other is not None:
            opened.enter_context(contextlib.closing(other))
        home = out / result_name(session, name, quick=quick)
        for experiment in experiments:
            beside = other if experiment.across else None
            cache = ResultCache(out / CACHE_FOLDER, _key(experiment, session, beside, seed, quick=quick))
            study = Study(session, cache, seed, quick, beside, why, work, material)
            with reporting_write_errors(out):
                outcome = _run(experiment, study)
                summary = results.summary_of(experiment, outcome, study)
                why_no_images = results.write_result(home / experiment.name, summary, outcome)
            found.append(summary)
            work.advance()
            work.clear()
            if on_result is not None:
                on_result(summary, home / experiment.name, why_no_images)
    return found


def check_parquet() -> None:
    """Refuse to begin where the tables cannot be written.

    Raises:
        LatentLensError: if the package that writes them is missing.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise LatentLensError(
            "The tables of experiments are Parquet files, and the package that writes those, pyarrow, is "
            "missing. Run `pip install 'pyarrow>=16'`."
        )


def select(experiments: Sequence[Experiment], names: Sequence[str] | None) -> list[Experiment]:
    """Return the experiments with these names, in their own order; all if there are no names.

    Args:
        experiments: all experiments.
        names: names to select; None or empty for all.

    Raises:
        InputError: if a name is unknown.
    """
    known = [experiment.name for experiment in experiments]
    for name in names or ():
        if name not in known:
            raise InputError(f"There is no experiment {name!r}. The experiments are: {', '.join(known)}.")
    return [experiment for experiment in experiments if not names or experiment.name in names]


def _run(experiment: Experiment, study: Study) -> ExperimentOutcome:
    try:
        return experiment.run(study)
    except (PromptError, TargetPromptError, UnsupportedModel) as error:
        # this model cannot be asked like this: the results say so, and the other experiments go on
        return ExperimentOutcome(
            table_of([]), (), (Verdict(experiment.finding, "cannot be told", str(error)),)
        )


def _open_second_model(session: Session, name: str, into: str | None) -> tuple[Session | None, str]:
    """Open the model to write into, or return why there is none."""
    if into is not None:
        other = Session(into)
        if other.model.tokenizer.hf.get_vocab() != session.model.tokenizer.hf.get_vocab():
            raise InputError(
                f"{into} and {name} have different tokenizers, and a map between models is fitted at equal "
                "tokens. Give --into a model with the same tokenizer, or leave it out."
            )
        if has_world_tokenizer(other.model.tokenizer):
            other.prompts |= world.PROMPTS[LARGEST_BUNDLED]
        return other, ""
    if not has_world_tokenizer(session.model.tokenizer):
        return None, f"no bundled model has the tokenizer of {_base_name(name)}; name a model with --into"
    other = Session(LARGEST_BUNDLED)
    if other.model.n_parameters <= session.model.n_parameters:
        return (
            None,
            f"no bundled model is larger than {_base_name(name)}, as the paper has it; name one with --into",
        )
    return other, ""


@functools.cache
def _world_vocabulary() -> dict[str, int]:
    from latentlens.world.word_tokenizer import make_tokenizer

    found: dict[str, int] = make_tokenizer().get_vocab()
    return found


def has_world_tokenizer(tokenizer: ModelTokenizer) -> bool:
    """Return whether a tokenizer is the teaching world's, so that its model is one of those, wherever it is.

    Args:
        tokenizer: the tokenizer.
    """
    return bool(tokenizer.hf.get_vocab() == _world_vocabulary())


def _base_name(name: str) -> str:
    return pathlib.Path(name).name


def result_name(session: Session, name: str, *, quick: bool) -> str:
    """Return the name of the directory of a model's results.

    Args:
        session: session on the model.
        name: name that it was opened by.
        quick: whether few cases are measured.
    """
    own = name if name in world.PROMPTS else f"{_base_name(name)}-{session.model.fingerprint()[:8]}"
    return f"{own}-quick" if quick else own


def _key(
    experiment: Experiment, session: Session, other: Session | None, seed: int, *, quick: bool
) -> dict[str, object]:
    """Return everything that an experiment's parts depend on."""
    return {
        "experiment": experiment.name,
        "model": session.model.fingerprint(),
        "into": other.model.fingerprint() if other else None,
        "prompts": prompts_for_key(session.prompts),
        "seed": seed,
        "quick": quick,
        "device": str(session.model.device.type),
        "code": code_version(),
    }


def check_writable(out: pathlib.Path) -> None:
    """Refuse a results directory that cannot be written.

    Args:
        out: the directory; made if it is missing.

    Raises:
        InputError: if it cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_atomically(out / ".writable", "")
        (out / ".writable").unlink(missing_ok=True)  # another process may check at the same moment
    except OSError as error:
        raise InputError(
            f"Results cannot be written to {out} ({error.strerror or error}). Give another directory with "
            "--out."
        ) from error


@contextlib.contextmanager
def reporting_write_errors(out: pathlib.Path) -> Iterator[None]:
    """Turn a file that cannot be written into an error that says what to do.

    Args:
        out: the results directory.

    Raises:
        LatentLensError: if one cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise LatentLensError(
            f"A file in {out} could not be written ({error.strerror or error}). What is finished is kept: "
            "make room, and give the same command again."
        ) from error
