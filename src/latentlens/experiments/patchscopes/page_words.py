"""The fixed text of the results page."""

from __future__ import annotations

TITLE = "# The Patchscopes paper on small models"
INTRODUCTION = """\
`latentlens reproduce patchscopes` runs the experiments of Patchscopes (Ghandeharioun et al. 2024,
[arXiv 2401.06102](https://arxiv.org/abs/2401.06102)) on [models that others trained](real-models.md), with
facts and prose of the real world, and on [the teaching world](world.md), whose models were made for this
project. This page is written by that command from its results, and not by hand.

The paper's numbers come from models of billions of parameters; these come from models of a few million to a
few hundred million. Equal numbers are not to be expected. What is compared is the *finding*: each claim is
held against the data by a rule that stands in the code, and the verdict is **agrees**, **disagrees** or
**cannot be told**. A finding that fails is shown as it is. The bundled models were
[made to be readable](world.md#the-two-models), so an agreement there is no evidence about other models, and
a disagreement none against the paper.

A model that others trained is asked in text first, and read only for facts that it says itself. The facts
(countries, cities, elements, everyday words) are public data, and the prose is a novel in the public domain;
where they come from, and under which licences, stands in
[their README](../src/latentlens/real_world/data/README.md). Half of the subjects are kept for choosing
target prompts, and none of those is reported on. A model of more than twenty million parameters is read in
fewer cases, within ten generated tokens in place of twenty, and one of more than twelve blocks at every
second or third layer: the layers stand at the end, with the time.

Shares have 95 % intervals: Wilson's, or of a bootstrap over cases. "Best of" stands wherever the best of
several tries is counted. Layers count blocks that have run: 0 is the embeddings, L the last block's output
before the final norm. In the calibration a description is correct only if it begins with the entity's whole
description, word for word, which models that others trained seldom say; and an AUROC says nothing where fewer
than five answers are correct, or fewer than five wrong, whatever its interval."""
OTHERS = "**On models that others trained.**"
WORLD = "**On the teaching world.**"
RUN_IT = """\
```sh
latentlens reproduce patchscopes
latentlens reproduce patchscopes --model smollm2-135m --json patchscopes.json
latentlens reproduce patchscopes --experiment attributes --model world-base
latentlens reproduce patchscopes --model path/to/model --into path/to/larger-model
latentlens reproduce patchscopes --page experiments.md
```

Results go to `patchscopes-results/<model>/<experiment>/`: `table.parquet` and `table.json` with every
measured number, the plots as pages (and as still images where kaleido is installed),
and `results.json` with figures, verdicts, seed, settings, fingerprints, versions and time. `--quick` measures
little, to see that everything runs. `--page` writes a page like this one from the results, and runs nothing.

A run that is stopped goes on where it was when the same command is given again: a finished part is kept with
a checksum, and holds for the code, the packages, the models and the kind of device that it was measured with.
A part or a result that was damaged is said to be so and made again. Delete `patchscopes-results/parts` to
measure everything anew."""
