"""A decoder's training: its gradient is plain PEFT's, its state is exact, and what goes wrong is said."""

from __future__ import annotations

import errno
import itertools
import pathlib
import random
import subprocess
import sys
import textwrap
from typing import Any

import pytest
import torch

from decoder_trainings import (
    SIZES,
    WORDS,
    assert_gradient,
    draw_both_matrices,
    first_gradient,
    plain_gradient,
    recipe,
    rows,
    save_tiny_chat,
    tiny_session,
)
from latentlens import Cancelled, Decoder, InputError, NotFinite, Progress, Session
from latentlens.display.progress import track
from latentlens.model.adapters import BASE
from latentlens.readers.queries import query
from latentlens.readers.reader import State
from latentlens.training import train
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.decoders import train_decoder, training_loop, training_state
from latentlens.training.decoders.fitted_start import fitted_matrix
from latentlens.training.decoders.processes import Processes
from latentlens.training.decoders.recipe_file import read_recipe
from latentlens.training.decoders.training_report import Validation
from tiny import tiny_model

TESTS = pathlib.Path(__file__).parents[1]


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a tiny llama."""
    return tiny_session()


@pytest.mark.parametrize("architecture", ["llama", "gpt2"])
def test_a_steps_gradient_is_plain_pefts(architecture: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loss and gradients of a whole padded batch are those of PEFT's model with plain hooks, one by one."""
    draw_both_matrices(monkeypatch)
    found = first_gradient(tiny_session(architecture), monkeypatch, accumulation=2)

    loss, gradients = plain_gradient(architecture, found)

    assert 8 == len(found["batch"])
    assert 1 < len({example.length for example in found["batch"]}), "batches are padded"
    assert_gradient(found, loss, gradients)


@pytest.mark.parametrize("changes", [{"activation_checkpointing": True}, {"store_mb": 0.0}])
def test_saving_memory_changes_no_number(
    session: Session, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any]
) -> None:
    """Blocks that run again, and activations that are read for each batch, give the same gradient."""
    usual = first_gradient(session, monkeypatch)
    saving = first_gradient(session, monkeypatch, **changes)

    assert pytest.approx(usual["loss"], rel=1e-5) == saving["loss"]
    for name, expected in usual["gradients"].items():
        torch.testing.assert_close(saving["gradients"][name], expected, atol=1e-5, rtol=1e-4)


