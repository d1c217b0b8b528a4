# What a person needs: `make serve` and `make site`. All of it runs on the Python of the
# machine (3.11 or newer, with pip and venv) and installs into .venv, nowhere else.

SHELL = /bin/sh

# Looked for in this order. `make serve PYTHON=/path/to/python` takes another one.
PYTHON = python3.14 python3.13 python3.12 python3.11 python3 python
ADDRESS = 127.0.0.1:8000

BIN = .venv/bin
READY = .venv/.ready
UNFINISHED = .venv/.unfinished
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

# Material's advice about MkDocs 2, at every start. pyproject.toml keeps MkDocs below 2.
export NO_MKDOCS_2_WARNING = 1

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s  %s\n", $$1, $$2 }' Makefile

serve: $(READY) ## the site, live, on http://127.0.0.1:8000
	@$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

site: $(READY) ## the site, built into site/
	@$(BIN)/mkdocs build --strict

zip: site ## the built site as one file, briefing.zip, to take along
	@$(BIN)/python -m generator.archive site briefing.zip

test: $(READY) ## everything that checks the project
	@sh tests/browser.sh >/dev/null
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/readout check --strict
	$(BIN)/pytest --numprocesses auto --dist loadfile

manual: $(READY) ## what is written from the code: manual/rules.md, seeds/.schema/, catalogues
	@$(BIN)/python -m generator.manual
	@$(BIN)/python -m generator.messages
	@$(BIN)/readout schema --into seeds/.schema

lock: ## requirements.lock, compiled anew from pyproject.toml (FLAGS=--upgrade for newer versions)
	@PATH="$(CURDIR)/$(BIN):$$PATH"; \
	command -v uv >/dev/null || { echo "This needs uv: $(BIN)/pip install uv, then again." >&2; exit 1; }; \
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --extra dev --no-header $(FLAGS) --output-file requirements.lock pyproject.toml

clean: ## removes what was made here, except .venv
	rm -rf site briefing.zip build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .cache
	@find . -path ./.venv -prune -o -path ./.git -prune -o -type d -name __pycache__ -exec rm -rf {} +

.PHONY: help serve site zip test manual lock clean FORCE

# Set-up. The stamp holds the folder that .venv was made for, since the programs in a
# .venv stop working when it is moved or copied, or when its Python goes away.
NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
ifneq ($(shell $(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null && cat $(READY) 2>/dev/null),$(CURDIR))
$(READY): FORCE
endif

$(READY): requirements.lock pyproject.toml
	@if test -e .venv || test -h .venv; then \
	  if test -e $(UNFINISHED) \
	    || ! $(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null \
	    || ! $(BIN)/python -m pip --version >/dev/null 2>&1 \
	    || { test -e $(READY) && test "`cat $(READY)`" != "$(CURDIR)"; }; \
	  then echo "The .venv here does not work, or was never finished: making it anew."; rm -rf .venv; fi; \
	fi
	@if ! test -e .venv; then \
	  bare=; chosen=; \
	  for python in $(PYTHON); do \
	    $$python -c '$(NEW_ENOUGH)' 2>/dev/null || continue; \
	    if $$python -c 'import ensurepip, venv' 2>/dev/null; then chosen=$$python; break; fi; \
	    bare=$${bare:-$$python}; \
	  done; \
	  if test -n "$$chosen"; then \
	    echo "Making .venv with `$$chosen --version`."; \
	    mkdir .venv && : >$(UNFINISHED) && $$chosen -m venv .venv; \
	  elif test -n "$$bare"; then \
	    echo "$$bare is here, but cannot make a virtual environment: its venv or ensurepip is missing." >&2; \
	    echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; \
	  else \
	    echo "Readout needs Python 3.11 or newer, and none of these is: $(PYTHON)." >&2; \
	    echo "Install one, or say where it is: make PYTHON=/path/to/python" >&2; exit 1; \
	  fi; \
	fi
	@: >$(UNFINISHED)
	@echo "Installing the versions in requirements.lock (the first time takes a minute)."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@echo '$(CURDIR)' >$(READY)
	@rm -f $(UNFINISHED)
	@echo "Set-up is complete."
