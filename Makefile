# Each command can be typed first, and again at any time: it does only what is missing.
# It needs Python 3.11 or later and make.

VENV := .venv
PYTHON := $(VENV)/bin/python
APP := $(PYTHON) -m fitness_app
AT_PORT := $(if $(PORT),--port $(PORT))
TESTS ?= tests
LOCKS := requirements.txt requirements-dev.txt bench/rival/requirements.txt

# Compiled once instead of at each start, which is then twice as fast.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run test check dev bench help build format lock always

run: $(VENV)/.runtime ## the club at http://localhost:3000 (or PORT=), with everything set up
	@exec $(APP) serve --build --demo $(AT_PORT)

test: $(VENV)/.dev ## every test: rules, screens, a real browser, PostgreSQL, Redis (TESTS= for some)
	@$(PYTHON) -m tests.prepare
	@$(PYTHON) -m pytest --numprocesses auto --maxprocesses 4 --dist loadgroup $(TESTS)

check: $(VENV)/.dev ## what has to pass before a commit: format, lint, types, tests, pinned packages
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m pyright
	@$(PYTHON) tools/check_lock.py $(LOCKS)
	@$(MAKE) --no-print-directory test
	@git diff --exit-code -- reflex.lock

dev: $(VENV)/.runtime ## the club, reloading on change (PORT=)
	@exec $(APP) dev $(AT_PORT)

bench: $(VENV)/.dev ## the benchmarks, as a table and as JSON in build/bench.json
	@$(PYTHON) -m tests.prepare
	@exec $(PYTHON) -m bench

build: $(VENV)/.runtime ## the front end, if anything it is made from has changed
	@$(APP) build

format: $(VENV)/.dev ## put the code in its format, and mend what the linter can
	@$(PYTHON) -m ruff check --fix --quiet . || true
	@$(PYTHON) -m ruff format .

lock: $(VENV)/.dev ## pin each requirements*.txt from its .in (UPGRADE=1: to the newest), and npm's packages
	@$(PYTHON) tools/lock.py $(if $(UPGRADE),--upgrade)
	@$(APP) build --update-lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

# What the commands stand on. The files .runtime and .dev say what is installed; only a lock of
# another text installs, whatever the files' times, so each command looks.

$(PYTHON):
	@tools/make-venv $(VENV) --without-pip

$(VENV)/.runtime: always | $(PYTHON)
	@$(PYTHON) -ES tools/install.py requirements.txt $@ 'what the app needs'

$(VENV)/.dev: always $(VENV)/.runtime
	@$(PYTHON) -ES tools/install.py requirements-dev.txt $@ 'what the checks need'
