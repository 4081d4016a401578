"""Measures the decoders of a model, one after the other, and writes each one's files when it is done."""

from __future__ import annotations

import contextlib
import dataclasses
import pathlib
from collections.abc import Callable, Sequence

from latentlens import world
from latentlens.decoder_files.directory import write_decoder
from latentlens.decoder_files.manifest import EvaluationRow, Method
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.evaluation.calibrator import Calibrator
from latentlens.experiments.bars import Figure
from latentlens.experiments.decoders.decoder_bench import DecoderBench, task_material
from latentlens.experiments.decoders.decoder_outcome import outcome_of
from latentlens.experiments.decoders.decoder_steering import measure_steering
from latentlens.experiments.decoders.measured_decoder import TWIN, MeasuredDecoder, measured_decoders
from latentlens.experiments.decoders.measured_tasks import tasks_for
from latentlens.experiments.decoders.task_material import TaskMaterial
from latentlens.experiments.decoders.variant_bench import measure_variants
from latentlens.experiments.patchscopes import results
from latentlens.experiments.patchscopes.code_version import code_version
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome
from latentlens.experiments.patchscopes.material import public_facts, teaching_world
from latentlens.experiments.patchscopes.result_cache import ResultCache, prompts_for_key
from latentlens.experiments.patchscopes.results import Summary
from latentlens.experiments.patchscopes.run_experiments import (
    CACHE_FOLDER,
    LARGEST_BUNDLED,
    check_parquet,
    check_writable,
    has_world_tokenizer,
    reporting_write_errors,
    result_name,
)
from latentlens.experiments.patchscopes.study import Study
from latentlens.model.bundled import bundled_names, shipped_with
from latentlens.scoring.confidence_kinds import ConfidenceKind
from latentlens.session import Session

CALIBRATOR_FILES: dict[ConfidenceKind, str] = {
    "mean token probability": "calibrator.json",
    "probability among the options": "calibrator-options.json",
}
"""Kind of confidence -> the file of its calibrator in a decoder's directory; the first is the manifest's."""


@dataclasses.dataclass(frozen=True)
class DecoderPaper:
    """A paper on trained decoders, and the command that measures its kind of decoder.

    Args:
        name: name of the command.
        title: heading in reports.
        methods: methods of decoders that count.
        finding: what the paper found, with its section.
        steers: whether it steers the model that is read with the first of the decoders. Default False.
    """

    name: str
    title: str
    methods: tuple[Method, ...]
    finding: str
    steers: bool = False


OnDecoder = Callable[[Summary, Sequence[Figure], pathlib.Path, str], None]
"""Called with each summary, its figures, the directory of its files, and why there are no still images."""


def reproduce_decoders(
    paper: DecoderPaper,
    model: str,
    out: pathlib.Path,
    *,
    given: Sequence[pathlib.Path] = (),
    keep: pathlib.Path | None = None,
    seed: int = 0,
    quick: bool = False,
    progress: Progress | bool | None = None,
    on_result: OnDecoder | None = None,
) -> tuple[list[Summary], list[Figure]]:
    """Measure the decoders that read a model; what an earlier run finished is not measured again.

    Args:
        paper: the paper, with the methods of the decoders.
        model: name of the model that is read.
        out: results directory: files go to `<model>/<paper>-<decoder>/`, finished parts to `parts/`.
        given: directories of decoders or trainings. Default: the decoders that ship with the model.
        keep: directory to write each decoder to with its evaluation and its calibrators; None (default) for
            nowhere.
        seed: random seed of rows and controls; default 0.
        quick: measure few cases, to check that everything runs.
        progress: as in `Session.sweep`; counts the decoders, and in each the parts of its stages.
        on_result: called with each finished decoder.

    Returns:
        The summaries, and the figures of all decoders; those of the first have the plain names.

    Raises:
        InputError: if there is no decoder, or the directory cannot be written.
        DecoderError: if a decoder cannot be loaded, or belongs to other models.
        ModelError: if a model cannot be opened.
    """
    check_parquet()
    check_writable(out)
    summaries: list[Summary] = []
    all_figures: list[Figure] = []
    material: dict[str, TaskMaterial] = {}
    with contextlib.ExitStack() as opened:
        session = opened.enter_context(contextlib.closing(Session(model)))
        of_world = has_world_tokenizer(session.model.tokenizer)
        if of_world:
            session.prompts |= world.PROMPTS[LARGEST_BUNDLED]
        texts = teaching_world() if of_world else public_facts()
        measured = measured_decoders(
            [place for name in dict.fromkeys((model, *bundled_names())) for place in shipped_with(name)],
            given,
            paper.methods,
            model,
            session.model.fingerprint(),
        )
        tasks = tasks_for(session.backend, of_world=of_world)
        home = out / result_name(session, model, quick=quick)
        work = opened.enter_context(track(progress, "measuring", unit="decoders", total=len(measured)))
        for index, each in enumerate(measured):
            answers = _answering(each, session, opened)
            of_all = _common_key(session, answers, seed, quick=quick)
            cache = ResultCache(out / CACHE_FOLDER, of_all | _decoder_key(paper, each))
            common = ResultCache(out / CACHE_FOLDER, of_all, counted_in=cache)
            study = Study(session, cache, seed, quick, None, "", work, texts)
            material = material or task_material(tasks, study)
            with reporting_write_errors(out):
                bench = DecoderBench(study, each, answers, material, common)
                prefix = f"{each.name}." if index else ""
                rows = bench.measure()
                steers = paper.steers and not index and of_world and answers is session.backend
                steering = measure_steering(study, each.decoder) if steers else []
                variants = measure_variants(bench) if of_world else ([], [])
                outcome, calibrators = outcome_of(
                    bench, rows, prefix=prefix, steering=steering, variants=variants
                )
                experiment = _experiment(paper, each, outcome)
                summary = results.summary_of(experiment, outcome, study)
                why = results.write_result(home / experiment.name, summary, outcome)
                if keep is not None:
                    keep_decoder(keep / each.name, each, outcome, calibrators)
            summaries.append(summary)
            all_figures += outcome.figures
            work.advance()
            work.clear()
            if on_result is not None:
                on_result(summary, outcome.figures, home / experiment.name, why)
    return summaries, all_figures


