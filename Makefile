# `make demo` and `make test` work from a fresh clone with only Python 3.11+, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# What is compiled is kept, whatever the machine says: the line starts twice as fast.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo serve test test-both lint format install bench clean

demo: $(VENV)/.installed
	@$(BIN)/sms-line demo --port $(PORT) $(if $(ONCE),--once)

# The first time it fetches who represents whom; a line without that still serves, and says so.
serve: $(VENV)/.installed
	@! $(BIN)/sms-line data status | grep -q "^No data is loaded" || $(BIN)/sms-line data sync || true
	@$(BIN)/sms-line serve --port $(PORT)

test: $(VENV)/.tested
	$(BIN)/python -m pytest -n auto --dist worksteal

# What says no SQL itself runs on one of the two databases under `test`, and on both here.
test-both: $(VENV)/.tested
	$(BIN)/python -m pytest -n auto --dist worksteal --both

lint: $(VENV)/.tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.tested
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.tested
	$(BIN)/python -m tests.bench

install: $(VENV)/.installed

# The versions that were tested together; pyproject.toml says what is possible.
$(VENV)/.installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache dist
