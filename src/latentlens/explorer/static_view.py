"""What a notebook shows of an Explorer when no kernel runs, and a page of its own for the file system.

The view kept in the notebook is plain HTML: tables that can be read where styles and scripts are taken out,
as GitHub does. Every text from the model or the user is escaped.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from latentlens._printable import printable
from latentlens.ask.lens_table import (
    CAPTION,
    CELL,
    HATCHED,
    NOT_FINITE,
    TABLE,
    WHY,
    Reading,
    cut,
    lens_table,
    safe,
)
from latentlens.explorer.protocol import Json

MAX_CELLS = 1600
MAX_POSITIONS = 64
MAX_ANSWERS = 30
MAX_LAYERS = 26
STATIC = Path(__file__).parents[1] / "static"

# While the kernel that made a widget is gone, JupyterLab puts one grey line of error in its place.
_STYLE = (
    ".jp-OutputArea-child:has(.ll-static) + .jp-OutputArea-child:has(> .jp-OutputArea-output.lm-Panel)"
    ":not(:has(.ll-root)) { display: none; }"
)
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title><style>
:root {{ color-scheme: light dark; }}
body {{ margin: 24px auto; max-width: 1280px; padding: 0 16px; background: light-dark(#fff, #16181b); }}
{css}</style></head><body><main id="ll-page"></main>
<script type="application/json" id="ll-state">{data}</script>
<script type="module">{host}</script></body></html>
"""


@dataclasses.dataclass(frozen=True)
class Still:
    """What there is to show.

    Args:
        key: of the Explorer; the live view hides this one by it.
        title: the model's name.
        tokens: of the trace, in visible form.
        n_layers: L; the rows are 0..L.
        reading: returns the lens's top tokens and probabilities at (layer, position), None where not read.
        answers: oldest first.
        curves: oldest first.
        heat_maps: grids of source layer by target layer, oldest first.
    """

    key: str
    title: str
    tokens: Sequence[str]
    n_layers: int
    reading: Callable[[int, int], Reading | None]
    answers: Sequence[Json] = ()
    curves: Sequence[Json] = ()
    heat_maps: Sequence[Json] = ()


def still_html(still: Still) -> str:
    """Return the view for the notebook file: the lens as a table, and the answers so far."""
    parts = [
        f"<div><b>{safe(still.title)}</b>: {len(still.tokens)} positions, layers 0 to {still.n_layers}</div>"
    ]
    parts += [_grid(still)]
    if still.answers:
        parts += [_answers("Answers so far", still.answers[-MAX_ANSWERS:])]
    for curve in still.curves[-2:]:
        along = "scale" if curve.get("vector") is not None else "position"
        points = sorted(curve["points"], key=lambda point: float(point[along]))[:MAX_POSITIONS]
        if points:
            of = f", {cut(curve['vector'], 60)}" if along == "scale" else ""
            said = f"Layer {curve['layer']}{of}, across {along}s: {curve['question']}"
            parts += [_answers(said, points, (along, *_POINT))]
    parts += [_heat_map(heat_map) for heat_map in still.heat_maps[-1:]]
    note = "<div><small>A saved view. Run the notebook cell to ask.</small></div>"
    return f'<style>{_STYLE}</style><div class="ll-static ll-for-{still.key}">{"".join(parts)}{note}</div>'


def still_text(still: Still) -> str:
    """Return the view for hosts that show plain text only."""
    lines = [f"Explorer of {still.title}: {len(still.tokens)} positions, layers 0 to {still.n_layers}"]
    for answer in still.answers[-MAX_ANSWERS:]:
        found = _hundredths(answer.get("calibrated_confidence"))
        sure = (_hundredths(answer["confidence"]) or NOT_FINITE) + (f", calibrated {found}" if found else "")
        lines += [
            f"  layer {answer['layer']}, {_where(answer)}: "
            f"{answer['question']} -> {answer['text'].strip()} ({sure})"
        ]
    return "\n".join(printable(line.replace("\n", "⏎")) for line in lines)


def _where(answer: Json) -> str:
    return f"{'vector' if 'vector' in answer else 'position ' + str(answer['position'])} {answer['token']}"


def page_html(title: str, state: Json) -> str:
    """Return a page that shows an Explorer's own view, with no kernel and no network.

    Args:
        title: of the page.
        state: values of the Explorer's traits.
    """
    esm, css, host = (
        (STATIC / name).read_text("utf-8") for name in ("explorer.js", "explorer.css", "host.js")
    )
    # Only "<" can end a script element early, and JSON may write it as an escape.
    data = json.dumps({"esm": esm, "state": state}, ensure_ascii=False, allow_nan=False).replace(
        "<", "\\u003c"
    )
    policy = "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'"
    return _PAGE.format(title=safe(title), policy=policy, css=css, data=data, host=host)


