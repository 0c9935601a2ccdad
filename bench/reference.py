"""What a bare Django site costs: a greeting, and a page of 25 rows from one query.

It has the middleware of a new project and templates of its own, and shares server, process and
database with the portal, so that a ratio to it holds on any machine.
"""

from datetime import UTC, datetime, timedelta

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.test import override_settings
from django.urls import path

from .meter import Target

PREFIX = "/reference/"
HELLO = Target("greeting", PREFIX)
REFERENCE = Target("reference", f"{PREFIX}page/")
ROWS = 1000
A_PAGE = 25
SECTIONS = [f"Section {number}" for number in range(12)]
MIDDLEWARE = [
    "bench.reference.on_its_own_addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]

# --- Templates -----------------------------------------------------------------------------------

BASE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{% block title %}A society{% endblock %}</title></head><body>
<header><nav>{% for section in sections %}<a href="{% url 'hello' %}"
{% if section == here %}aria-current="page"{% endif %}>{{ section }}</a>
{% endfor %}</nav>{% if user.is_authenticated %}{{ user.email }}{% else %}Log in{% endif %}</header>
<main>{% block main %}{% endblock %}</main>
<footer>{% for section in sections %}<a href="{% url 'hello' %}">{{ section }}</a>
{% endfor %}{% now "Y" %}</footer></body></html>"""
PAGE = """{% extends "base.html" %}{% block title %}News | {{ block.super }}{% endblock %}
{% block main %}<h1>News</h1>{% for entry in entries %}{% include "entry.html" %}{% endfor %}
{% endblock %}"""
ENTRY = """<article><h2><a href="{% url 'entry' entry.pk %}">{{ entry.title }}</a></h2>
<p><time datetime="{{ entry.told_at|date:'c' }}">{{ entry.told_at|date:"j F Y" }}</time>
{{ entry.section|default:"General" }}{% if entry.is_pinned %} <b>Pinned</b>{% endif %}</p>
<p>{{ entry.lead|truncatewords:90 }}</p>
<p><a href="{% url 'entry' entry.pk %}">Read {{ entry.title|lower }}</a></p></article>"""
IN_MEMORY = "django.template.loaders.locmem.Loader"
KEPT = "django.template.loaders.cached.Loader"
SOURCES = {"base.html": BASE, "page.html": PAGE, "entry.html": ENTRY}
OPTIONS = {"context_processors": CONTEXT, "loaders": [(KEPT, [(IN_MEMORY, SOURCES)])]}
TEMPLATES = DjangoTemplates({"NAME": "bench", "DIRS": [], "APP_DIRS": False, "OPTIONS": OPTIONS})

# --- Rows ----------------------------------------------------------------------------------------


class Entry(models.Model):
    title = models.CharField(max_length=120)
    section = models.CharField(max_length=40, blank=True)
    lead = models.TextField()
    is_pinned = models.BooleanField(default=False)
    told_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "bench"

    def __str__(self):
        return self.title


def make_rows() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Entry)
    first = datetime(2026, 1, 1, tzinfo=UTC)
    Entry.objects.bulk_create(
        Entry(
            title=f"Entry {number} of the year",
            section=f"Section {number % 7}",
            lead="structure " * 70 + "and " * 20 + "at the end of it.",
            is_pinned=number % 9 == 0,
            told_at=first - timedelta(minutes=number),
        )
        for number in range(ROWS)
    )


# --- Addresses -----------------------------------------------------------------------------------


def site() -> WSGIHandler:
    """Which middleware it has is read when the handler is made."""
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        return WSGIHandler()


def on_its_own_addresses(get_response):
    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.reference"
        return get_response(request)

    return answer


def hello(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("hello")


def page(request: HttpRequest) -> HttpResponse:
    entries = Entry.objects.order_by("-told_at")[:A_PAGE]
    context = {"sections": SECTIONS, "here": SECTIONS[1], "entries": entries}
    return HttpResponse(TEMPLATES.get_template("page.html").render(context, request))


urlpatterns = [
    path("reference/", hello, name="hello"),
    path("reference/page/", page, name="page"),
    path("reference/<int:pk>/", hello, name="entry"),
]
