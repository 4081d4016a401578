"""Laws of dtype="fastest": decided by measurement, the same way each time, and never at an unknown price."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
import torch
from transformers import AutoModelForCausalLM, GPT2Config

from gguf_files import write_gguf
from latentlens import CacheWarning, InputError, ModelError, Session
from latentlens.cli import doctor as _doctor
from latentlens.model import fastest_dtype, product_speed
from latentlens.model.dtype_copies import loaded_copy
from latentlens.model.fastest_dtype import choice_for, faster
from latentlens.model.language_model import LanguageModel
from latentlens.model.matrix_shapes import matrix_shapes
from latentlens.model.opening import open_model
from latentlens.model.processor import processor
from latentlens.model.product_speed import MatrixProduct, ProductSpeed, measure
from latentlens.model.rounding import PASSAGES, rounding
from plain import Plain, written
from tiny import save_tiny, tiny_model, tiny_tokenizer

CPU = torch.device("cpu")
SHAPES = Counter({(32, 32): 8, (64, 32): 4})
ARCHITECTURES = ["gpt2", "llama", "gemma2", "qwen3"]


@pytest.fixture(autouse=True)
def cache(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """Keep measurements in a directory of the test's own."""
    monkeypatch.setenv("LATENTLENS_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def directory(tmp_path: pathlib.Path) -> pathlib.Path:
    """Save a small Llama."""
    save_tiny(tmp_path / "model", "llama")
    return tmp_path / "model"


def measured_as(monkeypatch: pytest.MonkeyPatch, *ratios: float) -> list[object]:
    """Let bfloat16 be so many times as fast, with few rows and with many; return what is measured."""
    asked: list[object] = []

    def stub(shapes: object, device: torch.device) -> ProductSpeed:
        asked.append(shapes)
        return ProductSpeed(ratios, (1.0,) * len(ratios), "2026-11-28")

    monkeypatch.setattr(product_speed, "measure", stub)
    return asked


# --- the decision ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratios", "dtype"),
    [((1.4, 2.0), "bfloat16"), ((1.5, 1.5), "bfloat16"), ((1.0, 1.7), "float32"), ((0.9, 9.0), "float32")],
)
def test_bfloat16_has_to_be_clearly_faster(ratios: tuple[float, ...], dtype: str) -> None:
    """It is taken where its products are 1.5 times as fast in the mean, and slower with no number of rows."""
    assert dtype == faster(ProductSpeed(ratios, (1.0, 1.0), "2026-11-28"))


def test_the_fastest_round_of_each_product_counts() -> None:
    """Other work on the machine makes rounds slower, never faster; shapes count as often as they occur."""
    noise = iter(range(1, 10**6))

    def timed(product: MatrixProduct) -> float:
        quiet = product.shape[0] * (2.0 if product.dtype == torch.float32 else 1.0)
        return quiet * (1 if next(noise) % 7 == 0 else 3)

    speed = measure(SHAPES, CPU, timed, clock=lambda: 0.0)

    assert (2.0 * (8 * 32 + 4 * 64),) * 2 == speed.float32
    assert (2.0, 2.0) == speed.ratios


def test_a_measurement_takes_no_more_rounds_than_its_time() -> None:
    """Slow products are measured five times, however long that takes, and then no more."""
    now, runs = [0.0], Counter[MatrixProduct]()

    def timed(product: MatrixProduct) -> float:
        now[0] += 1.0
        runs[product] += 1
        return 1.0

    measure(SHAPES, CPU, timed, clock=lambda: now[0])

    assert {6} == set(runs.values())  # one more, to warm up


def test_a_measurement_leaves_torch_as_it_is() -> None:
    """The user's random numbers, threads and gradients are not touched by a real measurement."""
    before = (torch.get_rng_state(), torch.get_num_threads(), torch.is_grad_enabled())

    speed = measure(SHAPES, CPU)

    assert torch.equal(before[0], torch.get_rng_state())
    assert before[1:] == (torch.get_num_threads(), torch.is_grad_enabled())
    assert all(0 < seconds < 1 for seconds in (*speed.float32, *speed.bfloat16))


# --- the same way each time -----------------------------------------------------------------------------


