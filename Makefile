# Two commands on a machine that has Python and a package index, and nothing else of ours:
#   make demo    install into .venv, index the sample articles, ask "who met Sabbagh?"
#   make test    install what the tests need into .venv, run them
# Everything is made once and again only when what it depends on changed. Another Python: make test PYTHON=python3.12

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# More extras to install for the tests, as in make test EXTRAS=,multilingual: what needs one that is missing is skipped.
EXTRAS  ?=
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# The demo and the tests show what anyone gets: no key, no settings of the person who runs them.
unexport QA_INDEX QA_MODEL QA_EMBEDDER QA_CHROMA OPENAI_API_KEY OPENAI_BASE_URL

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-model test-browser chromium check format lint types clean

help:
	@sed -n 's/^#   \(make .*\)/\1/p' Makefile
	@echo "make check   format, lint, types, tests and the wheel's contents, as CI runs them"
	@echo "make test-model     test with a real small model, named by MODEL_DIR=FOLDER"
	@echo "make test-browser   test the pages in a real Chromium, which it installs on Debian and Ubuntu when run as root"
	@echo "make format  rewrite the code as 'make check' wants it"
	@echo "make clean   remove what these commands made"

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
	  echo "Pressbrief needs Python 3.10 or newer, and $(PYTHON) is not: name one with make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "$(PYTHON) can't make a virtual environment: on Debian and Ubuntu, apt install python3-venv; then try again" >&2; \
	  exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	@echo "Installing Pressbrief into $(VENV) (once; a minute or so) ..."
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.created pyproject.toml
	@echo "Installing Pressbrief and what its tests need into $(VENV) (once; a minute or so) ..."
	@$(INSTALL) --editable '.[dev$(EXTRAS)]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-browser: $(VENV)/.created pyproject.toml
	@echo "Installing what drives a browser into $(VENV) (once; a minute or so) ..."
	@$(INSTALL) --editable '.[dev,browser$(EXTRAS)]'
	@touch $@ $(VENV)/.installed-dev $(VENV)/.installed

demo: $(VENV)/.installed
	$(BIN)/qa add evals/articles --index .demo
	$(BIN)/qa ask "who met Sabbagh?" --index .demo

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest

test-browser: chromium $(VENV)/.installed-browser
	@$(BIN)/python -m pytest tests/browser

# A folder with bin/llama-server and models/*.gguf (SmolLM2, and Qwen2.5-Coder-1.5B if it is to be asked, too).
MODEL_DIR ?= $(QA_TEST_MODEL_DIR)
test-model: $(VENV)/.installed-dev
	@test -x "$(MODEL_DIR)/bin/llama-server" || { \
	  echo "Name a folder with bin/llama-server and models/*.gguf: make test-model MODEL_DIR=FOLDER" >&2; exit 1; }
	@QA_TEST_MODEL_DIR="$(abspath $(MODEL_DIR))" $(BIN)/python -m pytest tests/model

# A browser is the system's business: it is installed only where the package manager is Debian's and we may use it.
chromium:
	@sh tests/browser/install.sh

check: lint types test

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff format --check --output-format concise . || { echo "Not formatted: run make format" >&2; exit 1; }
	@$(BIN)/ruff check --output-format concise .

types: $(VENV)/.installed-dev
	@$(BIN)/mypy --no-error-summary

format: $(VENV)/.installed-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# .venv stays: it may hold more than these commands put there. Remove it by hand to begin from nothing.
clean:
	rm -rf .demo .bench dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
	rm -f $(VENV)/.created $(VENV)/.installed $(VENV)/.installed-dev $(VENV)/.installed-browser
