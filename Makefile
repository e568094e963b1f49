# The whole of daily work: make run, make test, make check, make bench.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LEAN   := .venv-lean
UV_VERSION := 0.13.9

.PHONY: help env run try test check format lint types imports content evaluate learn learn-further bench bench-quiz bench-reminders clean

help:            ## what can be made
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

env: $(VENV)/.ready   ## the environment with the tools of developers, bytecode compiled

define PLACE
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (found: $$($(PYTHON) --version))."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing. Install it with:  sudo apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
endef
SYNC = $(BIN)/uv sync --quiet --frozen --compile-bytecode --python $(BIN)/python

$(VENV)/.ready: pyproject.toml uv.lock
	$(PLACE)
	UV_PROJECT_ENVIRONMENT=$(VENV) $(SYNC)
	@touch $(VENV)/.lean $@

# The bot alone: what developers need besides stays out of an operator's machine, but is not taken off a developer's.
$(VENV)/.lean: pyproject.toml uv.lock
	$(PLACE)
	UV_PROJECT_ENVIRONMENT=$(VENV) $(SYNC) --no-dev --inexact
	@touch $@

$(LEAN)/.ready: pyproject.toml uv.lock | env
	UV_PROJECT_ENVIRONMENT=$(LEAN) $(SYNC) --no-dev
	@touch $@

run: $(VENV)/.lean   ## the bot (with a token in .env), or the try-out page without one
	@$(BIN)/python -m bot

try: $(VENV)/.lean   ## the try-out page on http://127.0.0.1:8080
	@$(BIN)/python -m bot try

test: env        ## every test, as many at once as there are processors
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

format: env      ## writes the code as ruff formats it
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint: env
	$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: env
	$(BIN)/mypy

imports: env
	$(BIN)/lint-imports

content: env     ## every content file, each fault by name
	$(BIN)/python -m content

check: lint types imports content test   ## all that must hold before a commit lands

evaluate: env    ## the golden questions, with the table of docs/answers.md
	$(BIN)/python -m bot evaluate

learn: env       ## teaches the network every way of asking and ships it (installs torch; about an hour on two cores)
	UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --frozen --group learn --python $(BIN)/python
	$(BIN)/python -m bot.learning

learn-further: env  ## the same from what is shipped, where a few ways of asking are new (half an hour)
	UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --frozen --group learn --python $(BIN)/python
	$(BIN)/python -m bot.learning --further

bench: env $(LEAN)/.ready   ## speed and memory, as figures; the bot as an operator installs it
	$(BIN)/python -m tests.bench $(abspath $(LEAN)/bin/python)

bench-quiz: env  ## the quiz: 500 exams at once, 200 learners over 60 days
	$(BIN)/python -m tests.bench.quiz

bench-reminders: env  ## the reminders at full size: 5,000 people, twenty kills, faults, clocks, a million planned
	$(BIN)/python -m tests.bench.reminders

clean:           ## the environment and caches, never data
	rm -rf $(VENV) $(LEAN) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
