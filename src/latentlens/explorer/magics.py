"""The magics ``%lens`` and ``%%lens``: run a prompt and look at it without writing Python."""

from __future__ import annotations

import keyword
import re
import sys
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError
from IPython.core.magic import no_var_expand
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.session import Session

_OPTION = re.compile(r"\s*(?:--session|--name|-s|-n)(?:\s*=\s*|\s+)\S+(?=\s|$)")
_DASHES = re.compile(r"\s*--(?=\s|$)\s?")
_KINDS = ("line", "cell")


def load(ipython: Any) -> None:
    """Register the magics ``%lens`` and ``%%lens``; ``%load_ext latentlens`` calls this.

    Args:
        ipython: the running ``InteractiveShell``.

    Example::

        %load_ext latentlens
        %lens The capital of France is
    """
    ipython.register_magic_function(_make_magic(ipython), magic_kind="line_cell", magic_name="lens")


def unload(ipython: Any) -> None:
    """Remove the magics, unless someone else has replaced them; traces stay usable.

    Args:
        ipython: the shell that was given to :func:`load`.
    """
    for kind in _KINDS:
        magics = ipython.magics_manager.magics[kind]
        if getattr(magics.get("lens"), "__module__", None) == __name__:
            del magics["lens"]


def _make_magic(shell: Any) -> Any:
    opened: list[Session] = []

    def lens(line: str, cell: str | None = None) -> Trace:
        """Run a prompt through the model and show its tokens and layers.

        ::

            %lens The capital of France is
            t = %lens The capital of France is

            %%lens --session s --name t
            The capital of France is Paris.
            The capital of Peru is

        The prompt reaches the model exactly as typed: quotes, spaces, $ and {} mean nothing here, and the
        end of the last line is not part of it. Begin a prompt that starts with a dash by -- and a space. A
        prompt that ends in ? needs %%lens, because IPython reads a line that ends in ? as a call for help.

        Without --session the prompt runs in the variable `session`, else in the only Session that a
        variable holds, else in one that is opened once, on the bundled model. In Python the same is
        `session.run("The capital of France is")`.
        """
        options, text = _split(line)
        arguments = parse_argstring(lens, options)
        prompt = _prompt(text, cell)
        if arguments.name is not None and (
            not arguments.name.isidentifier() or keyword.iskeyword(arguments.name)
        ):
            raise UsageError(f"--name must be the name of a variable; got {arguments.name!r}.")
        session = (
            _session_named(shell, arguments.session) if arguments.session else _default_session(shell, opened)
        )
        trace: Trace = session.run(prompt)
        if arguments.name is not None:
            shell.push({arguments.name: trace})
        return trace

    magic: Any = lens
    for decorate in (
        argument("prompt", nargs="*", help="the prompt, as typed; in %%%%lens, the lines below"),
        argument("-n", "--name", help="a variable that will hold the Trace"),
        argument("-s", "--session", help="the variable that holds the Session to run the prompt in"),
        magic_arguments(),
        no_var_expand,
    ):
        magic = decorate(magic)
    return magic


def _split(line: str) -> tuple[str, str]:
    """Split a magic's line into its options and the prompt, which stays exactly as typed."""
    end = 0
    while option := _OPTION.match(line, end):
        end = option.end()
    options = line[:end]
    if dashes := _DASHES.match(line, end):
        return options, line[dashes.end() :]
    text = line[end:].lstrip()
    if re.match(r"--?[A-Za-z]", text):
        raise UsageError(
            f"unknown or incomplete option: {text.split()[0]}. The options are --session NAME and "
            "--name NAME; write -- before a prompt that begins with a dash."
        )
    return options, text


def _prompt(text: str, cell: str | None) -> str:
    if cell is None:
        if not text.strip():
            raise UsageError("%lens needs a prompt, for example: %lens The capital of France is")
        return text
    if text.strip():
        raise UsageError(
            f"%%lens reads the prompt from the lines below it; its own line also holds {text!r}."
        )
    if not cell.strip():
        raise UsageError("%%lens needs a prompt on the lines below it.")
    return cell.removesuffix("\n")  # IPython ends every cell with one


def _sessions(shell: Any) -> dict[str, Session]:
    """Return the user's variables that hold a session."""
    module = sys.modules.get("latentlens.session")
    if module is None:
        return {}
    return {
        name: value
        for name, value in shell.user_ns.items()
        if isinstance(value, module.Session) and not name.startswith("_")
    }


def _session_named(shell: Any, name: str) -> Session:
    sessions = _sessions(shell)
    if name in sessions:
        return sessions[name]
    state = f"of type {type(shell.user_ns[name]).__name__}" if name in shell.user_ns else "not defined"
    known = ", ".join(sorted(sessions)) or "none so far"
    raise UsageError(f"--session {name}: the variable is {state}. Variables that hold a Session: {known}.")


def _default_session(shell: Any, opened: list[Session]) -> Session:
    sessions = _sessions(shell)
    if "session" in sessions:
        return sessions["session"]
    distinct = {id(session): session for session in sessions.values()}
    if len(distinct) > 1:
        names = ", ".join(sorted(sessions))
        raise UsageError(f"several variables hold a Session ({names}): add --session NAME.")
    if distinct:
        return distinct.popitem()[1]
    if not opened:
        from latentlens.session import Session

        opened.append(Session())
    return opened[0]
