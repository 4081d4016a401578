"""The results page: every result beside the paper's finding, written from the results themselves."""

from __future__ import annotations

import collections
import pathlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from latentlens.errors import InputError
from latentlens.experiments.patchscopes import results
from latentlens.experiments.patchscopes.experiment import Experiment
from latentlens.experiments.patchscopes.page_words import INTRODUCTION, OTHERS, RUN_IT, TITLE, WORLD
from latentlens.experiments.patchscopes.results import Summary
from latentlens.experiments.patchscopes.summaries import image as image_of
from latentlens.experiments.patchscopes.summaries import of_teaching_world
from latentlens.files.atomic import replacing, write_atomically

SECTIONS = ("## Run it", "## At a glance")


def write_page(out: pathlib.Path, page: pathlib.Path, experiments: Sequence[Experiment]) -> None:
    """Write the page, and copy each result's first plot into a folder beside it, if a still image was drawn.

    Args:
        out: directory with the results.
        page: Markdown file to write.
        experiments: all experiments, in the order of the page.

    Raises:
        InputError: if there are no results, one is damaged, or the page cannot be written.
    """
    by_folder = results.read_summaries(out)
    if not by_folder:
        raise InputError(
            f"There are no results in {out}. Run `latentlens reproduce patchscopes --out {out}` first, or "
            "name the directory of earlier results with --out."
        )
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        images = _copy_images(by_folder, page.with_suffix(""))
        write_atomically(page, page_text(list(by_folder.values()), experiments, images))
    except OSError as error:
        raise InputError(
            f"{page} cannot be written ({error.strerror or error}). Give another path."
        ) from error


