"""`latentlens reproduce latentqa`, `oracles` and `metamodels`: what is measured, written and said."""

from __future__ import annotations

import dataclasses
import json
import pathlib
from typing import Any, NoReturn

import pytest
import torch
from typer.testing import CliRunner, Result

from latentlens import Calibrated, Calibrator, Decoder, Session
from latentlens.adapters.lora import LoraAdapter
from latentlens.cli.main import app
from latentlens.decoder_files.directory import write_decoder
from latentlens.decoder_files.manifest import Manifest, Read, TrainedBy, WriteAt
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.display.progress import Progress
from latentlens.experiments.decoders import (
    decoder_bench,
    decoder_outcome,
    measured_tasks,
    reproduce_decoders,
)
from latentlens.experiments.decoders.asked_decoder import AskedDecoder
from latentlens.experiments.decoders.decoder_bench import COMMON, CONDITIONS, DecoderBench, task_material
from latentlens.experiments.decoders.measured_decoder import load_measured
from latentlens.experiments.decoders.row_activations import row_activations
from latentlens.experiments.patchscopes.result_cache import ResultCache, Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.readers.decoder_checks import facts_of
from latentlens.training.data.row_splits import check_no_leaks
from latentlens.training.decoders.task_registry import task as registered

TASKS = (
    ("entity", "which entity is named", "world/entity", "relations"),
    ("truthfulness", "truthful or lying", "world/truthfulness/stimulus", "lying"),
)


@pytest.fixture(autouse=True)
def two_tasks(monkeypatch: pytest.MonkeyPatch, no_images: None) -> None:
    """Two tasks in place of all."""
    monkeypatch.setattr(measured_tasks, "WORLD", TASKS)


