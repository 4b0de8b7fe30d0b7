# Everything goes through here. A fresh machine needs only python3 (3.11 or newer), git and make.
# ARGS reaches the program behind a target: make test ARGS="-k slices", make run ARGS="--demo".

VENV := .venv
BIN := $(VENV)/bin
SETUP := packaging/setup
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run demo test check format bench screenshots setup translations texts lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## /make \1	/' | expand -t 14

run: ## set up what running needs, then start Wattprint
	@$(SETUP)/prepare.sh run
	@$(MAKE) -s --no-print-directory translations
	@$(BIN)/wattprint $(ARGS)

demo: ## the same on a throw-away ledger of invented numbers, marked DEMO
	@$(MAKE) -s --no-print-directory run ARGS="--demo $(ARGS)"

test: setup ## run the whole suite on a display and a bus of its own
	@$(SETUP)/private_session.sh $(BIN)/python -m pytest $(ARGS)

check: ## format, lint, types and the rules of the house; changes nothing
	@$(SETUP)/prepare.sh check
	$(BIN)/ruff format --check --output-format concise .
	$(BIN)/ruff check --output-format concise .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: ## format the code and mend what the linter can mend by itself
	@$(SETUP)/prepare.sh check
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format .

bench: setup ## measure the budgets side by side
	@$(SETUP)/private_session.sh $(BIN)/python -m tests.bench $(ARGS)

setup: ## set up everything for development, or repair it
	@$(SETUP)/prepare.sh test
	@$(MAKE) -s --no-print-directory translations

# --universal: one lock for every system and Python from 3.11 on. The run lock first: the other agrees with it.
# --no-config: the settings of the machine that runs this play no part, and no address is written down.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-config pyproject.toml

lock: ## resolve the dependencies anew (needs uv); UPGRADE=1 takes newer versions
	$(LOCK) $(if $(UPGRADE),--upgrade) --group build -o requirements.lock >/dev/null
	$(LOCK) $(if $(UPGRADE),--upgrade) --group dev -c requirements.lock -o requirements-dev.lock >/dev/null

# Compiled where they lie and committed nowhere. A failure is told; the app then speaks English.
TRANSLATIONS := $(patsubst %.ts,%.qm,$(wildcard resources/i18n/*.ts))

screenshots: setup ## take pictures of every window into build/screenshots
	@$(BIN)/python -m tests.gui.screenshots build/screenshots $(ARGS)

translations: $(TRANSLATIONS)

%.qm: %.ts
	-@$(BIN)/pyside6-lrelease -silent $< -qm $@

TRANSLATED = $(shell find desktop/wattprint/gui -name '*.py' | sort)

texts: ## take new texts of the app's windows into resources/i18n/*.ts (Qt Linguist fills them in)
	@$(SETUP)/prepare.sh check
	$(BIN)/pyside6-lupdate -silent $(TRANSLATED) -ts resources/i18n/wattprint_en.ts \
		-source-language en -target-language en -locations none -no-obsolete -pluralonly
	$(BIN)/pyside6-lupdate -silent $(TRANSLATED) -ts resources/i18n/wattprint_fr.ts \
		-source-language en -target-language fr -locations none -no-obsolete

clean: ## remove the environment, build outputs and caches; never the ledger
	rm -rf $(VENV) build dist resources/i18n/*.qm .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find desktop tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
