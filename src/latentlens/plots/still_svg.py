"""A figure as a still SVG image, drawn without a browser, for readers without Plotly."""

from __future__ import annotations

import html
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from latentlens.display.printable import printable
from latentlens.plots.heat_cells import MANY
from latentlens.plots.pixel_axis import PixelAxis
from latentlens.plots.style import INK

WIDTH = 760
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 20, 30, 64
_BAR = 70
"""Width of a colour bar at the right, in pixels."""
_CHARACTER, _LINE = 6.4, 17
"""Approximate size of a character and of a line of the legend, in pixels."""
_APART_FROM = 6
"""Size of a cell from which cells stand apart, in pixels."""
_LEVELS = 48
"""Number of colours of a map of very many cells."""
_DRAWN = {"scatter", "heatmap", "bar"}
_DASHES = {"dash": "8 4", "dot": "2 3", "dashdot": "8 3 2 3", "longdash": "12 4"}
_SHAPES = {
    "square": "M-1,-1H1V1H-1Z",
    "diamond": "M0,-1.3L1.3,0L0,1.3L-1.3,0Z",
    "triangle-up": "M0,-1.2L1.2,1H-1.2Z",
    "cross": "M-.4,-1.2H.4V-.4H1.2V.4H.4V1.2H-.4V.4H-1.2V-.4H-.4Z",
    "star": "M0,-1.4L.4,-.4L1.4,-.4L.6,.2L.9,1.2L0,.6L-.9,1.2L-.6,.2L-1.4,-.4L-.4,-.4Z",
    "line-ne": "M-1,1L1,-1",
    "x-thin": "M-1,-1L1,1M-1,1L1,-1",
}


def still_svg(figure: go.Figure) -> str | None:
    """Draw a figure of lines, markers, bars and cells, with axes, legend and colour bar; without hover texts.

    Args:
        figure: a figure of latentlens; one with other kinds of traces, shapes or annotations is not drawn.

    Returns:
        The image as SVG; None if part of the figure would be missing.

    Examples:
        >>> still_svg(go.Figure(go.Scatter(x=[1, 2], y=[0, 1])))[:4]
        '<svg'
        >>> still_svg(go.Figure(go.Pie(values=[1])))
    """
    layout = figure.layout
    if layout.shapes or layout.annotations or any(trace.type not in _DRAWN for trace in figure.data):
        return None
    legend, top = _legend(figure)
    below = _below(layout.xaxis)
    height = int(layout.height or 400) + max(0, top - 60) + below
    bar = _color_bar(figure)
    right = WIDTH - _RIGHT - (_BAR if bar else 0)
    box = (_LEFT, right, top, height - _BOTTOM - below)
    x = PixelAxis.of(layout.xaxis, [t.x for t in figure.data], box[0], box[1])
    ys = {
        name: PixelAxis.of(
            axis,
            [_ends(t) for t in figure.data if (t.yaxis or "y") == name],
            *(box[3] - share * (box[3] - box[2]) for share in axis.domain or (0, 1)),
        )
        for name in sorted({"y", *(t.yaxis or "y" for t in figure.data)})
        for axis in (layout[name.replace("y", "yaxis")],)
    }
    bottom = max(y.start for y in ys.values())
    parts = [*legend, *_x_axis(x, bottom, layout.xaxis), *(p for y in ys.values() for p in _y_axis(y, x))]
    for trace in figure.data:
        parts += _DRAW[trace.type](trace, x, ys[trace.yaxis or "y"], figure)
    if bar is not None:
        parts += _bar(*bar, right + 18, box[2], box[3])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" font-family="sans-serif" font-size="11" fill="{INK}">'
        f"{''.join(parts)}</svg>"
    )


def _text(text: Any) -> str:
    """Convert Plotly text, which may contain entities, line breaks and sizes, to SVG text."""
    plain = re.sub(r"</?span[^>]*>", "", re.sub(r"<br\s*/?>", " ", str(text or "")))
    decoded = html.unescape(plain)
    return html.escape(printable(decoded.replace("\n", " "), isolates=True))


