"""Static views of an Explorer: the snapshot in a notebook file, and a stand-alone HTML page.

The snapshot consists of plain HTML tables, which remain readable where styles and scripts are removed, as on
GitHub. Every text from the model or the user is escaped.
"""

from __future__ import annotations

import base64
import dataclasses
import html
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from latentlens.ask.lens_table import (
    HATCHED,
    MAX_POSITIONS,
    NOT_FINITE,
    UNREAD,
    WHY,
    Reading,
    cells_shown,
    cut,
    lens_table,
    one_line,
    scrolled,
)
from latentlens.display.minus import with_minus
from latentlens.display.printable import isolated, printable
from latentlens.display.tables import Cell, Html, element, html_table
from latentlens.explorer.protocol import Json
from latentlens.explorer.static_seconds import seconds_lines, seconds_tables
from latentlens.scoring.flags import LOW_OPTION_MASS
from latentlens.scoring.verdict import NO_ANSWER, VERDICTS
from latentlens.scoring.verdict_counts import NOT_TOLD, READ, verdict_sentence

MAX_ANSWERS = 30
MAX_LAYERS = 26
STATIC = Path(__file__).parents[1] / "static"

# Hides the grey line of error that JupyterLab shows in place of a widget without its kernel.
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
class Snapshot:
    """The content of an Explorer's snapshot.

    Args:
        key: the Explorer's key; the live view hides this one by it.
        title: the model's name.
        tokens: the trace's tokens in visible form.
        n_layers: L; the rows are layers 0..L.
        reading: returns the lens's top tokens and probabilities at (layer, position), None where not read.
        answers: answers as the browser takes them, oldest first.
        curves: sweeps over positions or scales, oldest first.
        heat_maps: sweeps over source and target layers, oldest first.
        seconds: the traces that this one was compared with, oldest first.
    """

    key: str
    title: str
    tokens: Sequence[str]
    n_layers: int
    reading: Callable[[int, int], Reading | None]
    answers: Sequence[Json] = ()
    curves: Sequence[Json] = ()
    heat_maps: Sequence[Json] = ()
    seconds: Sequence[Json] = ()


def snapshot_html(snapshot: Snapshot) -> str:
    """Return the view for the notebook file: the lens as a table, and the answers so far."""
    size = f": {len(snapshot.tokens)} positions, layers 0 to {snapshot.n_layers}"
    parts = [element("div", element("b", one_line(snapshot.title)), size), _grid(snapshot)]
    parts += seconds_tables(snapshot.seconds)
    if snapshot.answers:
        parts += [_answers("Answers so far", snapshot.answers[-MAX_ANSWERS:])]
    for curve in snapshot.curves[-2:]:
        along = "scale" if curve.get("vector") is not None else "position"
        points = sorted(curve["points"], key=lambda point: float(point[along]))[:MAX_POSITIONS]
        if points:
            of = f", {isolated(cut(curve['vector'], 60))}" if along == "scale" else ""
            caption = f"Layer {curve['layer']}{of}, across {along}s: {isolated(curve['question'])}. "
            caption += verdict_sentence([_verdict(point) for point in points])
            parts += [_answers(caption, points, (along, *_POINT))]
    parts += [_heat_map(heat_map) for heat_map in snapshot.heat_maps[-1:]]
    note = element("div", element("small", "No kernel: a saved view. Run the notebook cell to ask."))
    classes = f"ll-static ll-for-{snapshot.key}"
    return f"<style>{_STYLE}</style>" + element("div", *parts, note, class_=classes)


