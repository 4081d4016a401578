"""`latentlens reproduce`: the experiments of the papers, with each finding held against the results."""

from __future__ import annotations

import json as json_format
import pathlib
from typing import TYPE_CHECKING, Annotated, Any

import typer

from latentlens.cli.terminal import err, explained
from latentlens.cli.terminal import out as console_out
from latentlens.display.printable import for_rich
from latentlens.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from latentlens.experiments.bars import Figure
    from latentlens.experiments.patchscopes.experiment import Experiment

reproduce = typer.Typer(
    help="Reproduce the experiments of papers, on models whose facts are known.", no_args_is_help=True
)


@reproduce.command("patchscopes")
def reproduce_patchscopes(
    experiment: Annotated[
        list[str] | None, typer.Option(help="Name of an experiment; may be repeated. Default: all.")
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="world-small, world-base, a fetched model, a directory or a hub name; may be repeated. "
            "Default: both bundled models."
        ),
    ] = None,
    into: Annotated[
        str | None,
        typer.Option(
            help="Target model of the cross-model experiments, with the same tokenizer. Default: the larger "
            "bundled model, if it fits."
        ),
    ] = None,
    out: Annotated[
        pathlib.Path, typer.Option(help="Directory for the results, finished parts included.")
    ] = pathlib.Path("patchscopes-results"),
    json: Annotated[pathlib.Path | None, typer.Option(help="JSON file to write all summaries to.")] = None,
    page: Annotated[
        pathlib.Path | None,
        typer.Option(help="File for a report page made from the results in --out; nothing is run."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of all random draws.")] = 0,
    quick: Annotated[
        bool, typer.Option("--quick", help="Use very few cases, to check that everything runs.")
    ] = False,
) -> None:
    """Run the experiments of the Patchscopes paper, and check each of its findings against the results.

    The same command continues a run that was stopped. Exits with 0 whatever the findings are, with 1 if
    something failed, and with 130 if stopped.
    """
    with explained():
        from latentlens.experiments.patchscopes import EXPERIMENTS

        if page is not None:
            from latentlens.experiments.patchscopes.page import write_page

            write_page(out, page, EXPERIMENTS)
            console_out.print(for_rich(str(page)))
            return
        models = model or ["world-small", "world-base"]
        _run_experiments(EXPERIMENTS, experiment, models, out, json, into=into, seed=seed, quick=quick)


@reproduce.command("scaling")
def reproduce_scaling(
    experiment: Annotated[
        list[str] | None,
        typer.Option(
            help="scaling-layers, scaling-rows or scaling-kinds; may be repeated. Default: all of them."
        ),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="Model that is read and answers: bundled, fetched, or a directory; may be repeated. "
            "Default: world-small."
        ),
    ] = None,
    out: Annotated[
        pathlib.Path, typer.Option(help="Directory for the results, finished trainings included.")
    ] = pathlib.Path("decoder-results"),
    json: Annotated[pathlib.Path | None, typer.Option(help="JSON file to write all summaries to.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of all random draws.")] = 0,
    quick: Annotated[
        bool, typer.Option("--quick", help="Train two steps on very few rows, to check that everything runs.")
    ] = False,
) -> None:
    """Train many small oracles that differ in one thing: layers read and written, rows, kinds of rows.

    Some minutes of a processor core for each training of a small model. The same command continues a run
    that was stopped. `latentlens reproduce oracles --page` writes the results onto the page on decoders.
    Exits with 0 whatever is found, with 1 if something failed, and with 130 if stopped.
    """
    with explained():
        from latentlens.experiments.short_trainings import SHORT_TRAININGS

        _run_experiments(
            SHORT_TRAININGS, experiment, model or ["world-small"], out, json, seed=seed, quick=quick
        )


