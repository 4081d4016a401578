"""Laws of fetching: the pinned files or none, once and whole, from whatever index pip is set up for."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import torch
from safetensors import SafetensorError
from transformers import PreTrainedModel
from typer.testing import CliRunner

import latentlens
from gguf_files import write_gguf
from latentlens import Session
from latentlens.catalogue import entry as catalogue
from latentlens.catalogue import fetching, package_errors, package_files
from latentlens.catalogue.local_models import fetchable_models
from latentlens.cli.doctor import _fetched_models
from latentlens.cli.main import app
from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError, ModelError
from latentlens.files.checksums import damaged_files
from latentlens.model import bundled as registry
from latentlens.model.opening import open_model
from tiny import tiny_model, tiny_tokenizer

PIP = pytest.param(
    "pip", marks=pytest.mark.skipif(not package_files._pip_is_here(), reason="uv made this environment")
)
IDS = torch.tensor([[5, 6, 7, 8, 9]])


@dataclasses.dataclass
class Index:
    """A directory of wheels that stands for a package index, and the catalogue of what it holds."""

    wheels: pathlib.Path
    catalogue: pathlib.Path
    data: pathlib.Path
    gguf: pathlib.Path

    def change(self, **changes: Any) -> None:
        """Change fields of the catalogue's entry."""
        (entry,) = json.loads(self.catalogue.read_text())
        self.catalogue.write_text(json.dumps([entry | changes]))
        catalogue._entries.cache_clear()

    def packages(self) -> list[dict[str, Any]]:
        """Return the packages of the catalogue's entry."""
        (entry,) = json.loads(self.catalogue.read_text())
        return list(entry["packages"])


