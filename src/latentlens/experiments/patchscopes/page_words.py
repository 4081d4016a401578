"""The fixed text of the results page."""

from __future__ import annotations

TITLE = "# The Patchscopes paper on models whose facts are known"
INTRODUCTION = """\
`latentlens reproduce patchscopes` runs the experiments of Patchscopes (Ghandeharioun et al. 2024,
[arXiv 2401.06102](https://arxiv.org/abs/2401.06102)) on [the teaching world](world.md), or on a model of your
own. This page is written by that command from its results, and not by hand.

The paper's numbers come from models of billions of parameters and from real text; these come from models of a
few million and from a world that is made up. Equal numbers are not to be expected. What is compared is the
*finding*: each claim is held against the data by a rule that stands in the code, and the verdict is
**agrees**, **disagrees** or **cannot be told**. The bundled models were
[made to be readable](world.md#the-two-models), so an agreement here is no evidence about other models, and a
disagreement none against the paper.

Shares have 95 % intervals: Wilson's, or of a bootstrap over cases. "Best of" stands wherever the best of
several tries is counted. Layers count blocks that have run: 0 is the embeddings, L the last block's output
before the final norm."""
RUN_IT = """\
```sh
latentlens reproduce patchscopes
latentlens reproduce patchscopes --experiment attributes --model world-base
latentlens reproduce patchscopes --model path/to/model --into path/to/larger-model
latentlens reproduce patchscopes --page experiments.md
```

Results go to `patchscopes-results/<model>/<experiment>/`: `table.parquet` and `table.json` with every
measured number, the plots as pages (and as still images where `pip install "latentlens[images]"` was done),
and `results.json` with figures, verdicts, seed, settings, fingerprints, versions and time. `--quick` measures
little, to see that everything runs. `--page` writes a page like this one from the results, and runs nothing.

A run that is stopped goes on where it was when the same command is given again: a finished part is kept with
a checksum, and holds for the code, the packages, the models and the kind of device that it was measured with.
A part or a result that was damaged is said to be so and made again. Delete `patchscopes-results/parts` to
measure everything anew."""
