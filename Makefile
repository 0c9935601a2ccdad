# Each target makes what it needs first. Python 3.11 or newer, make and a package index are enough.

PORT ?= 8000
MEMBERS ?= 1000 10000
ifndef PYTHON
PYTHON := $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
endif

# A database or store of production needs its driver.
NEEDS := $(if $(findstring postgres,$(DATABASE_URL))$(REDIS_URL)$(S3_BUCKET),prod,base)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard cse_portal/locale/*/LC_MESSAGES/django.po))
STATIC_SOURCES := $(shell find cse_portal members news agreements -path '*/static/*')
PURE := asked carry closing contradictions counting forecast soundness spans terms
ROUTES := conditions cpd differences findings of_titles of_work terms
RULES := $(wildcard agreements/*/rules.py members/*/rules.py) $(ROUTES:%=agreements/pathways/%.py) \
	$(PURE:%=agreements/requirements/%.py) members/evidence/reading.py members/evidence/written_days.py \
	members/review/comparison.py members/review/cautions.py news/publishing/checks.py

MANAGE := .venv/bin/python manage.py
AS_SERVED = DEBUG=0 SITE_ORIGIN=http://127.0.0.1:$(PORT) SECRET_KEY="$$(cat var/secret-key)"
AS_DEPLOYED = DEBUG=0 SITE_ORIGIN=https://portal.example ALLOWED_HOSTS=portal.example \
	SECRET_KEY="$$(cat var/secret-key)" EMAIL_URL=submission://portal:password@mail.example \
	MAIL_FROM=portal@portal.example DATABASE_URL=postgres://portal@db.example/portal \
	REDIS_URL=redis://cache.example:6379/0 S3_BUCKET=cse-portal

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help run test bench check check-lock lock messages

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile

run: .venv/.$(NEEDS) $(CATALOGUES) var/static/.collected var/secret-key var/demo-password ## serve the portal with its demonstration on 127.0.0.1 (PORT=8000, DATABASE_URL=…)
	@echo "Preparing the database …"
	@$(AS_SERVED) $(MANAGE) migrate --verbosity 0
	@$(AS_SERVED) $(MANAGE) createcachetable --verbosity 0
	@$(AS_SERVED) $(MANAGE) index_search --if-incomplete >/dev/null
	@$(AS_SERVED) $(MANAGE) load_demo --if-empty --password "$$(cat var/demo-password)"
	@printf '\n'
	@printf '  %-16s%s\n' \
		"Portal" "http://127.0.0.1:$(PORT)/" \
		"Log in" "http://127.0.0.1:$(PORT)/en/accounts/login/" \
		"Administration" "http://127.0.0.1:$(PORT)/admin/"
	@printf '\n  Demonstration log-ins, all with the password %s\n\n' "$$(cat var/demo-password)"
	@printf '  %-16s%s\n' \
		"member" "member@demo.example" \
		"second member" "member2@demo.example" \
		"editor" "editor@demo.example" \
		"author" "author@demo.example" \
		"reviewer" "reviewer@demo.example" \
		"membership" "membership@demo.example" \
		"society" "society@demo.example" \
		"administrator" "admin@demo.example"
	@printf '\n  Mail that the portal sends is printed here. Stop with Ctrl-C.\n\n'
	@$(AS_SERVED) $(MANAGE) work --ends-with $$$$ & \
	$(AS_SERVED) DJANGO_RUNSERVER_HIDE_WARNING=true exec $(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

test: .venv/.dev $(CATALOGUES) ## run every test, in a browser too (DATABASE_URL=…)
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
		|| scripts/system-packages chromium; then skipped=; \
	elif [ "$$CI" = true ]; then echo "Chromium is not installed and cannot be: nothing is tested." >&2; exit 1; \
	else skipped='not browser'; \
		echo "Skipped, because Chromium is not installed (apt-get install chromium):"; \
		.venv/bin/python -m pytest -m browser --collect-only -qq | sed 's/: [0-9]*$$//'; \
	fi; \
	scripts/system-packages fonts-noto-cjk 2>/dev/null \
		|| echo "The font fonts-noto-cjk is not installed: the browser may draw empty boxes for Chinese."; \
	.venv/bin/python -m pytest -n 2 --dist worksteal -m "$$skipped"

bench: .venv/.prod $(CATALOGUES) var/static/.collected var/secret-key ## measure against the budgets, in a database of its own (PARTS="public search", MEMBERS="1000 100000", DATABASE_URL=…)
	@$(AS_SERVED) .venv/bin/python -m bench --members $(MEMBERS) $(if $(PARTS),--parts $(PARTS))

check: .venv/.dev $(CATALOGUES) var/secret-key check-lock ## ask ruff, djlint, mypy, Django, the catalogue and the locks
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint templates --lint --quiet
	$(if $(RULES),DEBUG=1 .venv/bin/mypy --strict --follow-imports=silent $(RULES))
	DEBUG=1 DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	@echo "$(MANAGE) check --deploy --fail-level WARNING"
	@$(AS_DEPLOYED) $(MANAGE) check --deploy --fail-level WARNING
	.venv/bin/python -m pytest -q -n 0 tests/test_translations.py

check-lock: .venv/.dev
	@rm -rf var/lock && mkdir -p var && cp -r requirements var/lock
	@scripts/lock var/lock; answer=$$?; \
	if [ $$answer = 2 ] && [ "$$CI" != true ]; then \
		echo "Not checked: the locks, because the package index does not answer."; \
	elif [ $$answer != 0 ]; then exit $$answer; \
	elif diff -r requirements var/lock >/dev/null; then echo "The locks are current."; \
	else echo "The locks do not follow from pyproject.toml: make lock" >&2; exit 1; fi

lock: .venv/.dev ## write the hashed locks anew (LOCK=--upgrade for newer releases)
	scripts/lock requirements $(LOCK)

messages: .venv/.dev ## bring the Chinese catalogue up to the code (needs the system's gettext)
	@mkdir -p cse_portal/locale
	DEBUG=1 $(MANAGE) makemessages -l zh_Hans --no-location --no-obsolete --extension html,txt,xml,py \
		--ignore .venv --ignore var --ignore tests

.venv/.made:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { scripts/system-packages python3-venv && $(PYTHON) -m venv .venv; }
	@touch $@

.venv/.%: requirements/%.txt | .venv/.made
	@echo "Installing $< …"
	@.venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

%/django.mo: %/django.po
	@.venv/bin/pybabel --quiet compile -d cse_portal/locale -D django

var/static/.collected: $(STATIC_SOURCES) .venv/.$(NEEDS) | var/secret-key
	@$(AS_SERVED) $(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

# Made once and kept: sessions and mailed links survive a restart.
var/secret-key: | .venv/.made
	@mkdir -p var && umask 077 && .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

var/demo-password: | .venv/.made
	@mkdir -p var && umask 077 && .venv/bin/python -c 'import secrets; print("cse-" + secrets.token_hex(5))' > $@
