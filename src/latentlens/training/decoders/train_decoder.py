"""Trains a decoder from a recipe, with its controls beside it, and writes it down."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import json
import os
import pathlib
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import torch

from latentlens.ask.asker import Asker
from latentlens.decoder_files.directory import write_decoder
from latentlens.decoder_files.manifest import Manifest, TrainedBy
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.files.atomic import write_atomically
from latentlens.inputs.paths import file_path
from latentlens.model.recomputing import recomputing
from latentlens.readers.decoder_checks import facts_of
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.decoders.decoder_recipe import ControlKind, DecoderRecipe
from latentlens.training.decoders.fitted_start import fitted_matrix
from latentlens.training.decoders.fresh_weights import fresh_adapter, fresh_mapping
from latentlens.training.decoders.fsdp_settings import (
    WRAPPED,
    check_precision,
    check_wrapped,
    not_prefetched,
)
from latentlens.training.decoders.passes import rows_together
from latentlens.training.decoders.processes import Processes
from latentlens.training.decoders.recipe_file import read_recipe
from latentlens.training.decoders.recipe_rows import recipe_rows
from latentlens.training.decoders.stored_states import (
    StateStore,
    mean_states,
    read_states,
    store_bytes,
)
from latentlens.training.decoders.trackers import trackers
from latentlens.training.decoders.trainee import Trainee
from latentlens.training.decoders.training_examples import Examples
from latentlens.training.decoders.training_loop import Materials, OnStep, TrainingLoop
from latentlens.training.decoders.training_report import RunFigures, TrainingReport
from latentlens.training.decoders.training_state import TrainingState


@dataclasses.dataclass(frozen=True)
class TrainedDecoder:
    """What a training came to.

    Args:
        weights: the decoder.
        controls: what the controls were trained to, by name.
        report: how the trainings went.
        directory: where they were written; None if they were not.
    """

    weights: DecoderWeights
    controls: Mapping[str, DecoderWeights]
    report: TrainingReport
    directory: pathlib.Path | None

    def __repr__(self) -> str:
        return repr(self.report)

    def _repr_html_(self) -> str:
        return self.report._repr_html_()


@torch.inference_mode(mode=False)
def train(
    recipe: DecoderRecipe | Mapping[str, Any] | str | os.PathLike[str],
    rows: Iterable[DecoderRow] | None = None,
    *,
    session: Asker | None = None,
    source: Asker | None = None,
    out: str | os.PathLike[str] | None = None,
    controls: bool = True,
    resume: bool = True,
    progress: Progress | bool | None = None,
) -> TrainedDecoder:
    """Train a decoder: a model that answers questions about activations that stand in its prompt.

    The model's own weights stay as they are. The loss is the cross-entropy of the answers' tokens, the token
    that ends an answer included. AdamW, the gradient clipped, the learning rate rising and then falling to 0
    at the last step. The weights with the smallest loss on the validation rows are kept.

    With `accelerate launch --use_fsdp` each of several processes keeps a part of the frozen weights of a
    model that is opened here; a session that is given is then refused, as its model stays as it is.

    Args:
        recipe: what to train and how: a recipe, a dict, or the path of a TOML file.
        rows: rows to train on; those of the split "validation" are validated on, those of "test" left out.
            Default None: the recipe's data.
        session: session on the model that answers. Default None: one on the recipe's model.
        source: session on the model whose activations are read. Default None: one on the recipe's source, if
            it has one; else the model that answers.
        out: directory for the decoder, its controls, the report and the checkpoints. Default None: nothing
            is written, and nothing can be resumed.
        controls: whether the recipe is also trained without activations, with those of other examples, and
            with random answers. Default True.
        resume: whether to go on from the checkpoints in `out`. Default True; False begins anew.
        progress: as in `Session.sweep`; counts steps. A training that is cancelled keeps its state in `out`.

    Returns:
        The decoder with its controls and the report.

    Raises:
        InputError: if the recipe or a row cannot be used, or something cannot be written.
        NotFinite: if a loss or gradient is NaN or infinite; the checkpoint from before it is kept.
        Cancelled: if `progress` was cancelled.
        ModelError: if a model cannot be opened; or if another of several processes has failed, was cancelled
            or cannot be reached.

    Source:
        LatentQA (arXiv 2412.08686), Activation Oracles (arXiv 2512.15674), Meta-Models (arXiv 2410.02472).
    """
    plan, processes = read_recipe(recipe), Processes()
    place = None if out is None else file_path("out", out)
    with (
        processes.together(),
        contextlib.ExitStack() as stack,
        track(progress, "", unit="trainings") as work,
    ):
        check_precision(plan.autocast)
        for told in _left_out(plan, processes):
            warnings.warn(told, stacklevel=3)  # the decorator stands between
        answers, reads = _models(plan, session, source, processes, stack)
        given = list(rows) if rows is not None else recipe_rows(plan, reads, work)
        materials = _materials(plan, given, answers, reads, place, processes, work)
        on_step = stack.enter_context(trackers(plan, place, first=processes.is_first))
        job = _Job(materials, given, place, resume, on_step)
        kinds: list[ControlKind | None] = [None, *(plan.controls.kinds if controls else ())]
        trained: dict[str, tuple[DecoderWeights, RunFigures]] = {
            kind or "decoder": job.run(kind, work) for kind in kinds
        }
        report = TrainingReport(
            plan.name,
            (len(materials.train), len(materials.validation)),
            tuple(figures for _, figures in trained.values()),
            plan.settings(),
        )
        measured = {kind: run.summary for kind, (_, run) in trained.items() if kind != "decoder"}
        weights = {
            kind: job.finished(made, figures, measured if kind == "decoder" else {})
            for kind, (made, figures) in trained.items()
        }
        if place is not None and processes.is_first:
            _write(place, weights, report)
        processes.wait()
    return TrainedDecoder(weights.pop("decoder"), weights, report, place)


def _left_out(plan: DecoderRecipe, processes: Processes) -> list[str]:
    """Return what the first process has to say of settings that sharded weights leave no choice of."""
    if not processes.gathering or not processes.is_first:
        return []
    again = (
        "With FSDP blocks run again in the backward pass, as activation_checkpointing = true asks for, since "
        "a graph would keep the weights of all of them."
    )
    return [*([] if plan.activation_checkpointing else [again]), *not_prefetched()]


class _Job:
    """The trainings of one recipe, one after the other."""

    def __init__(
        self,
        materials: Materials,
        rows: Sequence[DecoderRow],
        place: pathlib.Path | None,
        resume: bool,
        on_step: Callable[[str], OnStep],
    ) -> None:
        self._m, self._place, self._resume, self._on_step = materials, place, resume, on_step
        self._manifest = materials.manifest
        self._rows = hashlib.sha256(repr(rows).encode()).hexdigest()
        self._counts = (len(materials.train), len(materials.validation))

    def run(self, kind: ControlKind | None, work: Progress) -> tuple[DecoderWeights, RunFigures]:
        """Train the decoder, or a control, and return it."""
        recipe, model = self._m.recipe, self._m.answers
        name = kind or "decoder"
        steps = recipe.n_steps(len(self._m.train))
        if kind is not None:
            steps = max(1, round(recipe.controls.steps * steps))
        mapping = fresh_mapping(
            recipe.mapping, self._m.reads.d_model, model.d_model, recipe.seed, self._m.fitted
        )
        adapter = fresh_adapter(recipe.adapter, model.model, recipe.seed)
        manifest = self._manifest
        if kind is not None:
            manifest = manifest.model_copy(update={"name": f"{recipe.name}, {kind.replace('_', ' ')}"})
        start = DecoderWeights(manifest, None, mapping, self._m.mean)
        with contextlib.ExitStack() as stack:
            trained = None
            if adapter is not None:
                trained = stack.enter_context(
                    contextlib.closing(model.train_adapter(adapter, dropout=recipe.adapter.dropout))
                )
            trainee = Trainee(start, trained)
            path = None
            if self._place is not None:
                path = self._place / "checkpoints" / f"{name.replace('_', '-')}.safetensors"
            identity = {
                "recipe": _what_counts(recipe),
                "steps": steps,
                "kind": name,
                "rows": self._rows,
                "rows together": rows_together(recipe.batch_size, model.device),
                "models": [manifest.base.fingerprint, manifest.reads.fingerprint],
            }
            state = TrainingState(trainee.parameters, recipe.optimiser, identity, path)
            if not self._resume:
                state.discard()
            else:
                state.resume()
            self._m.processes.check_same_step(state.figures.step, path)
            blocks: list[torch.nn.Module] = []
            if recipe.activation_checkpointing or self._m.processes.gathering:
                with model.using(None if trained is None else trained.name):
                    blocks = model.model.blocks
            loop = TrainingLoop(self._m, trainee, state, kind, steps, self._on_step(name))
            with recomputing(blocks):
                figures = loop.run(work)
            return trainee.decoder(), figures

    def finished(
        self, weights: DecoderWeights, figures: RunFigures, controls: Mapping[str, dict[str, float]]
    ) -> DecoderWeights:
        """Return trained weights with the account of their training, and their controls', in the manifest."""
        recipe = self._m.recipe
        training = TrainedBy(
            seed=recipe.seed,
            data=f"{self._counts[0]} rows, {self._counts[1]} to validate on, sha256 {self._rows[:16]}",
            code_version=_version(),
            settings=recipe.settings(),
            losses=figures.summary,
            controls=dict(controls),
        )
        manifest = weights.manifest.model_copy(update={"training": training})
        return dataclasses.replace(weights, manifest=manifest)


