"""Whatever happens to a file, it is read as what was saved or refused: never as something else."""

from __future__ import annotations

import copy
import dataclasses
import json
import pathlib
import random
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from latentlens import CacheWarning, Calibrator, InputError, LayerMappings, SoftPrompts
from latentlens.activations.key import TraceKey
from latentlens.activations.store import TraceStore
from latentlens.evaluation.confidence_maps import Isotonic, Temperature
from latentlens.evaluation.fitted_on import FittedOn
from latentlens.experiments.patchscopes import results
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.files.safetensors_file import tensor_file, tensors_and_metadata
from latentlens.files.sealed import sealed
from latentlens.mappings.affine import Affine, ScalarAffine
from latentlens.mappings.fit_report import FitReport, LayerFit
from latentlens.mappings.mapping import Identity
from latentlens.mappings.provenance import Provenance
from latentlens.readers.soft_prompt import SoftPrompt
from latentlens.training.future_lens_eval import FutureLensReport, FutureTokenScore
from latentlens.world.checkpoint import load_checkpoint, save_checkpoint

TRIES = 50
"""Damages of each kind for each kind of file."""

ODD: list[Any] = [
    *(None, True, False, 0, -1, 1, 0.5, 2**63, 10**30, float("inf"), float("nan"), "", "0", "x" * 2000),
    *("\ud800", [], {}, [[]], [1], ["a"], {"a": 1}, [None] * 50, [[1, 2, "affine"]], {"__metadata__": 1}),
]
DEEP = "[" * 100_000
HUGE = "9" * 5_000


class Nothing(Exception):
    """The file was refused."""


@dataclasses.dataclass
class Kind:
    """One kind of file: how it is written, and read; reading raises `Nothing` where it is refused."""

    write: Callable[[pathlib.Path], None]
    read: Callable[[pathlib.Path], Any]


def _family() -> LayerMappings:
    generator = torch.Generator().manual_seed(0)
    report = FitReport("least squares", (9, 1), (90, 10), 3, {"λ": 0.5}, (LayerFit(1, 2, 0.5, None, rank=2),))
    return LayerMappings(
        {
            (0, 2): Identity(),
            (1, 2): Affine(torch.randn(3, 3, generator=generator), torch.randn(3, generator=generator)),
            (2, 2): ScalarAffine(0.5, torch.randn(3, generator=generator)),
        },
        Provenance("affine", "a" * 64, "b" * 64, 3, 3, "raw", "one", "other"),
        report,
    )


def _soft_prompts() -> SoftPrompts:
    generator = torch.Generator().manual_seed(1)
    row = FutureTokenScore(1, 1, 10, 5, 3, 1, 0.25, 0.5)
    report = FutureLensReport((9, 1), 0, {"steps": 3}, "What is x", {1: (2.0, 1.5), 3: (2.0, 1.0)}, (row,))
    prompts = [
        SoftPrompt(layer, torch.randn(2, 3, generator=generator), (5, 7, 7), "f" * 64, "tiny", "raw")
        for layer in (1, 3)
    ]
    return SoftPrompts(prompts, report)


def _calibrator(map_: Temperature | Isotonic) -> Calibrator:
    on = FittedOn(40, 25, "validation", ("Lens()", "é"), "f3", "mean token probability", 0, 5, (1, 2))
    return Calibrator(map_, on, {"temperature": 0.25, "isotonic": 0.125}, (0.25, 0.0625))


def _fitted(load: Callable[[pathlib.Path], Any]) -> Callable[[pathlib.Path], Any]:
    """Return a value with all that is shown of it: equality alone looks past reports and names."""

    def read(path: pathlib.Path) -> Any:
        try:
            value = load(path)
        except InputError as error:
            raise _refused(error) from error
        return value, str(value), getattr(value, "provenance", None), _models(value)

    return read


def _refused(error: InputError, named: str = "") -> Nothing:
    assert 2000 > len(str(error))
    assert named in str(error)
    return Nothing()


def _models(value: Any) -> Any:
    return [p.model for p in value.prompts.values()] if isinstance(value, SoftPrompts) else None


TRACE = TraceKey("f00d", (0, 1), (0, 1), "float32")


def _read_trace(path: pathlib.Path) -> Any:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = TraceStore(cache_dir=path.parent).get(TRACE)
    if found is None:
        assert [CacheWarning] == [warning.category for warning in said]
        raise Nothing
    return found.tolist(), str(found.dtype)


PART_KEY = {"seed": 0}


def _rows() -> list[dict[str, Any]]:
    return [{"layer": 1, "value": 0.1, "text": "né"}, {"layer": 2, "value": None}]


