# The commands of the project. Each does its own set-up, once; see README.md.
#   make demo [PORT=8000]   the demonstration, served on this machine
#   make test [ARGS=…]      the tests; ARGS go to pytest
#   make check              formatting, lint, types, import contracts, lengths, Django's checks
#   make format             put right what can be put right
#   make lock               compile the requirements anew

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:
.PHONY: demo test check format lock clean

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMPS := .venv/stamps
# A Node of the machine's own if it is new enough, else the one that `$(STAMPS)/node` installs.
WITH_NODE := PATH="$(CURDIR)/$(STAMPS)/node-bin:$$PATH"
SOURCES := $(shell find static/src static/build.mjs -type f)
# In its own terms "production-like": these values are for `manage.py check --deploy` alone.
AS_IN_PRODUCTION := CSP_ENV=production ALLOWED_HOSTS=portal.example EMAIL_URL=smtp://localhost \
  SECRET_KEY=only-for-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
  --no-emit-find-links --no-emit-index-url

demo: $(STAMPS)/packages static/built/portal.css
	test -f .env || echo 'CSP_ENV=demo' > .env
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py createcachetable
	$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	TASKS_AT_ONCE=true $(BIN)/python manage.py load_demo
	@echo "The portal is at http://127.0.0.1:$(PORT)/ (Ctrl+C stops it)"
	@# The worker reads uploads and makes files. It ends with the server, however that ends.
	@$(BIN)/python manage.py db_worker --interval 0.3 --no-startup-delay --verbosity 0 & worker=$$!; \
	  trap 'kill $$worker 2> /dev/null || true; wait $$worker 2> /dev/null || true' EXIT; trap 'exit 130' INT TERM; \
	  $(BIN)/gunicorn csp_portal.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --no-control-socket

test: $(STAMPS)/packages static/built/portal.css
	$(BIN)/python tests/run $(ARGS)

check: $(STAMPS)/packages static/built/portal.css
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --check templates
	$(BIN)/djlint --quiet --lint templates
	CSP_ENV=test $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.house.figures
	CSP_ENV=test $(BIN)/python manage.py check --fail-level WARNING
	$(AS_IN_PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	CSP_ENV=test $(BIN)/python manage.py makemigrations --check --dry-run

format: $(STAMPS)/packages
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	-$(BIN)/djlint --quiet --reformat templates

lock: $(STAMPS)/packages
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-node.in -o requirements-node.txt
	$(WITH_NODE) npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

clean:
	rm -rf .venv node_modules static/built var/static

# --- Set-up ---------------------------------------------------------------------------------

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv
	mkdir -p $(STAMPS)
	touch $@

# uv installs in seconds what pip installs in minutes; where it cannot be had, pip does it. Both
# hold every file to the hash in the lock.
$(STAMPS)/packages: requirements-dev.txt $(STAMPS)/venv
	awk '/^uv==/ {on = 1} on {print} on && !/\\$$/ {exit}' requirements-dev.txt > $(STAMPS)/uv.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r $(STAMPS)/uv.txt || true
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.txt \
	  || $(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

$(STAMPS)/node: requirements-node.txt $(STAMPS)/venv
	rm -rf $(STAMPS)/node-bin && mkdir -p $(STAMPS)/node-bin
	if ! { command -v npm && node -e 'process.exit(Number(parseInt(process.versions.node) < 20))'; } > /dev/null; then \
	  $(BIN)/python -m pip install --quiet --require-hashes -r requirements-node.txt; \
	  ln -s $(CURDIR)/$(BIN)/{node,npm,npx} $(STAMPS)/node-bin/; \
	fi
	touch $@

node_modules/.package-lock.json: package.json package-lock.json $(STAMPS)/node
	$(WITH_NODE) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

static/built/portal.css: node_modules/.package-lock.json $(SOURCES)
	$(WITH_NODE) npm run --silent build
