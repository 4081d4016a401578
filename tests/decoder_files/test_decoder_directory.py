"""The directory of a decoder: read bit for bit, whole or not there, and refused where it is wrong."""

from __future__ import annotations

import errno
import json
import pathlib
import shutil
import types
from collections.abc import Callable
from typing import Any

import pytest
import torch

from decoders import layer_vectors, manifest, means, opened, weights
from latentlens import Session
from latentlens.decoder_files import directory as directory_module
from latentlens.decoder_files.directory import LAYOUTS, read_decoder, write_decoder
from latentlens.decoder_files.given import Given
from latentlens.decoder_files.manifest import EvaluationRow, Read, TrainedBy
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.errors import DecoderError
from latentlens.files.checksums import write_checksums
from latentlens.mappings.affine import Affine, Linear, ScalarAffine
from latentlens.mappings.mapping import Rescale


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a small model."""
    return opened()


def test_all_parts_come_back_bit_for_bit(session: Session, tmp_path: pathlib.Path) -> None:
    """Manifest, LoRA, mapping and means are equal, tensor by tensor, and so is the digest."""
    width = session.model.d_model
    for number, mapping in enumerate(
        [None, ScalarAffine(2.0, torch.randn(width)), Linear(torch.randn(width, width))]
    ):
        saved = weights(
            session, mapping=mapping, mean=means(session, (1, 2)), read=Read(layers=((1,), (2,)), mean=True)
        )
        write_decoder(tmp_path / str(number), saved)
        found = read_decoder(tmp_path / str(number))

        assert saved.tensors.keys() == found.tensors.keys()
        for name, tensor in saved.tensors.items():
            assert torch.equal(tensor, found.tensors[name]), name
        assert saved.manifest == found.manifest
        assert saved.digest == found.digest
        assert saved == found


def test_layer_vectors_have_a_file_of_their_own(session: Session, tmp_path: pathlib.Path) -> None:
    """Beside the manifest, the checksums and the card there are only they."""
    saved = weights(session, layer_vectors(session), method="vector_oracle")
    write_decoder(tmp_path / "d", saved)

    names = {path.name for path in (tmp_path / "d").iterdir()}
    assert {"README.md", "SHA256SUMS", "decoder.json", "layer_vectors.safetensors"} == names
    assert saved == read_decoder(tmp_path / "d")


def test_peft_reads_the_saved_adapter(session: Session, tmp_path: pathlib.Path) -> None:
    """The adapter's files are PEFT's own."""
    from safetensors.torch import load_file

    saved = weights(session)
    write_decoder(tmp_path / "d", saved)

    config = json.loads((tmp_path / "d" / "adapter_config.json").read_text())
    assert "LORA" == config["peft_type"]
    assert 2 == config["r"]
    stored = load_file(tmp_path / "d" / "adapter_model.safetensors")
    assert saved.adapter is not None
    assert saved.adapter.tensors.keys() == stored.keys()


def test_the_card_says_what_the_manifest_does(session: Session, tmp_path: pathlib.Path) -> None:
    """Layers, training data, the table of results and the licence stand in README.md."""
    row = (
        EvaluationRow(task="secret word", n=200, accuracy=0.725, low=0.66, high=0.78, figures={"auroc": 0.9}),
    )
    trained = TrainedBy(seed=3, data="chats v1", code_version="latentlens 0.1", losses={"validation": 0.5})
    trained = trained.model_copy(update={"controls": {"no_activations": {"validation": 2.25}}})
    write_decoder(tmp_path / "d", weights(session, evaluation=row, training=trained, licence="apache-2.0"))

    card = (tmp_path / "d" / "README.md").read_text()
    assert "layers 1; 2; 1 and 3" in card
    assert "| secret word | decoder | 200 | 72.5% | 66.0% to 78.0% | 0.9 |" in card
    assert "chats v1. Seed 3" in card
    assert "| trained | validation |\n| --- | --- |\n| decoder | 0.5 |\n| no activations | 2.25 |" in card
    assert "license: apache-2.0" in card


def _flip(path: pathlib.Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _edit(root: pathlib.Path, change: Callable[[dict[str, Any]], Any], *, seal: bool = True) -> None:
    data = json.loads((root / "decoder.json").read_text())
    change(data)
    (root / "decoder.json").write_text(json.dumps(data))
    if seal:
        write_checksums(root)


DAMAGE: dict[str, tuple[Callable[[pathlib.Path], Any], str]] = {
    "flipped weights": (
        lambda d: _flip(d / "adapter_model.safetensors"),
        r"adapter_model.safetensors is not the file that was shipped.*Copy the directory again",
    ),
    "flipped manifest": (
        lambda d: _flip(d / "decoder.json"),
        "decoder.json is not the file that was shipped",
    ),
    "flipped mean": (lambda d: _flip(d / "mean.safetensors"), "mean.safetensors is not the file"),
    "missing weights": (
        lambda d: (d / "adapter_model.safetensors").unlink(),
        r"adapter_model.safetensors is missing.*Copy the directory again",
    ),
    "missing checksums": (lambda d: (d / "SHA256SUMS").unlink(), "SHA256SUMS is missing"),
    "missing manifest": (
        lambda d: (d / "decoder.json").unlink(),
        r"decoder.json is missing.*Copy the directory again",
    ),
    "unsealed change": (lambda d: _edit(d, lambda m: m.update(name="x"), seal=False), "decoder.save"),
    "unknown key": (
        lambda d: _edit(d, lambda m: m["write"].update(scale=2)),
        r"has the key 'write.scale', which this format does not have\. Take it out",
    ),
    "missing key": (lambda d: _edit(d, lambda m: m.pop("write")), r"lacks the key 'write'\. Add it"),
    "wrong value": (
        lambda d: _edit(d, lambda m: m["write"].update(layer=9)),
        r"it writes at layer 9, and the base has layers 0 to 4",
    ),
    "newer format": (
        lambda d: _edit(d, lambda m: m.update(format=2)),
        r"has the format 2, and this latentlens reads 1\. Install",
    ),
    "no mean": (
        lambda d: ((d / "mean.safetensors").unlink(), write_checksums(d)),
        r"there is no mean of layer 1",
    ),
    "pickle": (
        lambda d: (d / "adapter_model.safetensors").rename(d / "adapter_model.bin"),
        r"adapter_model.bin is a pickle.*refused.*safetensors",
    ),
    "two adapters": (
        lambda d: (
            shutil.copy(d / "mean.safetensors", d / "layer_vectors.safetensors"),
            write_checksums(d),
        ),
        r"adapters of 2 kinds \(lora, vectors\)",
    ),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_is_refused_and_says_what_to_do(session: Session, tmp_path: pathlib.Path, case: str) -> None:
    """A flipped byte, a missing file, an unknown key or a pickle never becomes a decoder."""
    root = tmp_path / "d"
    write_decoder(root, weights(session, mean=means(session, (1,)), read=Read(layers=((1,),), mean=True)))
    damage, message = DAMAGE[case]
    damage(root)

    with pytest.raises(DecoderError, match=f"(?s){message}"):
        read_decoder(root)


def test_a_failed_write_leaves_the_old_decoder(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk the directory is as it was, nothing else is left behind, and the error says so."""
    old, new = weights(session), weights(session, name="new")
    write_decoder(tmp_path / "d", old)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(directory_module, "write_checksums", full)
    with pytest.raises(DecoderError, match=r"the disk is full\. What was there before is untouched\."):
        write_decoder(tmp_path / "d", new)
    monkeypatch.undo()

    assert ["d"] == [path.name for path in tmp_path.iterdir()]
    assert old == read_decoder(tmp_path / "d")
    write_decoder(tmp_path / "d", new)
    assert new == read_decoder(tmp_path / "d")
    assert ["d"] == [path.name for path in tmp_path.iterdir()]