def _run_experiments(
    every: Sequence[Experiment],
    names: Sequence[str] | None,
    models: Sequence[str],
    out: pathlib.Path,
    json: pathlib.Path | None,
    *,
    into: str | None = None,
    seed: int,
    quick: bool,
) -> None:
    """Run experiments on models, print what they found, and given a path write it as JSON."""
    from latentlens.experiments.patchscopes.console import ExperimentConsole
    from latentlens.experiments.patchscopes.run_experiments import reproduce as run_experiments
    from latentlens.experiments.patchscopes.run_experiments import select
    from latentlens.files.atomic import write_atomically

    chosen = select(every, names)
    show = ExperimentConsole(console_out, err)
    try:
        results = run_experiments(
            chosen, models, out, into=into, seed=seed, quick=quick, on_result=show.result
        )
    except KeyboardInterrupt:
        err.print(
            f"Stopped. What is finished is kept in {for_rich(str(out))}; the same command goes on from there."
        )
        raise typer.Exit(130) from None
    if json is None:
        return
    try:
        write_atomically(json, json_format.dumps({"results": results}, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise InputError(
            f"{json} cannot be written ({error.strerror or error}). Give another path with --json; nothing "
            "is measured again."
        ) from error


def _decoders_command(name: str, help_text: str) -> None:
    """Add the command that measures the decoders of one paper."""

    @reproduce.command(name, help=help_text)
    def measure(
        model: Annotated[
            str,
            typer.Option(help="Model whose activations are read: bundled, fetched, or a directory."),
        ] = "world-small",
        decoder: Annotated[
            list[pathlib.Path] | None,
            typer.Option(
                help="Directory of a decoder or of a training; may be repeated. Default: the decoders that "
                "ship with the model."
            ),
        ] = None,
        keep: Annotated[
            pathlib.Path | None,
            typer.Option(help="Directory to write each decoder to with its evaluation and its calibrators."),
        ] = None,
        out: Annotated[
            pathlib.Path, typer.Option(help="Directory for the results, finished parts included.")
        ] = pathlib.Path("decoder-results"),
        json: Annotated[
            pathlib.Path | None, typer.Option(help="JSON file to write figures and summaries to.")
        ] = None,
        page: Annotated[
            pathlib.Path | None,
            typer.Option(
                help="File for a report page made from the results of all three commands in --out; nothing "
                "is run."
            ),
        ] = None,
        seed: Annotated[int, typer.Option(help="Seed of all random draws.")] = 0,
        quick: Annotated[
            bool, typer.Option("--quick", help="Use very few cases, to check that everything runs.")
        ] = False,
    ) -> None:
        with explained():
            from latentlens.experiments.decoders.decoder_papers import DECODER_PAPERS
            from latentlens.experiments.decoders.reproduce_decoders import reproduce_decoders

            if page is not None:
                from latentlens.experiments.decoders.decoder_page import write_decoder_page

                write_decoder_page(out, page)
                console_out.print(for_rich(str(page)))
                return
            from latentlens.experiments.patchscopes.console import ExperimentConsole

            show = ExperimentConsole(console_out, err)
            try:
                summaries, figures = reproduce_decoders(
                    DECODER_PAPERS[name],
                    model,
                    out,
                    given=decoder or (),
                    keep=keep,
                    seed=seed,
                    quick=quick,
                    on_result=lambda summary, _, folder, why: show.result(summary, folder, why),
                )
            except KeyboardInterrupt:
                err.print(
                    f"Stopped. What is finished is kept in {for_rich(str(out))}; the same command goes on "
                    "from there."
                )
                raise typer.Exit(130) from None
            _write_figures(f"{name}, {model}", figures, summaries, json)


def _write_figures(
    title: str, figures: Sequence[Figure], summaries: list[dict[str, Any]], path: pathlib.Path | None
) -> None:
    """Print the figures against their bars and, given a path, write them and the summaries as JSON."""
    from latentlens.experiments.bars import environment, figure_rows, publish
    from latentlens.files.atomic import write_atomically

    publish(title, figures)
    if path is None:
        return
    whole = {"environment": environment(), "figures": figure_rows(figures), "results": summaries}
    try:
        write_atomically(path, json_format.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({error.strerror or error}). Give another path with --json; nothing "
            "is measured again."
        ) from error


_THE_SAME = (
    " The same command continues a run that was stopped. Exits with 0 whatever the figures are, with 1 if "
    "something failed, and with 130 if stopped."
)
for _name, _help in (
    ("latentqa", "Measure LatentQA decoders on tasks with known answers, beside their controls."),
    ("oracles", "Measure activation oracles, as LoRAs, vectors or mappings, beside their controls."),
    (
        "metamodels",
        "Measure meta-models, which read the activations of another model, beside their controls.",
    ),
):
    _decoders_command(_name, _help + _THE_SAME)