def _grid(still: Still) -> str:
    columns = range(min(len(still.tokens), MAX_POSITIONS))
    step = max(1, math.ceil((still.n_layers + 1) * len(columns) / MAX_CELLS))
    rows = sorted({*range(still.n_layers, -1, -step), 0})
    said = []
    if len(columns) < len(still.tokens):
        said += [f"The first {len(columns)} of {len(still.tokens)} positions."]
    if step > 1:
        said += [f"Every {step}th layer."]
    return lens_table(rows, columns, [still.tokens[p] for p in columns], still.reading, " ".join(said))


def _heat_map(heat_map: Json) -> str:
    """Return a grid of layers as a table of hundredths, and its best cell; many layers are thinned out."""
    points = {(point["layer"], point["target_layer"]): point for point in heat_map["points"]}
    rows, columns = (sorted({cell[axis] for cell in points}) for axis in (0, 1))
    step = max(1, math.ceil(max(len(rows), len(columns)) / MAX_LAYERS))
    finite = [point for point in points.values() if point["confidence"] is not None]
    best = max(finite, key=_value, default=None)
    at = f"Position {heat_map['position']} {next(iter(points.values()))['token']}"
    said = (
        f"{at}, layer read (down) by layer written (across), hundredths over the controls: "
        f"{heat_map['question']}."
        + (f" {_best_of(best, len(finite))}" if best else "")
        + (f" Every {step}th layer." if step > 1 else "")
    )
    head = "".join(f'<th scope="col" style="{CELL}">{column}</th>' for column in columns[::step])
    body = ""
    for row in rows[::-step]:
        cells = [points.get((row, column)) for column in columns[::step]]
        shown = "".join(map(_in_grid, cells))
        body += f'<tr><th scope="row" style="{CELL}">{row}</th>{shown}</tr>'
    return (
        f'<div style="overflow-x:auto"><table style="{TABLE}"><caption style="{CAPTION}">{safe(said)}'
        f"</caption><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _best_of(best: Json, n: int) -> str:
    return (
        f"Best of {n}: layer {best['layer']} into {best['target_layer']}, {cut(best['text'].strip(), 60)} "
        f"({_value(best):.2f})."
    )


def _in_grid(point: Json | None) -> str:
    if point is None:
        return f'<td style="{CELL}"></td>'
    if point["confidence"] is None:
        return f'<td title="{WHY}" style="{CELL};{HATCHED}"></td>'
    return f'<td style="{CELL}">{round(100 * _value(point))}</td>'


def _value(point: Json) -> float:
    return float(point["confidence"] if point["excess"] is None else point["excess"])


def _answers(caption: str, answers: Sequence[Json], columns: Sequence[str] = ()) -> str:
    columns = columns or tuple(_COLUMNS)
    rows = [[_COLUMNS[name](answer) for name in columns] for answer in answers]
    # A column that has nothing to say, such as notes on answers that gave no reason to doubt, is left out.
    filled = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    head = "".join(f'<th scope="col" style="{CELL}">{columns[i]}</th>' for i in filled)
    body = "".join(
        f"<tr>{''.join(f'<td style={chr(34)}{CELL}{chr(34)}>{row[i]}</td>' for i in filled)}</tr>"
        for row in rows
    )
    return (
        f'<div style="overflow-x:auto"><table style="{TABLE}"><caption style="{CAPTION}">{safe(caption)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _support(kind: str) -> Callable[[Json], str]:
    def support(answer: Json) -> str:
        found = [control["support"] for control in answer.get("controls", ()) if control["kind"] == kind]
        return f"{max(found):.2f}" if found else ""

    return support


def _hundredths(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


_COLUMNS: dict[str, Callable[[Json], str]] = {
    "layer": lambda answer: str(answer["layer"]),
    "position": lambda answer: "" if "vector" in answer else f"{answer['position']} {safe(answer['token'])}",
    "vector": lambda answer: safe(cut(answer.get("vector", ""), 60)),
    "scale": lambda answer: f"{answer['scale']:g}" if "scale" in answer else "",
    "question": lambda answer: safe(cut(answer["question"], 60)),
    "answer": lambda answer: (
        f"<small>{NOT_FINITE}</small>"
        if answer["confidence"] is None
        else f"<b>{safe(cut(answer['text'].strip(), 80))}</b>"
    ),
    "confidence": lambda answer: _hundredths(answer["confidence"]),
    "calibrated": lambda answer: _hundredths(answer.get("calibrated_confidence")),
    "null control": _support("null"),
    "random control": _support("random"),
    "shuffled position": _support("shuffled"),
    "other prompt": _support("prompt"),
    "source text": _support("text"),
    "notes": lambda answer: safe(" ".join(flag["message"] for flag in answer.get("flags", ()))),
}
_POINT = tuple(name for name in _COLUMNS if name not in ("layer", "position", "vector", "scale", "question"))
