"""Mappings for many layers: which model they belong to, and their files."""

from __future__ import annotations

import dataclasses
import json
import pathlib
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

from latentlens.errors import MappingError
from latentlens.mappings.affine import Affine, Linear, ScalarAffine
from latentlens.mappings.fit_report import FitReport, LayerFit
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Identity, Rescale
from latentlens.mappings.provenance import Provenance
from latentlens.model.opening import open_model
from random_tensors import random
from tiny import tiny_model, tiny_tokenizer

PROVENANCE = Provenance("affine", "a" * 64, "b" * 64, 3, 2, "raw", "small", "large")


def family(**changes: Any) -> LayerMappings:
    """Return a family from width 3 to 2 with a report."""
    report = FitReport(
        "least squares", (9, 2), (900, 100), 7, {"ridge": 0.5}, (LayerFit(1, 4, 0.25, rank=3),), ("<note>",)
    )
    mappings = {
        (2, 4): Affine(random(2, 3), torch.tensor([-0.0, 1e-42])),
        (1, 4): Linear(random(2, 3, seed=1).T.contiguous().T),
        (1, 3): Affine(random(2, 3), random(2)),
    }
    return LayerMappings(mappings, dataclasses.replace(PROVENANCE, **changes), report)


def test_a_family_gives_the_mapping_for_two_layers_or_names_those_it_has() -> None:
    """A mapping is found by source and target layer; another layer is an error that lists them."""
    mappings = family()

    assert Linear(random(2, 3, seed=1)) == mappings.at(1, 4)
    with pytest.raises(MappingError, match=r"from layer 3 to layer 4.*layer 1 to 3; layers 1-2 to 4"):
        mappings.at(3, 4)


def test_a_family_is_refused_on_another_model() -> None:
    """Another source model, target model or processing mode is refused, each by its name."""
    mappings = family()

    mappings.check("a" * 64, "b" * 64, "raw")
    with pytest.raises(
        MappingError, match=r"another source model: small, fingerprint aaaaaaaaaaaa.*has cccccc"
    ):
        mappings.check("c" * 64, "b" * 64, "raw")
    with pytest.raises(MappingError, match="another target model: large"):
        mappings.check("a" * 64, "c" * 64, "raw")
    with pytest.raises(MappingError, match="'raw' activations, and 'folded'"):
        mappings.check("a" * 64, "b" * 64, "folded")


def test_a_changed_weight_makes_another_model() -> None:
    """Mappings of a model are refused on it once one of its weights has changed."""
    model = open_model((tiny_model("gpt2", n_layer=1), tiny_tokenizer()))
    own = model.fingerprint()
    mappings = LayerMappings({(0, 1): Identity()}, Provenance("affine", own, own, 32, 32))
    mappings.check(model.fingerprint(), model.fingerprint(), model.processing)

    with torch.no_grad():
        next(model.hf_model.parameters())[0, 0] += 1

    with pytest.raises(MappingError, match="another source model"):
        mappings.check(model.fingerprint(), model.fingerprint(), model.processing)


def test_saved_mappings_come_back_bit_for_bit(tmp_path: pathlib.Path) -> None:
    """What is loaded has the very bits that were saved, with provenance and report."""
    path = tmp_path / "new" / "mappings.safetensors"
    saved = family()

    saved.save(path)
    loaded = LayerMappings.load(path)

    assert saved == loaded
    assert hash(saved) == hash(loaded)
    assert saved.report == loaded.report
    for pair, mapping in saved.mappings.items():
        for name, tensor in mapping.tensors.items():
            bits = loaded.at(*pair).tensors[name].view(torch.int32)
            assert torch.equal(tensor.contiguous().view(torch.int32), bits)
    assert [path.name] == [file.name for file in path.parent.iterdir()]


def test_every_kind_is_saved(tmp_path: pathlib.Path) -> None:
    """Identity, scalar-affine and trained mappings are kept as what they are; shared tensors are, too."""
    bias = random(3).requires_grad_()
    mappings = {
        (0, 2): ScalarAffine(torch.tensor(0.5, requires_grad=True), bias),
        (1, 2): ScalarAffine(2.0, bias),
        (2, 2): Identity(),
    }
    saved = LayerMappings(mappings, dataclasses.replace(PROVENANCE, d_target=3))

    saved.save(tmp_path / "m")

    assert saved == LayerMappings.load(tmp_path / "m")
    assert LayerMappings.load(tmp_path / "m").report is None


