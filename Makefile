# Everything a person does with driftlab, from an empty machine: `make help`.
# Installed things go into the project (node_modules, .venv), never into the system.

PYTHON ?= python3
VENV := .venv
BENCH_VENV := .venv-bench
OUT ?= out
NOTEBOOKS ?= $(sort $(wildcard notebooks/[0-9][0-9]_*.ipynb))
TESTS ?=
LAB_FLAGS ?=
VALIDATE ?=
DATA ?=
MODELS ?=

TS := node -r ts-node/register/transpile-only
# not node_modules/.bin/tsc: the notebook kernel's older compiler owns that name
TSC := node node_modules/typescript/bin/tsc
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(VENV)/bin/pip install --quiet --requirement
REPORT := .stamps/mocha.json
# mocha adds files that are named to those of its configuration, so a choice has to do without it
MOCHA := node_modules/.bin/mocha $(if $(TESTS),--no-config --require ts-node/register/transpile-only --timeout 60000 $(TESTS)) \
  --reporter test/reporter.cjs --reporter-option output=$(REPORT)
# JupyterLab's settings, trust and runtime files stay here too
JUPYTER := JUPYTER_CONFIG_DIR=$(CURDIR)/$(VENV)/jupyter/config JUPYTER_DATA_DIR=$(CURDIR)/$(VENV)/jupyter/data \
  JUPYTER_RUNTIME_DIR=$(CURDIR)/$(VENV)/jupyter/runtime IPYTHONDIR=$(CURDIR)/$(VENV)/jupyter/ipython

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup build test reproduce lab types lint format golden bench validate models data minilm clean distclean \
  check-node check-python

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: node_modules/.stamp $(VENV)/.stamp dist/.stamp ## install packages, JupyterLab and the TypeScript kernel, and compile

build: dist/.stamp ## compile src to dist

test: types lint dist/.stamp ## types, lint, format and all tests (one file: make test TESTS=test/random-test.ts)
	@mkdir -p .stamps && rm -f $(REPORT)
	@echo "tests …"
	@$(MOCHA); status=$$?; node test/count.cjs $(REPORT) && exit $$status

types: node_modules/.stamp
	@echo "types …"
	@$(TSC) -p tsconfig.json

lint: node_modules/.stamp ## lint and check the format
	@echo "lint …"
	@node_modules/.bin/eslint .
	@echo "format …"
	@node_modules/.bin/prettier --check --log-level warn .

format: node_modules/.stamp ## write the format that lint asks for
	@node_modules/.bin/prettier --write --log-level warn .

reproduce: setup ## run every notebook without a browser; results, figures and the table of claims go to out/
	@$(JUPYTER) $(VENV)/bin/python notebooks/run.py --out $(OUT) $(NOTEBOOKS)

lab: setup ## open JupyterLab on the notebooks (without a browser here: make lab LAB_FLAGS=--no-browser)
	@$(JUPYTER) $(VENV)/bin/jupyter lab --ServerApp.root_dir=$(CURDIR) --LabApp.default_url=/lab/tree/notebooks \
	  $(if $(filter 0,$(shell id -u)),--allow-root) $(LAB_FLAGS)

golden: node_modules/.stamp ## compare with reference numbers of independent tools (folder: GOLDEN_DIR)
	@$(TS) test/goldenRunner/run.ts

bench: dist/.stamp $(BENCH_VENV)/.stamp ## time us beside other libraries; writes bench/results.json
	@$(TS) bench/run.ts

validate: node_modules/.stamp ## run the long simulations, some hours; writes docs/validation (one hour: VALIDATE='--seconds 6')
	@$(TS) test/validate.ts $(VALIDATE)
	@$(if $(VALIDATE),,for study in batchNormRecovery forgetting policies; do echo $$study; $(TS) test/validate/$$study.ts || exit 1; done)

models: node_modules/.stamp ## train the shipped models again and compare them (some: make models MODELS='octmnist simpleCnn'; MODELS=--quick)
	@$(TS) models/make.ts $(MODELS)

data: node_modules/.stamp ## fetch public data sets, with checksums (some: make data DATA='breastmnist mvtec'; names: DATA=list)
	@$(TS) data/fetch.ts $(DATA)

minilm: node_modules/.stamp | check-python ## get all-MiniLM-L6-v2, a BERT of English sentences, with checksums, into data/minilm
	@PYTHON=$(PYTHON) $(TS) data/minilm.ts

clean: ## remove what was built and measured
	rm -rf dist out coverage .stamps

distclean: clean ## remove what was installed as well
	rm -rf node_modules notebooks/node_modules $(VENV) $(BENCH_VENV)

# --- what the targets stand on -----------------------------------------------------------------------------

check-node:
	@command -v node >/dev/null || { echo "node is missing: install Node.js 20.19 or newer (nodejs.org)"; exit 1; }
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a * 1000 + Number(b) < 20019 ? 1 : 0)' || \
	  { echo "Node.js $$(node --version) is too old: 20.19 or newer is needed"; exit 1; }

check-python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.10 or newer, or say make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 10) or sys.exit("Python %d.%d is too old: 3.10 or newer is needed (another one: make PYTHON=python3.12)" % sys.version_info[:2])'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv: install it (Debian, Ubuntu: apt-get install python3-venv)"; exit 1; }

node_modules/.stamp: package.json package-lock.json notebooks/package.json notebooks/types/package.json | check-node
	@echo "npm packages into node_modules (about half a minute) …"
	@npm ci --no-audit --no-fund --loglevel error
	@touch $@

$(VENV)/.stamp: notebooks/requirements.txt notebooks/page_config.json | check-python
	@echo "JupyterLab into $(VENV) (about half a minute) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) $<
	@mkdir -p $(VENV)/share/jupyter/kernels $(VENV)/etc/jupyter/labconfig $(VENV)/jupyter
	@cp notebooks/page_config.json $(VENV)/etc/jupyter/labconfig # no calls for news
	@ln -sfn ../../../../notebooks/kernel $(VENV)/share/jupyter/kernels/tslab
	@touch $@

$(BENCH_VENV)/.stamp: bench/requirements.txt | check-python
	@echo "the libraries to compare with into $(BENCH_VENV) …"
	@$(PYTHON) -m venv $(BENCH_VENV)
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BENCH_VENV)/bin/pip install --quiet --requirement $<
	@touch $@

dist/.stamp: node_modules/.stamp tsconfig.json tsconfig.build.json $(shell find src -name '*.ts')
	@echo "compiling src …"
	@rm -rf dist
	@$(TSC) -p tsconfig.build.json
	@touch $@
