# Every chore of this house, in one place. Plain `make` lists them.
# Needs GNU make >= 3.82 (one shell per recipe) and Python >= 3.11; nothing else.

SHELL := /bin/sh
.SHELLFLAGS := -euc
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/runtime.installed
DEVELOPMENT := $(VENV)/development.installed

# The project is not built: a relative .pth line makes the checkout importable, and this script starts it. That
# needs no build tool in the lock files, writes nothing beside the sources, and survives a moved checkout.
define MODERATION_SCRIPT
#!/bin/sh
'''exec' "$$(dirname -- "$$(realpath -- "$$0")")/python" "$$0" "$$@"
' '''
import sys

from moderation.commands import main

sys.exit(main())
endef
export MODERATION_SCRIPT

# A python counts only when it runs (a version manager may leave shims that do not) and can make an environment.
define FIND_PYTHON
wanted='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
found=
for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11 python3.14); do
	if "$$candidate" -c "$$wanted" >/dev/null 2>&1; then found=$$candidate; break; fi
done
if [ -z "$$found" ]; then
	echo "No usable Python: needs Python 3.11 or newer with its venv module$(if $(PYTHON), (tried only $(PYTHON)))." >&2
	echo "Install one (Debian: apt-get install python3 python3-venv), or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2
	exit 1
fi
endef

# uv is quicker by far, but may be absent or fail (private certificate authority, other index): then pip does it.
# The locks name every package, so pip need not look for more (it warns of an extra whose name it spells otherwise).
# Byte-compiled on purpose, even under PYTHONDONTWRITEBYTECODE: scikit-learn imports more than twice as fast.
define INSTALL
echo "Installing $< into $(VENV) ..."
if command -v uv >/dev/null 2>&1 && uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r $<; then
	:
else
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-compile --no-deps --require-hashes -r $<
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null 2>&1 || true # a package may ship code for other Pythons
fi
endef

.PHONY: help run test fuzz lint check format pictures lock clean

help: ## Explain the targets.
	@awk -F ':[^#]*## ' '/^[a-z%-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	echo "  Settings come from the environment or .env: see .env.example."

run: $(RUNTIME) ## Serve the demo site at http://127.0.0.1:8000 (PORT and HOST change that); Ctrl-C ends it.
	@exec $(BIN)/moderation serve

test: $(DEVELOPMENT) ## Run every test; ARGS="-k queue" chooses.
	@exec $(BIN)/python -m pytest $(if $(ARGS),$(ARGS),--numprocesses 2 --dist worksteal)

fuzz: $(DEVELOPMENT) ## Send each operation of the API 400 requests of all kinds, on both databases; FUZZ=40 changes that.
	@FUZZ=$${FUZZ:-400} exec $(BIN)/python -m pytest tests/web/test_openapi.py $(ARGS)

lint: $(DEVELOPMENT) ## Check format, style, types and the dependency rule.
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run 'make format'." >&2; exit 1; }
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: lint test ## Do what CI does: lint, then test.

format: $(DEVELOPMENT) ## Format the code and put right what ruff can.
	@$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format .

bench-%: $(DEVELOPMENT) ## Run benchmarks/NAME.py, as in make bench-submit ARGS="...".
	@exec $(BIN)/python benchmarks/$*.py $(ARGS)

pictures: $(DEVELOPMENT) ## Take the documents' pictures again (needs Chromium); ARGS="readers" chooses.
	@exec $(BIN)/python docs/screenshot.py $(ARGS)

lock: ## Resolve the lock files again from pyproject.toml (needs uv).
	@command -v uv >/dev/null 2>&1 || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	resolve="uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-annotate"
	plainly="--no-header --no-emit-index-url --no-emit-find-links" # nothing of this machine in the lock files
	$$resolve $$plainly --output-file requirements.lock
	$$resolve $$plainly --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove the environment and every cache; never your comments in var/.
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(FIND_PYTHON)
	rm -rf $(VENV)
	"$$found" -m venv $(VENV)
	sites=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
	echo ../../../.. >"$$sites/comment_desk_checkout.pth"
	printf '%s\n' "$$MODERATION_SCRIPT" >$(BIN)/moderation
	chmod +x $(BIN)/moderation

$(RUNTIME): requirements.lock $(BIN)/python
	@$(INSTALL)
	touch $@

$(DEVELOPMENT): requirements-dev.lock $(BIN)/python
	@$(INSTALL)
	touch $@ $(RUNTIME) # the development lock holds the runtime lock
