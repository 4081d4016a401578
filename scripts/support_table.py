"""Make the support table: every causal family of transformers, tried in every way latentlens uses a model.

    python scripts/support_table.py --write              every family; writes docs/support.md and .json
    python scripts/support_table.py --family llama phi3  a few families, printed only

Each configuration runs in its own process with a time limit: a crash or a hang is a verdict. Results are
saved as they come in `artifacts/support/`, one file per family; `--resume` continues a stopped run.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import multiprocessing
import os
import pathlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from typing import Any

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="critical", OMP_NUM_THREADS="1")

import transformer_lens.model_bridge.sources  # noqa: F401 - here once, and not in every process

from support import page, variants
from support.trial import REFUSED, SUPPORTED, WAYS, WRONG, Outcome, Verdict, attempt

ROOT = pathlib.Path(__file__).resolve().parents[1]
KEPT = ROOT / "artifacts" / "support"
LIMIT = 120.0
"""Time limit of one configuration, in seconds."""


def main() -> int:
    """Try the families and print or write the table; return 1 if anything is wrong."""
    args = _arguments()
    families = args.family or variants.families()
    KEPT.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with ThreadPoolExecutor(args.jobs) as pool:
        found = []
        for done, outcomes in enumerate(pool.map(lambda f: _family(f, args.resume), families), 1):
            found += outcomes
            for outcome in outcomes:
                _print(outcome, verbose=bool(args.family))
            print(f"  {done}/{len(families)} families, {time.monotonic() - began:.0f} s", file=sys.stderr)
    wrong = sum(o.verdict == WRONG for o in found)
    served = len({o.family for o in found if o.verdict == SUPPORTED})
    print(
        f"{served} of {len(families)} families are served; {len(found)} configurations, {wrong} of them wrong"
    )
    if args.write:
        if args.family:
            found = sorted(
                _merged(found), key=lambda o: (o.family, list(variants.tried(o.family)).index(o.name))
            )
        docs = ROOT / "docs"
        page.save(found, docs / "support.json")
        names = ("torch", "transformers", "transformer_lens")
        versions = {name: metadata.version(name).split("+")[0] for name in names}
        (docs / "support.md").write_text(page.page(found, versions), encoding="utf-8")
    return int(wrong > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--family", nargs="+", help="families by transformers' model type; all if left out")
    parser.add_argument("--jobs", type=int, default=1, help="how many run at a time")
    parser.add_argument(
        "--resume", action="store_true", help="leave out families that a stopped run finished"
    )
    parser.add_argument("--write", action="store_true", help="write docs/support.md and docs/support.json")
    return parser.parse_args()


def _family(family: str, resume: bool) -> list[Outcome]:
    kept = KEPT / f"{family}.json"
    if resume and kept.exists():
        return page.load(kept)
    kept.unlink(missing_ok=True)
    outcomes = [_apart(family, name, changes) for name, changes in variants.tried(family).items()]
    page.save(outcomes, kept)
    return outcomes


def _apart(family: str, name: str, changes: dict[str, Any]) -> Outcome:
    """Try a configuration in its own process, which forks from this one and so has all imports."""
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(family, name, changes, theirs))
    process.start()
    theirs.close()
    try:
        if mine.poll(LIMIT):
            return mine.recv()
        failed = f"nothing came back within {LIMIT:.0f} seconds"
    except EOFError:
        process.join()
        failed = f"the process ended with exit code {process.exitcode}"
    finally:
        process.kill()
        process.join()
        mine.close()
    return Outcome(family, name, "", dict.fromkeys(WAYS, Verdict(REFUSED, f"ERROR: {failed}")))


def _child(family: str, name: str, changes: dict[str, Any], to: Any) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    to.send(attempt(family, name, changes))
    to.close()


def _merged(found: list[Outcome]) -> list[Outcome]:
    new = {o.family for o in found}
    return [*(o for o in page.load(ROOT / "docs" / "support.json") if o.family not in new), *found]


def _print(outcome: Outcome, *, verbose: bool) -> None:
    reasons = {way.reason for way in outcome.ways.values() if way.reason}
    print(f"{outcome.verdict:9} {outcome.family} {outcome.made} {outcome.name}".rstrip(), flush=True)
    if verbose:
        print(json.dumps({k: dataclasses.astuple(v) for k, v in outcome.ways.items()}, indent=1))
    else:
        for reason in sorted(reasons):
            ways = [k for k, v in outcome.ways.items() if v.reason == reason]
            print(f"          {'all' if len(ways) == len(WAYS) else ', '.join(ways)}: {reason}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
