# The two commands that matter: `make demo` and `make test`. Both do all the set-up on a fresh machine with Python 3.11+.
PYTHON ?= python3
BIN := .venv/bin

# Dozens of processes load the same modules: compiled once, kept for the next (pip compiles none of the thousands that nobody loads).
unexport PYTHONDONTWRITEBYTECODE
INSTALL := -m pip install -q --disable-pip-version-check --no-compile

.PHONY: demo test check check-style check-types check-imports check-migrations format lock bench figures clean

demo: .venv/.runtime-ready
	$(BIN)/minhchung demo

test: .venv/.dev-ready
	$(BIN)/python tools/test_all.py

# Four parts, so that `make -j2 check` looks at two at once.
check: check-types check-style check-imports check-migrations

check-style: .venv/.dev-ready
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/ruff format --check src tests benchmarks tools

check-types: .venv/.dev-ready
	$(BIN)/mypy

check-imports: .venv/.dev-ready
	$(BIN)/lint-imports

check-migrations: .venv/.dev-ready
	$(BIN)/python -m django makemigrations --check --dry-run --settings minhchung.site.settings.testing

figures: .venv/.dev-ready
	$(BIN)/python tools/reader_figures.py --write

bench: .venv/.dev-ready
	$(BIN)/python -m pip install -q docx2txt
	$(BIN)/python benchmarks/extract.py
	$(BIN)/python benchmarks/read.py
	$(BIN)/python benchmarks/worktime.py
	$(BIN)/python benchmarks/lake.py
	$(BIN)/python benchmarks/steps.py
	$(BIN)/python benchmarks/indicators.py
	$(BIN)/python benchmarks/refresh.py
	$(BIN)/python benchmarks/scoring.py
	$(BIN)/python benchmarks/review.py
	$(BIN)/python benchmarks/matcher.py
	$(BIN)/python benchmarks/compose.py

format: .venv/.dev-ready
	$(BIN)/ruff check --fix src tests benchmarks tools
	$(BIN)/ruff format src tests benchmarks tools

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock

.venv/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Minh Chứng needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …')"
	$(PYTHON) -m venv .venv

.venv/.runtime-ready: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python $(INSTALL) --require-hashes -r requirements.lock
	$(BIN)/python $(INSTALL) --no-deps -e .
	touch $@

.venv/.dev-ready: requirements-dev.lock pyproject.toml | .venv/bin/python
	$(BIN)/python $(INSTALL) --require-hashes -r requirements-dev.lock
	$(BIN)/python $(INSTALL) --no-deps -e .
	touch $@ .venv/.runtime-ready

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