def _label(text: Any, x: float, y: float, anchor: str = "middle", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{_text(text)}</text>'


def _line(x0: float, y0: float, x1: float, y1: float, color: str, more: str = "") -> str:
    return f'<path d="M{x0:.1f},{y0:.1f}L{x1:.1f},{y1:.1f}" stroke="{color}" fill="none"{more}/>'


def _ends(trace: Any) -> list[Any]:
    """Return the values that the y axis must include."""
    values = [v for v in _numbers(trace.y) if v is not None]
    return [*values, 0.0] if trace.type == "bar" else values


def _numbers(values: Any) -> list[float | None]:
    numbers = [] if values is None else list(values)
    return [None if v is None or not math.isfinite(float(v)) else float(v) for v in numbers]


def _x_axis(x: PixelAxis, bottom: float, axis: Any) -> Iterator[str]:
    angle = _tick_angle(axis)
    size = f' font-size="{axis.tickfont.size or 11}"'
    for at, text in x.ticks:
        px = x.at(at)
        turned = f' transform="rotate({angle} {px:.1f} {bottom + 12:.1f})"' if angle else ""
        yield _label(text, px, bottom + 15, "end" if angle else "middle", size + turned)
    yield _label(axis.title.text, (x.start + x.end) / 2, bottom + 52 + _below(axis))


def _tick_angle(axis: Any) -> int:
    """Return the axis's angle of its labels in degrees; where it names several, the first that fits."""
    if axis.tickangle is not None or not axis.autotickangles:
        return int(axis.tickangle or 0)
    low, high = axis.range
    places, labels = axis.tickvals, [len(html.unescape(str(text))) for text in axis.ticktext]
    pixels = (WIDTH - _LEFT - _RIGHT - _BAR) / (high - low)
    between = [pixels * (b - a) for a, b in itertools.pairwise(places)]
    widths = [_CHARACTER * (a + b) / 2 for a, b in itertools.pairwise(labels)]
    if all(width + _CHARACTER <= room for width, room in zip(widths, between, strict=True)):
        return 0
    # a turned label takes the height of its line along the axis
    fit = (each for each in axis.autotickangles if min(between) * math.sin(abs(math.radians(each))) >= _LINE)
    return int(next(fit, axis.autotickangles[-1]))


def _below(axis: Any) -> float:
    """Return by how much turned labels reach deeper than the axis has room for, in pixels."""
    angle = math.radians(abs(_tick_angle(axis)))
    labels = (html.unescape(str(text)) for text in axis.ticktext or ())
    longest = max(map(len, labels), default=0)
    size = float(axis.tickfont.size or 11) / 11
    return round(max(0.0, 15 + math.sin(angle) * longest * _CHARACTER * size - 38), 1)


def _y_axis(y: PixelAxis, x: PixelAxis) -> Iterator[str]:
    for at, text in y.ticks:
        yield _line(x.start, y.at(at), x.end, y.at(at), INK, ' stroke-opacity=".25"')
        yield _label(text, x.start - 6, y.at(at) + 4, "end")
    middle = (y.start + y.end) / 2
    yield _label(y.title, 14, middle, "middle", f' transform="rotate(-90 14 {middle:.1f})"')


def _legend(figure: go.Figure) -> tuple[list[str], float]:
    """Return the title and the legend entries, and where the plot begins, in pixels."""
    layout = figure.layout
    first, *more = str(layout.title.text or layout.legend.title.text or "").split("<br>")
    parts = [_label(first, _LEFT, 18, "start", ' font-size="14"')]
    parts += [_label(text, _LEFT, 18 + _LINE * i, "start") for i, text in enumerate(more, 1)]
    at, line = float(_LEFT), float(_TOP + 8 + _LINE * len(more))
    for trace in figure.data:
        if not layout.showlegend or trace.showlegend is False or not trace.name:
            continue
        width = 30 + _CHARACTER * len(html.unescape(trace.name)) + 12
        if at > _LEFT and at + width > WIDTH - _RIGHT:
            at, line = float(_LEFT), line + _LINE
        if "lines" in (trace.mode or ""):
            parts.append(_line(at, line - 4, at + 22, line - 4, _color(trace), _stroke(trace)))
        if "markers" in (trace.mode or ""):
            parts.append(_mark(trace, 0, at + 11, line - 4))
        parts.append(_label(trace.name, at + 27, line, "start"))
        at += width
    return parts, line + 18


def _color(trace: Any) -> str:
    return str(trace.line.color or trace.marker.color or INK)


def _stroke(trace: Any) -> str:
    dash = _DASHES.get(trace.line.dash or "")
    width = 2 if trace.line.width is None else trace.line.width
    return f' stroke-width="{width}"' + (f' stroke-dasharray="{dash}"' if dash else "")


def _scatter(trace: Any, x: PixelAxis, y: PixelAxis, _: go.Figure) -> Iterator[str]:
    xs, ys = _numbers(trace.x), _numbers(trace.y)
    places = [None if a is None or b is None else (x.at(a), y.at(b)) for a, b in zip(xs, ys, strict=True)]
    if "lines" in (trace.mode or ""):
        yield from _path(trace, places)
    error = trace.error_y
    for place, b, up, down in zip(
        places, ys, _numbers(error.array), _numbers(error.arrayminus), strict=False
    ):
        if place is not None and b is not None and up is not None and down is not None:
            yield _line(
                place[0], y.at(b - down), place[0], y.at(b + up), _color(trace), ' stroke-width="1.5"'
            )
    if "markers" in (trace.mode or ""):
        yield from (_mark(trace, i, *place) for i, place in enumerate(places) if place is not None)


def _path(trace: Any, places: Sequence[tuple[float, float] | None]) -> Iterator[str]:
    path, pen = "", "M"
    for place in places:
        path += "" if place is None else f"{pen}{place[0]:.1f},{place[1]:.1f}"
        pen = "M" if place is None else "L"
    if trace.fill == "toself":
        yield f'<path d="{path}" fill="{html.escape(str(trace.fillcolor))}" stroke="none"/>'
    elif path:
        yield f'<path d="{path}" fill="none" stroke="{html.escape(_color(trace))}"{_stroke(trace)}/>'


def _mark(trace: Any, i: int, x: float, y: float) -> str:
    marker = trace.marker
    symbol, size = _of(marker.symbol or "circle", i), float(_of(marker.size or 6, i))
    color = html.escape(str(_of(marker.color, i) or _color(trace)))
    hollow = symbol.endswith("-open")
    width = marker.line.width or 1.5
    ink = f'stroke="{color}" stroke-width="{width}" ' + ('fill="none"' if hollow else f'fill="{color}"')
    shape = _SHAPES.get(symbol.removesuffix("-open").removesuffix("-ne").replace("line", "line-ne"))
    if shape is None:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size / 2:.1f}" {ink}/>'
    place = f"translate({x:.1f} {y:.1f}) scale({size / 2:.1f})"
    return f'<path d="{shape}" transform="{place}" vector-effect="non-scaling-stroke" {ink}/>'


