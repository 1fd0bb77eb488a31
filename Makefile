# Every decision is in octavo itself: a target here names a command and nothing more.
# BOOK is the folder of the book, PYTHON the Python that makes the environment.

BOOK ?= book
PYTHON ?= python3
TITLE ?=
WHAT ?= build citations press
CHAPTERS ?= 10 40 160

octavo := .venv/bin/octavo
set-up := $(PYTHON) -I src/octavo/system/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help book web epub pdf handouts check judge test lint serve new-chapter doctor bench clean environment

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

environment:
	@$(set-up) book

book: environment ## Build every edition, open what was built, prove its citations
	@$(octavo) build $(BOOK)

web: environment ## Build the web edition
	@$(octavo) build $(BOOK) --edition web

epub: environment ## Build the EPUB
	@$(octavo) build $(BOOK) --edition epub

pdf: environment ## Build the printed book: interior, cover, screen copy
	@$(octavo) build $(BOOK) --edition print

handouts: environment ## Build the handouts of every chapter
	@$(octavo) build $(BOOK) --edition handouts

check: environment ## Check the sources without building
	@$(octavo) check $(BOOK)

judge: ## Build, then ask EPUBCheck, Ace, axe and Chromium, installing what they need
	@$(set-up) test
	@$(octavo) setup --for judge
	@$(octavo) judge $(BOOK)

test: ## Run every test, installing what the tests need
	@$(set-up) test
	@$(octavo) setup --for test
	@.venv/bin/pytest

lint: ## Check the code's style and types
	@$(set-up) test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

serve: environment ## Show the web edition in a browser, built anew at every change
	@$(octavo) serve $(BOOK)

new-chapter: environment ## Begin a chapter: make new-chapter TITLE="The Long Winter"
	@$(octavo) new-chapter $(BOOK) "$(TITLE)"

doctor: environment ## Say what is here, what is missing, and what mends it
	@$(octavo) doctor

bench: environment ## Measure builds, citations and the press: make bench WHAT=press
	@$(octavo) bench --what $(WHAT) --chapters $(CHAPTERS)

clean: environment ## Remove everything that was built
	@$(octavo) clean
