# CoachingMesh: `make run`, `make test`, `make help`.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := bash

# Debian's packages: the build links the libraries; the mesh and the tests run Postgres, and the
# tests a Redis.
PACKAGES := libpq-dev libssl-dev libcurl4-openssl-dev libxgboost-dev libzstd-dev libhiredis-dev \
  postgresql-15 redis-server python3-venv ca-certificates
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
STATE := .mesh
RELEASE := .build/release
SWIFT_BUILD := swift build --explicit-target-dependency-import-check error

run: packages ## build, start the mesh, play a conversation, leave the dashboard up
	@echo "== building (the first time takes about a quarter of an hour on two cores)"
	@for product in meshctl analyzer prediction coaching gamification roi gateway; do \
	  $(SWIFT_BUILD) -c release --product $$product || exit 1; done
	@echo "== starting the mesh"
	$(RELEASE)/meshctl up --detach
	@echo "== playing a conversation; watch it in the dashboard"
	$(RELEASE)/meshctl replay deploy/local/demo.jsonl --sessions 3 --speed 4 --intensity intensive
	@$(RELEASE)/meshctl up --detach

stop: ## end the mesh that `make run` left up
	$(RELEASE)/meshctl down

test: packages python ## every test, on databases of their own, one after the other
	$(SWIFT_BUILD) --build-tests
	swift test --skip-build --no-parallel

# The peers that the benchmark runs beside the mesh.
bench: PACKAGES += valgrind binutils g++ libgrpc++-dev libprotobuf-dev protobuf-compiler-grpc \
  golang-go golang-google-grpc-dev redis-server
bench: packages ## the numbers of the README
	swift build -c release --product meshctl
	$(RELEASE)/meshctl bench wire
	$(RELEASE)/meshctl bench rpc --peers
	$(RELEASE)/meshctl bench postgres
	$(RELEASE)/meshctl bench leaderboard
	$(RELEASE)/meshctl bench rpc --thresholds
	$(RELEASE)/meshctl bench rpc --idle 10000 --peers
	$(RELEASE)/meshctl bench rpc --soak 10
	$(RELEASE)/meshctl bench analyzer
	$(RELEASE)/meshctl bench prediction
	$(RELEASE)/meshctl bench roi
	$(RELEASE)/meshctl evaluate analyzer
	$(RELEASE)/meshctl evaluate prediction
	$(RELEASE)/meshctl bench crash --runs 200 --seed 1

lint: ## the format of every Swift file
	swift format lint --recursive --strict Package.swift Services Shared Tests deploy

format: ## put every Swift file into the house's format
	swift format --in-place --recursive Package.swift Services Shared Tests deploy

contracts: ## write contracts/*.cddl and contracts.lock from the Swift types
	swift build --product meshctl
	.build/debug/meshctl contracts emit

clean: ## remove what was built and what the mesh keeps in .mesh
	-test -x $(RELEASE)/meshctl && $(RELEASE)/meshctl down
	rm -rf .build .mesh

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) \
	  | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

packages:
	@missing=$$(for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || echo $$package; \
	done); \
	if [ -n "$$missing" ]; then \
	  echo "== installing" $$missing; \
	  $(SUDO) apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing \
	    > /dev/null; \
	fi

# The tests hold our wire against independent implementations; without them they skip and say so.
python: $(STATE)/python/.ready
$(STATE)/python/.ready: Tests/requirements.txt
	python3 -m venv $(STATE)/python && \
	  $(STATE)/python/bin/pip install --quiet --disable-pip-version-check -r Tests/requirements.txt \
	  && touch $@ || echo "== without Python's packages: the tests that need them will skip"

.PHONY: run stop test bench lint format contracts clean help packages python
