# Needs Python 3.11+, make and git; everything else goes into .venv from uv.lock.
PYTHON ?= python3
BIN := .venv/bin
UV_VERSION := 0.13.9

.PHONY: install demo test bench soak mutate format clean

install: .venv/.installed

.venv/.installed: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Say: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { echo "The venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv sync --frozen --quiet --all-extras --compile-bytecode --python $(BIN)/python
	@touch $@
	@echo "Ready: make demo, or source $(BIN)/activate"

demo: install
	@$(BIN)/workplan demo

test: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal -q

# The same laws over longer stories, every fault at every kind of request, and runs killed at each of their moments.
soak: install
	WORKPLAN_FAULTS=all WORKPLAN_BRUTE_DEPTH=7 WORKPLAN_MACHINE_EXAMPLES=4000 WORKPLAN_SERVICE_EXAMPLES=300 \
	  WORKPLAN_MACHINE_STEPS=50 $(BIN)/pytest -n 2 -q tests/sync/test_brute_force.py \
	  tests/sync/test_machine.py tests/sync/test_machine_git.py tests/sync/test_machine_services.py \
	  tests/sync/test_fault_sweep.py tests/sync/test_partial_reads.py tests/sync/test_lagging_lists.py \
	  tests/sync/test_clocks.py
	WORKPLAN_KILL_POINTS=0 WORKPLAN_KILL_PARTS=8 WORKPLAN_BIG_MIRRORS=4 WORKPLAN_SLOTS=500 $(BIN)/pytest -n 2 -q tests/killing

# Changes the pure core one place at a time, and sees a test fail each time: docs/mutation.md.
mutate: install
	@$(BIN)/uv sync --frozen --quiet --inexact --group mutate --python $(BIN)/python
	@rm -rf mutants
	$(BIN)/mutmut run --max-children 2
	@$(BIN)/python -m tests.mutation

bench: install
	@$(BIN)/python -m tests.bench

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv build dist mutants
