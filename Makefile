# Warsha. Two commands matter: make run, make test.
.PHONY: run test check bench demo format
export PYTHONUNBUFFERED = 1

run: ## Serve on http://127.0.0.1:$(PORT), with everything it needs
	@bin/setup run
	@exec bin/run

test: ## Every test, on SQLite and on PostgreSQL and Redis, with real browsers
	@bin/setup test
	@bin/test

check: ## Format, lint, types, import contracts, missing migrations and translations, deploy check
	@bin/setup test
	@bin/check

bench: ## Benchmarks: prints a table and writes var/bench/<name>.json
	@bin/setup test
	@.venv/bin/python -m tests.bench

demo: ## Reset the demo ministry
	@bin/setup run
	@.venv/bin/python manage.py migrate --noinput -v 0
	@.venv/bin/python manage.py load_demo --reset

format: ## Format the code
	@.venv/bin/ruff check --fix-only -q . && .venv/bin/ruff format -q .