@pytest.fixture(scope="module")
def training(world_session: Session, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """What a training of an oracle leaves: the decoder, and the same recipe without activations."""
    home = tmp_path_factory.mktemp("training")
    facts = facts_of(world_session.backend)
    trained = TrainedBy(
        seed=0, data="90 rows", code_version="0", settings={"data": {"tasks": {"world/entity": 90}}}
    )
    manifest = Manifest(
        method="activation_oracle",
        name="oracle",
        base=facts,
        read=Read(layers=((1,), (2,))),
        write=WriteAt(layer=1, injection="add_norm_matched"),
        prompt=PromptSettings(form="ao_inline", placeholder=" ?"),
        training=trained,
    )
    for seed, place in enumerate(("decoder", "controls/no_activations")):
        adapter = LoraAdapter.fresh(world_session.model, r=2, alpha=4, target_modules="all-linear", seed=seed)
        named = manifest.model_copy(update={"name": "oracle" if not seed else "oracle, no activations"})
        write_decoder(home / place, DecoderWeights(named, adapter))
    return home


def invoke(command: str, *arguments: object) -> Result:
    """Run one of the commands in this process, on few cases."""
    return CliRunner().invoke(app, ["reproduce", command, "--quick", *map(str, arguments)])


@pytest.fixture(scope="module")
def done(
    training: pathlib.Path, world_directory: pathlib.Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[pathlib.Path, Result]:
    """The results of one quick run, and how it ended."""
    home = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measured_tasks, "WORLD", TASKS)
        result = invoke(
            "oracles",
            *("--model", world_directory, "--decoder", training, "--out", home / "out"),
            *("--json", home / "all.json", "--keep", home / "kept"),
        )
    return home, result


def test_the_json_has_the_figures_by_name(done: tuple[pathlib.Path, Result]) -> None:
    """Each task's accuracy beside its controls', and the calibration error before and after."""
    home, result = done
    assert 0 == result.exit_code, result.stderr
    whole = json.loads((home / "all.json").read_text())
    figures = {figure["name"]: figure for figure in whole["figures"]}
    ends = ("", "_no_activations", "_text_only", "_probe")
    assert {f"{task}{end}" for task in ("relations", "lying_ood") for end in ends} <= set(figures)
    assert {"ece_before", "ece_after", "steer_success", "steer_fact_loss"} <= set(figures)
    beside = (*ends, "_shuffled", "_random", "_model_itself")
    about = ("lying_variants", "lying_variants_user", "model_diff_persona", "model_diff_persona_user")
    assert {f"{task}{end}" for task in about for end in beside} <= set(figures)
    assert "model_diff_persona_variant_alone" in figures
    assert "lying_variants_variant_alone" not in figures, "that is the decoder's own row"
    assert 2 == figures["lying_variants"]["cases"], "a case is a variant"
    assert 90.0 == figures["relations"]["bar"]
    shares = [figure for figure in figures.values() if figure["unit"] == "%"]
    assert all(0 <= figure["value"] <= 100 for figure in shares)
    assert all(f["interval"][0] <= f["value"] <= f["interval"][1] for f in shares)
    (summary,) = whole["results"]
    assert "oracles-oracle" == summary["experiment"]
    for task in summary["settings"]["tables"]["tasks"]:
        assert set(CONDITIONS) == set(task["who"])
    assert "lying_ood" in result.stdout


def test_a_task_of_the_recipe_is_not_out_of_distribution(done: tuple[pathlib.Path, Result]) -> None:
    """The recipe says what a decoder was trained on."""
    tasks = json.loads((done[0] / "all.json").read_text())["results"][0]["settings"]["tables"]["tasks"]
    assert {"entity": True, "truthfulness": False} == {task["task"]: task["trained_on"] for task in tasks}


def test_the_page_is_made_of_the_results(done: tuple[pathlib.Path, Result], tmp_path: pathlib.Path) -> None:
    """Every condition is a column; the numbers are those of the JSON; what has no decoder is said."""
    page = tmp_path / "page.md"
    result = invoke("latentqa", "--out", done[0] / "out", "--page", page)
    assert 0 == result.exit_code, result.stderr
    text = page.read_text()
    assert f"| accuracy, % | {' | '.join(CONDITIONS)} |" in text
    figures = json.loads((done[0] / "all.json").read_text())["figures"]
    value = next(figure["value"] for figure in figures if figure["name"] == "relations")
    assert f"{value:.1f} (" in text
    assert 2 == text.count("no decoder of this method is here")
    assert "by layers | 1 | 2 |" in text
    assert "10 variants were fine-tuned." in text


def test_a_kept_decoder_has_its_evaluation_and_calibrator(done: tuple[pathlib.Path, Result]) -> None:
    """It loads as before, and its calibrator serves every question to it."""
    place = done[0] / "kept" / "oracle"
    decoder = Decoder.load(place)
    rows = {(row.task, row.who): row for row in decoder.manifest.evaluation}
    assert {(task, who) for task in ("entity", "truthfulness") for who in CONDITIONS} == set(rows)
    assert 12 == rows["entity", "decoder"].n
    assert decoder.manifest.calibrator is not None
    calibrator = Calibrator.load(place / decoder.manifest.calibrator)
    assert "validation" == calibrator.fitted_on.split
    assert Calibrated(decoder.with_question("What is it?"), calibrator).reader.question == "What is it?"


def test_a_stopped_run_goes_on_where_it_was(
    training: pathlib.Path,
    world_directory: pathlib.Path,
    tmp_path: pathlib.Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl-C ends with status 130 and a sentence; finished parts are not measured again."""
    monkeypatch.setattr(measured_tasks, "WORLD", TASKS[:1])
    monkeypatch.setattr(reproduce_decoders, "measure_steering", lambda *_: [])
    monkeypatch.setattr(reproduce_decoders, "measure_variants", lambda *_: ([], []))
    command = ("oracles", "--model", world_directory, "--decoder", training, "--out", tmp_path)

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(decoder_bench, "majority_answers", stop)
        stopped = invoke(*command)
    assert 130 == stopped.exit_code
    assert "goes on" in stopped.stderr
    parts = {path: path.read_bytes() for path in tmp_path.glob("parts/*/*-*.json")}
    assert len(parts) > 8
    assert 0 == invoke(*command).exit_code
    assert parts == {path: path.read_bytes() for path in parts}, "a part holds the time that it took"


@pytest.mark.parametrize(
    ("command", "given", "named"),
    [
        ("metamodels", False, "--decoder"),
        ("latentqa", True, "activation_oracle"),
        ("oracles", None, "no directory"),
    ],
)
def test_what_cannot_be_measured_is_explained(
    command: str,
    given: bool | None,
    named: str,
    training: pathlib.Path,
    world_directory: pathlib.Path,
    tmp_path: pathlib.Path,
) -> None:
    """No decoder, one of another method, or none in the directory: a sentence, and status 1."""
    place = () if given is False else ("--decoder", training if given else tmp_path / "nothing")
    result = invoke(command, "--model", world_directory, "--out", tmp_path / "out", *place)
    assert 1 == result.exit_code
    assert "Traceback" not in result.stderr
    assert named in " ".join(result.stderr.split())


def test_no_split_shares_what_decides_it(
    training: pathlib.Path, world_session: Session, tmp_path: pathlib.Path
) -> None:
    """Rows to fit probes on, to choose by, and to report on."""
    bench = bench_of(training, world_session, tmp_path)
    for material in bench.material.values():
        rows = [row for split in ("train", "validation", "test") for row in material.rows(split)]
        assert {"train", "validation", "test"} == {row.split for row in rows}
        check_no_leaks(rows)


def bench_of(training: pathlib.Path, session: Session, place: pathlib.Path) -> DecoderBench:
    """Return a quick bench of the decoder on the two tasks."""
    study = Study(session, cache := ResultCache(place, {"decoder": "it"}), quick=True)
    material = task_material(measured_tasks.tasks_for(session.backend, of_world=True), study)
    common = ResultCache(place, {}, counted_in=cache)
    return DecoderBench(study, load_measured(training), session.backend, material, common)


@pytest.mark.parametrize(("generator", "bar"), [("world/attribute", 90.0), ("relations", None)])
def test_the_bars_are_of_the_teaching_world(
    training: pathlib.Path, world_session: Session, tmp_path: pathlib.Path, generator: str, bar: float | None
) -> None:
    """What other models know of facts is reported, and held to no bar."""
    bench = bench_of(training, world_session, tmp_path)
    asked = measured_tasks.DecoderTask("relations", "an attribute", registered(generator), "relations")
    bench.tasks = {"relations": asked}
    rows: list[Row] = [
        {
            "task": "relations",
            "who": "decoder",
            "split": "test",
            "chosen": True,
            "span": "all",
            "correct": True,
        }
    ]
    figures = {each.name: each for each in decoder_outcome._figures(bench, rows, "", 0)}
    assert bar == figures["relations"].bar


def test_whom_every_decoder_stands_beside_is_asked_once(
    training: pathlib.Path, world_session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Untrained readers and the text do not depend on the decoder, and their seconds count for each."""
    first = bench_of(training, world_session, tmp_path)
    asked = first._beside("entity", (2,))
    assert set(COMMON) == {row["who"] for row in asked}

    def again(*_: object) -> NoReturn:
        raise AssertionError("asked again")

    for name in ("ask_readers", "ask_in_text", "majority_answers"):
        monkeypatch.setattr(decoder_bench, name, again)
    other = bench_of(training, world_session, tmp_path)
    other.study.cache = ResultCache(tmp_path, {"decoder": "another"})
    other.common = ResultCache(tmp_path, {}, counted_in=other.study.cache)
    assert [{**row, "layers": "4"} for row in asked] == other._beside("entity", (4,))
    assert first.study.cache.seconds == other.study.cache.seconds > 0


def test_options_are_scored_as_plain_transformers_scores_them(
    training: pathlib.Path, world_session: Session, plain_world: Any, tmp_path: pathlib.Path
) -> None:
    """The whole option with the end token, after the prompt with the activations in its slots."""
    bench = bench_of(training, world_session, tmp_path)
    rows = bench.material["truthfulness"].rows("test")[:3]
    states = row_activations(rows, world_session.backend, (2,))
    decoder = load_measured(training).decoder
    found = AskedDecoder(decoder, world_session.backend, Progress(bar=False)).options(rows, states)

    tokenizer = world_session.model.tokenizer.hf
    for row, own, answer in zip(rows, states, found, strict=True):
        ids = tokenizer.apply_chat_template(list(row.source), add_generation_prompt=True, return_dict=False)
        with torch.no_grad():
            hidden = plain_world(torch.tensor([ids]), output_hidden_states=True).hidden_states[2][0]
        vectors = hidden[list(row.positions)]
        torch.testing.assert_close(torch.stack([s.vector for s in own]), vectors, atol=1e-4, rtol=1e-4)
        content = f"L2:{' ?' * len(vectors)}.\n{row.question}"
        prompt = tokenizer.apply_chat_template(
            [{"role": "user", "content": content}], add_generation_prompt=True, return_dict=False
        )
        (mark,) = tokenizer(" ?", add_special_tokens=False).input_ids
        slots = [i for i, token in enumerate(prompt) if token == mark][: len(vectors)]

        def write(module: Any, args: Any, out: Any, slots: Any = slots, vectors: Any = vectors) -> Any:
            states = out[0] if isinstance(out, tuple) else out
            norms = states[0, slots].norm(dim=-1, keepdim=True)
            states[0, slots] += norms * vectors / vectors.norm(dim=-1, keepdim=True)
            return out

        scores = []
        hook = plain_world.model.layers[0].register_forward_hook(write)
        for option in row.options:
            said = [*tokenizer(f" {option}", add_special_tokens=False).input_ids, tokenizer.eos_token_id]
            with torch.no_grad():
                logits = plain_world(torch.tensor([prompt + said])).logits[0].log_softmax(-1)
            scores.append(sum(float(logits[len(prompt) - 1 + i, t]) for i, t in enumerate(said)))
        hook.remove()
        shares = torch.tensor(scores).softmax(0)
        assert row.options[int(shares.argmax())] == answer.answer
        assert pytest.approx(float(shares.max()), abs=1e-4) == answer.confidence


def test_without_its_write_a_decoder_reads_nothing(
    training: pathlib.Path, world_session: Session, tmp_path: pathlib.Path
) -> None:
    """The twin is asked with untouched slots: its answer does not depend on the activations."""
    bench = bench_of(training, world_session, tmp_path)
    rows = bench.material["entity"].rows("test")
    own = row_activations(rows, world_session.backend, (2,))
    others = [[dataclasses.replace(s, vector=-s.vector) for s in some] for some in own]
    asked = AskedDecoder(load_measured(training).decoder, world_session.backend, Progress(bar=False))
    assert asked.options(rows, own, write=False) == asked.options(rows, others, write=False)
    assert asked.options(rows, own) != asked.options(rows, others)