def wheel(folder: pathlib.Path, name: str, files: dict[str, bytes]) -> dict[str, Any]:
    """Write a wheel, and return what a catalogue says of it."""
    stem = name.replace("-", "_")
    info = f"{stem}-1.0.dist-info"
    files = {
        f"{stem}/__init__.py": b"raise SystemExit('code of a package was run')",
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        "Requires-Dist: no-such-package-anywhere\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"]).encode()
    path = folder / f"{stem}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inner, content in files.items():
            archive.writestr(inner, content)
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    return {"name": name, "version": "1.0", "size": len(content), "sha256": sha256}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Return an index of a model in two wheels; tests use a copy."""
    folder = tmp_path_factory.mktemp("index")
    wheels = folder / "wheels"
    wheels.mkdir()
    gguf = write_gguf(folder / "tiny.gguf", tiny_model("llama"), tiny_tokenizer())
    content = gguf.read_bytes()
    half = len(content) // 2
    packages = []
    for name, part in (("tiny-gguf-a", content[:half]), ("tiny-gguf-b", content[half:])):
        inner = f"{name.replace('-', '_')}/part"
        text = f"{name.replace('-', '_')}/LICENSE-{name[-1]}"
        said = wheel(wheels, name, {inner: part, text: b"Do as you like."})
        packages.append(said | {"pieces": [inner], "texts": [text]})
    entry = {
        "name": "tiny",
        "title": "Tiny",
        "good_for": "tests",
        "licence": "Tiny Terms",
        "licence_url": "https://example.org/terms",
        "must_accept": False,
        "notice": "Made in a test.",
        "packages": packages,
        "gguf_kind": "F32",
        "gguf_size": len(content),
        "gguf_sha256": hashlib.sha256(content).hexdigest(),
        "directory_size": 300_000,
        "prompts": {"description": "a: b, x"},
    }
    (folder / "models.json").write_text(json.dumps([entry]))
    return Index(wheels, folder / "models.json", folder, gguf)


@pytest.fixture
def index(made: Index, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    """Set pip up for a copy of the wheels, and latentlens for a data directory and catalogue of its own."""
    found = Index(tmp_path / "wheels", tmp_path / "models.json", tmp_path / "data", made.gguf)
    shutil.copytree(made.wheels, found.wheels)
    shutil.copy(made.catalogue, found.catalogue)
    for name, value in environment(found).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(catalogue, "CATALOGUE", found.catalogue)
    monkeypatch.setattr(registry, "_catalogues", [fetchable_models])
    return found


@pytest.fixture
def brought(index: Index) -> Index:
    """Return an index whose wheels were brought before, for what is not about how they come."""
    shutil.copytree(index.wheels, index.data / "models" / ".tiny.download")
    return index


def environment(index: Index) -> dict[str, str]:
    """Return the settings under which pip and uv know the index and no other."""
    return {
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(index.wheels),
        "UV_NO_CONFIG": "1",
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": str(index.wheels),
        "LATENTLENS_DATA_DIR": str(index.data),
    }


class Server(ThreadingHTTPServer):
    """A package index over HTTP, which can cut files off halfway."""

    def __init__(self, wheels: pathlib.Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.wheels = wheels
        self.cut_off = ""
        """The beginning of the names of files of which only half is sent."""
        self.asked: list[str] = []
        """The names of the files that were asked for, in order."""

    @property
    def url(self) -> str:
        """The address that pip is given."""
        return f"http://127.0.0.1:{self.server_port}/simple"


class Handler(BaseHTTPRequestHandler):
    """Answers with a list of wheels, or with a wheel."""

    server: Server

    def do_GET(self) -> None:
        """Send what is asked for, or half of it."""
        *_, last = self.path.rstrip("/").split("/")
        if not last.endswith(".whl"):
            paths = self.server.wheels.glob(f"{last.replace('-', '_')}-*.whl")
            text = "".join(f'<a href="/files/{path.name}">{path.name}</a>' for path in paths)
            self._send(text.encode(), "text/html")
            return
        self.server.asked.append(last)
        content = (self.server.wheels / last).read_bytes()
        cut = bool(self.server.cut_off) and last.startswith(self.server.cut_off)
        self._send(content, "application/zip", len(content) // 2 if cut else None)

    def _send(self, content: bytes, kind: str, end: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content[:end])

    def log_message(self, *_: object) -> None:
        """Write nothing."""


@pytest.fixture
def server(index: Index, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Set pip and uv up for an index over HTTP that has the wheels."""
    found = Server(index.wheels)
    reach(monkeypatch, found.url)
    threading.Thread(target=found.serve_forever, args=(0.05,), daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


def reach(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Set pip and uv up for an index at an address, with as few tries as show what is wrong."""
    settings = ("PIP_NO_INDEX", "PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "UV_NO_INDEX", "UV_FIND_LINKS")
    for name in (*settings, "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"):
        monkeypatch.setenv(name, url)
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")


def left(index: Index) -> set[str]:
    """Return what stands in the models' directory, but for locks."""
    return {path.name for path in (index.data / "models").iterdir() if path.suffix != ".lock"}


def test_a_fetched_model_opens_by_name(index: Index) -> None:
    """The model is the GGUF file's, bit for bit, with its tokenizer, chat template, licences and card."""
    place = latentlens.fetch("tiny", progress=False)
    session = Session("tiny")
    alone = open_model(index.gguf)

    assert index.data / "models" / "tiny" == place
    assert torch.equal(alone.all_logits(IDS), session.model.all_logits(IDS))
    theirs, ours = alone.tokenizer.hf, session.model.tokenizer.hf
    assert (
        theirs("<bos>The fox  11\n<|user|>")["input_ids"] == ours("<bos>The fox  11\n<|user|>")["input_ids"]
    )
    assert theirs.backend_tokenizer.to_str() == ours.backend_tokenizer.to_str()
    assert (theirs.special_tokens_map, theirs.added_tokens_decoder, theirs.chat_template) == (
        ours.special_tokens_map,
        ours.added_tokens_decoder,
        ours.chat_template,
    )
    assert {"description": "a: b, x"} == session.prompts
    assert ("tiny", "Session('tiny')") == (session.backend.name, session.code)
    assert "Do as you like." == (place / "LICENSE-a").read_text() == (place / "LICENSE-b").read_text()
    assert "Tiny Terms" in (place / "README.md").read_text()
    assert [] == damaged_files(place)
    assert 1 == len({path.stat().st_mode for path in place.iterdir()})
    assert {"tiny"} == left(index)


def test_a_fetched_model_is_not_fetched_again(brought: Index) -> None:
    """A second fetch asks no index."""
    place = latentlens.fetch("tiny", progress=False)
    shutil.rmtree(brought.wheels)

    assert place == latentlens.fetch("tiny", progress=False)


def test_a_model_that_was_not_fetched_names_the_command(index: Index) -> None:
    """Opening says the one command, with the size and the licence."""
    with pytest.raises(ModelError, match=r"`latentlens fetch tiny` \(.* to download, 300 kB .*Tiny Terms\)"):
        Session("tiny")
    assert None is registry.bundled("tiny")


def test_an_unknown_name_is_refused(index: Index) -> None:
    """A name that the catalogue has not is answered with those that it has."""
    for use in (latentlens.fetch, fetching.remove):
        with pytest.raises(InputError, match=r"no model 'huge'.*one of: tiny"):
            use("huge")


def test_a_licence_is_accepted_before_anything_is_downloaded(index: Index) -> None:
    """Without the user's word nothing is brought; with it, the time of it is written down."""
    index.change(must_accept=True)
    with pytest.raises(InputError, match=r"Tiny Terms \(https://example.org/terms\).*tiny --accept-licence"):
        latentlens.fetch("tiny", progress=False)
    assert not index.data.exists()

    place = latentlens.fetch("tiny", accept_licence=True, progress=False)
    assert json.loads((place / "fetched.json").read_text())["accepted"].startswith("20")


def test_another_wheel_than_the_pinned_one_is_refused(index: Index) -> None:
    """An index with another file under the name and version has nothing that is used."""
    wheel(index.wheels, "tiny-gguf-b", {"tiny_gguf_b/part": b"something else"})
    with pytest.raises(ModelError, match=r"another file for tiny-gguf-b 1\.0 .* SHA-256"):
        latentlens.fetch("tiny", progress=False)
    with pytest.raises(ModelError, match="not on this machine"):
        Session("tiny")


def test_another_model_than_the_pinned_one_is_refused(brought: Index) -> None:
    """What the packages hold is compared too, and nothing of it is converted."""
    brought.change(gguf_sha256="0" * 64)
    with pytest.raises(ModelError, match=r"do not hold the model .*fetch --remove tiny"):
        latentlens.fetch("tiny", progress=False)
    assert {".tiny.download"} == left(brought)


@pytest.mark.parametrize("tool", [PIP, "uv"])
def test_a_connection_that_breaks_ends_with_what_to_do(
    server: Server, index: Index, monkeypatch: pytest.MonkeyPatch, tool: str
) -> None:
    """Half a wheel is never taken, and the next fetch asks for what is missing alone."""
    monkeypatch.setattr(package_files, "_pip_is_here", lambda: tool == "pip")
    monkeypatch.setattr(package_files, "_RESUMES", "0")
    server.cut_off = "tiny_gguf_b"
    # An older pip does not look at the length, and finds another sum.
    says = r"for tiny-gguf-b 1\.0 .*Fetch again|tiny-gguf-b 1\.0 could not .*fetch again.* is kept"
    with pytest.raises(ModelError, match=says):
        latentlens.fetch("tiny", progress=False)
    assert {".tiny.download"} == left(index)
    server.cut_off, server.asked[:] = "", []

    assert latentlens.fetch("tiny", progress=False).is_dir()
    assert ["tiny_gguf_b-1.0-py3-none-any.whl"] == server.asked
    assert {"tiny"} == left(index)


@pytest.mark.parametrize("tool", [PIP, "uv"])
def test_an_index_that_is_nowhere_ends_with_what_to_do(
    index: Index, monkeypatch: pytest.MonkeyPatch, tool: str
) -> None:
    """An index that cannot be reached is named as the reason, with each way that helps."""
    monkeypatch.setattr(package_files, "_pip_is_here", lambda: tool == "pip")
    reach(monkeypatch, "https://index.invalid/simple")
    says = (
        r"could not be had .*\((pip: NewConnectionError|uv: \w).*HTTPS_PROXY or {0}_INDEX_URL.*"
        r"pip download --no-deps tiny-gguf-a==1\.0.*{0}_FIND_LINKS.*bundled models open without"
    )
    with pytest.raises(ModelError, match=says.format(tool.upper())):
        latentlens.fetch("tiny", progress=False)


@pytest.mark.parametrize("tool", [PIP])
def test_a_closed_proxy_is_named(index: Index, monkeypatch: pytest.MonkeyPatch, tool: str) -> None:
    """pip ends with "no matching distribution", and the error has the proxy that refused."""
    reach(monkeypatch, "https://index.invalid/simple")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match=r"\(pip: ProxyError.* refused"):
        latentlens.fetch("tiny", progress=False)


@pytest.mark.parametrize(
    "said",
    [
        "error: No solution found\n  cause: Because a was not found\n",
        "  × No solution found\n  ╰─▶ Because a was\n      not found\n",
        "Looking in indexes: x\nERROR: Because a was not found\nnotice: a new pip\n",
    ],
)
def test_the_reason_is_what_went_wrong(index: Index, said: str) -> None:
    """The sentence of an error is found in what uv, an older uv, and pip write."""
    (package, _) = catalogue.entry("tiny").packages
    assert "(uv: Because a was not found)" in package_errors.failed("uv", package, said).replace(
        "ERROR: ", ""
    )


def test_a_fetch_draws_one_bar(brought: Index, capfd: pytest.CaptureFixture[str]) -> None:
    """What is drawn is latentlens' own progress, of the download and of the conversion; of others nothing."""
    latentlens.fetch("tiny", progress=True)
    drawn = capfd.readouterr().err.replace("\r", "\n").splitlines()

    assert [] == [line for line in drawn if line.strip() and not line.startswith("fetching tiny")]
    assert [] == [word for word in ("downloading", "converting") if not any(word in line for line in drawn)]


def test_a_cancelled_fetch_goes_on_later(brought: Index) -> None:
    """Cancelling stops between two steps of the conversion, and leaves what was downloaded."""

    def stop(work: Progress) -> None:
        if "converting" in work.description:
            work.cancel()

    with pytest.raises(Cancelled, match="1 of 2 stages"):
        latentlens.fetch("tiny", progress=Progress(bar=False, on_update=stop))
    with pytest.raises(ModelError, match="not on this machine"):
        Session("tiny")
    shutil.rmtree(brought.wheels)

    assert latentlens.fetch("tiny", progress=False).is_dir()


def test_a_cut_download_goes_on_where_it_was(index: Index) -> None:
    """A wheel that is here whole is not brought again, whatever came between."""
    second = next(index.wheels.glob("tiny_gguf_b*"))
    second.rename(index.data.with_name("aside.whl"))
    with pytest.raises(ModelError, match=r"tiny-gguf-b 1\.0 could not be had.*_FIND_LINKS.*is kept"):
        latentlens.fetch("tiny", progress=False)
    assert {".tiny.download"} == left(index)
    index.data.with_name("aside.whl").rename(second)
    next(index.wheels.glob("tiny_gguf_a*")).unlink()

    assert latentlens.fetch("tiny", progress=False).is_dir()
    assert {"tiny"} == left(index)


def test_half_a_wheel_that_was_left_is_not_taken(index: Index) -> None:
    """A file with the right name and another sum is brought anew."""
    downloads = index.data / "models" / ".tiny.download"
    downloads.mkdir(parents=True)
    name = next(index.wheels.glob("tiny_gguf_a*")).name
    (downloads / name).write_bytes((index.wheels / name).read_bytes()[:100])

    assert latentlens.fetch("tiny", progress=False).is_dir()


def test_an_interrupted_conversion_leaves_no_model(brought: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop at any moment leaves what was downloaded, and never half a model under its name."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fetching, "_describe", stop)
        with pytest.raises(KeyboardInterrupt):
            latentlens.fetch("tiny", progress=False)
    assert {".tiny.download", ".tiny.part"} == left(brought)
    shutil.rmtree(brought.wheels)

    assert latentlens.fetch("tiny", progress=False).is_dir()
    assert {"tiny"} == left(brought)


def test_too_little_space_is_said_before_anything_is_downloaded(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error has what is free and what is needed."""
    monkeypatch.setattr(fetching.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(ModelError, match=r"has 1 B free, .* takes \d+ kB .*LATENTLENS_DATA_DIR"):
        latentlens.fetch("tiny", progress=False)
    assert set() == left(index)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)"),
    ],
)
def test_a_disk_that_fills_up_is_explained(
    brought: Index, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Space that others took meanwhile ends the fetch with what to do; only the download is kept."""

    def full(_: object, part: pathlib.Path, *__: object) -> None:
        (part / "model.safetensors").write_bytes(b"half of it")
        raise error

    monkeypatch.setattr(PreTrainedModel, "save_pretrained", full)
    with pytest.raises(ModelError, match=r"is full.*`latentlens fetch tiny` again; what was downloaded is"):
        latentlens.fetch("tiny", progress=False)
    assert {".tiny.download"} == left(brought)


def test_another_fault_of_safetensors_is_not_taken_for_a_full_disk(
    brought: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that is not known goes on as it is."""

    def fail(*_: object) -> None:
        raise SafetensorError("Error while serializing")

    monkeypatch.setattr(PreTrainedModel, "save_pretrained", fail)
    with pytest.raises(SafetensorError):
        latentlens.fetch("tiny", progress=False)


def test_a_disk_that_fills_up_during_the_download_is_explained(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pip says of it is told in the same words."""
    code = "raise OSError(28, 'No space left on device')"  # the end of pip's own traceback
    monkeypatch.setattr(package_files, "_command", lambda *_: [sys.executable, "-c", code])
    with pytest.raises(ModelError, match=r"disk is full: tiny-gguf-a 1\.0 .*LATENTLENS_DATA_DIR"):
        latentlens.fetch("tiny", progress=False)


def test_two_processes_do_the_work_once(brought: Index) -> None:
    """Both end with the model; one of them converted it, and the other waited."""
    code = (
        "import pathlib, sys; from latentlens.catalogue import entry, fetching\n"
        "entry.CATALOGUE = pathlib.Path(sys.argv[1]); convert = fetching._convert\n"
        "def counted(*args):\n"
        "    open(sys.argv[2], 'a').write('x'); convert(*args)\n"
        "fetching._convert = counted; print(fetching.fetch('tiny', progress=False))"
    )
    count = brought.data.with_name("count")
    command = [sys.executable, "-c", code, str(brought.catalogue), str(count)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0].strip() for process in both]

    assert [0, 0] == [process.returncode for process in both]
    assert [str(brought.data / "models" / "tiny")] * 2 == said
    assert "x" == count.read_text()


def test_uv_brings_packages_where_there_is_no_pip(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that uv made has no pip; uv's own settings hold then, and the sums as well."""
    monkeypatch.setattr(package_files, "_pip_is_here", lambda: False)
    place = latentlens.fetch("tiny", progress=False)

    assert torch.equal(open_model(index.gguf).all_logits(IDS), Session("tiny").model.all_logits(IDS))
    fetching.remove("tiny")
    wheel(index.wheels, "tiny-gguf-b", {"tiny_gguf_b/part": b"something else"})
    with pytest.raises(ModelError, match=r"another file for tiny-gguf-b"):
        latentlens.fetch("tiny", progress=False)
    assert not place.exists()


def test_neither_pip_nor_uv_is_said(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can bring a package, the error has the command that helps."""
    monkeypatch.setattr(package_files, "_pip_is_here", lambda: False)
    monkeypatch.setattr(package_files, "_uv", lambda: None)
    with pytest.raises(ModelError, match=r"has neither.*-m ensurepip"):
        latentlens.fetch("tiny", progress=False)


def test_removing_takes_all_of_it(brought: Index) -> None:
    """A removed model is gone with what an unfinished fetch left, and says so."""
    latentlens.fetch("tiny", progress=False)
    (brought.data / "models" / ".tiny.download").mkdir()

    assert [True, False] == [fetching.remove("tiny"), fetching.remove("tiny")]
    assert set() == left(brought)
    with pytest.raises(ModelError, match="latentlens fetch tiny"):
        Session("tiny")


def test_the_command_lists_fetches_and_removes(index: Index) -> None:
    """`latentlens fetch` lists; with a name it fetches; an error is one message without a traceback."""
    run = CliRunner().invoke
    listed = run(app, ["fetch"])
    assert 0 == listed.exit_code
    assert [] == [word for word in ("tiny", "300 kB", "Tiny", "tests") if word not in listed.output]
    fetched = run(app, ["fetch", "tiny"])
    assert (0, True) == (fetched.exit_code, "Session('tiny') opens it" in fetched.output)
    assert "tiny is removed." in run(app, ["fetch", "tiny", "--remove"]).output
    assert 1 == run(app, ["fetch", "huge"]).exit_code
    assert 1 == run(app, ["fetch", "--remove"]).exit_code


def test_doctor_says_what_can_be_had_and_what_is_damaged(brought: Index) -> None:
    """A model that was not fetched is nothing wrong; one whose files were changed is."""
    (finding,) = _fetched_models()
    assert ("not fetched; `latentlens fetch tiny`", "") == (finding.found.split(" gets")[0], finding.remedy)
    place = latentlens.fetch("tiny", progress=False)
    (finding,) = _fetched_models()
    assert ("fetched, whole,", "") == (finding.found.split(" in ")[0], finding.remedy)
    (place / "config.json").write_text("{}")
    (finding,) = _fetched_models()
    assert "config.json is not the file that was shipped" == finding.found
    assert finding.remedy.startswith("latentlens fetch --remove tiny")


def test_the_catalogue_is_sound() -> None:
    """Every entry has pinned sums, a licence that can be read, and pieces of one file."""
    found = json.loads(pathlib.Path(catalogue.__file__).with_name("models.json").read_text(encoding="utf-8"))
    names = [entry["name"] for entry in found]
    sums = [entry["gguf_sha256"] for entry in found]
    sums += [package["sha256"] for entry in found for package in entry["packages"]]

    assert len(set(names)) == len(names) == len(catalogue._entries(catalogue.CATALOGUE))
    assert [] == [text for text in sums if len(text) != 64 or set(text) - set("0123456789abcdef")]
    assert all(entry["licence_url"].startswith("https://") for entry in found)
    assert all(any(package["pieces"] for package in entry["packages"]) for entry in found)
    assert set() == set(names) & set(registry.bundled_names())
