# Two commands are enough: `make demo` to look at it, `make test` to prove it. `make help` lists the rest.
.DEFAULT_GOAL := help
export SAMENWIJZER_DATA_DIR ?= $(CURDIR)/.data/demo

.PHONY: help demo test check fix benchmark benchmark-search benchmark-experts guard soak

help: ## Say what can be typed
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Install, fill with a demo organisation and start on this machine
	@tools/bootstrap base
	@exec .venv/bin/samenwijzer demo

test: ## Install what is needed and prove everything, in about ten minutes
	@tools/bootstrap dev
	@exec .venv/bin/python tools/test.py

check: ## Style, types, floors and house rules, in about a minute
	@tools/bootstrap dev
	@exec .venv/bin/python tools/test.py --only style types floors house

fix: ## Mend the style by itself
	@tools/bootstrap dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

benchmark: ## Measure search, pages and memory on this machine, three times
	@tools/bootstrap dev
	@exec .venv/bin/python -m benchmarks --runs 3

benchmark-search: ## Measure how well search finds, beside other engines, and how well words meet
	@tools/bootstrap dev
	@PYTHONPATH=src .venv/bin/python -m benchmarks.finding
	@PYTHONPATH=src exec .venv/bin/python -m benchmarks.words

benchmark-experts: ## Measure how well colleagues are found, on made-up archives, beside two simple ways
	@tools/bootstrap dev
	@exec .venv/bin/python -m benchmarks.experts

guard: ## Measure how well citizens' data is recognised, and what that costs
	@tools/bootstrap dev
	@PYTHONPATH=src exec .venv/bin/python -m benchmarks.guard

soak: ## Kill every process in the midst of its work, twenty times; run every test whole, on both databases
	@tools/bootstrap dev
	@.venv/bin/python tools/soak.py
	@exec .venv/bin/python tools/test.py --only all-sqlite all-postgresql looks
