"""The positive control of decoders' training: what is read is learned, and the controls cannot know it."""

from __future__ import annotations

import json
import pathlib

from typer.testing import CliRunner

from latentlens import Decoder, Session
from latentlens.cli.main import app

RECIPE = """
name = "which"
model = "world-small"
steps = 50
batch_size = 32
validate_every = 50

[read]
layers = [[4]]

[write]
layer = 1
injection = "add_norm_matched"

[prompt]
form = "plain"
placeholder = "x"

[adapter]
kind = "lora"
r = 8
alpha = 16

[optimiser]
learning_rate = 3e-3

[data]
tasks = { "world/entity" = 640 }
validation = 60

[controls]
steps = 0.2
"""


def test_held_out_entities_are_read_and_the_controls_stay_at_chance(tmp_path: pathlib.Path) -> None:
    """`latentlens train` on world-small: 95 % of held-out entities named, at most 35 % by any control."""
    recipe = tmp_path / "which.toml"
    recipe.write_text(RECIPE, encoding="utf-8")
    out = tmp_path / "which"

    ended = CliRunner().invoke(app, ["train", str(recipe), "--out", str(out)], catch_exceptions=False)

    assert 0 == ended.exit_code, ended.output
    assert "no activations" in ended.output
    runs = json.loads((out / "training.json").read_text(encoding="utf-8"))["runs"]
    accuracy = {run["kind"]: run["validations"][run["best"]]["accuracy"] for run in runs}
    assert ["decoder", "no_activations", "shuffled", "random_labels"] == list(accuracy)
    assert accuracy.pop("decoder") >= 0.95
    assert max(accuracy.values()) <= 0.35
    session, decoder = Session("world-small"), Decoder.load(out / "decoder")
    trace = session.run("We played music in Germany and then went to Ottawa")
    answer = session.ask(trace.select(4, [-1]), decoder.with_question("What is the name of the city here?"))
    assert "Ottawa" == answer.text.strip()


def test_the_command_says_what_is_wrong_with_a_recipe(tmp_path: pathlib.Path) -> None:
    """In one sentence, without a traceback."""
    recipe = tmp_path / "wrong.toml"
    recipe.write_text("[read]\nlayers = [[4]]\n[optimiser]\nrate = 1.0\n", encoding="utf-8")

    ended = CliRunner().invoke(app, ["train", str(recipe)])

    assert 1 == ended.exit_code
    message = " ".join(ended.output.split())
    assert "has no setting 'optimiser.rate'. Did you mean 'optimiser.learning_rate'?" in message
