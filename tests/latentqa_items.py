"""LatentQA's items with given replies, for several files of tests."""

from __future__ import annotations

from latentlens.training.data import LatentQAItem

CONTROLS = {f"label {i}": f"Speak of the number {i}." for i in range(40)}
QUESTIONS = {label: [("What is it?", f"answer {label}"), ("Which?", f"the {label}")] for label in CONTROLS}
STIMULI = tuple(f"What is {i}?" for i in range(8))


def items() -> tuple[LatentQAItem, ...]:
    """Return LatentQA's items with given replies, every stimulus under every control."""
    found = [LatentQAItem(k, "control", tuple(QUESTIONS[k]), control_user=v) for k, v in CONTROLS.items()]
    for label, text in CONTROLS.items():
        for stimulus in STIMULI:
            asked = tuple(QUESTIONS[label])
            one = LatentQAItem(label, "stimulus", asked, "", text, "Well.", stimulus)
            found += [one, LatentQAItem(label, "system", asked, text, stimulus_user=stimulus)]
            found.append(
                LatentQAItem(label, "stimulus_completion", asked, "", text, "Well.", stimulus, f"{label}!")
            )
    return tuple(found)