def test_a_machine_decides_the_same_way_each_time(
    cache: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was measured once is kept, and said to be; other shapes are measured for themselves."""
    asked = measured_as(monkeypatch, 2.0, 2.0)
    first = choice_for(SHAPES, CPU)
    measured_as(monkeypatch, 0.5, 0.5)
    again = choice_for(SHAPES, CPU)

    (file,) = (cache / "matrix-products").iterdir()
    assert ("bfloat16", "measured now") == (first.dtype, first.where)
    assert ("bfloat16", f"kept in {file}") == (again.dtype, again.where)
    assert [SHAPES] == asked
    assert "float32" == choice_for(Counter({(32, 32): 9}), CPU).dtype


def test_another_processor_or_torch_is_measured_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A home directory that machines share holds a measurement for each of them."""
    measured_as(monkeypatch, 2.0, 2.0)
    assert "bfloat16" == choice_for(SHAPES, CPU).dtype

    measured_as(monkeypatch, 0.5, 0.5)
    with monkeypatch.context() as patch:
        patch.setattr(product_speed, "processor", lambda: "another")
        assert "float32" == choice_for(SHAPES, CPU).dtype
    with monkeypatch.context() as patch:
        patch.setattr(torch, "__version__", "9.9")
        assert "float32" == choice_for(SHAPES, CPU).dtype
    assert "bfloat16" == choice_for(SHAPES, CPU).dtype


def test_a_damaged_measurement_is_made_again(cache: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed or cut file is warned of, measured again, and replaced."""
    measured_as(monkeypatch, 2.0, 2.0)
    choice_for(SHAPES, CPU)
    (file,) = (cache / "matrix-products").iterdir()
    whole = file.read_text()

    for damaged in (whole.replace("2.0", "0.1"), whole[:40], "[]", ""):
        file.write_text(damaged)
        with pytest.warns(CacheWarning, match="cannot be read"):
            assert "measured now" == choice_for(SHAPES, CPU).where
        assert whole == file.read_text()


def test_a_cache_that_cannot_be_written_is_warned_of(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model opens all the same, and the message says where another directory is named."""
    (tmp_path / "file").write_text("no directory")
    monkeypatch.setenv("LATENTLENS_CACHE_DIR", str(tmp_path / "file"))
    measured_as(monkeypatch, 2.0, 2.0)

    with pytest.warns(CacheWarning, match="LATENTLENS_CACHE_DIR"):
        assert "bfloat16" == choice_for(SHAPES, CPU).dtype


# --- what is measured -----------------------------------------------------------------------------------


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_shapes_are_those_of_the_weights(tmp_path: pathlib.Path, architecture: str) -> None:
    """Every matrix of the model is counted, the tied unembedding too, and nothing is loaded for it."""
    save_tiny(tmp_path, architecture)
    model = AutoModelForCausalLM.from_pretrained(tmp_path)
    expected = Counter(
        tuple(weight.shape)
        for name, weight in model.named_parameters(remove_duplicate=False)
        if weight.ndim == 2 and not any(part in name for part in ("embed", "wte", "wpe"))
    )

    assert expected == matrix_shapes(tmp_path)


def test_shapes_of_a_gguf_file_are_those_of_its_model(tmp_path: pathlib.Path) -> None:
    """The header alone gives the shapes that the converted model has."""
    hf_model, tokenizer = tiny_model("llama"), tiny_tokenizer()
    hf_model.save_pretrained(tmp_path / "saved")
    tokenizer.save_pretrained(tmp_path / "saved")
    file = write_gguf(tmp_path / "m.gguf", hf_model, tokenizer)

    assert matrix_shapes(tmp_path / "saved") == matrix_shapes(file)


# --- opening --------------------------------------------------------------------------------------------


def test_the_default_stays_the_checkpoints(directory: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without dtype="fastest" nothing is measured and nothing is converted."""
    asked = measured_as(monkeypatch, 9.0, 9.0)

    model = open_model(directory)

    assert torch.float32 == model.dtype
    assert ([], None) == (asked, model.dtype_choice)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_what_opens_in_bfloat16_is_transformers_own(
    tmp_path: pathlib.Path, architecture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """States, logits and a patched pass are those of transformers alone in bfloat16, to its own rounding."""
    measured_as(monkeypatch, 2.0, 2.0)
    save_tiny(tmp_path / "m", architecture)
    plain = Plain(
        AutoModelForCausalLM.from_pretrained(
            tmp_path / "m", dtype=torch.bfloat16, attn_implementation="eager"
        ).eval()
    )
    with Session(tmp_path / "m", dtype="fastest") as session:
        assert torch.bfloat16 == session.backend.dtype
        theirs = {n: b for n, b in plain.hf.named_buffers() if "inv_freq" in n}
        ours = {n: b for n, b in session.model.hf_model.named_buffers() if "inv_freq" in n}
        assert {torch.float32} >= {b.dtype for b in ours.values()}  # rotary angles are not rounded
        assert all(torch.equal(b, ours[n]) for n, b in theirs.items())
        trace = session.run([5, 6, 7, 8, 9, 10])
        torch.testing.assert_close(
            plain.states(trace.token_ids).float(), trace.resid.float(), rtol=0.03, atol=0.03
        )
        query = written([5, 9, 7], layer=2, slot=1, vector=trace.resid[2, 3])
        torch.testing.assert_close(
            plain.logits(query)[-1].float(), session.backend.next_logits(query).float(), rtol=0.03, atol=0.03
        )


def test_half_precision_ends_at_the_logits(directory: pathlib.Path) -> None:
    """A bfloat16 model has float32 probabilities, sums over its logits: a lens's and those of options."""
    plain = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.bfloat16)
    with Session(directory, dtype="bfloat16") as session:
        trace = session.run([5, 6, 7, 8])
        grid = session.lens(trace, layers=[-1], positions=[-1], top_k=session.backend.vocab_size)
        answer = session.ask(trace, 2, 1, "x is", options=["cat", "hello", "road"], controls=False)
    with torch.no_grad():
        expected = plain(torch.tensor([[5, 6, 7, 8]])).logits[0, -1].float().softmax(-1)

    assert 1.0 == pytest.approx(float(grid.probs.sum()), abs=1e-5)
    torch.testing.assert_close(
        expected[torch.as_tensor(grid.token_ids[0, 0])],
        torch.as_tensor(grid.probs[0, 0], dtype=torch.float32),
        rtol=0.02,
        atol=1e-5,
    )
    assert 1.0 == pytest.approx(sum(option.probability for option in answer.options), abs=1e-6)
    assert all(o.probability != float(torch.tensor(o.probability).bfloat16()) for o in answer.options)


def test_a_choice_says_what_it_costs(directory: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The repr and every answer's provenance hold the ratios and the difference from float32."""
    measured_as(monkeypatch, 1.4, 2.1)
    with Session(directory, dtype="fastest") as session:
        answer = session.ask(session.run("The capital of France"), 2, -1, "x is", controls=False)
        said = repr(session)
        found = session.backend.dtype_choice

    assert found is not None
    assert found.rounding is not None
    assert "bfloat16 on cpu (bfloat16 products are 1.4 (8 rows) and 2.1 (128 rows) times as fast" in said
    assert "float32's, measured now; the next token is" in said
    assert f"the next token is float32's at {found.rounding.same_top_token} of" in said
    assert (1.4, 2.1) == answer.provenance["dtype_choice"]["ratios"]
    assert found.rounding.mean_kl == answer.provenance["dtype_choice"]["rounding"]["mean_kl"]
    assert "bfloat16" == answer.provenance["dtype"]


def test_the_difference_is_that_of_two_plain_models(directory: pathlib.Path) -> None:
    """It is what transformers alone gives in bfloat16 and in float32 on the same passages."""
    half, full = open_model(directory, dtype="bfloat16"), open_model(directory)
    found = rounding(half, full, PASSAGES[:3])

    same = tokens = 0
    kl = 0.0
    plain = [
        AutoModelForCausalLM.from_pretrained(directory, dtype=d) for d in (torch.float32, torch.bfloat16)
    ]
    for passage in PASSAGES[:3]:
        ids = torch.tensor([tiny_tokenizer()(passage)["input_ids"][:64]])
        with torch.no_grad():
            exact, rounded = (model(ids).logits[0].float().log_softmax(-1) for model in plain)
        tokens += len(exact)
        same += int((exact.argmax(-1) == rounded.argmax(-1)).sum())
        kl += float((exact.exp() * (exact - rounded)).sum())
    assert (tokens, same) == (found.tokens, found.same_top_token)
    assert kl / tokens == pytest.approx(found.mean_kl, rel=0.05)
    assert 0 < found.mean_kl < 0.01


def test_the_difference_is_measured_once(directory: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second opening loads no copy in float32; other weights have other figures."""
    measured_as(monkeypatch, 2.0, 2.0)
    loaded: list[object] = []

    def counted(*args: Any) -> LanguageModel:
        loaded.append(args)
        return loaded_copy(*args)

    monkeypatch.setattr("latentlens.model.opening.loaded_copy", counted)

    def opened() -> object:
        choice = open_model(directory, dtype="fastest").dtype_choice
        return None if choice is None else choice.rounding

    first = opened()
    assert (1, first) == (len(loaded), opened())
    assert 1 == len(loaded)
    tiny_model("llama", seed=1, vocab_size=len(tiny_tokenizer())).save_pretrained(directory)
    assert first != opened()
    assert 2 == len(loaded)


def test_a_model_too_large_for_a_copy_says_so(
    directory: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its difference from float32 is not measured, and the repr says why and what does."""
    measured_as(monkeypatch, 2.0, 2.0)
    monkeypatch.setattr(fastest_dtype, "MOST_BYTES", 10)

    with Session(directory, dtype="fastest") as session:
        assert "was not measured: sweep.verify(dtype='float32') does" in repr(session)


def test_code_names_the_dtype_that_ran(directory: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another machine would choose another, so the code that reproduces an answer has the dtype itself."""
    measured_as(monkeypatch, 2.0, 2.0)
    with Session(directory, dtype="fastest") as session:
        assert f"Session({str(directory)!r}, dtype='bfloat16')" == session.code


def test_the_dtype_is_in_the_fingerprint_and_the_key(
    directory: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Activations of one dtype are never found in the place of another's."""
    measured_as(monkeypatch, 2.0, 2.0)
    with Session(directory) as full, Session(directory, dtype="fastest") as half:
        assert full.backend.fingerprint() != half.backend.fingerprint()
        keys = [session.run("The capital").trace_key for session in (full, half)]
        assert ["float32", "bfloat16"] == [key.dtype for key in keys]
        assert keys[0].digest != keys[1].digest
    with Session(directory, dtype="bfloat16") as asked, Session(directory, dtype="fastest") as chosen:
        assert asked.backend.fingerprint() == chosen.backend.fingerprint()


def test_fastest_is_for_models_that_are_loaded(directory: pathlib.Path) -> None:
    """A model in memory, one on several devices, a quantised one and a missing device are refused."""
    with pytest.raises(InputError, match="is loaded already"):
        open_model((tiny_model("llama"), tiny_tokenizer()), dtype="fastest")
    with pytest.raises(InputError, match="measures on one device"):
        open_model(directory, dtype="fastest", device_map="auto")
    with pytest.raises(ModelError, match=r"device='nowhere'.*Devices of this machine: cpu"):
        open_model(directory, dtype="fastest", device="nowhere")
    GPT2Config(quantization_config={"quant_method": "gptq", "bits": 4}).save_pretrained(directory)
    with pytest.raises(ModelError, match="are quantised, so there is no dtype to choose"):
        open_model(directory, dtype="fastest")


# --- the machine ----------------------------------------------------------------------------------------


def test_without_instructions_for_bfloat16_the_choice_is_float32(tmp_path: pathlib.Path) -> None:
    """Measured for real in a process that may not use them, at the shapes of a model of 135 M weights."""
    code = (
        "import torch; from collections import Counter\n"
        "from latentlens.model.fastest_dtype import choice_for\n"
        "shapes = Counter({(576, 576): 60, (192, 576): 60, (1536, 576): 60, (576, 1536): 30})\n"
        "print(choice_for(shapes, torch.device('cpu')).dtype)"
    )
    limits = {"ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2", "OMP_NUM_THREADS": "1"}
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **limits, "LATENTLENS_CACHE_DIR": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert "float32" == run.stdout.strip()


def test_the_processor_tells_its_instructions(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names and flags are read from Linux's own list, Intel's and Arm's; elsewhere none is claimed."""
    (tmp_path / "x86/proc").mkdir(parents=True)
    (tmp_path / "x86/proc/cpuinfo").write_text(
        "processor\t: 0\nmodel name\t: Some Xeon\nflags\t\t: fpu avx512f amx_bf16 avx512_bf16 amx_tile\n"
    )
    (tmp_path / "arm/proc").mkdir(parents=True)
    (tmp_path / "arm/proc/cpuinfo").write_text("processor\t: 0\nFeatures\t: fp asimd i8mm bf16\n")
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")

    xeon, arm, other = (processor(tmp_path / name) for name in ("x86", "arm", "none"))

    assert ("Some Xeon", ("avx512_bf16", "amx_bf16")) == (xeon.name, xeon.bfloat16)
    assert ("bf16",) == arm.bfloat16
    assert ((), True) == (other.bfloat16, bool(other.name))
    assert xeon.uses.endswith("ONEDNN_MAX_CPU_ISA=AVX2")


def test_doctor_says_what_the_machine_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processor, instructions, the measured ratios, what they decide, and where they come from."""
    measured_as(monkeypatch, 1.6, 2.0)

    finding = _doctor._processor()

    assert "" == finding.remedy
    assert str(processor()) in finding.found
    assert "1.6 (8 rows) and 2.0 (128 rows) times as fast" in finding.found
    assert "float32's, measured now, so dtype='fastest' opens such a model in bfloat16" in finding.found