def _parts_of(path: pathlib.Path) -> ResultCache:
    return ResultCache(path.parents[1], PART_KEY)


def _part_path(folder: pathlib.Path, suffix: str) -> pathlib.Path:
    name = "piece" if suffix == ".json" else "maps"
    return ResultCache(folder, PART_KEY)._path(name, suffix)


class Measured(Exception):
    """The part was not taken from its file."""


def _measured() -> Any:
    raise Measured


def _again(measure: Callable[[], Any]) -> Any:
    """Return what was kept; refused means that it was measured again, and said so."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            found = measure()
        except Measured:
            found = None
    if found is None:
        assert {CacheWarning} == {warning.category for warning in said}
        raise Nothing
    assert not said
    return found


def _read_part(path: pathlib.Path) -> Any:
    parts = _parts_of(path)
    return _again(lambda: (parts.rows("piece", _measured), parts.seconds))


def _read_kept_maps(path: pathlib.Path) -> Any:
    parts = _parts_of(path)
    mappings = _again(lambda: parts.mappings("maps", _measured))
    return mappings, str(mappings)


def _summary() -> dict[str, Any]:
    model = {"role": "read", "name": "m", "fingerprint": "f", "layers": 2, "d_model": 4, "parameters": 9}
    figure = {"name": "n", "value": 0.5, "unit": "%", "interval": [0.1, 0.9], "cases": 3, "note": "né"}
    return {
        "experiment": "counting",
        "title": "Counting",
        "finding": "Found.",
        "models": [{**model, "dtype": "float32"}],
        "seed": 0,
        "quick": True,
        "settings": {"n": 3},
        "environment": {"device": "cpu"},
        "seconds": 1.5,
        "processor_seconds": 1.25,
        "verdict": "agrees",
        "verdicts": [{"claim": "c", "word": "agrees", "reason": "r"}],
        "figures": [figure],
        "notes": ["a"],
        "plots": [],
        "rows": 2,
    }


def _write_results(path: pathlib.Path) -> None:
    path.write_text(json.dumps(sealed({**_summary(), "files": {"table.json": "0" * 64}}), ensure_ascii=False))


def _read_results(path: pathlib.Path) -> Any:
    try:
        return results.read_summaries(path.parents[2])
    except InputError as error:
        raise _refused(error, str(path)) from error


def _in_training(seed: int) -> tuple[nn.Module, torch.optim.Optimizer]:
    torch.manual_seed(seed)
    model = nn.Linear(2, 3)
    optimizer = torch.optim.AdamW(model.parameters())
    model(torch.ones(2)).sum().backward()
    optimizer.step()
    return model, optimizer


def _state(model: nn.Module, optimizer: torch.optim.Optimizer) -> str:
    states = optimizer.state_dict()["state"]
    return repr([model.state_dict(), [sorted(states[index].items()) for index in sorted(states)]])


def _read_checkpoint(path: pathlib.Path) -> Any:
    model, optimizer = _in_training(1)
    before = _state(model, optimizer)
    try:
        run = load_checkpoint(path, model, optimizer)
    except InputError as error:
        assert before == _state(model, optimizer), "half of a checkpoint was loaded"
        raise Nothing from error
    return run, _state(model, optimizer)


KINDS: dict[str, Kind] = {
    "maps.safetensors": Kind(lambda path: _family().save(path), _fitted(LayerMappings.load)),
    "prompts.safetensors": Kind(lambda path: _soft_prompts().save(path), _fitted(SoftPrompts.load)),
    "temperature.json": Kind(
        lambda path: _calibrator(Temperature(1.25)).save(path), _fitted(Calibrator.load)
    ),
    "isotonic.json": Kind(
        lambda path: _calibrator(Isotonic((0.25, 0.5), (0.0, 1.0))).save(path), _fitted(Calibrator.load)
    ),
    "trace.safetensors": Kind(
        lambda path: TraceStore(cache_dir=path.parent).put(TRACE, torch.arange(12.0).reshape(2, 2, 3)),
        _read_trace,
    ),
    "part.json": Kind(lambda path: _parts_of(path).rows("piece", _rows) and None, _read_part),
    "kept-maps.safetensors": Kind(
        lambda path: _parts_of(path).mappings("maps", _family) and None, _read_kept_maps
    ),
    "results.json": Kind(_write_results, _read_results),
    "checkpoint.safetensors": Kind(
        lambda path: save_checkpoint(path, *_in_training(0), {"step": 3, "loss": 0.5}), _read_checkpoint
    ),
}


@pytest.fixture(params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> tuple[Kind, pathlib.Path]:
    """Return each kind of file, written."""
    name = request.param
    path = tmp_path / name
    if name == "trace.safetensors":
        path = TraceStore(cache_dir=tmp_path)._disk.path(TRACE)
    elif name in ("part.json", "kept-maps.safetensors"):
        path = _part_path(tmp_path, path.suffix)
    elif name == "results.json":
        path = tmp_path / "model" / "counting" / name
        path.parent.mkdir(parents=True)
    KINDS[name].write(path)
    return KINDS[name], path


def _bytes_damaged(data: bytes, rng: random.Random) -> Iterator[bytes]:
    for _ in range(TRIES):
        at = rng.randrange(len(data))
        yield data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
        yield data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        yield data[:at]
        yield data[:at] + data[at + rng.randrange(1, 40) :]
        yield data[:at] + data[at : at + 20] + data[at:]
    yield from (b"", b"\0", b"{}", b"[]", b"null", data + b"\0", data * 2, DEEP.encode(), HUGE.encode())
    yield (2**62).to_bytes(8, "little") + data[8:]


def test_a_damaged_file_is_read_as_it_was_or_refused(kept: tuple[Kind, pathlib.Path]) -> None:
    """Bytes changed, cut off, left out or doubled: an equal value, or an error of latentlens's own."""
    kind, path = kept
    saved, data, refused = kind.read(path), path.read_bytes(), 0
    for damaged in _bytes_damaged(data, random.Random(0)):
        path.write_bytes(damaged)
        try:
            assert saved == kind.read(path), damaged
        except Nothing:
            refused += 1
    assert 4 * TRIES < refused  # the rest changed nothing that is read, such as white space

    path.write_bytes(data)
    assert saved == kind.read(path)