def test_a_file_is_safetensors_with_json(tmp_path: pathlib.Path) -> None:
    """The file opens with safetensors alone, and its header is JSON that says what it is."""
    family().save(tmp_path / "m")

    assert torch.equal(random(2, 3), load_file(tmp_path / "m")["2.4.matrix"])
    data = (tmp_path / "m").read_bytes()
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    facts = json.loads(header["__metadata__"]["latentlens"])
    assert "layer mappings" == facts["what"]
    assert "a" * 64 == facts["provenance"]["source"]


def test_a_failed_save_leaves_the_old_file(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that breaks off leaves the file that was there, whole, and nothing beside it."""
    path = tmp_path / "m"
    family().save(path)
    before = path.read_bytes()

    def full(self: pathlib.Path, data: bytes) -> None:
        with self.open("wb") as file:
            file.write(data[:10])
        raise OSError("disk full")

    monkeypatch.setattr(pathlib.Path, "write_bytes", full)
    with pytest.raises(OSError, match="disk full"):
        family(source="c" * 64).save(path)

    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_files_that_are_no_mappings_are_refused(tmp_path: pathlib.Path) -> None:
    """A missing, cut, changed, foreign or later file is refused with the reason."""
    path = tmp_path / "m"
    family().save(path)
    whole = path.read_bytes()

    def refused(message: str) -> None:
        with pytest.raises(MappingError, match=message):
            LayerMappings.load(path)

    path.write_bytes(whole[:-4])
    refused("not a whole file")
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    refused("was damaged")
    save_file({"x": torch.ones(1)}, path)
    refused("not a whole file that latentlens wrote")
    path.write_bytes(whole.replace(b"layer mappings", b"other mappings"))
    refused("holds other mappings, not layer mappings")
    path.write_bytes(whole.replace(rb"\"version\": 2", rb"\"version\": 9"))
    refused("version 9, and .* newer one")
    path.write_bytes(whole.replace(rb"\"version\": 2", rb"\"version\": 1"))
    refused("version 1, and .* save it again")
    path.unlink()
    refused("cannot be read")


def test_families_that_cannot_be_kept_are_refused() -> None:
    """A family holds mappings of one pair of widths, of kinds that can be saved, and one at least."""
    for mappings, message in (
        ({}, "no mappings"),
        ({(0, 1): Rescale(1.0)}, r"Rescale\(norm=1.0\) at layers \(0, 1\)"),
        ({(0, 1): Linear(random(4, 3))}, "from width 3 to 2"),
        ({(0, 1): Linear(random(2, 4))}, "width 4; got width 3"),
        ({(0, 1): Identity()}, "from width 3 to 2"),
    ):
        with pytest.raises(MappingError, match=message):
            LayerMappings(mappings, PROVENANCE)


def test_a_family_shows_its_held_out_figures() -> None:
    """Printed and displayed, a fitted family shows each layer's figures, and nothing of it runs as HTML."""
    mappings = family()

    assert "<LayerMappings affine 3 -> 2, layer 1 to 3; layers 1-2 to 4>" == repr(mappings)
    lines = str(mappings).splitlines()
    assert "least squares, held-out: 2 documents, 100 tokens (fitted on 9, 900; seed 7)" == lines[1]
    assert ["1", "4", "0.250"] == lines[3].split()
    shown = mappings._repr_html_()
    assert ">0.250</td>" in shown
    assert "&lt;note&gt;" in shown
    assert "<note>" not in shown


@settings(max_examples=20)
@given(value=st.one_of(st.none(), st.floats(allow_nan=False)), rank=st.one_of(st.none(), st.integers(0, 9)))
def test_reports_survive_json(value: float | None, rank: int | None) -> None:
    """A report is the same after JSON, number for number."""
    report = FitReport(
        "m", (1, 2), (3, 4), 5, {"ridge": 0.1}, (LayerFit(0, 1, 0.5, value, rank=rank),), ("a",)
    )

    assert report == FitReport.from_dict(json.loads(json.dumps(report.to_dict())))