def _of(value: Any, i: int) -> Any:
    if isinstance(value, (list, tuple, np.ndarray)):
        return value[i] if i < len(value) else None
    return value


def _bars(trace: Any, x: PixelAxis, y: PixelAxis, _: go.Figure) -> Iterator[str]:
    for i, (at, value) in enumerate(zip(_numbers(trace.x), _numbers(trace.y), strict=True)):
        if at is None or value is None:
            continue
        width = float(_of(trace.width, i) or 0.8)
        left, right, top, base = x.at(at - width / 2), x.at(at + width / 2), y.at(value), y.at(0)
        color = html.escape(str(trace.marker.color or INK))
        yield (
            f'<rect x="{left:.1f}" y="{min(top, base):.1f}" width="{right - left:.1f}" '
            f'height="{abs(base - top):.1f}" fill="{color}"/>'
        )


def _cells(trace: Any, x: PixelAxis, y: PixelAxis, figure: go.Figure) -> Iterator[str]:
    axis = figure.layout.coloraxis
    xs, ys = [x.at(v) for v in trace.x], [y.at(v) for v in trace.y]
    opacity = "" if trace.opacity in (None, 1) else f' fill-opacity="{trace.opacity}"'
    many = np.size(trace.z) > MANY
    strokes: dict[tuple[int, str], list[str]] = {}
    for row, (low, high) in enumerate(itertools.pairwise(ys)):
        for column, (left, right) in enumerate(itertools.pairwise(xs)):
            value = float(trace.z[row][column])
            if not math.isfinite(value):
                continue
            # Narrow cells touch: gaps would be all that one sees of them.
            gap = 1 if min(right - left, abs(high - low)) >= _APART_FROM else 0
            if many:
                stroke = strokes.setdefault((_level(axis, value), f"{abs(high - low):.1f}"), [])
                stroke.append(f"M{left:.1f},{(low + high) / 2:.1f}H{right:.1f}")
                continue
            sharp = opacity if gap else f'{opacity} shape-rendering="crispEdges"'
            yield (
                f'<rect x="{left + gap / 2:.2f}" y="{min(low, high) + gap / 2:.2f}" '
                f'width="{right - left - gap:.2f}" height="{abs(high - low) - gap:.2f}" '
                f'fill="{_shade(axis, value)}"{sharp}/>'
            )
    for (level, wide), places in strokes.items():
        color = _shade(axis, axis.cmin + level / _LEVELS * (axis.cmax - axis.cmin))
        sharp = opacity.replace("fill", "stroke") + ' shape-rendering="crispEdges"'
        yield f'<path d="{"".join(places)}" stroke="{color}" stroke-width="{wide}"{sharp}/>'


