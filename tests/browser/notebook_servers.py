"""Throw-away notebook servers on free loopback ports, with their own configuration, for browser tests."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

JUPYTER_DIRS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)
TESTS = Path(__file__).parents[1]


def needs(host: str) -> None:
    """Skip the module's tests where a host is not installed; where CI is set they fail."""
    if importlib.util.find_spec(host) is not None:
        return
    reason = f"{host} is not installed here. Install what the tests need: pip install -e '.[notebook,dev]'."
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason, allow_module_level=True)


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def isolated_env(scratch: Path) -> dict[str, str]:
    """Return an environment that reads no configuration of this machine and knows no proxy."""
    env = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    env |= {name: str(scratch / name.lower()) for name in JUPYTER_DIRS}
    env["PYTHONPATH"] = os.pathsep.join([str(TESTS), env.get("PYTHONPATH", "")])
    env["NO_PROXY"] = "127.0.0.1,localhost"
    return env


def wait_until_served(url: str, process: subprocess.Popen[bytes], log: Path, timeout: float = 90) -> None:
    """Return once `url` answers; raise with the server's log where it ended or stayed silent."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), opener.open(url, timeout=2) as reply:
            if reply.status < 500:
                return
        time.sleep(0.2)
    raise TimeoutError(f"The server did not answer at {url}:\n{log.read_text()[-4000:]}")


# An open server without a token, on loopback alone.
OPEN = ["--IdentityProvider.token=", "--ServerApp.password=", "--ServerApp.disable_check_xsrf=True"]


@contextlib.contextmanager
def server(module: str, notebooks: Path, *options: str, alive: str = "api/status") -> Iterator[str]:
    """Yield the base URL of `python -m module` that serves `notebooks`; end it, and its kernels, afterwards.

    Args:
        module: the server's module.
        notebooks: folder that is served; the server's working directory.
        options: its arguments; "{port}" is replaced by a free port.
        alive: what answers under the base URL once it is served.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="latentlens-server-") as folder:
        scratch = Path(folder)
        # Otherwise a question about Jupyter news covers the lower right of every screenshot.
        quiet = scratch / "jupyterlab_settings_dir" / "@jupyterlab" / "apputils-extension"
        quiet.mkdir(parents=True)
        (quiet / "notification.jupyterlab-settings").write_text(
            '{"fetchNews": "false", "checkForUpdates": false}'
        )
        log = scratch / "server.log"
        command = [sys.executable, "-m", module, *(option.format(port=port) for option in options)]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, cwd=notebooks, stdout=out, stderr=out, env=isolated_env(scratch)
            )
        try:
            wait_until_served(f"http://127.0.0.1:{port}/{alive}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            if process.poll() is None:
                process.kill()
                process.wait()


def _jupyter(notebooks: Path) -> list[str]:
    here = ["--no-browser", "--ip=127.0.0.1", "--port={port}", "--allow-root", *OPEN]
    return [*here, f"--ServerApp.root_dir={notebooks}", "--ServerApp.port_retries=0"]


def jupyterlab(notebooks: Path) -> contextlib.AbstractContextManager[str]:
    """Return a context manager of a JupyterLab; its value is the base URL."""
    return server("jupyterlab", notebooks, *_jupyter(notebooks), "--LabApp.expose_app_in_browser=True")


def notebook7(notebooks: Path) -> contextlib.AbstractContextManager[str]:
    """Return a context manager of a Jupyter Notebook 7; its value is the base URL."""
    shown = "--JupyterNotebookApp.expose_app_in_browser=True"
    return server("notebook", notebooks, *_jupyter(notebooks), shown)


def voila(notebooks: Path, *options: str) -> contextlib.AbstractContextManager[str]:
    """Return a context manager of a Voilà that shows each notebook as a page; its value is the base URL."""
    here = ["--no-browser", "--Voila.ip=127.0.0.1", "--port={port}", "--Voila.port_retries=0"]
    return server("voila", notebooks, str(notebooks), *here, *options, alive="")


def marimo_app(script: Path) -> contextlib.AbstractContextManager[str]:
    """Return a context manager of a marimo notebook served as an app; its value is the base URL."""
    here = ["--headless", "--host=127.0.0.1", "--port={port}", "--no-token"]
    return server("marimo", script.parent, "run", script.name, *here, alive="health")
