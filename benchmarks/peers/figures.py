"""The figures of the race, beside their bars."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator

from latentlens.experiments.bars import Figure
from peers.agreement import TOLERANCE
from peers.floor import multiply_adds, step_multiply_adds, weight_bytes
from peers.race import Race, Runner

_BARS = {"grid": 15.0, "generate": None}
_LENS_BAR = 0.8
_FLOOR_BAR = 1.6


def figures(race: Race, works: list[str]) -> tuple[list[Figure], list[str]]:
    """Return the figures, and a line for each ratio that could not be measured."""
    found: list[Figure] = []
    missing: list[str] = []
    for work in works:
        if race.running(work):
            found += _ratios(race, work)
        else:
            missing.append(f"{work}: no ratio, for no peer ran and found the same.")
    if "grid" in works:
        found += _floor(race)
    if "generate" in works:
        found += _generate_floor(race)
    return [*found, *(figure for work in works for figure in _each(race, work))], missing


def _ratios(race: Race, work: str) -> Iterator[Figure]:
    ours, peers = race.ours[work], race.running(work)
    fastest = min(peers, key=_seconds)
    without = f"; without {', '.join(race.absent)}" if race.absent else ""
    if work != "lens":
        ratio = _seconds(fastest) / _seconds(ours)
        note = f"best: {fastest.name}{without}"
        yield Figure(f"{work}.ratio_vs_best_peer", ratio, "times faster", _BARS[work], note=note)
        return
    leanest = min(peers, key=_peak)
    for name, mine, best, runner in (
        ("time_ratio", _seconds(ours), _seconds(fastest), fastest),
        ("memory_ratio", _peak(ours), _peak(leanest), leanest),
    ):
        note = f"best: {runner.name}{without}"
        yield Figure(
            f"lens.{name}", mine / max(best, 1e-9), "of the best peer", _LENS_BAR, "lower", note=note
        )


def _floor(race: Race) -> Iterator[Figure]:
    work = race.material
    counted = multiply_adds(
        n_layers=work.n_layers,
        d_model=work.d_model,
        vocab_size=work.vocab_size,
        n_target=len(work.target_ids),
        slot=work.slot,
        layers=[layer for layer in range(1, work.n_layers + 1) for _ in work.source_ids],
    )
    floor = race.rates.seconds(counted)
    note = f"{sum(counted.values()) / 1e9:.3f} G multiply-adds at {race.rates.mean(counted) / 1e9:.1f} G/s"
    ratio = _seconds(race.ours["grid"]) / floor
    yield Figure("grid.ratio_to_floor", ratio, "times the floor", _FLOOR_BAR, "lower", note=note)
    yield Figure("grid.floor_seconds", floor, "s, CPU time")


def _generate_floor(race: Race) -> Iterator[Figure]:
    """Yield how far generation is from its floor.

    The prompt's arithmetic at the measured rate; then, at each step, the arithmetic or the reading of all
    weights, whichever takes longer.
    """
    work, rates = race.material, race.step_rates
    shape = {"n_layers": work.n_layers, "d_model": work.d_model, "vocab_size": work.vocab_size}
    n_target, layers = len(work.target_ids), range(1, work.n_layers + 1)
    prompt = multiply_adds(**shape, n_target=n_target, slot=work.slot, layers=layers)
    floor, of_prompt = rates.seconds(prompt), Counter(prompt)
    reading = race.bandwidth.seconds(weight_bytes(**shape))
    bound = 0
    for step in range(1, work.new_tokens):
        work_of_step = step_multiply_adds(**shape, n_keys=n_target + step, rows=len(layers))
        computing = work_of_step / rates.mean(of_prompt)
        bound += reading > computing
        floor += max(reading, computing)
    note = (
        f"{bound} of {work.new_tokens - 1} steps bound by reading the weights, {1000 * reading:.3g} ms each"
    )
    ratio = _seconds(race.ours["generate"]) / floor
    yield Figure("generate.ratio_to_floor", ratio, "times the floor", _FLOOR_BAR, "lower", note=note)
    yield Figure("generate.floor_seconds", floor, "s, CPU time")


def _each(race: Race, work: str) -> Iterator[Figure]:
    for runner in (race.ours[work], *(one for one in race.runners if one.work == work)):
        name = f"{work}.{runner.name}"
        if runner.agreement is not None:
            other, allowed = runner.agreement.other_tokens, runner.agreement.allowed
            if allowed:
                apart = runner.agreement.difference
                yield Figure(f"{name}.apart", apart, "log-probability", TOLERANCE, "lower")
            yield Figure(f"{name}.other_tokens", other, "share of tokens", allowed, "lower")
        if runner.failure:
            continue
        spread = f"median of {len(runner.seconds)}: {min(runner.seconds):.3g} to {max(runner.seconds):.3g}"
        yield Figure(f"{name}.seconds", _seconds(runner), "s, CPU time", note=spread)
        if runner.peaks:
            yield Figure(f"{name}.peak_mb", _peak(runner), "MB over the model")


def _seconds(runner: Runner) -> float:
    return statistics.median(runner.seconds)


def _peak(runner: Runner) -> float:
    return statistics.median(runner.peaks)
