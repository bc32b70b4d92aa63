# Two commands from a bare machine: `make run` and `make test`.
# Every process of a run tells what it ran into one folder.
COVERED := .local/covered
.PHONY: run test cover bite faults reset lint format lock bench install
PY ?= python3
PORT ?= 8000
V := .venv/bin

install:
	@$(PY) tools/bootstrap.py

run: install  ## everything started, with the demonstration data; Ctrl-C stops it
	@$(V)/python -m devstack run --port $(PORT)

test: install  ## the whole suite, on real servers; ARGS="tests/test_stack.py -k roles" for a part
	@$(V)/python tools/browser.py && $(V)/python tools/checks.py && $(V)/python -m pytest $(ARGS)

# As .ci/run: sealing waits for every open transaction of the server, so its tests want the server to themselves.
ALONE := tests/trail tests/test_restore.py
MEASURED := COVERAGE_FILE=$(CURDIR)/$(COVERED)/data COVERAGE_PROCESS_START=$(CURDIR)/pyproject.toml

cover: install  ## which lines and branches the tests run (all but those with a browser), and whether that is enough
	@rm -rf $(COVERED) && mkdir -p $(COVERED)
	@$(MEASURED) $(V)/python -m pytest -m 'not browser' $(ALONE) $(ARGS)
	@$(MEASURED) $(V)/python -m pytest -m 'not browser' -n 2 --dist loadgroup $(ALONE:%=--ignore=%) $(ARGS)
	@COVERAGE_FILE=$(COVERED)/data $(V)/python -m coverage combine --quiet
	@$(V)/python tools/covered.py $(COVERED)/data

bite: install  ## every condition of either wall taken out once: each must be missed; long (those of reports: make test)
	@BITE=1 $(V)/python -m pytest tests/guards/test_walls_bite.py -vv $(ARGS)

faults: install  ## fifty kills over 2,000 reminders, crashes of a database server, jumps of the clock; KILLS=10 for fewer
	@FAULTS=$(or $(KILLS),50) $(V)/python -m pytest tests/faults -s -n 0 -p no:randomly $(ARGS)

reset:  ## delete the data of `make run`
	@$(V)/python -m devstack reset

bench: install
	@$(V)/python -m benchmarks $(ARGS)

lint: install
	@$(V)/python tools/lint.py $(ARGS)

format: install
	@$(V)/ruff check --fix --quiet . ; $(V)/ruff format .

lock: install  ## after a change of requirements/*.in
	cd requirements && for f in app dev uv browser; do ../$(V)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $$f.in -o $$f.txt; done
