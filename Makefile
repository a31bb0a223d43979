# What can be done here; `make help` lists it. For GNU make 3.81 and newer, on Linux and macOS.
#
#   make site QUIET=--quiet    say nothing unless something is wrong
#   make site SITE_URL=https://example.org/report/    where it will be published

SHELL := /bin/sh
BIN := .venv/bin
QUIET :=
PAGE := optimizers
PORT := 8000
export PATH := $(CURDIR)/$(BIN):$(PATH)
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
ifdef SITE_URL
export SITE_URL
endif

.PHONY: help site test serve look bench lock setup bundle figures browser
.DEFAULT_GOAL := help

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

# ---- Verbs ------------------------------------------------------------------------------------

site: bundle figures ## set everything up and build the published site into site/
	@$(BIN)/studyreport site $(QUIET)
	@echo "The site is in $(CURDIR)/site."
	@echo "Look at it with: python3 -m http.server -b 127.0.0.1 -d site $(PORT)" \
	  "(then http://127.0.0.1:$(PORT)/), or with 'make serve' while you write."

test: .venv/test.stamp site browser ## check everything: style, types, tests, both builders, real browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell
	$(BIN)/studyreport prose --quiet
	$(BIN)/npm run --silent typecheck
	$(BIN)/npm test --silent
	$(BIN)/studyreport quiz check --strict
	$(BIN)/studyreport quiz mutate
	$(BIN)/python -m pytest -n auto --dist worksteal

serve: bundle figures ## serve the site on this machine, rebuilt at every change
	@$(BIN)/studyreport serve --port $(PORT)

look: .venv/test.stamp site browser ## four screenshots of PAGE (optimizers) into build/look/
	@$(BIN)/studyreport look $(PAGE)

bench: .venv/test.stamp site ## measure speed and size
	@for name in unchanged step speed quiz weight; do $(BIN)/python -m benchmarks.$$name || exit 1; done

lock: ## compile requirements/*.txt anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --no-header \
	  --extra report --extra build --output-file requirements/site.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --no-header \
	  --extra report --extra build --extra test --constraint requirements/site.txt \
	  --output-file requirements/test.txt pyproject.toml

# ---- Steps ------------------------------------------------------------------------------------

setup: .venv/site.stamp node_modules/.stamp

figures: .venv/site.stamp
	@$(BIN)/python build_figures.py build $(QUIET)
	@$(BIN)/python build_figures.py check $(QUIET)

BUNDLE := docs/assets/generated/quiz.js

bundle: $(BUNDLE)

$(BUNDLE): package.json $(wildcard web/*.ts web/*/*.ts) node_modules/.stamp
	@mkdir -p $(@D)
	@$(BIN)/npm run --silent bundle

# Chromium is one on PATH; else playwright's own; else Debian's, which only root can install.
browser: .venv/test.stamp
	@$(BIN)/python -m studyreport.site.browser >/dev/null 2>&1 \
	  || $(BIN)/playwright install chromium \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -q && apt-get install -q -y --no-install-recommends chromium; } \
	  || true
	@$(BIN)/python -m studyreport.site.browser

# ---- Set-up: each stamp is newer than what it was made from -------------------------------------

# The first Python that is new enough; name another with `make site PYTHON=...`.
ENOUGH := import sys; sys.exit(sys.version_info < (3, 11, 5))
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  if "$$p" -c '$(ENOUGH)' >/dev/null 2>&1; then echo "$$p"; break; fi; done)

.venv/venv.stamp:
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c '$(ENOUGH)'; then \
	  echo "Python 3.11.5 or newer is needed, and was not found on PATH." >&2; \
	  echo "Install it, or name it: make site PYTHON=/path/to/python3.12" >&2; exit 1; fi
	@"$(PYTHON)" -m venv .venv \
	  || { echo "Python's venv module is needed (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@touch $@

.venv/site.stamp: requirements/site.txt pyproject.toml .venv/venv.stamp
	@echo "Installing Python packages into .venv …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/site.txt
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps -e .
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/site.stamp
	@echo "Installing what tests need into .venv …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

node_modules/.stamp: package-lock.json .venv/site.stamp
	@echo "Installing npm packages into node_modules …"
	@$(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
