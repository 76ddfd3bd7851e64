# The two commands: make run, make test. `make help` lists all.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Two more than there are processors: tests of the daemon mostly wait.
WORKERS = $$(( $$(getconf _NPROCESSORS_ONLN || echo 2) + 2 ))
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

export PIP_ROOT_USER_ACTION := ignore

.PHONY: help run test packaging torture demo lint format schema clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1 — /p' $(MAKEFILE_LIST)

run: $(VENV)/installed ## fetch every source once, write today's digest
	@$(BIN)/dateline fetch; fetched=$$?; $(BIN)/dateline digest && exit $$fetched

test: $(VENV)/installed-dev ## run the tests (the others: make packaging, make torture)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

packaging: $(VENV)/installed-dev ## the tests that install: a clone, the container's image
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal tests/packaging

torture: $(VENV)/installed-dev ## the long tests: kills at hundreds of moments
	@$(BIN)/python -m pytest -m torture

demo: $(VENV)/installed ## watch a small newsroom of our own for three rounds
	@$(BIN)/dateline demo

lint: $(VENV)/installed-dev ## ruff, mypy, import-linter
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(VENV)/installed-dev ## lay out the code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

schema: $(VENV)/installed ## write service/sources.schema.json anew
	@$(BIN)/python -c 'from service.config import json_schema; print(json_schema(), end="")' > service/sources.schema.json

clean: ## remove what make made
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# Some systems ship Python without ensurepip: then the pip that is there fills the new environment. Where that fails too,
# the interpreter is taken out again: a half-made environment would pass for a whole one at the next make.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Dateline needs Python 3.11 or newer; name one with PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
		$(PYTHON) -m venv --without-pip $(VENV) && \
		$(PYTHON) -m pip --python $(VENV)/bin/python install --quiet --disable-pip-version-check pip; } || { \
		rm -f $(VENV)/bin/python; \
		echo "$(PYTHON) cannot make an environment with pip: install its venv package (python3-venv on Debian), or pip" >&2; \
		exit 1; }

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "installing into $(VENV)"
	@$(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "installing the test tools into $(VENV)"
	@$(PIP_INSTALL) --editable '.[dev]'
	@touch $@