def snapshot_text(snapshot: Snapshot) -> str:
    """Return the view for hosts that show plain text only."""
    size = f"{len(snapshot.tokens)} positions, layers 0 to {snapshot.n_layers}"
    lines = [f"Explorer of {_plain(snapshot.title)}: {size}"]
    lines += [f"  {printable(line)}" for line in seconds_lines(snapshot.seconds)]
    for answer in snapshot.answers[-MAX_ANSWERS:]:
        calibrated = _hundredths(answer.get("calibrated_confidence"))
        sure = (_hundredths(answer["confidence"]) or NOT_FINITE) + (
            f", calibrated {calibrated}" if calibrated else ""
        )
        lines += [
            f"  layer {answer['layer']}, {_where(answer)}: "
            f"{_plain(answer['question'])} -> {_plain(answer['text'].strip()) or NO_ANSWER} ({sure})"
        ]
    return "\n".join(lines)


def _where(answer: Json) -> str:
    if "vector" in answer:
        return f"vector {_plain(answer['token'])}"
    positions = _positions(answer)
    return f"position{'s' if ' to ' in positions else ''} {positions} {_plain(answer['token'])}"


def _plain(text: str) -> str:
    """Return a text of the model or the user for a line of plain text."""
    return isolated(printable(one_line(text)))


def _positions(answer: Json) -> str:
    """Return the position that an answer is about, or the first and the last of several."""
    positions = sorted({position for _, position in answer.get("sites", ())})
    return f"{positions[0]} to {positions[-1]}" if len(positions) > 1 else str(answer["position"])


def page_html(title: str, state: Json) -> str:
    """Return an HTML page that shows the Explorer's widget view without a kernel or a network.

    Args:
        title: title of the page.
        state: values of the Explorer's traits, by name.
    """
    esm, css, host = (
        (STATIC / name).read_text("utf-8") for name in ("explorer.js", "explorer.css", "host.js")
    )
    # "<" is escaped, since it could end the script element early.
    data = json.dumps(
        {"esm": esm, "state": state}, ensure_ascii=False, allow_nan=False, default=_in_base64
    ).replace("<", "\\u003c")
    policy = "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'"
    return _PAGE.format(title=html.escape(title), policy=policy, css=css, data=data, host=host)


def _in_base64(value: bytes) -> Json:
    return {"base64": base64.b64encode(value).decode()}


def _grid(snapshot: Snapshot) -> Html:
    rows, columns, note = cells_shown(range(snapshot.n_layers + 1), range(len(snapshot.tokens)))
    rows = sorted({*rows, 0})
    read = sum(snapshot.reading(layer, position) is not None for layer in rows for position in columns)
    if read < len(rows) * len(columns):
        note += f" Read so far: {read} of these {len(rows) * len(columns)} cells; {UNREAD} marks the others."
    return lens_table(rows, columns, [snapshot.tokens[p] for p in columns], snapshot.reading, note)


def _heat_map(heat_map: Json) -> Html:
    """Return a heat map as a table of hundredths with its best cell; of many layers only every n-th."""
    points = {(point["layer"], point["target_layer"]): point for point in heat_map["points"]}
    rows, columns = (sorted({cell[axis] for cell in points}) for axis in (0, 1))
    step = max(1, math.ceil(max(len(rows), len(columns)) / MAX_LAYERS))
    counted = _counted(list(points.values()))
    best = max(counted, key=_value, default=None)
    at = f"Position {heat_map['position']} {isolated(next(iter(points.values()))['token'])}"
    caption = (
        f"{at}, layer read (down) by layer written (across), excess in hundredths: "
        f"{isolated(heat_map['question'])}."
        + (f" {_best_of(best, len(counted))}" if best else "")
        + f" {verdict_sentence([_verdict(point) for point in counted])}"
        + (f" Every {step}th layer." if step > 1 else "")
    )
    table = [
        [Cell(str(row), head=True), *(_in_grid(points.get((row, column))) for column in columns[::step])]
        for row in rows[::-step]
    ]
    return scrolled(html_table(["", *map(str, columns[::step])], table, caption=one_line(caption)))


def _counted(points: Sequence[Json]) -> list[Json]:
    """Return the points of which the best is named: as in the live view, none with a low option mass."""
    finite = [point for point in points if point["confidence"] is not None and point["text"] != ""]
    if any(point["excess"] is not None for point in finite):
        finite = [point for point in finite if point["excess"] is not None]
    masses = [point["option_mass"] for point in finite]
    return [
        point for point, mass in zip(finite, masses, strict=True) if mass is None or mass >= LOW_OPTION_MASS
    ]


