"""Measures the portal against its budgets, as ratios within one run and as counts: `make bench`.

    lines       a figure beside its budget
    meter       asks a server of its own, round by round, and keeps what the answers cost
    server      the portal and the reference, in one process
    reference   what a bare Django site costs
    pages       what a page costs, and how often it asks the database: functions in MEASURED
    exchange    entries in and out, beside saving and reading them bare: MEASURED
    growth      the same work with more members, commands over all of them too: AT_EACH_SIZE
    public      the public pages with more articles and agreements
    search      the search with more articles

A new measurement is one function in one of the last five, named in the list at its end. A budget
is raised in a change that says why.
"""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cse_portal.settings")
if not apps.ready:
    django.setup()