def _models(
    recipe: DecoderRecipe,
    session: Asker | None,
    source: Asker | None,
    processes: Processes,
    stack: contextlib.ExitStack,
) -> tuple[Backend, Backend]:
    """Return the backends of the model that answers and of the one that is read."""
    from latentlens.engine.local import open_local, open_local_sharded

    def opened(given: Asker | None, name: str) -> Backend:
        gathering = processes.gathering
        if given is not None:
            if gathering is not None:
                raise InputError(
                    f"A session on {given.backend.name} was given, which has the whole model, and accelerate "
                    "was told to shard it (--use_fsdp). Name the model in the recipe and give no session: "
                    "what train() opens itself is sharded. Or launch without --use_fsdp."
                )
            return given.backend
        if gathering is not None:
            check = functools.partial(check_wrapped, name=name) if WRAPPED in os.environ else None
            sharded = open_local_sharded(
                name, gathering, processes.device, from_first=processes.first_loads, check=check
            )
            stack.callback(sharded.close)
            return sharded
        device = {"device": processes.device} if processes.count > 1 else {}  # one for each process
        return stack.enter_context(contextlib.closing(open_local(name, **device)))

    answers = opened(session, recipe.model)
    if source is None and recipe.source is None:
        return answers, answers
    return answers, opened(source, recipe.source or "")


