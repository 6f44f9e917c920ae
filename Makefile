PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-peers fuzz bench

help: ## these lines
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

run: $(VENV)/installed ## serve the page on http://127.0.0.1:8000 (or the next free port)
	@$(BIN)/chainrule

test: $(VENV)/installed-test ## everything a change must pass; ends with the count
	@$(BIN)/python tests/gate.py

test-peers: $(VENV)/installed-peers ## every op and 300 programs beside PyTorch and JAX; ends with the count
	@$(BIN)/python tests/gate_peers.py

fuzz: $(VENV)/installed-fuzz ## ten minutes of texts that search for new paths; what breaks goes to tests/fuzz/findings
	@$(BIN)/python tests/fuzz/search.py

bench: $(VENV)/installed-bench ## the engine beside micrograd, PyTorch, autograd, MyGrad and NumPy by hand; writes the README's table
	@$(BIN)/python tests/bench/main.py --readme

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "chainrule needs Python 3.11 or newer."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-%: pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[$*]'
	@touch $@ $(VENV)/installed