def test_what_is_no_decoder_is_never_replaced(session: Session, tmp_path: pathlib.Path) -> None:
    """A directory with other files, or a file, stays as it is."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("mine")
    for name in ("other", "other/notes.txt"):
        with pytest.raises(DecoderError, match=r"exists and holds no decoder\. Name a new directory"):
            write_decoder(tmp_path / name, weights(session))
    assert "mine" == (tmp_path / "other" / "notes.txt").read_text()


def test_weights_must_agree_with_their_manifest(session: Session) -> None:
    """A mapping of another width, a mean that is missing or not wanted, is refused when it is made."""
    width = session.model.d_model
    bad: list[tuple[dict[str, Any], str]] = [
        ({"mapping": Affine(torch.ones(3, width), torch.ones(3))}, "writes vectors of width 3, and its base"),
        ({"mapping": Linear(torch.ones(width, 5))}, "takes vectors of width 5"),
        ({"mean": {1: torch.ones(3)}, "read": Read(layers=((1,),), mean=True)}, "is 32 finite numbers"),
        ({"mean": {1: torch.ones(width)}}, "its manifest says read.mean: false"),
        ({"read": Read(layers=((1,),), mean=True)}, "there is no mean of layer 1"),
    ]
    for parts, message in bad:
        with pytest.raises(DecoderError, match=message):
            weights(session, **parts)


def test_a_mapping_that_has_no_file_is_refused(session: Session, tmp_path: pathlib.Path) -> None:
    """Only mappings made of tensors are saved; nothing is left of the attempt."""
    with pytest.raises(DecoderError, match=r"cannot be saved\. Those that can are Affine"):
        write_decoder(tmp_path / "d", weights(session, mapping=Rescale("slot")))
    assert [] == list(tmp_path.iterdir())


def test_published_layouts_are_tried_after_our_own(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layout that recognises the files reads them, with what is known of the base."""
    (tmp_path / "oracle.safetensors").write_bytes(b"")
    found = DecoderWeights(manifest(session))
    layout = types.SimpleNamespace(
        SAID={"base"},
        recognises=lambda d: (d / "oracle.safetensors").is_file(),
        read=lambda _, given: (found, given),
    )
    monkeypatch.setattr(directory_module, "LAYOUTS", [*LAYOUTS, layout])

    given = Given(base=manifest(session).base)
    assert (found, given) == read_decoder(tmp_path, given)  # type: ignore[comparison-overlap]


