# `make demo` shows what duotone does, `make test` runs every check. Needed: Python 3.10+ and make.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SET_UP = $(VENV)/.demo-is-set-up
TEST_SET_UP = $(VENV)/.test-is-set-up

# The checks start thousands of interpreters: each module is compiled for the first of them only.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint types stubs suite environments again conformance mypy-range bench bench-plugin fuzz soak libraries clean

demo: $(SET_UP)
	@$(BIN)/python examples/demo.py

test: lint
	@$(MAKE) --no-print-directory suite BEFORE="types stubs"

# Style of everything, and the runtime as a strict editor shows it.
lint: $(TEST_SET_UP)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/python tests/inline_types.py

# The project's own types: inline as they stand, and as the stubs show them. A test may block its loop.
TEST_MAY_BLOCK = --disable-error-code=dual-blocking
types: $(TEST_SET_UP)
	@$(BIN)/mypy runtime
	@$(BIN)/mypy mypy_plugin
	@$(BIN)/mypy stubs/duotone-stubs/_dual.pyi
	@$(BIN)/mypy $(TEST_MAY_BLOCK) tests/conformance tests/package tests/plugin tests/types/test_checkers.py tests/conftest.py tests/modes/*.py tests/fuzz.py tests/inline_types.py tests/mypy_range.py benchmarks/plugin_cost.py
	@$(BIN)/mypy $(TEST_MAY_BLOCK) tests/runtime
	@$(BIN)/mypy $(TEST_MAY_BLOCK) tests/faults
	@$(BIN)/mypy $(TEST_MAY_BLOCK) tests/environments tests/scenarios

# The stubs hold what the runtime has.
stubs: $(TEST_SET_UP)
	@$(BIN)/stubtest duotone --mypy-config-file stubs/stubtest.ini --allowlist stubs/allowlist.txt

# The tests, two parts at a time, each in a process of its own; they are started in this order, so that
# both lanes end together. Three of them give the branch coverage of runtime and plugin. The others run
# whole programs and commands: to measure each of their interpreters would take a third as long again, and
# show what a few modules do beside Django and Dask. BEFORE names other targets, to be started first.
OF_THE_PLUGIN = tests/plugin
OF_THE_RUNTIME = tests/runtime tests/faults
OF_WHOLE_RUNS = tests/modes tests/conformance
OF_TYPES = tests/types
OF_ENVIRONMENTS = tests/environments tests/scenarios
PARTS = $(addprefix suite-of-,the-plugin the-runtime whole-runs the-rest types environments)
suite: $(TEST_SET_UP)
	@$(BIN)/coverage erase
	@$(MAKE) --no-print-directory --jobs=2 $(BEFORE) $(PARTS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

.PHONY: $(PARTS)
suite-of-the-plugin: $(TEST_SET_UP)
	@$(BIN)/coverage run -m pytest --quiet $(OF_THE_PLUGIN)

suite-of-the-runtime: $(TEST_SET_UP)
	@$(BIN)/coverage run -m pytest --quiet $(OF_THE_RUNTIME)

suite-of-whole-runs: $(TEST_SET_UP)
	@$(BIN)/python -m pytest --quiet $(OF_WHOLE_RUNS)

suite-of-the-rest: $(TEST_SET_UP)
	@$(BIN)/python -m pytest --quiet $(addprefix --ignore=, \
		$(OF_THE_PLUGIN) $(OF_THE_RUNTIME) $(OF_WHOLE_RUNS) $(OF_TYPES) $(OF_ENVIRONMENTS))

suite-of-types: $(TEST_SET_UP)
	@$(BIN)/coverage run -m pytest --quiet $(OF_TYPES)

suite-of-environments: $(TEST_SET_UP)
	@$(BIN)/python -m pytest --quiet $(OF_ENVIRONMENTS)

# A part of the suite alone: servers, notebooks, workers and what else programs run in.
environments: $(TEST_SET_UP)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest tests/environments tests/scenarios

# The tests of the runtime N times in a row, to find what fails seldom; until the first failure.
# Another interpreter, in an environment of its own: make again AGAIN_PYTHON=python3.13
AGAIN_PYTHON ?= $(PYTHON)
AGAIN_VENV = build/again-$(shell $(AGAIN_PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')

again: N ?= 20
again: $(AGAIN_VENV)/.is-set-up
	@for run in $$(seq $(N)); do \
		echo "Run $$run of $(N):"; \
		PATH="$(CURDIR)/$(AGAIN_VENV)/bin:$$PATH" $(AGAIN_VENV)/bin/python -m pytest --quiet \
			-p no:cacheprovider $(OF_THE_RUNTIME) $(OF_ENVIRONMENTS) || exit 1; \
	done

$(AGAIN_VENV)/.is-set-up: pyproject.toml
	@echo "Setting up $(AGAIN_VENV) ..."
	@$(AGAIN_PYTHON) -m venv $(AGAIN_VENV)
	@$(AGAIN_VENV)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(AGAIN_VENV)/bin/python -m pip install --quiet --editable ".[mypy]" --group test
	@touch $@

# Speed, beside the targets and the peers. Another interpreter: make bench BENCH_PYTHON=python3.13
BENCH_PYTHON ?= $(PYTHON)
BENCH_VENV = build/bench-$(shell $(BENCH_PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')

bench: $(BENCH_VENV)/.is-set-up
	@$(BENCH_VENV)/bin/python benchmarks/run.py

$(BENCH_VENV)/.is-set-up: benchmarks/environment.py
	@echo "Setting up $(BENCH_VENV) ..."
	@$(BENCH_PYTHON) -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python benchmarks/environment.py
	@touch $@

# Interrupts, threads and forks for minutes instead of seconds.
soak: $(TEST_SET_UP)
	@$(BIN)/python tests/faults/soak.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .coverage*

# A stamp, so that the second run is quick; a change of the dependencies sets up anew.
$(SET_UP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "duotone needs Python 3.10 or newer: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable ".[mypy]" --group demo
	@touch $@

$(TEST_SET_UP): $(SET_UP)
	@$(BIN)/python -m pip install --quiet --editable ".[mypy]" --group test
	@touch $@

# Whether mypy and the interpreter agree, over N generated programs: make conformance N=10000.
conformance: N ?= 1000
conformance: $(TEST_SET_UP)
	@$(BIN)/python tests/conformance/run.py $(N) $(if $(SEED),--seed $(SEED))

# The plugin's verdicts under each mypy that it supports, in environments below build/.
mypy-range: $(TEST_SET_UP)
	@$(BIN)/python tests/mypy_range.py

# How much longer mypy takes with the plugin.
bench-plugin: $(TEST_SET_UP)
	@$(BIN)/python benchmarks/plugin_cost.py

# Whether mypy crashes or contradicts itself over N random modules: make fuzz N=5000.
fuzz: N ?= 600
fuzz: $(TEST_SET_UP)
	@$(BIN)/python tests/fuzz.py $(N) $(if $(SEED),--seed $(SEED))

# Whether the presets fit the libraries that they are for, in an environment of their own.
LIBRARIES = build/libraries
INTO_LIBRARIES = $(LIBRARIES)/bin/uv pip install --quiet --python $(LIBRARIES)/bin/python
libraries: $(TEST_SET_UP)
	@test -x $(LIBRARIES)/bin/uv || $(PYTHON) -m venv --clear $(LIBRARIES)
	@$(LIBRARIES)/bin/python -m pip install --quiet uv
	@$(INTO_LIBRARIES) --requirements tests/libraries/requirements.txt --editable ".[mypy]"
	@for each in $$(cat tests/libraries/libraries.txt); do \
		$(INTO_LIBRARIES) --override tests/libraries/overrides.txt "$$each" \
		|| echo "make libraries: $$each cannot be installed here (see above), its tests are skipped"; \
	done
	@$(LIBRARIES)/bin/python -m pytest -ra -c tests/libraries/pytest.ini \
		--confcutdir=tests/libraries tests/libraries