def _level(axis: Any, value: float) -> int:
    """Return the number of the colour of one of very many cells, which share as few."""
    share = (value - axis.cmin) / ((axis.cmax - axis.cmin) or 1)
    within: float = min(1.0, max(0.0, share))
    return round(_LEVELS * within)


def _shade(axis: Any, value: float) -> str:
    """Return a value's colour with its opacity, which Plotly's own sampling drops."""
    share = min(1.0, max(0.0, (value - axis.cmin) / ((axis.cmax - axis.cmin) or 1)))
    stops = [(float(at), _channels(str(color))) for at, color in axis.colorscale]
    places = [at for at, _ in stops]
    red, green, blue, opacity = (
        float(np.interp(share, places, each)) for each in zip(*(c for _, c in stops), strict=True)
    )
    return f"rgba({red:.0f},{green:.0f},{blue:.0f},{opacity:.3g})"


def _channels(color: str) -> tuple[float, ...]:
    """Return red, green, blue and opacity of "rgb(...)" or "rgba(...)"."""
    numbers = tuple(float(each) for each in re.findall(r"[\d.]+", color))
    return numbers if len(numbers) == 4 else (*numbers, 1.0)


def _color_bar(figure: go.Figure) -> tuple[Any, str] | None:
    """Return what holds the colours, and the title of its bar; None if there is none."""
    if any(trace.type == "heatmap" for trace in figure.data):
        axis = figure.layout.coloraxis
        return axis, axis.colorbar.title.text
    return None


def _bar(axis: Any, title: Any, x: float, top: float, bottom: float) -> Iterator[str]:
    steps = 24
    each = (bottom - top) / steps
    for i in range(steps):
        value = axis.cmin + (axis.cmax - axis.cmin) * (i + 0.5) / steps
        yield (
            f'<rect x="{x}" y="{bottom - (i + 1) * each:.1f}" width="12" height="{each + 0.5:.1f}" '
            f'fill="{_shade(axis, value)}"/>'
        )
    for value, y in ((axis.cmin, bottom), (axis.cmax, top + 8)):
        yield _label(f"{value:.3g}", x + 15, y, "start")
    middle = (top + bottom) / 2
    yield _label(title, x + 26, middle, "middle", f' transform="rotate(90 {x + 22} {middle:.1f})"')


_DRAW: dict[str, Any] = {"scatter": _scatter, "heatmap": _cells, "bar": _bars}
