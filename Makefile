# Tejido. `make` alone lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
VENV := .venv
PEERS := .venv-peers
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCES := src tests benchmarks scripts manage.py conftest.py
PO_FILES := $(wildcard src/tejido/*/locale/*/LC_MESSAGES/django.po)
MO_FILES := $(PO_FILES:.po=.mo)

export PIP_PROGRESS_BAR := off

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: demo
demo: install ## Set everything up, load the real case and serve it on http://localhost:8000
	$(BIN)/tejido demo

.PHONY: test
test: install-dev ## The whole suite on SQLite, browser tests included
	$(BIN)/python -m pytest $(ARGS)

.PHONY: test-postgres
test-postgres: install-dev debian-postgres ## The same suite on a throwaway PostgreSQL server
	scripts/with-postgres $(BIN)/python -m pytest $(ARGS)

.PHONY: check
check: install-dev ## Lint, format, types, layers, missing migrations, stale translations, templates
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python scripts/messages.py --check
	$(BIN)/djlint src --lint --quiet

.PHONY: format
format: install-dev ## Rewrite the code as ruff wants it
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

.PHONY: bench
bench: install-dev $(PEERS)/.installed ## Measure Tejido beside its peers; one JSON object a line
	$(BIN)/python -m benchmarks

.PHONY: messages
messages: install-dev ## Collect the texts to translate in every app, and compile
	$(BIN)/python scripts/messages.py
	$(MAKE) --no-print-directory compiled-messages

.PHONY: install
install: $(VENV)/.base compiled-messages ## What serving needs: Debian packages, virtual environment, translations

.PHONY: install-dev
install-dev: $(VENV)/.dev compiled-messages ## What the tests need besides

.PHONY: debian-demo debian-test debian-postgres
debian-demo debian-test debian-postgres:
	@scripts/debian-packages $(subst debian-,,$@)

# The stamps are younger than the locks they installed, so a second run does nothing.
# One environment serves both: the development lock contains the base lock.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Tejido needs Python 3.11 or newer (PYTHON=/path/to/python3)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.lock pyproject.toml | debian-demo $(BIN)/python
	$(PIP) install --require-hashes -r requirements/base.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.base | debian-test
	$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@

# The peers of the benchmarks never meet the project's own packages.
$(PEERS)/.installed: requirements/peers.lock
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check --quiet install \
	  --require-hashes -r requirements/peers.lock
	@touch $@

.PHONY: compiled-messages
compiled-messages: $(MO_FILES)

%.mo: %.po | debian-demo
	@msgfmt --check-format --output-file=$@ $<

.PHONY: lock
lock: install-dev ## Resolve the dependencies anew (UPGRADE=--upgrade for newer versions)
	scripts/lock $(UPGRADE)

.PHONY: clean
clean: ## Remove the virtual environment, caches and compiled translations (not var/)
	rm -rf $(VENV) $(PEERS) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis \
	  .import_linter_cache test-results src/tejido.egg-info
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
