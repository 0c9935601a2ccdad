"""What a page costs beside the reference, and how often it asks the database."""

import re
from collections.abc import Callable, Iterator
from cProfile import Profile
from dataclasses import replace
from pstats import Stats

from django.conf import settings
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from agreements.register.models import Agreement
from members.membership.models import Term
from members.profile.models import Member, User
from news.articles.models import Article

from .lines import Line
from .meter import Costs, Server, Target, queries
from .reference import HELLO, REFERENCE

HOME, RECORDS, FORM = "/en/members/", "/en/members/cpd/", "/en/members/cpd/add/"
STAFF_LIST = "/admin/members/record/"
MOST_QUERIES = {"news list": 3, "article": 3, "register list": 4}
LEAST_OF_PAGE, LEAST_KEPT, LEAST_OF_GREETING, MOST_TAIL = 0.6, 0.4, 0.5, 2
# 25 ms where the reference page takes 4.
MOST_IN_RULES = 6
IN_RULES = re.compile(r"/agreements/(requirements|pathways)/|/members/\w+/rules\.py")


# --- Public pages --------------------------------------------------------------------------------


def public_targets() -> list[Target]:
    article = Article.objects.published().newest_first().first()
    return [
        Target("news list", "/en/news/"),
        Target("article", f"/en/news/{article.slug}/"),
        Target("register list", "/en/agreements/"),
    ]


def public_pages(server: Server, rounds: int) -> Iterator[Line]:
    """Made from their rows, as after every public change."""
    targets = [replace(page, is_made_anew=True) for page in public_targets()]
    costs = server.costs([REFERENCE, *targets], rounds)
    for target in targets:
        yield beside(REFERENCE, target, costs, LEAST_OF_PAGE)
        tail = server.tail(target)
        yield Line(f"{target.name}: slowest in 100 ÷ usual", tail, most=MOST_TAIL)
        yield Line(f"{target.name}: queries", queries(target), most=MOST_QUERIES[target.name])
    status = Agreement.Status.IN_FORCE.value
    filtered = Target(
        "register, filtered", f"/en/agreements/?status={status}&q=a", is_made_anew=True
    )
    yield Line(f"{filtered.name}: queries", queries(filtered), most=4)


def kept_pages(server: Server, rounds: int) -> Iterator[Line]:
    """Asked by one more visitor since the last public change."""
    targets = public_targets()
    costs = server.costs([HELLO, *targets], rounds)
    for target in targets:
        yield beside(HELLO, target, costs, LEAST_KEPT)
        yield Line(f"{target.name}: queries", queries(target), most=1)


def unchanged_pages(server: Server, rounds: int) -> Iterator[Line]:
    """Asked again by somebody who has seen them."""
    targets = [
        replace(page, headers={"If-None-Match": server.ask(page).headers["ETag"]}, status=304)
        for page in public_targets()
    ]
    costs = server.costs([HELLO, *targets], rounds)
    for target in targets:
        yield beside(HELLO, target, costs, LEAST_OF_GREETING)
        yield Line(f"{target.name}: queries", queries(target), most=1)
        yield Line(f"{target.name}: bytes", len(server.ask(target).body), most=0)


def beside(reference: Target, target: Target, costs: Costs, least: float) -> Line:
    said = f"{costs.cpu(target):.1f} ms, {reference.name} {costs.cpu(reference):.1f} ms"
    ratio = costs.cpu_beside(reference, target)
    return Line(f"{target.name}: CPU of {reference.name} ÷ own", ratio, None, least, said)


# --- Pages of a member and of staff --------------------------------------------------------------


def cookie(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={client.cookies[name].value}"}


def busiest() -> Member:
    """Of the invented members whose term goes on, one with the most activities."""
    going_on = Term.objects.covering(timezone.localdate()).values("member")
    found = Member.objects.filter(is_demonstration=True, pk__in=going_on)
    return found.alias(logged=Count("cpd_records")).order_by("-logged", "number").first()


def busy_member(server: Server, rounds: int) -> Iterator[Line]:
    headers = cookie(busiest().user)
    home = Target("home", HOME, headers)
    costs = server.costs([REFERENCE, home], rounds)
    share = share_of_rules(home)
    ratio = share * costs.cpu_beside(home, REFERENCE)
    said = f"{share * costs.cpu(home):.1f} ms of {costs.cpu(home):.1f} ms"
    yield Line(f"home: CPU in the rules ÷ {REFERENCE.name}", ratio, MOST_IN_RULES, said=said)
    records, form = Target("CPD list", RECORDS, headers), Target("CPD form", FORM, headers)
    for target, most in [(home, 15), (records, 7), (form, 7)]:
        yield Line(f"{target.name}: queries", queries(target), most)
        yield Line(f"{target.name}: slowest in 100 ÷ usual", server.tail(target), MOST_TAIL)


def share_of_rules(target: Target) -> float:
    """Of the time under the profiler, that in the rules and whatever they call."""
    client, profile = Client(headers=target.headers), Profile()
    client.get(target.path)
    profile.runcall(client.get, target.path)
    stats = Stats(profile)
    inside = sum(
        cumulative
        for (file, *_), (*_, callers) in stats.stats.items()
        if IN_RULES.search(file)
        for (caller, *_), (*_, cumulative) in callers.items()
        if not IN_RULES.search(caller)
    )
    return inside / stats.total_tt


def staff_list(server: Server, rounds: int) -> Iterator[Line]:
    administrator = User.objects.filter(is_superuser=True).first()
    target = Target("staff list of CPD entries", STAFF_LIST, cookie(administrator))
    yield Line(f"{target.name}: queries", queries(target), most=9)


MEASURED: dict[str, Callable[[Server, int], Iterator[Line]]] = {
    "Public pages, made": public_pages,
    "Public pages, kept": kept_pages,
    "Public pages that have not changed": unchanged_pages,
    "A member with 600 activities": busy_member,
    "Staff": staff_list,
}
