"""latentlens beside its peers: the same model, the same work, the same numbers, and what each takes for it.

Three works on a random model of GPT-2 small's shape, float32, one thread: a Patchscope grid of all layers ×
16 positions (target layer = source layer; the next token after the target prompt), 15 tokens generated for
each layer, and the logit lens of all layers × 64 positions. Every peer runs in an environment and a process
of its own, in the ways that its documentation offers and in leaner ones where those can be had; the
best counts. A way whose numbers differ from latentlens's is refused, and every peer's turn is beside one
of latentlens, so that a busy machine is busy for both. Seconds are CPU time; trust the ratios.

The grid and the generating are also held against floors: the multiply-adds at the measured rate, or, in a
step of generating, the weights' bytes at the measured memory bandwidth where that takes longer.

    python benchmarks/peers.py [--json PATH] [--only grid,generate,lens] [--peers nnterp,transformerlens]
                               [--layers 12] [--positions 16] [--width 768] [--rounds 5]
                               [--envs PATH | --here PATH]

The first run downloads the peers' packages, later ones need no network.
"""

from __future__ import annotations

import argparse
import contextlib
import pathlib
import sys

import platformdirs
import torch

from latentlens.experiments.bars import publish
from peers.contestant import Contestant, Failed
from peers.environments import PINNED, NotInstalled, python_of
from peers.figures import figures
from peers.material import make, read
from peers.race import WORKS, Race


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--only", default=",".join(WORKS), help="which works, with commas between")
    parser.add_argument(
        "--peers",
        default=",".join(PINNED),
        help="which peers, with commas between; one may be a script that serves as peers/with_*.py do",
    )
    parser.add_argument("--layers", type=int, default=12, help="blocks of the model")
    parser.add_argument(
        "--positions", type=int, default=16, help="of the grid; the lens reads four times as many"
    )
    parser.add_argument("--width", type=int, default=768, help="of the model's residual stream")
    parser.add_argument("--rounds", type=int, default=5, help="how often each way is timed")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--envs",
        type=pathlib.Path,
        default=platformdirs.user_cache_path("latentlens") / "peers",
        help="where the peers' environments and the model are kept",
    )
    where.add_argument(
        "--here",
        type=pathlib.Path,
        metavar="PATH",
        help="no environments: run all peers on this interpreter, and keep the model in PATH",
    )
    args = parser.parse_args()
    args.only = args.only.split(",")
    args.peers = [peer for peer in args.peers.split(",") if peer]
    if unknown := set(args.only) - set(WORKS):
        parser.error(f"there is no work {', '.join(sorted(unknown))}; there are {', '.join(WORKS)}")
    if unknown := {p for p in args.peers if p not in PINNED and not pathlib.Path(p).is_file()}:
        parser.error(f"{', '.join(sorted(unknown))} is neither a peer ({', '.join(PINNED)}) nor a script")
    return args


def _command(peer: str, envs: pathlib.Path | None) -> list[str]:
    if peer not in PINNED:
        return [sys.executable, peer]
    python = python_of(peer, envs) if envs else pathlib.Path(sys.executable)
    return [str(python), "-m", f"peers.with_{peer}"]


def main() -> int:
    """Measure, print, and return 0 if every bar is reached and none is left unmeasured."""
    args = _arguments()
    torch.set_num_threads(1)
    folder = make(args.here or args.envs, args.layers, args.positions, args.width)
    with contextlib.ExitStack() as running:
        ours = Contestant("latentlens", [sys.executable, "-m", "peers.with_latentlens"], folder)
        running.callback(ours.close)
        race = Race(ours, read(folder))
        for peer in args.peers:
            name = peer if peer in PINNED else pathlib.Path(peer).stem
            try:
                contestant = Contestant(name, _command(peer, None if args.here else args.envs), folder)
            except (NotInstalled, Failed) as error:
                race.absent[name] = str(error)
                continue
            running.callback(contestant.close)
            race.enter(contestant, args.only)
        race.run(args.only, args.rounds)
    for line in race.remarks():
        print(line)
    found, missing = figures(race, args.only)
    for line in missing:
        print(line)
    work = race.material
    title = (
        f"{work.n_layers} layers × {len(work.source_ids)} positions onto {len(work.target_ids)} tokens, "
        f"{work.new_tokens} tokens generated, lens of {len(work.lens_ids)} positions, width {work.d_model}"
    )
    reached = publish(title, found, args.json)
    return 0 if reached and not missing else 1


if __name__ == "__main__":
    sys.exit(main())
