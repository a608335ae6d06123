# What a newcomer types. Needs Python 3.11 or newer and make; everything else is put into .venv and node_modules.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := PATH="$(CURDIR)/$(BIN):$$PATH"
STAMP := $(VENV)/.stamp
# Worker processes of the tests. More than two, even on two cores: the end-to-end tests mostly wait.
WORKERS ?= 5
# For one test, say: make test PYTEST_ARGS="-k exact"
PYTEST_ARGS ?=
# For `make deploy`: make deploy CDK_ARGS="-c instance_arn=arn:aws:connect:..."
CDK_ARGS ?=

# For `make accept`: make accept ACCEPT_ARGS="--profile me --region us-east-1 --park"
ACCEPT_ARGS ?=

# Behind a company's proxy, the system knows whom to trust: pip asks it by itself, uv and Node when they are told to.
export UV_SYSTEM_CERTS ?= true
SYSTEM_CERTS_FOR_NODE := NODE_USE_SYSTEM_CA="$${NODE_USE_SYSTEM_CA:-1}"

# Where Python is told not to keep bytecode, every start of the CDK compiles it anew: 3 of 6 seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup deploy-local destroy-local deploy destroy synth accept accept-local test sweep explore bench docs test-docs lint types format build clean

help: ## Show what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "make %-14s %s\n", $$1, $$2 }'

setup: $(STAMP)-python node_modules/.stamp ## Install what is needed, into .venv and node_modules

deploy-local: setup ## Deploy app.py to an AWS on this machine, and show the numbers
	@$(RUN) python -m local_aws cdk deploy --all -c phone_number=+12065550142
	@$(RUN) python -m local_aws numbers

destroy-local: setup ## Release the numbers on the local AWS, and end it
	@if $(BIN)/python -m local_aws status >/dev/null; then \
		$(RUN) python -m local_aws cdk destroy --all --force && \
		$(RUN) python -m local_aws numbers && \
		$(RUN) python -m local_aws down; \
	else \
		echo "The local AWS does not run: there is nothing to destroy."; \
	fi

deploy: setup ## Deploy app.py to the account of your AWS credentials
	@$(RUN) npx cdk deploy --all $(CDK_ARGS)

destroy: setup ## Destroy what `make deploy` deployed
	@$(RUN) npx cdk destroy --all $(CDK_ARGS)

accept: setup ## Try one number in your own AWS account: says what that costs, asks, deploys, checks, destroys
	@$(RUN) python -m acceptance $(ACCEPT_ARGS)

accept-local: setup ## The same on an AWS on this machine
	@$(RUN) python -m acceptance.on_local_aws --yes $(ACCEPT_ARGS)

synth: setup ## Synthesise app.py into cdk.out, for the local AWS
	@$(RUN) python -m local_aws cdk synth --all --quiet

test: setup ## Lint, check types and run every test: what CI runs
	@$(MAKE) -j 2 lint types $(STAMP)-bytecode
	@echo "Running the tests"
	@$(RUN) python -m pytest -n $(WORKERS) --dist loadgroup --durations=10 $(PYTEST_ARGS)

sweep: setup ## Run every fault at every call, thousands of random histories, ...: samples of it are in `make test`
	@STATEFUL_EXAMPLES=2000 $(RUN) python -m pytest -rP --show-capture=stdout tests/stateful
	@SWEEP=1 $(RUN) python -m pytest -n $(WORKERS) tests/recovery/test_reconcile_beside.py
	@$(RUN) python -m tests.faults
	@$(RUN) python -m tests.faults --settings --every 5 --pairs 0
	@CYCLES=12 SLOW=1 $(RUN) python -m pytest -rP --show-capture=stdout tests/end_to_end/test_cycles.py tests/end_to_end/test_throttled.py

explore: setup ## Explore every order of steps, crashes, events and times, completely: a small part of it is in `make test`
	@$(RUN) python -m tests.explore

bench: setup ## Print the figures: many creates at once, in real time, scale, cost, synth, import, each beside something in the same run
	@$(RUN) python -m benchmarks

docs: setup ## Build the documentation into site
	@NO_MKDOCS_2_WARNING=1 $(RUN) python -m mkdocs build --strict

test-docs: setup $(STAMP)-browser ## Build the documentation, and look at every page in Chromium, which has to be installed
	@$(RUN) python -m pytest -rs tests/docs/test_build.py tests/docs/test_in_browser.py

lint: setup ## Check style
	@echo "Linting"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## Check types
	@echo "Checking types"
	@$(BIN)/mypy

format: setup ## Format the code, and fix what can be fixed
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

build: setup ## Build the wheel and the source distribution into dist
	@$(BIN)/python -m build --installer uv

clean: ## Remove everything that was built or installed
	@if [ -x $(BIN)/python ]; then $(RUN) python -m local_aws down; fi
	@rm -rf $(VENV) node_modules dist build cdk.out .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

$(STAMP)-venv:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old: Python 3.11 or newer is needed. Name one: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's module venv is missing or incomplete. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || { echo "uv could not be installed from PyPI: see above. Behind a proxy or a mirror, set PIP_INDEX_URL." >&2; exit 1; }
	@touch $@

$(STAMP)-python: $(STAMP)-venv pyproject.toml requirements.txt requirements-dev.txt
	@echo "Installing the Python packages"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-dev.txt || { echo "The Python packages could not be installed: see above. Behind a mirror, set UV_DEFAULT_INDEX." >&2; exit 1; }
	@touch $@

$(STAMP)-browser: $(STAMP)-python requirements-browser.txt
	@echo "Installing what drives a browser"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-browser.txt
	@touch $@

# Once: each worker of the tests would compile all of them. Where that fails, the tests themselves say why.
$(STAMP)-bytecode: $(STAMP)-python
	@$(RUN) python -m pytest --collect-only -qq >/dev/null; touch $@

node_modules/.stamp: $(STAMP)-python package.json package-lock.json
	@echo "Installing the CDK CLI"
	@$(SYSTEM_CERTS_FOR_NODE) $(RUN) npm ci --silent --no-fund --no-audit || { echo "The CDK CLI could not be installed: see above. Behind a mirror, set npm_config_registry." >&2; exit 1; }
	@touch $@