def keep_decoder(
    place: pathlib.Path,
    measured: MeasuredDecoder,
    outcome: ExperimentOutcome,
    calibrators: dict[ConfidenceKind, Calibrator],
) -> None:
    """Write a decoder with its evaluation table, its calibrators and its twin, which may be deleted again.

    Args:
        place: directory to write; an earlier decoder in it is replaced.
        measured: the decoder.
        outcome: what was measured of it.
        calibrators: its calibrators, by kind of confidence.

    Raises:
        DecoderError: if the directory holds something else, or cannot be written.
    """
    files = {CALIBRATOR_FILES[kind]: each.to_json() for kind, each in calibrators.items()}
    weights = measured.decoder.weights
    main = CALIBRATOR_FILES["mean token probability"]
    manifest = weights.manifest.model_copy(
        update={
            "evaluation": tuple(evaluation_rows(outcome)),
            "calibrator": main if main in files else next(iter(files), None),
        }
    )
    write_decoder(place, dataclasses.replace(weights, manifest=manifest, calibrators=files))
    if measured.twin is not None:
        write_decoder(place / TWIN, measured.twin.weights)


def evaluation_rows(outcome: ExperimentOutcome) -> list[EvaluationRow]:
    """Return what was measured of a decoder as the rows of its evaluation table.

    Args:
        outcome: what was measured.
    """
    found = []
    for task in outcome.settings["tables"]["tasks"]:
        for who, figures in task["who"].items():
            accuracy = figures["accuracy"]
            more = {name: figures[name]["value"] for name in ("auroc", "ece")}
            if who == "decoder":
                more |= {
                    "chance": task["chance"],
                    "activation sensitivity": task.get("sensitivity", {}).get("value"),
                    "most common answer": task["most_common"],
                }
            found.append(
                EvaluationRow(
                    task=task["task"],
                    who=who,
                    n=accuracy["cases"],
                    accuracy=accuracy["value"],
                    low=accuracy["low"],
                    high=accuracy["high"],
                    figures={name: value for name, value in more.items() if value is not None},
                )
            )
    return found


def _experiment(paper: DecoderPaper, measured: MeasuredDecoder, outcome: ExperimentOutcome) -> Experiment:
    return Experiment(
        f"{paper.name}-{measured.name}",
        f"{paper.title}: {measured.name}",
        paper.finding,
        lambda study: outcome,
    )


def _answering(measured: MeasuredDecoder, session: Session, opened: contextlib.ExitStack) -> Backend:
    """Return the model that answers: the one that is read, or the decoder's own base."""
    manifest = measured.decoder.manifest
    if manifest.source is None:
        return session.backend
    return opened.enter_context(contextlib.closing(Session(manifest.base.name))).backend


def _decoder_key(paper: DecoderPaper, measured: MeasuredDecoder) -> dict[str, object]:
    """Return what the parts that a decoder answers depend on."""
    twin = measured.twin
    return {
        "experiment": paper.name,
        "decoder": measured.decoder.calibrated_as,
        "twin": None if twin is None else twin.calibrated_as,
    }


def _common_key(session: Session, answers: Backend, seed: int, *, quick: bool) -> dict[str, object]:
    """Return what all parts depend on, those too that are the same beside every decoder of these models."""
    return {
        "model": session.model.fingerprint(),
        "answers": answers.fingerprint(),
        "prompts": prompts_for_key(session.prompts),
        "seed": seed,
        "quick": quick,
        "device": str(session.model.device.type),
        "code": code_version(),
    }
