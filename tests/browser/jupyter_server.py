"""A throw-away JupyterLab on a free loopback port, with its own configuration, for browser tests."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

JUPYTER_DIRS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)
TESTS = Path(__file__).parents[1]


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
    raise TimeoutError(f"JupyterLab did not answer at {url}:\n{log.read_text()[-4000:]}")


@contextlib.contextmanager
def jupyterlab(notebooks: Path) -> Iterator[str]:
    """Yield the base URL of a JupyterLab that serves `notebooks`; end it, and its kernels, afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="latentlens-lab-") as folder:
        scratch = Path(folder)
        # Otherwise a question about Jupyter news covers the lower right of every screenshot.
        quiet = scratch / "jupyterlab_settings_dir" / "@jupyterlab" / "apputils-extension"
        quiet.mkdir(parents=True)
        (quiet / "notification.jupyterlab-settings").write_text(
            '{"fetchNews": "false", "checkForUpdates": false}'
        )
        log = scratch / "jupyterlab.log"
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
        command += ["--allow-root", f"--ServerApp.root_dir={notebooks}", "--IdentityProvider.token="]
        command += ["--ServerApp.password=", "--ServerApp.port_retries=0"]
        command += ["--ServerApp.disable_check_xsrf=True", "--LabApp.expose_app_in_browser=True"]
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, env=isolated_env(scratch))
        try:
            wait_until_served(f"http://127.0.0.1:{port}/api/status", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            if process.poll() is None:
                process.kill()
                process.wait()
