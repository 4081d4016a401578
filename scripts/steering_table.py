"""Steer the teaching world's model with a decoder and with baselines; a table like those of docs/steering.md.

    python scripts/steering_table.py --json docs/experiments/steering-world-small.json

Everything is chosen on validation chats; test chats are looked at once, with the settings that were chosen.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

from latentlens import Decoder, Session
from latentlens.experiments.decoders.decoder_steering import (
    steering_figures,
    steering_markdown,
    steering_table,
)
from latentlens.experiments.steering import steering_rows
from latentlens.experiments.steering_study import SteeringPlan
from latentlens.files.atomic import write_atomically


def main() -> None:
    """Read the options, measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="world-small", help="model that is steered")
    parser.add_argument(
        "--decoder", default="world-small/oracle", help="decoder that reads and answers with it"
    )
    parser.add_argument("--traits", nargs="+", default=None, help="traits to steer, such as 'role pirate'")
    parser.add_argument("--json", type=Path, default=None, help="file for the rows of validation and test")
    given = parser.parse_args()
    plan = SteeringPlan()
    if given.traits is not None:
        plan = dataclasses.replace(
            plan, traits=tuple((trait, value) for trait, value in map(str.split, given.traits))
        )
    found = steering_rows(Session(given.model), Decoder.load(given.decoder), plan, progress=True)
    rows = [dataclasses.asdict(row) for row in found]
    if given.json is not None:
        named = [dataclasses.asdict(figure) for figure in steering_figures(rows, "")]
        figures = {"figures": named, "plan": dataclasses.asdict(plan), "rows": rows}
        write_atomically(given.json, json.dumps(figures, indent=1) + "\n")
    print(steering_markdown(steering_table(rows)))


if __name__ == "__main__":
    main()