def _materials(
    recipe: DecoderRecipe,
    rows: Sequence[DecoderRow],
    answers: Backend,
    reads: Backend,
    place: pathlib.Path | None,
    processes: Processes,
    work: Progress,
) -> Materials:
    """Check the rows, and read their activations if they fit."""
    train, validation = ([i for i, row in enumerate(rows) if row.split == s] for s in ("train", "validation"))
    if not train:
        raise InputError(
            f"There are {len(rows)} rows, and none of them is to train on. Give rows with split='train'."
        )
    if not recipe.read.layers and not all(row.layers for row in rows):
        raise InputError("The recipe reads no layer. Set read.layers, such as [[4]].")
    manifest = _manifest(recipe, answers, reads)
    examples, store = Examples(rows, recipe, manifest, answers, reads), None
    mean: dict[int, torch.Tensor] = {}
    with answers.pinned(), reads.pinned():
        readings = {row: examples.reading(row) for row in (*train, *validation)}
        if store_bytes(readings.values(), reads) <= recipe.store_mb * 1e6:
            store = StateStore(readings, reads, place, work, first=processes.is_first, wait=processes.wait)
        if recipe.read.mean:
            read = (lambda _, some: read_states(some, reads, work.check)) if store is None else store.read
            mean = mean_states({row: readings[row] for row in train}, read)
        to, fitted = recipe.mapping.fitted_to, None
        if to is not None:
            fitted = fitted_matrix((rows[i] for i in train), reads, answers, recipe.read.all_layers, to, work)
    return Materials(
        recipe, manifest, examples, train, validation, answers, reads, store, processes, mean, fitted
    )


def _manifest(recipe: DecoderRecipe, answers: Backend, reads: Backend) -> Manifest:
    """Return the manifest of the decoder that a recipe trains, after checking the recipe's layers."""
    for what, layer, model in (
        ("read.layers", max(recipe.read.all_layers, default=0), reads),
        ("write.layer", recipe.write.layer, answers),
        ("mapping.fitted_to", recipe.mapping.fitted_to or 0, answers),
    ):
        if layer > model.n_layers:
            raise InputError(
                f"{what} of the recipe names layer {layer}, and {model.name} has layers 0 to "
                f"{model.n_layers}. Name one of these."
            )
    return Manifest(
        method=recipe.method,
        name=recipe.name,
        base=facts_of(answers),
        source=None if reads is answers else facts_of(reads),
        read=recipe.read,
        write=recipe.write,
        prompt=recipe.prompt,
        slots=recipe.slots,
        positions=recipe.positions,
        generation=recipe.generation,
    )


def _write(place: pathlib.Path, weights: Mapping[str, DecoderWeights], report: TrainingReport) -> None:
    """Write the decoders and the report, and delete the activations that were read beforehand."""
    try:
        for kind, each in weights.items():
            write_decoder(place / "decoder" if kind == "decoder" else place / "controls" / kind, each)
        write_atomically(place / "training.json", json.dumps(report.to_dict(), indent=2) + "\n")
        for path in (*place.glob("activations-*.bin"), *place.glob("activations-*.json")):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"{place} cannot be written ({error.strerror or error}). The checkpoints are kept there: free "
            "space and call again."
        ) from error


def _what_counts(recipe: DecoderRecipe) -> dict[str, Any]:
    """Return the settings on which the weights depend: those of files and reports are left out."""
    settings = recipe.settings()
    for name in ("checkpoint_every", "trackers", "store_mb", "controls", "generation", "name"):
        del settings[name]
    settings["data"].pop("path")
    return settings


def _version() -> str:
    from importlib.metadata import version

    return f"latentlens {version('latentlens')}"
