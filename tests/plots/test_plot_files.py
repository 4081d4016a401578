"""Figures in files, pages and notebooks: text stays text, nothing is uploaded, all can be read."""

from __future__ import annotations

import base64
import copy
import dataclasses
import html
import itertools
import json
import math
import pathlib
import re
import shutil
import subprocess
from typing import Any
from xml.etree import ElementTree

import nbformat
import numpy as np
import plotly.express as px
import plotly.io as pio
import pytest
from nbconvert import HTMLExporter

from drawn_sweeps import GRID, READER, drawn, made, part
from latentlens.ask.sweep import Sweep
from latentlens.display.printable import printable
from latentlens.errors import InputError, LatentLensError
from latentlens.plots import (
    TEMPLATE,
    across_layers,
    layer_by_position,
    save,
    source_by_target_layer,
)
from latentlens.plots.figure import CONFIG, PrivateFigure
from latentlens.plots.labels import escape
from latentlens.plots.pixel_axis import PixelAxis
from latentlens.plots.still_svg import still_svg
from latentlens.plots.style import INK, SERIES, heading
from latentlens.readers.patchscope import Patchscope

EVIL = ["<b>x</b>", "a & b", "$x$", "<br>", "&lt;", "<script>alert(1)</script>"]


def renamed(sweep: Sweep, tokens: list[str]) -> Sweep:
    """Return a sweep over a trace whose tokens are drawn as given."""
    trace = copy.copy(sweep.trace)
    trace.tokens = [tokens[i % len(tokens)] for i in range(len(trace))]
    answers = {
        cell: dataclasses.replace(answer, name=trace.tokens[cell[1]], text=trace.tokens[cell[1]])
        for cell, answer in sweep.answers.items()
    }
    return made(sweep, sweep.layers, sweep.positions, answers, trace)


# --- files ----------------------------------------------------------------------------------------------


def test_saved_pages_need_no_network(tmp_path: pathlib.Path) -> None:
    """An HTML file holds plotly itself, loads nothing, and offers no upload."""
    figure = across_layers([0, 1], {"a": [0.1, 0.2]})
    path = save(figure, tmp_path / "figure.HTML")

    html = path.read_text(encoding="utf-8")
    assert 1_000_000 < len(html)
    assert not re.search(r"<script[^>]+src=", html)
    assert '"showSendToCloud": false' in html


def test_saved_data_is_the_figure(tmp_path: pathlib.Path) -> None:
    """A JSON file gives the figure again."""
    figure = across_layers([0, 1], {"a": [0.1, 0.2]})

    assert figure.to_dict() == pio.read_json(save(figure, tmp_path / "figure.json")).to_dict()


