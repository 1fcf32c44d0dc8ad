# What people and CI call; CONTRIBUTING.md says when.

.DEFAULT_GOAL := run
.PHONY: run install install-dev collected test test-full faults lint format bench shots lock

install_packages := sh roadmap_site/local/install.sh
python := .venv/bin/python
pytest := $(python) -m pytest --numprocesses=auto --dist=loadgroup --no-loadscope-reorder

# The tests start some hundred programs, which would all compile the same files again.
unexport PYTHONDONTWRITEBYTECODE

# `exec` makes the program make's own child, which notices when make is killed.
run: install
	@exec $(python) -m roadmap_site.local --with-parent

install:
	@$(install_packages) requirements.txt

install-dev:
	@$(install_packages) requirements-dev.txt

# Programs that tests start find their style sheets as in production.
collected: install-dev
	@$(python) manage.py collectstatic --no-input --verbosity=0

# Against the embedded PostgreSQL, or DATABASE_URL's; browser tests where Chromium is found.
test: collected
	$(pytest) -m "not full" $(ARGS)

test-full: collected
	$(pytest) $(ARGS)

lint: install-dev
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy
	$(python) -m djlint --quiet --lint templates
	$(python) .venv/bin/lint-imports
	$(python) manage.py lint_content
	$(python) manage.py makemigrations --check --dry-run
	$(python) manage.py lint_migrations

format: install-dev
	$(python) -m ruff check --fix
	$(python) -m ruff format

# Senders, Redis and PostgreSQL killed, and more: twenty minutes; ARGS="--short kills" for less
faults: install-dev
	@$(python) -m tests.faults $(ARGS)

bench: install-dev
	$(python) -m bench $(ARGS)

# The pictures in README.md
shots: install-dev
	$(python) -m tests.browser.shots

lock: install-dev
	$(python) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--python-version=3.11 --group=local --custom-compile-command="make lock" \
		--output-file=requirements.txt pyproject.toml
	$(python) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--python-version=3.11 --group=dev --custom-compile-command="make lock" \
		--output-file=requirements-dev.txt pyproject.toml