def test_a_name_of_nothing_is_refused(tmp_path: pathlib.Path) -> None:
    """Offline, a hub name that was never fetched says so; a path that is not there does too."""
    with pytest.raises(DecoderError, match=r"no directory\. Give the directory that"):
        read_decoder(tmp_path / "a" / "b" / "c")
    with pytest.raises(DecoderError, match="no directory 'owner/oracle' here, and the hub cannot be"):
        read_decoder("owner/oracle")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "The disk is full.*HF_HOME.*goes on from what",
        ),
        (ConnectionError("reset by peer"), "could not be fetched whole.*goes on from what has arrived"),
        (RuntimeError("broken chunk"), "could not be fetched whole.*goes on from what has arrived"),
    ],
)
def test_a_download_that_breaks_off_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    """A full disk and a lost connection are told apart, and nothing of the hub's code is fetched."""
    import huggingface_hub

    asked: dict[str, Any] = {}

    def broken(name: str, **settings: Any) -> str:
        asked.update(settings, name=name)
        raise error

    monkeypatch.setattr(huggingface_hub, "snapshot_download", broken)
    with pytest.raises(DecoderError, match=message):
        read_decoder("owner/oracle")
    assert "owner/oracle" == asked["name"]
    assert not any(pattern.endswith((".bin", ".pt", ".py", "*")) for pattern in asked["allow_patterns"])


def test_a_hub_name_is_read_from_its_local_copy(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was fetched is read as any directory."""
    import huggingface_hub

    saved = weights(session)
    write_decoder(tmp_path / "copy", saved)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda *_, **__: str(tmp_path / "copy"))
    assert saved == read_decoder("owner/oracle")