def page_text(
    summaries: Sequence[Summary], experiments: Sequence[Experiment], images: Iterable[str] = ()
) -> str:
    """Return the page as Markdown.

    Args:
        summaries: summaries of all results.
        experiments: all experiments, in the order of the page.
        images: paths of still images, relative to the page.
    """
    shown = [[s for s in summaries if s["experiment"] == experiment.name] for experiment in experiments]
    parts = [TITLE, INTRODUCTION, SECTIONS[0], RUN_IT, SECTIONS[1], _overview(experiments, shown)]
    for experiment, some in zip(experiments, shown, strict=True):
        parts += [f"## {experiment.title}", f"**The paper.** {escape_markdown(experiment.finding)}"]
        if not some:
            parts.append("Not run.")
            continue
        for of_world, heading in ((False, OTHERS), (True, WORLD)):
            group = [summary for summary in some if of_teaching_world(summary) is of_world]
            if group:
                parts += [heading, *_group(experiment, group, images)]
    parts += ["## Made with", _provenance_list(summaries)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _group(experiment: Experiment, some: Sequence[Summary], images: Iterable[str]) -> list[str]:
    """Write the results on models that read the same facts and prose."""
    drawn = [image for image in images if _belongs_to(image, experiment, some)]
    notes = dict.fromkeys(note for summary in some for note in summary["notes"])
    return [
        _verdicts(some),
        *_figures(some),
        *(f"![{experiment.title}, {_alt(image)}]({image})" for image in drawn),
        "\n".join(f"- {escape_markdown(note)}" for note in notes),
    ]


def _overview(experiments: Sequence[Experiment], shown: Sequence[Sequence[Summary]]) -> str:
    rows = [
        f"| {experiment.title} | {_name(summary)} | {_verdict_counts(summary)} |"
        for experiment, some in zip(experiments, shown, strict=True)
        for summary in some
    ]
    return "\n".join(["| experiment | model | claims that hold here |", "|---|---|---|", *rows])


def _verdict_counts(summary: Summary) -> str:
    words = [verdict["word"] for verdict in summary["verdicts"]]
    counts = [(word, words.count(word)) for word in ("agrees", "disagrees", "cannot be told")]
    named = {"agrees": "agree", "disagrees": "disagree", "cannot be told": "cannot be told"}
    return ", ".join(f"{count} {word if count == 1 else named[word]}" for word, count in counts if count)


def _verdicts(some: Sequence[Summary]) -> str:
    lines = ["| claim | model | verdict | because |", "|---|---|---|---|"]
    for summary in some:
        for verdict in summary["verdicts"]:
            claim_and_reason = (escape_markdown(verdict["claim"]), escape_markdown(verdict["reason"]))
            cells = (claim_and_reason[0], _name(summary), f"**{verdict['word']}**", claim_and_reason[1])
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _figures(some: Sequence[Summary]) -> list[str]:
    """Write one table for all models, one row per figure that any of them has."""
    names = list(dict.fromkeys(figure["name"] for summary in some for figure in summary["figures"]))
    if not names:
        return []
    heads = [head for summary in some for head in (_name(summary), "where")]
    lines = [f"| figure | {' | '.join(heads)} |", f"|---{'|---:|---' * len(some)}|"]
    for name in names:
        cells = [escape_markdown(name)]
        for summary in some:
            figure = next((f for f in summary["figures"] if f["name"] == name), None)
            cells += ["", ""] if figure is None else [_value(figure), escape_markdown(figure["note"])]
        lines.append(f"| {' | '.join(cells)} |")
    return ["\n".join(lines)]


def _value(figure: dict[str, Any]) -> str:
    if figure["value"] is None:
        return "n = 0"
    unit = f" {figure['unit']}" if figure["unit"] else ""
    digits = 1 if figure["unit"] == "%" else 3
    ends = "–".join(f"{end:.{digits}f}" for end in figure["interval"] or ())
    cases = f", n = {figure['cases']}" if figure["cases"] is not None else ""
    return f"{figure['value']:.{digits}f}{unit}{f' ({ends})' if ends else ''}{cases}"


def _provenance_list(summaries: Sequence[Summary]) -> str:
    models = {m["name"]: m for summary in summaries for m in summary["models"]}
    lines = [
        f"- {m['name']}: {m['layers']} layers, width {m['d_model']}, {m['parameters']:,} parameters, "
        f"{m['dtype']}, fingerprint `{m['fingerprint'][:16]}`"
        for m in models.values()
    ]
    versions = summaries[0]["environment"]
    packages = ("latentlens", "torch", "transformers", "transformer-lens", "scikit-learn", "scipy")
    named = ", ".join(f"{name} {versions.get(name)}" for name in packages)
    lines.append(f"- {named}, on {versions.get('device')}")
    seeds = sorted({summary["seed"] for summary in summaries})
    lines.append(f"- seed {', '.join(map(str, seeds))}")
    if any(summary["quick"] for summary in summaries):
        lines.append("- some of it with `--quick`: too little for findings")
    whole: collections.Counter[str] = collections.Counter()
    for summary in summaries:
        whole[summary["models"][0]["name"]] += summary["processor_seconds"]
    lines += [
        f"- {name}: {_minutes(seconds)} of one processor core in all" for name, seconds in whole.items()
    ]
    for summary in summaries:
        layers = ", ".join(map(str, summary["settings"]["layers"]))
        took = _minutes(summary["processor_seconds"])
        lines.append(f"- {summary['title']}, {_name(summary)}: {took}, at layers {layers}")
    return "\n".join(lines)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def _name(summary: Summary) -> str:
    return " → ".join(model["name"] for model in summary["models"])


def escape_markdown(text: str) -> str:
    """Escape characters that Markdown would interpret, such as the star of l*.

    Args:
        text: text to escape.

    Examples:
        >>> print(escape_markdown("l* | 1"))
        l\\* \\| 1
    """
    return " ".join(text.replace("*", r"\*").replace("|", r"\|").split())


def _copy_images(by_folder: Mapping[pathlib.Path, Summary], folder: pathlib.Path) -> list[str]:
    """Copy the first plot of every result that has a still image."""
    images: dict[str, bytes] = {}
    for home, summary in by_folder.items():
        plot = next(iter(summary["plots"]), "")
        if (image := image_of(home, f"{plot}.svg")) is not None:
            images[f"{summary['experiment']}.{plot}.{home.parent.name}.svg"] = image
    # only now, so that a damaged image does not delete those of an earlier page
    for old in folder.glob("*.svg"):
        old.unlink()
    links = []
    for name, image in images.items():
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(folder / name) as part:
            part.write_bytes(image)
        links.append(f"{folder.name}/{name}")
    return links


def _belongs_to(image: str, experiment: Experiment, some: Sequence[Summary]) -> bool:
    own, _, model = pathlib.PurePosixPath(image).name.removesuffix(".svg").split(".", 2)
    return own == experiment.name and any(model.startswith(s["models"][0]["name"]) for s in some)


def _alt(image: str) -> str:
    _, plot, model = pathlib.PurePosixPath(image).name.removesuffix(".svg").split(".", 2)
    return f"{plot.replace('-', ' ')}, {model}"