def _best_of(best: Json, n: int) -> str:
    said = isolated(cut(best["text"].strip(), 60))
    doubts = " ".join(flag["message"] for flag in best.get("flags", ()))
    figures = f"{_value(best):.2f}" + (f", {_verdict(best)}" if _verdict(best) else "")
    where = f"layer {best['layer']} into {best['target_layer']}"
    return f"Best of {n}: {where}, {said} ({figures}).{doubts and ' '}{doubts}"


def _in_grid(point: Json | None) -> Cell:
    if point is None:
        return Cell("")
    if point["confidence"] is None:
        return Cell("", WHY, HATCHED)
    value = _value(point)
    # blue over the controls and orange below, as in figures; pale where noise comes as far
    color = "47,127,208" if value >= 0 else "213,88,58"
    strength = min(1.0, abs(value)) * (0.15 if _verdict(point) == NOT_TOLD else 0.5)
    frame = ";outline:2px solid currentColor;outline-offset:-2px" if _verdict(point) == READ else ""
    return Cell(
        with_minus(str(round(100 * value))),
        _verdict(point),
        f"background-color:rgba({color},{strength:.2f}){frame}",
    )


def _value(point: Json) -> float:
    return float(point["confidence"] if point["excess"] is None else point["excess"])


def _answers(caption: str, answers: Sequence[Json], columns: Sequence[str] = ()) -> Html:
    columns = columns or tuple(name for name in _COLUMNS if name != "against noise")
    rows = [[_COLUMNS[name](answer) for name in columns] for answer in answers]
    # Empty columns are left out, such as notes if no answer has flags.
    filled = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    table = [[row[i] for i in filled] for row in rows]
    return scrolled(html_table([columns[i] for i in filled], table, caption=one_line(caption)))


def _support(kind: str) -> Callable[[Json], str]:
    def support(answer: Json) -> str:
        supports = [control["support"] for control in answer.get("controls", ()) if control["kind"] == kind]
        return f"{max(supports):.2f}" if supports else ""

    return support


def _hundredths(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _verdict(answer: Json) -> str:
    """Return an answer's verdict against noise; empty if none was run."""
    return str((answer.get("noise") or {}).get("verdict", ""))


_COLUMNS: dict[str, Callable[[Json], str]] = {
    "layer": lambda answer: str(answer["layer"]),
    "position": lambda answer: (
        "" if "vector" in answer else f"{_positions(answer)} {isolated(one_line(answer['token']))}"
    ),
    "vector": lambda answer: one_line(cut(answer.get("vector", ""), 60)),
    "scale": lambda answer: with_minus(f"{answer['scale']:g}") if "scale" in answer else "",
    "question": lambda answer: one_line(cut(answer["question"], 60)),
    "answer": lambda answer: (
        element("small", NOT_FINITE if answer["confidence"] is None else NO_ANSWER)
        if answer["confidence"] is None or answer["text"] == ""
        else element("b", one_line(cut(answer["text"].strip(), 80)), dir="auto")
    ),
    "confidence": lambda answer: _hundredths(answer["confidence"] if answer["text"] else None),
    "against noise": lambda answer: _verdict(answer),
    "calibrated": lambda answer: _hundredths(answer.get("calibrated_confidence")),
    "null control": _support("null"),
    "random control": _support("random"),
    "shuffled position": _support("shuffled"),
    "other prompt": _support("prompt"),
    "source text": _support("text"),
    "verdict": lambda answer: VERDICTS[answer["verdict"]] if "verdict" in answer else "",
    "notes": lambda answer: one_line(" ".join(flag["message"] for flag in answer.get("flags", ()))),
}
_POINT = tuple(
    name for name in _COLUMNS if name not in ("layer", "position", "vector", "scale", "question", "verdict")
)
