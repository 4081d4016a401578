"""The race: who takes part, whether they compute the same, and how long each takes, in turns."""

from __future__ import annotations

import dataclasses

from peers.agreement import Agreement, Found, agreement
from peers.contestant import Contestant, Failed
from peers.floor import Bandwidth, Rates
from peers.material import Material
from progress import say

WORKS = ("grid", "generate", "lens")


@dataclasses.dataclass
class Runner:
    """One contestant's way of doing some work.

    Args:
        contestant: the contestant's process.
        work: name of the work.
        way: name of the way of doing it.
        agreement: agreement with latentlens; None for latentlens itself.
        seconds: CPU seconds of each turn.
        peaks: peak memory of each turn in MB; only for the lens.
        failure: why it is out of the race; empty if it is not.
    """

    contestant: Contestant
    work: str
    way: str
    agreement: Agreement | None = None
    seconds: list[float] = dataclasses.field(default_factory=list)
    peaks: list[float] = dataclasses.field(default_factory=list)
    failure: str = ""

    @property
    def name(self) -> str:
        """Name of the contestant and of the way."""
        return f"{self.contestant.name}.{self.way}"

    def turn(self) -> None:
        """Do the work once more and record its cost."""
        try:
            self.seconds.append(self.contestant.seconds(self.work, self.way))
            if self.work == "lens":
                self.peaks.append(self.contestant.peak_mb(self.work, self.way))
        except Failed as error:
            self.failure = str(error)


class Race:
    """All contestants on the same material.

    Args:
        ours: the process that runs latentlens.
        material: prompts, model and source vectors that all run on.
    """

    def __init__(self, ours: Contestant, material: Material) -> None:
        self.material = material
        self.contestants = [ours]
        self.absent: dict[str, str] = {}
        """Peer that did not install or start -> the reason."""
        self.ours = {work: Runner(ours, work, ways[0]) for work, ways in ours.ways.items()}
        self._found: dict[str, Found] = {}
        self.runners: list[Runner] = []
        self.rates = Rates(
            material.d_model, material.vocab_size, material.n_layers * len(material.source_ids)
        )
        self.step_rates = Rates(material.d_model, material.vocab_size, material.n_layers)
        """Rates of a decoding step, which has one row per layer."""
        self.bandwidth = Bandwidth()

    def enter(self, peer: Contestant, works: list[str]) -> None:
        """Let a peer take part with those of its ways whose results agree with latentlens."""
        self.contestants.append(peer)
        for work in (work for work in works if work in peer.ways):
            if work not in self._found:
                self._found[work] = self.contestants[0].compute(work, self.ours[work].way)
            for way in peer.ways[work]:
                runner = Runner(peer, work, way)
                self.runners.append(runner)
                try:
                    runner.agreement = agreement(self._found[work], peer.compute(work, way))
                except Failed as error:
                    runner.failure = str(error)
                    say(f"{work}: {runner.name} fails: {error}")
                    continue
                say(f"{work}: {runner.name} beside latentlens: {runner.agreement}")
                if not runner.agreement.holds:
                    runner.failure = f"it finds something else than latentlens: {runner.agreement}"

    def run(self, works: list[str], rounds: int) -> None:
        """Time everyone, running latentlens next to each peer."""
        for i in range(rounds):
            for work in works:
                if work == "grid":
                    self.rates.measure()
                if work == "generate":
                    self.step_rates.measure()
                    self.bandwidth.measure()
                self._round(work, f"round {i + 1} of {rounds}")

    def _round(self, work: str, which: str) -> None:
        ours = self.ours[work]
        for runner in self.running(work) or [None]:
            ours.turn()
            if ours.failure:
                raise Failed(f"latentlens failed at {work}: {ours.failure}")
            told = f"{work}, {which}: latentlens {ours.seconds[-1]:.3g} s"
            if runner is not None:
                runner.turn()
                told += f", {runner.name} {runner.failure or f'{runner.seconds[-1]:.3g} s'}"
            say(told)

    def running(self, work: str) -> list[Runner]:
        """Return the peers' ways that are still in the race."""
        return [runner for runner in self.runners if runner.work == work and not runner.failure]

    def remarks(self) -> list[str]:
        """Return lines that say who took part with which versions, and who did not and why."""
        took_part = [
            f"{one.name}: {', '.join(f'{name} {version}' for name, version in one.versions.items())}"
            for one in self.contestants
        ]
        absent = [f"{name} did not run: {reason}" for name, reason in self.absent.items()]
        refused = [
            f"{one.work}: no ratio against {one.name}: {one.failure}" for one in self.runners if one.failure
        ]
        return [*took_part, *absent, *refused]
