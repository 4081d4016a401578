"""What `marimo export html`, run for real, keeps of a notebook: it has to hold everything by itself."""

from __future__ import annotations

import html
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("marimo")

TESTS = Path(__file__).parents[1]
APP = """import marimo
app = marimo.App()

@app.cell
def _():
    from tiny import tiny_model, tiny_tokenizer
    from latentlens import Session
    session = Session((tiny_model("llama"), tiny_tokenizer()))
    trace = session.run("The <script>capital</script> of France")
    session
    return session, trace

@app.cell
def _(trace):
    trace
    return

@app.cell
def _(session, trace):
    sweep = session.sweep(trace, "The x is", layers=[1, 2])
    sweep
    return (sweep,)

@app.cell
def _(session):
    session.readers
    return
"""


def test_an_export_holds_every_view(tmp_path: Path) -> None:
    """The session, the readers and the sweep are tables; the Explorer comes with its lens; text is text."""
    (tmp_path / "app.py").write_text(APP)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    subprocess.run(
        [sys.executable, "-m", "marimo", "export", "html", "app.py", "-o", "out.html"],
        cwd=tmp_path,
        env=env,
        check=True,
        capture_output=True,
        timeout=240,
    )
    raw = (tmp_path / "out.html").read_text("utf-8")
    page = html.unescape(raw.encode().decode("unicode_escape"))

    assert '"text/html": {}' not in page
    assert "Session on LlamaForCausalLM" in page
    assert "No noise was run" in page
    assert "Presets and relations" in page
    assert "marimo-anywidget" in page
    assert '"pages": [{' in page
    assert "<script>capital" not in raw
