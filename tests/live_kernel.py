"""A real ipykernel for the tests."""

from __future__ import annotations

import textwrap
from typing import Any

from jupyter_client.manager import KernelManager

LONGEST = 240
"""Seconds after which a kernel that says nothing is taken for dead: opening a model can take a minute."""


class Kernel:
    """A real ipykernel in its own process, spoken to as a front end speaks."""

    PRELUDE = """
    import asyncio, concurrent.futures, contextvars, threading, time
    import torch
    from latentlens.notebook.ledger import CellLedger
    from latentlens.activations.key import TraceKey
    from latentlens.activations.store import TraceStore
    from latentlens.notebook.cells import current_cell, in_cell, watch_cells

    class Session:
        def __init__(self):
            self.store, self.computed = TraceStore(), []
            self.cells = CellLedger(self.store)
            watch_cells(self.cells)

        def run(self, prompt):
            key = TraceKey("f00d", prompt.encode(), (0, 1), "float32")
            hit = self.store.get(key) is not None
            if not hit:
                self.computed.append(prompt)
                self.store.put(key, torch.zeros(2, len(prompt), 4))
            self.cells.record(current_cell(), key, prompt, len(prompt), hit=hit)

        def table(self):
            return sorted((row.cell.id, *row.prompts) for row in self.cells.rows())
    """

    def __init__(self) -> None:
        self.manager = KernelManager(kernel_name="python3")
        # IPython complains of its history on stdout when two cells run at once, or two kernels
        self.manager.start_kernel(extra_arguments=["--HistoryManager.enabled=False"])
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=LONGEST)
            assert "" == self.run(self.PRELUDE)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Shut the kernel down."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()

    def send(
        self, kind: str, content: dict[str, Any], *, cell: str | None = None, subshell: str | None = None
    ) -> str:
        """Send a shell message with a front end's metadata and return its id."""
        message = self.client.session.msg(kind, content, metadata={"cellId": cell} if cell else {})
        message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        return str(message["header"]["msg_id"])

    def start(self, code: str, cell: str | None = None, *, subshell: str | None = None) -> str:
        """Start a notebook cell and return its message's id."""
        content = {"code": textwrap.dedent(code), "silent": False, "stop_on_error": False}
        return self.send("execute_request", content, cell=cell, subshell=subshell)

    def printed(self, sent: str, text: str) -> str:
        """Wait until a running notebook cell has printed a text, and return what it printed so far."""
        found = ""
        while text not in found:
            message = self.client.get_iopub_msg(timeout=LONGEST)
            if message["parent_header"].get("msg_id") == sent and message["msg_type"] == "stream":
                found += message["content"]["text"]
        return found

    def output(self, sent: str) -> str:
        """Wait until a message is dealt with and return what it printed, errors by name."""
        text = ""
        while True:
            message = self.client.get_iopub_msg(timeout=LONGEST)
            if message["parent_header"].get("msg_id") != sent:
                continue
            content = message["content"]
            if message["msg_type"] == "stream":
                text += content["text"]
            elif message["msg_type"] == "error":
                text += content["ename"]
            elif message["msg_type"] == "status" and content["execution_state"] == "idle":
                return text.strip()

    def run(self, code: str, cell: str | None = None) -> str:
        """Run a notebook cell and return what it printed."""
        return self.output(self.start(code, cell))

    def subshell(self) -> str:
        """Open a subshell, as JupyterLab does for widgets' messages, and return its id."""
        self.client.control_channel.send(self.client.session.msg("create_subshell_request", {}))
        while True:
            reply = self.client.get_control_msg(timeout=LONGEST)
            if reply["msg_type"] == "create_subshell_reply":
                return str(reply["content"]["subshell_id"])
