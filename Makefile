# make run: set up what the assistant needs and run it. make check: what is quick to check. make test: every check.
PYTHON ?= python3
VENV := .venv
IN := $(VENV)/bin
PURE := $(foreach layer,dialogs rules knowledge,$(layer) tests/$(layer))

.PHONY: run lint check test bench eval lock clean

run: $(VENV)/run-ready
	$(IN)/python -m knowledge.training.build
	$(IN)/python -m bot

lint: $(VENV)/test-ready
	$(IN)/ruff check
	$(IN)/ruff format --check
	$(IN)/lint-imports --no-logo
	$(IN)/vulture
	$(IN)/deptry .
	$(IN)/mypy

# In under a minute: what knows no channel, without what goes through very many cases.
check: lint
	$(IN)/python -m pytest -m quick $(PURE)

# What is covered is measured by the quick tests: measuring takes as long again, which is little for them.
test: lint
	$(IN)/coverage run -m pytest -m quick $(PURE)
	$(IN)/coverage report
	$(IN)/python -m pytest -m "not quick"

bench: $(VENV)/test-ready $(VENV)/aiogram/ready
	$(IN)/python -m knowledge.training.build
	for bench in tests/bench/bench_*.py; do $(IN)/python -m tests.bench.$$(basename $$bench .py) || exit 1; done

# How well questions are answered: cross-validated, on the examples, beside the baselines.
eval: $(VENV)/test-ready
	$(IN)/python -m tests.bench.evaluation

# The pip of the machine installs into the environment, so that none is needed there.
$(IN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or later is needed: make PYTHON=python3.12 ..." && false)
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/run-ready: requirements.txt | $(IN)/python
	$(PYTHON) -m pip --python $(IN)/python install --quiet --require-hashes -r requirements.txt
	touch $@

$(VENV)/test-ready: requirements-test.txt | $(IN)/python
	$(PYTHON) -m pip --python $(IN)/python install --quiet --require-hashes -r requirements-test.txt
	touch $@

# A peer of the benchmarks, in an environment of its own: its dependencies are not ours.
$(VENV)/aiogram/ready: tests/bench/requirements-aiogram.txt | $(IN)/python
	$(PYTHON) -m venv --without-pip $(VENV)/aiogram
	$(PYTHON) -m pip --python $(VENV)/aiogram/bin/python install --quiet --require-hashes -r $<
	touch $@

# Needs uv. Without an index address, so that the lists hold for every mirror.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	echo aiogram | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header - -o tests/bench/requirements-aiogram.txt

clean:
	rm -rf $(VENV) .engines .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