@pytest.mark.parametrize(
    ("ending", "writer"), [("html", "write_html"), ("json", "write_json"), ("svg", "write_image")]
)
def test_an_interrupted_save_leaves_the_old_file(
    ending: str, writer: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure is written whole or not at all, in every format."""
    path = tmp_path / f"figure.{ending}"
    path.write_text("old")

    def interrupted(self: Any, target: pathlib.Path, **more: Any) -> None:
        target.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setattr(PrivateFigure, writer, interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(PrivateFigure(), path)
    assert [path] == list(tmp_path.iterdir())
    assert "old" == path.read_text()


def test_a_still_image_needs_kaleido_and_a_browser(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without kaleido, or without a browser for it, the error names what to install."""
    figure = across_layers([0, 1], {"a": [0.1, 0.2]})
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(LatentLensError, match="pip install 'kaleido>="):
        save(figure, tmp_path / "figure.png")
    assert "<svg" in save(figure, tmp_path / "still.svg").read_text("utf-8")

    def no_browser(self: Any, path: Any) -> None:
        raise RuntimeError("no browser")

    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setattr(PrivateFigure, "write_image", no_browser)
    with pytest.raises(LatentLensError, match=r"no browser.*plotly_get_chrome"):
        save(figure, tmp_path / "figure.svg")


@pytest.mark.parametrize("name", ["figure", "figure.gif"])
def test_other_formats_are_refused(name: str, tmp_path: pathlib.Path) -> None:
    """A name without a format, or with an unknown one, is refused with those that there are."""
    with pytest.raises(InputError, match=r"Use .html, .json, .png"):
        save(PrivateFigure(), tmp_path / name)


def test_a_folder_that_is_not_there_is_named(tmp_path: pathlib.Path) -> None:
    """A figure makes no folder by itself: the message says which is missing."""
    with pytest.raises(InputError, match=r"no folder .*none.*Make it"):
        save(PrivateFigure(), tmp_path / "none" / "figure.svg")


def test_the_title_does_not_lie_on_the_legend(asked: Sweep) -> None:
    """Where there is a legend it holds the title, so that no page is too narrow for both."""
    named, bare = asked.plot(), layer_by_position(GRID, [0, 1], [0, 1, 2], ["a", "b", "c"], title="T")

    assert named.layout.legend.title.text.startswith("The capital of x is<br>")
    assert named.layout.title.text is None
    assert ("T", False) == (bare.layout.title.text, bare.layout.showlegend)


# --- text stays text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", EVIL)
def test_tokens_are_not_markup(asked: Sweep, token: str) -> None:
    """No character that plotly could read as markup or TeX is left in a tick, a title or a hover."""
    reader = dataclasses.replace(READER, prompt=f"{token} x")
    sweep = renamed(part(asked, [2]), [token])
    sweep.question = dataclasses.replace(sweep.question, reader=reader)

    figure = sweep.plot()

    plain = [re.sub(r"<br>|</?span[^<>]*>", "", heading(figure)), *figure.layout.xaxis.ticktext]
    hover = [re.sub(r"</?b>|<br>", "", text) for text in drawn(figure, "layer 2").customdata]
    for text in [*plain, *hover]:
        assert not re.search(r"[<>$]|&(?!(amp|lt|gt|#36);)", text)


def test_long_tokens_and_prompts_are_shortened(asked: Sweep) -> None:
    """A very long token or prompt does not push the figure off the page; the hover has it whole."""
    long = "neighbourhood" * 4
    sweep = renamed(part(asked, [2]), [long])
    sweep.question = dataclasses.replace(sweep.question, reader=Patchscope(f"{long * 4} x\nThe"))

    figure = sweep.plot()

    assert all(len(text) <= 14 and text.endswith("…") for text in figure.layout.xaxis.ticktext)
    assert len(heading(figure).partition("<br>")[0]) < 90
    assert "⏎" in heading(figure)
    assert long in drawn(figure, "layer 2").customdata[0]


# --- nothing is uploaded --------------------------------------------------------------------------------


def configs(html: str) -> list[dict[str, Any]]:
    """Return the configurations with which a page draws its figures."""
    return [json.loads(found) for found in re.findall(r"(\{[^{}]*\"showSendToCloud\"[^{}]*\})", html)]


@pytest.mark.parametrize("given", [None, {"showSendToCloud": True}, {"scrollZoom": True}])
def test_html_offers_no_upload(asked: Sweep, tmp_path: pathlib.Path, given: dict | None) -> None:
    """HTML has the upload off, whatever else is asked of it, in memory and in a file."""
    figure = asked.plot()
    figure.write_html(tmp_path / "a.html", config=given, include_plotlyjs=False)

    for page in (
        figure.to_html(config=given, include_plotlyjs=False),
        (tmp_path / "a.html").read_text(encoding="utf-8"),
    ):
        (config,) = configs(page)
        assert config["showSendToCloud"] is False
        assert bool((given or {}).get("scrollZoom")) == ("scrollZoom" in config)
        assert "plotlyServerURL" not in page


@pytest.mark.parametrize("renderer", ["plotly_mimetype", "notebook_connected", "colab", "vscode"])
@pytest.mark.parametrize("way", ["bundle", "show", "display", "repr"])
def test_notebooks_offer_no_upload(
    asked: Sweep, renderer: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a notebook shows the figure, the upload is off."""
    figure = asked.plot()
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: bundles.append(data))
    monkeypatch.setattr(
        "plotly.io._renderers.ipython_display.display", lambda data, **_: bundles.append(data)
    )
    monkeypatch.setattr(pio.renderers, "render_on_display", True)
    before = pio.renderers.default
    try:
        pio.renderers.default = renderer
        if way == "bundle":
            bundles.append(figure._repr_mimebundle_())
        elif way == "show":
            figure.show()
        elif way == "display":
            figure._ipython_display_()
        else:
            bundles.append({"text/html": figure._repr_html_()})
    finally:
        pio.renderers.default = before

    (bundle,) = bundles
    still = bundle.pop("image/svg+xml", "<svg")
    assert still.startswith("<svg")
    assert "http" not in still.replace("http://www.w3.org/2000/svg", "")
    for kind, data in bundle.items():
        found = [data["config"]] if kind.endswith("json") else configs(data)
        assert [False] == [config["showSendToCloud"] for config in found]


def test_the_upload_button_is_named_in_the_layout(asked: Sweep) -> None:
    """Shown by plotly's own functions, past this package, the figure still has no upload button."""
    figure = asked.plot()

    assert isinstance(figure, PrivateFigure)
    assert "sendDataToCloud" in figure.layout.modebar.remove
    assert CONFIG["showSendToCloud"] is False


# --- readable on any page -------------------------------------------------------------------------------


def luminance(color: str) -> float:
    """Return a colour's relative luminance as WCAG defines it."""
    if color.startswith("#"):
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    else:
        parts = [float(x) / 255 for x in re.findall(r"[\d.]+", color)[:3]]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_stand_out_on_light_and_dark_pages(asked: Sweep) -> None:
    """Every line and every letter has a contrast of 3 or more to a white page and to a dark one."""
    figure = part(asked, [2]).plot()
    lines = [trace.line.color for trace in figure.data if trace.mode == "lines+markers"]

    heat = layer_by_position(GRID, [0, 1], [0, 1, 2], ["a", "b", "c"]).layout.coloraxis.colorscale
    signed = layer_by_position(-GRID, [0, 1], [0, 1, 2], ["a", "b", "c"]).layout.coloraxis.colorscale
    for color in [
        *lines,
        *SERIES,
        *[heat[-1][1], signed[0][1], signed[-1][1]],
        figure.layout.font.color,
        drawn(figure, "null control").line.color,
    ]:
        for page in ("#ffffff", "#111111"):
            low, high = sorted((luminance(color), luminance(page)))
            assert (high + 0.05) / (low + 0.05) >= 3
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium")
def test_a_browser_draws_the_tokens_as_text(asked: Sweep, tmp_path: pathlib.Path) -> None:
    """In a real browser every tick reads as the token does, and no request leaves the page."""
    sweep = renamed(part(asked, [2]), EVIL[:5])
    page = tmp_path / "figure.html"
    sweep.plot().write_html(page, include_plotlyjs=True)
    dom = subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
            *("--virtual-time-budget=4000", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout

    ticks = re.findall(r'<g class="xtick">.*?<text[^>]*>(.*?)</text>', dom, flags=re.DOTALL)
    shown = [re.sub(r"&lt;", "<", re.sub(r"&gt;", ">", tick)).replace("&amp;", "&") for tick in ticks]
    assert sweep.trace.tokens == shown
    assert "Send data" not in dom
    assert "modebar-btn" in dom


SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    """Return what an image says, which also has to be well-formed."""
    return [str(each.text or "") for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_still_image_shows_what_the_figure_shows(asked: Sweep) -> None:
    """Every named line, every tick and the titles are there, and each point stands where its axes say."""
    figure = part(asked, [2]).plot()
    svg = still_svg(figure)
    assert svg is not None
    said = texts(svg)

    assert [html.unescape(text) for text in figure.layout.xaxis.ticktext] == [
        text for text in said if text in map(html.unescape, figure.layout.xaxis.ticktext)
    ]
    named = [trace.name for trace in figure.data if trace.showlegend is not False and trace.name]
    title, verdicts = re.sub(r"</?span[^>]*>", "", heading(figure)).split("<br>")
    assert {*named, title, verdicts, "position"} <= set(said)
    axis = figure.layout.xaxis
    x = PixelAxis.of(axis, [], 62, 740)
    (line,) = [trace for trace in figure.data if trace.mode == "lines+markers"]
    wanted = [f"{x.at(at):.1f}" for at, y in zip(line.x, line.y, strict=True) if y is not None]
    color = line.line.color
    found = [
        each.get("cx")
        for each in ElementTree.fromstring(svg).iter(f"{SVG}circle")
        if each.get("stroke") == color
    ]
    assert wanted == found[-len(wanted) :]


def test_a_still_image_of_a_grid_shows_every_cell() -> None:
    """As many rectangles as cells with a value, in the colours of the scale; none for the one without."""
    values = [[0.0, 1.0], [0.5, math.nan]]
    figure = source_by_target_layer(
        values, [1, 2], [1, 2], quantity="excess", title="x", texts=[["a", "b"]] * 2
    )
    rects = [r.get("fill") for r in ElementTree.fromstring(still_svg(figure)).iter(f"{SVG}rect")]

    bar = 24
    assert 3 + bar == len(rects)
    # faint at zero, as in the figure itself: the opacity of the scale is kept
    assert "rgba(47,127,208,0.06)" == rects[0]
    assert "rgba(47,127,208,1)" == rects[1]


@pytest.mark.parametrize("text", ["</text><script>x</script>", "\x1b[31m", "a\x00b", "\ud800", "a & b"])
def test_a_still_image_says_text_and_does_nothing_else(text: str) -> None:
    """Names from the model are no markup, and what XML cannot hold does not break the image."""
    figure = PrivateFigure()
    figure.add_scatter(x=[0, 1], y=[0, 1], name=escape(text), mode="lines", showlegend=True)
    figure.update_layout(
        showlegend=True, title=escape(text), xaxis={"tickvals": [0], "ticktext": [escape(text)]}
    )
    svg = still_svg(figure)

    assert svg is not None
    assert 3 == texts(svg).count(printable(text))
    svg.encode()


def test_a_figure_that_cannot_be_drawn_whole_is_not_drawn() -> None:
    """A still image with a part missing would be silently wrong."""
    figure = PrivateFigure()
    figure.add_scatter(x=[0, 1], y=[0, 1])
    assert still_svg(figure) is not None
    figure.add_hline(y=0.5)
    assert still_svg(figure) is None
    figure = PrivateFigure()
    figure.add_violin(y=[1, 2, 3])
    assert still_svg(figure) is None
    assert "image/svg+xml" not in figure._repr_mimebundle_()


def test_a_figure_survives_the_export_to_html(asked: Sweep) -> None:
    """An exported page shows the figure with no script and no network."""
    before = pio.renderers.default
    try:
        pio.renderers.default = "plotly_mimetype"
        bundle = asked.plot()._repr_mimebundle_()
    finally:
        pio.renderers.default = before
    assert "application/vnd.plotly.v1+json" in bundle
    output = nbformat.v4.new_output("display_data", data=bundle)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("sweep.plot()", outputs=[output])])
    page, _ = HTMLExporter().from_notebook_node(book)

    assert base64.b64encode(bundle["image/svg+xml"].encode()).decode() in page


def test_a_large_figure_is_a_small_output() -> None:
    """32 layers of 512 tokens, with answers and verdicts, take at most 2 MB of a notebook's file."""
    shape = (32, 512)
    values = np.random.default_rng(0).uniform(-1, 1, shape)
    verdicts = np.where(values > 0.9, "read", "not told from noise")
    figure = layer_by_position(
        values,
        range(32),
        range(512),
        ["·<neighbourhood>"] * 512,
        texts=np.full(shape, "a description of <a>, in some words"),
        low_mass=values < -0.9,
        verdicts=verdicts,
        title="Describe x",
    )
    output = {"svg": still_svg(figure), "plotly": json.loads(figure.to_json())}

    assert len(json.dumps(output, ensure_ascii=False).encode()) < 2_000_000
    said = {text for trace in figure.data if trace.type == "heatmap" for text in trace.text[0]}
    assert "position 0 ·&lt;neighbourho…: a description o…" in said


def rectangles(svg: str) -> list[dict[str, float]]:
    """Return place and size of each cell of an image, in pixels; those of the colour bar are left out."""
    found = [
        {name: float(each.attrib[name]) for name in ("x", "y", "width", "height")}
        for each in ElementTree.fromstring(svg).iter(f"{SVG}rect")
    ]
    return [each for each in found if each["width"] != 12]


def test_narrow_cells_touch_and_wide_ones_stand_apart() -> None:
    """Of a long prompt one sees the cells, and not the gaps between them."""
    for count, apart in ((300, False), (4, True)):
        values = np.linspace(0, 1, 2 * count).reshape(2, count)
        cells = rectangles(still_svg(layer_by_position(values, [0, 1], range(count), ["a"] * count)) or "")
        first = [each for each in cells if each["y"] == cells[0]["y"]]
        gaps = [b["x"] - a["x"] - a["width"] for a, b in itertools.pairwise(first)]

        assert 2 * count == len(cells)
        assert all(gap > 0.5 for gap in gaps) if apart else all(abs(gap) < 0.05 for gap in gaps)


def test_long_labels_have_room_in_a_still_image() -> None:
    """Turned labels end above the axis title, which is inside of the image."""
    short, long = (
        ElementTree.fromstring(still_svg(layer_by_position([[0.5] * 9], [0], range(9), [word] * 9)) or "")
        for word in ("a", "supercalifragilistic")
    )
    place = {text.text: float(text.attrib["y"]) for text in long.iter(f"{SVG}text")}

    assert float(long.attrib["height"]) > float(short.attrib["height"])
    assert place["position"] > place["supercalifrag…"] + 0.7 * 14 * 6.4 - 15
    assert float(long.attrib["height"]) > place["position"]


@pytest.mark.parametrize("text", ["שלום", "مرحبا"])
def test_right_to_left_text_does_not_reorder_a_figures_labels(text: str) -> None:
    """It is isolated in labels, hints and still images; bytes of a split character take little room."""
    isolate = f"\u2068{text}\u2069"
    figure = layer_by_position([[0.5, 0.5]], [0], [0, 1], [text, "·<0xF0><0x9F><0x98>"])

    assert (isolate, "·&lt;F0 9F 98&gt;") == figure.layout.xaxis.ticktext
    assert f"position 0 {isolate}<br>" in figure.data[0].text[0][0]
    assert isolate in texts(still_svg(figure) or "")


def test_figures_of_plotly_express_have_the_shared_style(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page shows through, whatever its theme; no upload button; Plotly's own templates stay."""
    monkeypatch.setattr(px.defaults, "template", TEMPLATE)
    figure = px.bar(x=["read", "random"], y=[0.9, 0.2], title="Shares")
    ours = across_layers([0, 1], {"read": [0.1, 0.5]}, controls={"random": [0.2, 0.1]})
    drawn = figure.layout.template.layout
    for name in ("paper_bgcolor", "plot_bgcolor", "font", "modebar", "hoverlabel"):
        assert ours.layout[name] == drawn[name], name
    assert "rgba(0,0,0,0)" == drawn.paper_bgcolor == drawn.plot_bgcolor
    assert (0, "paper") == (drawn.title.x, drawn.title.xref)
    assert figure.layout.margin.t is None
    assert INK == figure.layout.template.data.bar[0].error_y.color
    assert SERIES[0] == figure.data[0].marker.color
    assert "rgba(0,0,0,0)" != pio.templates["plotly_white"].layout.paper_bgcolor