def _spots(tree: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield from _spots(value, (*at, name))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _spots(value, (*at, index))


def _mutated(tree: Any, rng: random.Random) -> Any:
    """Return plain data with one thing in it replaced, left out or put in."""
    tree = copy.deepcopy(tree)
    *way, last = rng.choice([spot for spot in _spots(tree) if spot])
    place = tree
    for step in way:
        place = place[step]
    what = rng.randrange(3)
    if what == 0:
        place[last] = copy.deepcopy(rng.choice(ODD))
    elif what == 1:
        del place[last]
    elif isinstance(place, dict):
        place[rng.choice(["", "extra", "what", "0"])] = copy.deepcopy(rng.choice(ODD))
    else:
        place.insert(last, copy.deepcopy(rng.choice(ODD)))
    return tree


def _header(data: bytes) -> tuple[Any, bytes]:
    size = int.from_bytes(data[:8], "little")
    return json.loads(data[8 : 8 + size]), data[8 + size :]


def _with_header(header: Any, body: bytes) -> bytes:
    text = header if isinstance(header, str) else json.dumps(header)
    head = text.encode("utf-8", "surrogatepass")
    return len(head).to_bytes(8, "little") + head + body


def _odd(data: bytes, suffix: str, rng: random.Random) -> Iterator[bytes]:
    """Give files whose structure is odd, the checksum as it was."""
    for _ in range(TRIES):
        if suffix == ".json":
            yield json.dumps(_mutated(json.loads(data), rng)).encode()
            continue
        header, body = _header(data)
        yield _with_header(_mutated(header, rng), body)
        name = "key" if "key" in header["__metadata__"] else "latentlens"
        metadata = _mutated(json.loads(header["__metadata__"][name]), rng)
        header["__metadata__"][name] = json.dumps(metadata)
        yield _with_header(header, body)
    if suffix == ".safetensors":
        header, body = _header(data)
        for metadata in (DEEP, HUGE, "1", "null", "[]", "{}", "", '{"a": 1e999}'):
            yield _with_header({**header, "__metadata__": {"latentlens": metadata, "key": metadata}}, body)
        for odd in ODD:
            yield _with_header(odd, body)
            yield _with_header({**header, "__metadata__": odd}, body)
        yield _with_header(DEEP, body)
        yield _with_header('{"__metadata__": ' + HUGE + "}", body)


def test_a_file_of_odd_structure_is_refused(kept: tuple[Kind, pathlib.Path]) -> None:
    """Facts missing, of another type, huge or deep: an equal value, or an error of latentlens's own."""
    kind, path = kept
    saved, data = kind.read(path), path.read_bytes()
    for odd in _odd(data, path.suffix, random.Random(1)):
        path.write_bytes(odd)
        try:
            assert saved == kind.read(path), odd
        except Nothing:
            continue


def _resealed(data: bytes, suffix: str, rng: random.Random) -> Iterator[bytes]:
    """Give files whose structure is odd and whose checksum is right, as only a program could make them."""
    if suffix == ".json":
        metadata = json.loads(data)
        del metadata["sha256"]
        for _ in range(TRIES):
            mutated = _mutated(metadata, rng)
            yield json.dumps(sealed(mutated)).encode()
        return
    header, _ = _header(data)
    what = json.loads(header["__metadata__"]["latentlens"])["what"]
    tensors, metadata = tensors_and_metadata(data, what)
    others = [torch.zeros(0), torch.full((3,), torch.inf), torch.zeros(2, 2, 2), torch.ones(3).bool()]
    for _ in range(TRIES):
        numbers: dict[str, Tensor] = dict(tensors)
        if rng.random() < 0.3:
            name = rng.choice(
                [*tensors, "1", "01", "-1", "1.2.weight", "9.9.matrix", "model.x", "optimizer.x"]
            )
            numbers[name] = rng.choice(others)
        mutated = _mutated(metadata, rng) if rng.random() < 0.7 else metadata
        if isinstance(mutated, dict):
            yield tensor_file(numbers, mutated)


@pytest.mark.parametrize(
    "kept", [name for name in KINDS if name not in ("trace.safetensors",)], indirect=True
)
def test_a_right_checksum_over_odd_facts_is_no_way_in(kept: tuple[Kind, pathlib.Path]) -> None:
    """What no save of ours wrote is a value that passes every check, or an error of latentlens's own."""
    kind, path = kept
    data, read = path.read_bytes(), 0
    for odd in _resealed(data, path.suffix, random.Random(2)):
        path.write_bytes(odd)
        try:
            kind.read(path)
            read += 1
        except Nothing:
            continue
    assert TRIES > read


@pytest.mark.parametrize("name", [n for n in KINDS if n.split(".")[0] in ("maps", "prompts", "isotonic")])
@pytest.mark.parametrize("place", ["a\0b", "x" * 5000, ".", 7, None])
def test_a_path_that_is_none_is_named(
    name: str, place: Any, monkeypatch: Any, tmp_path: pathlib.Path
) -> None:
    """A path with a NUL, a very long one, a directory, a number: a short error of latentlens's own."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Nothing):
        KINDS[name].read(place)


def test_a_calibrator_that_was_saved_without_a_checksum_says_what_to_do(tmp_path: pathlib.Path) -> None:
    """An earlier file could have been changed, and nobody would know."""
    path = tmp_path / "c.json"
    path.write_text(json.dumps({**_calibrator(Temperature(2.0)).to_dict()}))
    with pytest.raises(InputError, match=r"c\.json .*no checksum.*save it with Calibrator\.save"):
        Calibrator.load(path)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Temperature(0.0),
        lambda: Temperature(-1.0),
        lambda: Temperature(float("nan")),
        lambda: Temperature(float("inf")),
        lambda: Isotonic((), ()),
        lambda: Isotonic((0.1, 0.2), (0.5,)),
        lambda: Isotonic((0.2, 0.1), (0.5, 0.6)),
        lambda: Isotonic((0.1, 0.2), (0.6, 0.5)),
        lambda: Isotonic((0.1, 1.2), (0.5, 0.6)),
        lambda: Isotonic((0.1, 0.2), (0.5, float("nan"))),
        lambda: dataclasses.replace(_calibrator(Temperature(2.0)), ece=(0.1, 1.5)),
        lambda: dataclasses.replace(_calibrator(Temperature(2.0)).fitted_on, correct=41),
        lambda: dataclasses.replace(_calibrator(Temperature(2.0)).fitted_on, samples=-1),
        lambda: SoftPrompt(-1, torch.zeros(1, 2), (0,), "a0"),
        lambda: SoftPrompt(1, torch.zeros(1, 2), (-3,), "a0"),
        lambda: SoftPrompt(1, torch.zeros(1, 2), (0,), ""),
        lambda: LayerMappings({(-1, 2): Identity()}, Provenance("affine", "a", "a", 3, 3)),
    ],
)
def test_values_out_of_range_are_refused(make: Callable[[], Any]) -> None:
    """A map that would make confidences out of nothing, or name no layer, is not made."""
    with pytest.raises(InputError):
        make()


def test_a_checkpoint_of_another_model_is_refused_whole(tmp_path: pathlib.Path) -> None:
    """Neither the model nor its optimiser takes a part of it."""
    path, optimizer = tmp_path / "c.safetensors", torch.optim.AdamW(nn.Linear(4, 3).parameters())
    save_checkpoint(path, nn.Linear(4, 3), optimizer, {"step": 3})

    with pytest.raises(Nothing):
        _read_checkpoint(path)
