# Côte à côte — le menu des commandes. « make help » les explique.
.DEFAULT_GOAL := help
.PHONY: help serve site archive fiche check pre-commit test test-all permaliens liens bench bench-pages bench-validation captures verrous propre

export NO_MKDOCS_2_WARNING := 1

PYTHON ?= python3
BIN := .venv/bin
SITE_PRET := .venv/.site
TEST_PRET := .venv/.tests
ADRESSE ?= 127.0.0.1:8000

help: ## afficher cette aide
	@echo "Côte à côte : les commandes"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-17s %s\n", $$1, $$2 }'

serve: $(SITE_PRET) ## vérifier, construire et montrer le site, qui se recharge à chaque changement (ADRESSE=127.0.0.1:8000)
	$(BIN)/python -m scripts.validate
	$(BIN)/python -m mkdocs serve --quiet --dirty --no-strict --dev-addr $(ADRESSE)

site: $(SITE_PRET) ## construire le site dans site/ (en cas de faute, l'ancien reste en place)
	$(BIN)/python -m scripts.construire

archive: $(SITE_PRET) ## faire une archive du site à ouvrir sans réseau (cote-a-cote.zip)
	$(BIN)/python -m scripts.archiver

# $(value) : tel que tapé ; par l'environnement : ni make ni le shell ne lisent $, ` ou " dans un titre.
fiche: override export TITRE := $(value TITRE)
fiche: override export SLUG := $(value SLUG)
fiche: $(SITE_PRET) ## commencer une fiche : make fiche TITRE='Des habitants tiennent un café' (SLUG=nom-du-fichier)
	@$(BIN)/python -m scripts.nouvelle_fiche --slug="$$SLUG" -- "$$TITRE"

check: $(TEST_PRET) ## vérifier les fiches, le style du code et les types (moins de 15 secondes)
	$(BIN)/python -m scripts.validate
	$(BIN)/ruff check --quiet scripts tests
	$(BIN)/ruff format --quiet --check scripts tests
	$(BIN)/mypy

pre-commit: $(TEST_PRET) ## vérifier d'elles-mêmes les fiches à chaque « git commit »
	$(BIN)/pre-commit install

test: $(TEST_PRET) ## tout vérifier, puis lancer tous les essais, dans un vrai navigateur
	$(BIN)/python -m scripts.validate
	$(BIN)/ruff check --quiet scripts tests
	$(BIN)/ruff format --quiet --check scripts tests
	$(BIN)/mypy
	$(BIN)/python -m tests.navigateur
	$(BIN)/python -m pytest

test-all: test ## en plus, vérifier chaque page du site (axe-core et vnu ; une vingtaine de minutes)
	$(BIN)/python -m pytest -m tout

permaliens: $(SITE_PRET) ## inscrire dans permaliens.yml les adresses des pages nouvelles, à la publication
	$(BIN)/python -m scripts.permaliens

liens: $(SITE_PRET) ## vérifier en ligne les adresses de toutes les sources, et écrire liens.md
	$(BIN)/python -m scripts.verifier_liens

bench: $(TEST_PRET) ## comparer la recherche à Pagefind et à celle de Material, et écrire BENCH.md
	$(BIN)/python -m tests.navigateur
	$(BIN)/python -m tests.banc --croissance

bench-pages: $(TEST_PRET) ## mesurer le poids et la vitesse des pages, et écrire BENCH-PAGES.md
	$(BIN)/python -m tests.navigateur
	$(BIN)/python -m tests.banc.pages

bench-validation: $(TEST_PRET) ## vérifier que la durée d'une vérification croît comme la taille du texte
	$(BIN)/python -m tests.banc.validation

captures: $(TEST_PRET) ## reprendre les images de CONTRIBUTING.md, quand le formulaire a changé
	$(BIN)/python -m tests.navigateur
	$(BIN)/python -m tests.captures

verrous: $(TEST_PRET) ## recalculer les versions verrouillées (requirements*.lock)
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --group dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet -c requirements-dev.lock pyproject.toml -o requirements.lock

propre: ## effacer tout ce qui a été installé ou construit
	rm -rf .venv site .site-* .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.cree:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Il faut Python 3.11 ou plus récent."; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

$(SITE_PRET): .venv/.cree requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(TEST_PRET): .venv/.cree requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(SITE_PRET) $@