def test_matrix_products_in_bfloat16_are_near(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """With autocast the loss is another, and near; activations are read in the model's own dtype."""
    usual = first_gradient(session, monkeypatch)
    rough = first_gradient(session, monkeypatch, autocast="bfloat16")

    assert usual["loss"] != rough["loss"]
    assert pytest.approx(usual["loss"], rel=0.05) == rough["loss"]


@pytest.mark.parametrize(
    "changes",
    [
        {"adapter": {"kind": "vectors"}},
        {"adapter": {"kind": "attention"}},
        {"adapter": {"kind": "none"}, "mapping": {"kind": "scalar_affine"}},
        {"adapter": {"kind": "none"}, "mapping": {"kind": "low_rank", "rank": 2}, "write": {"layer": 0}},
        {"adapter": {"kind": "none"}, "mapping": {"kind": "affine"}},
        {"adapter": {"kind": "vectors"}, "mapping": {"kind": "projection"}},
        {"read": {"layers": [[1], [1, 3]], "mean": True}, "slots": "position_major"},
        {"write": {"layer": 1, "injection": "replace", "norm": "unit"}, "positions": "source"},
    ],
    ids=str,
)
def test_every_kind_trains_and_is_loaded_again(
    session: Session, tmp_path: pathlib.Path, changes: dict[str, Any]
) -> None:
    """The loss falls, the model stays as it was, and the decoder in the directory is the one returned."""
    before = session.backend.fingerprint()
    made = train(recipe(**changes, steps=8), rows(16, 4), session=session, out=tmp_path, controls=False)

    validations = [validation.loss for validation in made.report.decoder.validations]
    assert 8 == len(made.report.decoder.losses)
    assert min(validations[1:]) < validations[0]  # on the same rows, where each step has others
    assert before == session.backend.fingerprint()
    assert made.weights == Decoder.load(tmp_path / "decoder").weights
    assert not list(tmp_path.glob("activations-*"))


def test_a_projection_can_begin_where_two_models_agree(session: Session) -> None:
    """The fitted matrix is ridge regression's at tokens that end together, whatever the two tokenizers."""
    reads, answers = Session("world-small"), session
    texts = [" ".join(pair) for pair in itertools.permutations(WORDS, 2)]
    asked = [DecoderRow(text, (1,), "Which?", "this") for text in texts]
    with track(False, "", unit="texts") as work:
        made = fitted_matrix(asked, reads.backend, answers.backend, (4, 6), 2, work)

    pairs = [
        (one.resid[layer, i], other.resid[2, j])
        for text in texts
        for one, other in [(reads.run(text), answers.run(text))]
        for layer in (4, 6)
        for i in range(1, len(one.tokens))
        for j in range(1, len(other.tokens))
        if "".join(one.token_texts[1 : i + 1]) == "".join(other.token_texts[1 : j + 1])
    ]
    x, y = (torch.stack(each).double() for each in zip(*pairs, strict=True))
    spread = x.square().mean(0).sqrt()  # of each coordinate about the origin, as there is no bias
    penalty = 1e-3 * len(x) * torch.diag(spread**2)
    wanted = torch.linalg.solve(x.T @ x + penalty, x.T @ y).T
    assert reads.run(texts[0]).token_texts != answers.run(texts[0]).token_texts
    assert 2 * len(texts) <= len(pairs)
    torch.testing.assert_close(made, wanted.float(), rtol=1e-3, atol=1e-4)


def test_a_model_of_another_width_is_read_through_a_projection(
    session: Session, tmp_path: pathlib.Path
) -> None:
    """A meta-model learns to answer about a wider model, and is loaded and asked like any decoder."""
    tokenizer = session.model.tokenizer.hf
    wider = Session(
        (
            tiny_model(
                "llama",
                seed=1,
                vocab_size=len(tokenizer),
                hidden_size=48,
                num_attention_heads=4,
                num_key_value_heads=4,
                head_dim=12,
                **SIZES,
            ),
            tokenizer,
        )
    )
    made = train(
        recipe(
            method="meta_model",
            adapter={"kind": "attention"},
            mapping={"kind": "projection"},
            write={"layer": 0, "injection": "replace"},
            steps=8,
        ),
        rows(16, 4),
        session=session,
        source=wider,
        out=tmp_path,
        controls=False,
    )

    assert min(made.report.decoder.losses[-3:]) < made.report.decoder.losses[0]
    decoder = Decoder.load(tmp_path / "decoder")
    asked = session.ask(wider.run("a b c").select([2], [-1]), decoder.with_question("Which word is last?"))
    assert made.weights == decoder.weights
    assert 0 < asked.confidence <= 1


def test_asking_runs_the_query_that_training_ran(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trained decoder's prompt, slots, vectors, mapping and injection are those of its training."""
    kept: list[Any] = []
    inner = training_loop.Trainee.query

    def keep(self: Any, example: Any, states: Any) -> Any:
        kept.append((example, states, inner(self, example, states)))
        return kept[-1][2]

    monkeypatch.setattr(training_loop.Trainee, "query", keep)
    data = rows(8)
    made = train(recipe(steps=1), data, session=session, controls=False)

    example, _, trained = kept[0]
    row = data[example.row]
    decoder = Decoder(made.weights, row.question)
    trace = session.run(row.source, adapter=BASE)
    states = [State(trace.resid[s.layer][s.position], s.layer, s.position) for s in example.reading.sites]
    decoder.prepare(session.backend)
    target = decoder.target(session.backend, (), example.reading.sites)
    asked = query(decoder, target, states, session.backend.n_layers, decoder.readout(0))
    assert asked.target_ids == trained.target_ids
    for one, other in zip(asked.writes, trained.writes, strict=True):
        assert (one.layer, one.positions, one.mapping, one.injection) == (
            other.layer,
            other.positions,
            other.mapping,
            other.injection,
        )
        torch.testing.assert_close(one.vectors, other.vectors, atol=1e-5, rtol=1e-5)


def test_controls_are_trained_unasked(session: Session, tmp_path: pathlib.Path) -> None:
    """Without activations, with others', and with random answers; each is written beside the decoder."""
    made = train(recipe(controls={"steps": 0.5}), rows(16, 8), session=session, out=tmp_path, progress=False)

    kinds = ["no_activations", "shuffled", "random_labels"]
    assert kinds == list(made.controls) == list(made.report.controls)
    assert [6, 3, 3, 3] == [run.steps for run in made.report.runs]
    for kind in kinds:
        assert made.controls[kind] == Decoder.load(tmp_path / "controls" / kind).weights
        assert 8 == made.report.controls[kind].validation.tasks[0].rows
    assert "no activations" in repr(made)
    kept = Decoder.load(tmp_path / "decoder").manifest.training
    assert {kind: made.report.controls[kind].summary for kind in kinds} == kept.controls
    card = (tmp_path / "decoder" / "README.md").read_text()
    assert f"| shuffled | {kept.controls['shuffled']['train']:.4g} |" in card
    assert "<table" in made._repr_html_()
    assert made.report == type(made.report).from_dict(made.report.to_dict())


def test_a_control_has_nothing_of_its_row(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """No write at all; the activations of another row; an answer of another row, but not in validation."""
    seen: dict[str, list[Any]] = {"decoder": []}
    inner = training_loop.TrainingLoop._losses

    def keep(self: Any, part: Any, states: Any, work: Any) -> Any:
        seen.setdefault(self._kind or "decoder", []).extend((e, torch.is_grad_enabled()) for e in part)
        return inner(self, part, states, work)

    monkeypatch.setattr(training_loop.TrainingLoop, "_losses", keep)
    data = rows(16, 8)
    train(recipe(steps=2, validate_every=2), data, session=session)

    true = {e.row: e for e, _ in seen["decoder"]}
    assert all(e.reading is None for e, _ in seen["no_activations"])
    assert all(e.read_row != e.row for e, _ in seen["shuffled"])
    assert all(data[e.read_row].split == data[e.row].split for e, _ in seen["shuffled"])
    assert all(len(e.slots) == len(e.reading.sites) for e, _ in seen["shuffled"])
    trained = [e for e, training in seen["random_labels"] if training]
    validated = [e for e, training in seen["random_labels"] if not training]
    assert any(e.answer_ids != true[e.row].answer_ids for e in trained)
    assert all(e == true[e.row] for e in validated)


PROGRAM = """
    import os, signal, socket, sys
    sys.path.insert(0, {tests!r})
    import torch
    from decoder_trainings import recipe, rows
    from latentlens import Session
    from latentlens.training import train
    from latentlens.training.decoders import training_loop

    session = Session({model!r})
    plan = recipe(checkpoint_every=2, read={{"layers": [[1], [2, 3]]}})

    def tell(name):
        made = train(plan, rows(24, 6), session=session, out=name, controls=False, progress=False)
        if training_loop.Processes().is_first:
            print(name, *map(repr, made.report.decoder.losses), flush=True)

    def forked(work):
        child = os.fork()
        if not child:
            work()
            os._exit(0)
        return child

    def ended(child):
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def one_of_two():
        assert 2 == training_loop.Processes().count
        tell("together")
        torch.distributed.destroy_process_group()

    def killed():
        inner = training_loop.TrainingLoop._step
        def step(self, work):
            if self._state.figures.step == {kill}:
                os.kill(os.getpid(), signal.SIGKILL)
            inner(self, work)
        training_loop.TrainingLoop._step = step
        tell("resumed")

    # what torchrun and `accelerate launch` set
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    launched = {{"WORLD_SIZE": 2, "LOCAL_WORLD_SIZE": 2, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}}
    two = []
    for rank in range(2):
        environment = {{**launched, "RANK": rank, "LOCAL_RANK": rank}}
        os.environ.update({{name: str(value) for name, value in environment.items()}})
        two.append(forked(one_of_two))
    for name in environment:
        del os.environ[name]
    assert [0, 0] == [ended(child) for child in two]
    assert -signal.SIGKILL == ended(forked(killed))
    tell("resumed")
    tell("whole")
"""
KILLED_BEFORE = random.SystemRandom().randrange(1, 6)
"""The step before which the training is killed: another one in each run of this test."""


def test_dropout_is_in_training_alone(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other gradients than without, the same when blocks run again; validating leaves nothing out."""
    draw_both_matrices(monkeypatch)
    dropped = {"adapter": {"r": 4, "alpha": 8, "dropout": 0.3}}
    without = first_gradient(session, monkeypatch)
    found = first_gradient(session, monkeypatch, **dropped)
    again = first_gradient(session, monkeypatch, **dropped, activation_checkpointing=True)
    assert abs(without["loss"] - found["loss"]) > 1e-4
    assert pytest.approx(found["loss"], rel=1e-5) == again["loss"]
    for name, expected in found["gradients"].items():
        torch.testing.assert_close(again["gradients"][name], expected, atol=1e-5, rtol=1e-4)

    slow = {"steps": 1, "optimiser": {"learning_rate": 1e-12}}
    one = train(recipe(**slow), rows(8, 8), session=session, controls=False).report.decoder.validation
    two = train(recipe(**slow, **dropped), rows(8, 8), session=session, controls=False).report.decoder
    assert pytest.approx(one.loss, abs=1e-4) == two.validation.loss
    with pytest.raises(InputError, match="dropout is a LoRA's"):
        read_recipe(recipe(adapter={"kind": "vectors", "dropout": 0.1}))


@pytest.fixture(scope="module")
def losses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[float]]:
    """Return the losses of a whole training, of one killed and taken up again, and of two processes' one."""
    directory = tmp_path_factory.mktemp("training")
    save_tiny_chat(directory / "model")
    path = directory / "program.py"
    text = PROGRAM.format(tests=str(TESTS), model=str(directory / "model"), kill=KILLED_BEFORE)
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    command = [sys.executable, str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=directory)
    assert 0 == ended.returncode, ended.stderr[-2000:]
    lines = [line.split() for line in ended.stdout.splitlines()]
    return {name: list(map(float, told)) for name, *told in lines}


def test_a_killed_training_goes_on_as_if_nothing_had_been(losses: dict[str, list[float]]) -> None:
    """kill -9 before any step: the losses of all steps are the same, bit for bit."""
    assert 6 == len(losses["whole"])
    assert losses["whole"] == losses["resumed"], f"killed before step {KILLED_BEFORE}"


def test_two_processes_train_as_one_does(losses: dict[str, list[float]]) -> None:
    """At the same batch for all together, two processes' losses are one's within 1e-3."""
    assert pytest.approx(losses["whole"], abs=1e-3) == losses["together"]


def test_a_loss_that_is_no_number_stops_the_training(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says at which step and with which row; the checkpoint from before is whole."""
    inner = training_loop.TrainingLoop._states

    def broken(self: Any, examples: Any, work: Any) -> Any:
        found = inner(self, examples, work)
        if self._state.figures.step == 4:
            for example, states in zip(examples, found, strict=True):
                if example.row == min(e.row for e in examples):
                    states.fill_(float("nan"))
        return found

    monkeypatch.setattr(training_loop.TrainingLoop, "_states", broken)
    data, plan = rows(16), recipe(checkpoint_every=2)
    with pytest.raises(NotFinite, match=r"At step 4 of 6, the loss .* with the rows \d+\. Lower") as error:
        train(plan, data, session=session, out=tmp_path, controls=False)
    assert "decoder.safetensors is from before" in str(error.value)

    monkeypatch.undo()
    made = train(plan, data, session=session, out=tmp_path, controls=False)
    assert (
        made.report.decoder.losses == train(plan, data, session=session, controls=False).report.decoder.losses
    )


def test_a_full_disk_leaves_the_last_checkpoint_whole(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says so; with space again the same call goes on from there."""
    plan, data = recipe(checkpoint_every=2), rows(16)
    inner = training_state.tensor_file

    def full(tensors: Any, numbers: Any) -> bytes:
        if numbers["figures"]["step"] == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        return inner(tensors, numbers)

    monkeypatch.setattr(training_state, "tensor_file", full)
    with pytest.raises(InputError, match=r"at step 4: The disk is full\. The checkpoint before it is whole"):
        train(plan, data, session=session, out=tmp_path, controls=False)

    monkeypatch.undo()
    resumed = train(plan, data, session=session, out=tmp_path, controls=False)
    assert (
        resumed.report.decoder.losses
        == train(plan, data, session=session, controls=False).report.decoder.losses
    )


def test_a_cancelled_training_keeps_its_state(session: Session, tmp_path: pathlib.Path) -> None:
    """The same call goes on from the step that was reached, checkpoint or not."""
    plan, data, progress = recipe(checkpoint_every=100), rows(16), Progress(bar=False)

    def listen(work: Progress) -> None:
        if work.unit == "steps" and work.done == 3:
            work.cancel()

    progress.on_update = listen
    with pytest.raises(Cancelled):
        train(plan, data, session=session, out=tmp_path, controls=False, progress=progress)
    steps: list[int] = []
    rest = Progress(bar=False, on_update=lambda work: steps.append(work.done))
    made = train(plan, data, session=session, out=tmp_path, controls=False, progress=rest)

    assert 3 == min(step for step in steps if step) or 3 in steps
    assert (
        made.report.decoder.losses == train(plan, data, session=session, controls=False).report.decoder.losses
    )


def test_a_validation_that_was_stopped_is_made_at_the_next_call(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the step that it was due at, be it the last, with the figures that it would have had."""
    plan, data, measure = recipe(), rows(16, 4), training_loop.TrainingLoop._measure
    stop: list[int] = []

    def stopped(loop: training_loop.TrainingLoop, work: Progress) -> Validation:
        if loop._state.figures.step in stop:
            raise KeyboardInterrupt
        return measure(loop, work)

    monkeypatch.setattr(training_loop.TrainingLoop, "_measure", stopped)
    for step in (3, 6):
        stop[:] = [step]
        with pytest.raises(KeyboardInterrupt):
            train(plan, data, session=session, out=tmp_path, controls=False)
    stop.clear()
    made = train(plan, data, session=session, out=tmp_path, controls=False).report.decoder
    whole = train(plan, data, session=session, controls=False).report.decoder

    assert (whole.losses, whole.validations, whole.best) == (made.losses, made.validations, made.best)


def test_it_stops_early_and_keeps_the_best_weights(session: Session) -> None:
    """Without a smaller validation loss for so long; the weights are those of the smallest."""
    plan = recipe(steps=40, validate_every=1, patience=2, optimiser={"learning_rate": 1.0})
    made = train(plan, rows(16, 8), session=session)
    for run in made.report.runs:  # the controls by the same rule, each by its own validation
        assert run.stopped
        assert 40 > run.steps
        assert min(v.loss for v in run.validations) == run.validation.loss
        assert 2 == len(run.validations) - 1 - run.best
    run = made.report.decoder
    assert run.validation.loss == made.weights.manifest.training.losses["validation"]


def test_a_checkpoint_of_another_training_is_refused(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By name, and where batches are drawn otherwise; resume=False begins anew there."""
    train(recipe(steps=2), rows(16), session=session, out=tmp_path, controls=False)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(train_decoder, "rows_together", lambda size, device: size)
        with pytest.raises(InputError, match="another kind of device"):
            train(recipe(steps=2), rows(16), session=session, out=tmp_path, controls=False)
    with pytest.raises(InputError, match="is of a training with another recipe"):
        train(recipe(steps=3), rows(16), session=session, out=tmp_path, controls=False)
    made = train(recipe(steps=3), rows(16), session=session, out=tmp_path, controls=False, resume=False)
    assert 3 == made.report.decoder.steps


def test_rows_that_cannot_be_trained_on_are_refused(session: Session) -> None:
    """None to train on; a position that is not there; a batch that cannot be divided."""
    with pytest.raises(InputError, match="none of them is to train on"):
        train(recipe(), rows(0, 3), session=session)
    with pytest.raises(InputError, match=r"read\.layers of the recipe names layer 9"):
        train(recipe(read={"layers": [[9]]}), rows(8), session=session)
    with pytest.raises(InputError, match=r"Row 0 reads layer 2, position 99"):
        train(recipe(), [DecoderRow("a", (99,), "Which?", "a")], session=session)
    with pytest.raises(InputError, match="names no data"):
        train(recipe(), session=session)
    with pytest.raises(InputError, match="Set batch_size to a multiple of 3"):
        Processes().parts(range(8), 3)


def test_a_recipe_names_the_setting_that_is_wrong(tmp_path: pathlib.Path) -> None:
    """An unknown one with the nearest that is known, and one of another type with what was given."""
    path = tmp_path / "recipe.toml"
    path.write_text('[read]\nlayers = [[4]]\n[data]\npath = "rows.json"\n', encoding="utf-8")
    assert str(tmp_path / "rows.json") == read_recipe(path).data.path
    for changes, message in (
        ({"learning_rat": 1}, r"no setting 'learning_rat'\. Did you mean 'optimiser\.learning_rate'\?"),
        ({"optimiser": {"warm_up": 1}}, r"'optimiser\.warm_up'\. Did you mean 'optimiser\.warmup'\?"),
        ({"batchsize": 1}, r"'batchsize'\. Did you mean 'batch_size'\?"),
        ({"batch_size": "many"}, r"gives 'many' for 'batch_size': "),
        ({"adapter": {"kind": "none"}}, "nothing is trained"),
        ({"mapping": {"kind": "scalar_affine", "fitted_to": 2}}, "fits a whole matrix"),
        (
            {"mapping": {"kind": "affine", "fitted_to": 2}, "write": {"layer": 1, "norm": "unit"}},
            "one or the",
        ),
        ({"batch_size": 5, "accumulation": 2}, "cannot be run in 2 equal passes"),
    ):
        with pytest.raises(InputError, match=message):
            read_recipe({"read": {"layers": [[4]]}, **changes})
    path.write_text("layers = [", encoding="utf-8")
    with pytest.raises(InputError, match="is no TOML"):
        read_recipe(path)


@pytest.mark.parametrize(
    ("flag", "what"), [("ACCELERATE_USE_DEEPSPEED", "DeepSpeed"), ("ACCELERATE_USE_MEGATRON_LM", "Megatron")]
)
def test_other_engines_are_refused(
    session: Session, monkeypatch: pytest.MonkeyPatch, flag: str, what: str
) -> None:
    """As `accelerate launch` asks for them, and not silently left out; the error says what to do."""
    monkeypatch.setenv(flag, "true")
    with pytest.raises(InputError, match=rf"use {what}.*--use_fsdp"):
        train(recipe(), rows(16, 8), session=session, controls=False)
