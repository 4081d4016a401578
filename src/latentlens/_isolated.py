"""Python processes that import nothing of the folder they are started in."""

from __future__ import annotations

import sys

# Only sys is imported before the folder is off the path; what an environment variable names stays on it.
# `-P` would leave an empty entry of PYTHONPATH on it; `-I` would hide the user's own packages.
_WITHOUT_HERE = "import sys; sys.path[:] = [place for place in sys.path if place]"


def python_path() -> str:
    """Return the path of this process's Python, to name it to another program or to a reader."""
    return sys.executable


def module_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs an installed module as ``python -m`` does, but never a file of that name.

    Args:
        module: such as "jupyterlab".
        arguments: for the module.

    Examples:
        >>> module_command("this")[1]
        '-c'
    """
    return code_command(f"import runpy; runpy.run_module({module!r}, None, '__main__', True)", *arguments)


def code_command(code: str, *arguments: str) -> list[str]:
    """Return the command that runs code of our own as ``python -c`` does, with the installed packages only.

    Args:
        code: what to run.
        arguments: what it finds in ``sys.argv[1:]``.
    """
    return [sys.executable, "-c", f"{_WITHOUT_HERE}\n{code}", *arguments]
