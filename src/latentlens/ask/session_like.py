"""What grading and fitting need of a session, which is a room above them."""

from __future__ import annotations

from typing import Any, Protocol

from latentlens.engine.backend import Backend


class SessionLike(Protocol):
    """An open model with its readers; `latentlens.Session` is the one there is."""

    @property
    def backend(self) -> Backend:
        """The model."""

    @property
    def readers(self) -> dict[str, Any]:
        """The user's own readers, by name."""

    @property
    def prompts(self) -> dict[str, str]:
        """Target prompts that suit this model better than the papers' own, by preset."""

    def run(self, prompt: Any, *, prepend_bos: bool | None = None) -> Any:
        """Run a prompt; see `Session.run`."""
