"""At which layers can a country's capital be read from its name? One line per layer, with its controls.

python examples/capital_by_layer.py [COUNTRY ...]
"""

from __future__ import annotations

import sys

import latentlens

QUESTION = "The capital of x is"

session = latentlens.Session()
for country in sys.argv[1:] or ["France", "Japan"]:
    # The sentence names no capital, so the answer cannot have been copied from it.
    trace = session.run(f"Every summer people travel from {country}")
    sweep = session.sweep(trace, QUESTION, positions=[country])
    print(f"{country}: {QUESTION}")
    for (layer, _), answer in sorted(sweep.answers.items()):
        text, confidence, excess = answer.text.strip(), answer.confidence, answer.excess
        print(f"  layer {layer}  {text:<20} {confidence:5.0%}  excess {excess:+.0%}")
