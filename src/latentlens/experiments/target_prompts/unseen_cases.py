"""What a target prompt reads in cases that no prompt was chosen on, with controls beside."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from latentlens.display.progress import Progress
from latentlens.experiments.patchscopes.accuracy import CaseEstimate, share
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.target_prompts.expected import Expected
from latentlens.readers.reader import Reader
from latentlens.scoring.best_of import best_of_words
from latentlens.scoring.controls import Controls, random_vector
from latentlens.session import Session

if TYPE_CHECKING:
    import pandas as pd

STATE, RANDOM, OTHERS, NOTHING = "the state", "random vector", "another's state", "nothing written"


def read_held_out(
    session: Session,
    reader: Reader,
    expected: Sequence[Expected],
    layers: Sequence[int],
    *,
    seed: int,
    progress: Progress,
) -> list[Row]:
    """Read the last token of each prompt at each layer, with the controls beside.

    A random vector has the state's norm, and is drawn for each prompt and layer. Another's state is one of
    the same group and of another kind, whose answer is graded as this one's. With nothing written, the
    answer is the same for all.

    Args:
        session: session on the model.
        reader: the reader with the target prompt.
        expected: what is read; no prompt may have been chosen on it.
        layers: layers to read; each is written where it was read.
        seed: seed of the random vectors and of who the others are.
        progress: counts the answers.
    """
    traces = [session.run(each.source, progress=False) for each in expected]
    sweep = session.sweep(
        traces, reader, layers=list(layers), positions=-1, controls=False, progress=progress
    )
    # with nothing written the target prompt says the same, whatever is asked about
    null = session.ask(traces[0], layers[0], -1, reader, controls=Controls(random=0)).controls[0].text
    drawn = {
        layer: session.sweep(
            session.vectors(
                {
                    str(i): random_vector(trace[layer, -1], seed=seed, layer=layer, position=0, draw=i)
                    for i, trace in enumerate(traces)
                },
                layer=layer,
            ),
            reader,
            controls=False,
            progress=progress,
        )
        for layer in layers
    }
    rng = Random(f"{seed}, others")  # noqa: S311 - cases, not secrets
    rows: list[Row] = []
    for i, each in enumerate(expected):
        others = [j for j, o in enumerate(expected) if o.group == each.group and o.kind != each.kind]
        other = rng.choice(others)
        for layer in layers:
            texts = {STATE: sweep[i, layer].text, RANDOM: drawn[layer][str(i)].text}
            texts |= {OTHERS: sweep[other, layer].text, NOTHING: null}
            rows += [
                {
                    "name": each.name,
                    "group": each.group,
                    "kind": each.kind,
                    "layer": layer,
                    "condition": condition,
                    "text": text,
                    "right": each.right(text),
                }
                for condition, text in texts.items()
            ]
    return rows


def shares(rows: pd.DataFrame) -> dict[str, dict[str, CaseEstimate]]:
    """Return the share of right answers under each condition: at each layer, and at the best of layers.

    The best of layers counts a case as right if its answer is at one layer or more. Every condition has as
    many layers to be right at; what does not change with the layer gains nothing by it.

    Args:
        rows: the rows that `read_held_out` returned, as a table.

    Returns:
        condition -> "best of N" and each layer, such as "layer 4" -> the share, with its interval.
    """
    found: dict[str, dict[str, CaseEstimate]] = {}
    for condition, some in rows.groupby("condition", sort=False):
        by_name = some.groupby("name", sort=False)["right"].any()
        found[str(condition)] = {best_of_words(some["layer"].nunique()): share(by_name.tolist())} | {
            f"layer {layer}": share(at["right"].tolist()) for layer, at in some.groupby("layer")
        }
    return found
