# `make` alone prints this help. `demo` and `test` do all their own set-up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= clearsight-demo
SYSTEM := sh tools/system-packages.sh

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check fix docs bench lock clean

# Say what each target does
help:
	@awk '/^# /{said=substr($$0,3);next} /^[a-z-]+:/{if(said){split($$1,t,":");printf "  make %-6s %s\n",t[1],said}} {said=""}' Makefile

# Make up a council, write its returns, review them, and say where the report is
demo: $(VENV)/run.stamp
	$(BIN)/clearsight demo --out $(OUT)
	@echo
	@echo "The report is $(OUT)/review/report.html: open it in a browser."
	@echo "Look first at the worklist: who is late, for what, and the dates that say so."
	@echo "What really happened is in $(OUT)/truth; the files it was read from, in $(OUT)/returns."

# Run every test: house, unit, spec, engines, golden and browser
test: $(VENV)/dev.stamp $(VENV)/browser.stamp $(VENV)/java.stamp
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

# The one definition of clean: lint, format, types, floors, spelling, house rules
check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/codespell
	$(BIN)/python -m pytest tests/house

# Mend what can be mended without thinking: format, imports, spelling
fix: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/codespell --write-changes

# Write docs/reference again from the code's own registries
docs: $(VENV)/dev.stamp
	$(BIN)/python tools/reference.py

# Measure speed and memory, each as a whole process
bench: $(VENV)/dev.stamp
	$(BIN)/python bench/run.py $(ARGS)

# Write requirements.lock and requirements-dev.lock again for every platform
lock: $(VENV)/dev.stamp
	PATH="$(abspath $(BIN)):$$PATH" sh tools/lock.sh

# Take away everything that was made here
clean:
	rm -rf $(VENV) $(OUT) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamps below mean that set-up is done once, and again when a lock changes.

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Clearsight needs Python 3.11 or later; set PYTHON=/path/to/python3.11."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(SYSTEM) python3-venv
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/made.stamp requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/browser.stamp: $(VENV)/made.stamp
	@command -v chromium >/dev/null || $(SYSTEM) chromium fonts-liberation
	@touch $@

# Spark's own requirement. Who may not install it can run all the other tests.
$(VENV)/java.stamp: $(VENV)/made.stamp
	@if [ -n "$$JAVA_HOME" ] || command -v java >/dev/null \
	  || $(SYSTEM) openjdk-17-jre-headless; then touch $@; \
	elif [ "$$CI" = true ]; then exit 1; \
	else echo "Without it nothing is checked on Spark. The other tests run now." >&2; fi
