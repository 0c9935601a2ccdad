"""Who would change state: those whom the draft's rules answer otherwise. Nothing is touched."""

from datetime import date
from hashlib import sha256

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.pathways.models import PathwayVersion
from agreements.pathways.workflow import new_version_from as new_pathway_version
from agreements.requirements.models import Version
from agreements.requirements.workflow import publish
from members.impact import workflow
from members.impact.models import ImpactChange, ImpactPreview
from tests import factories
from tests.members.impact.conftest import changed, counted, previewed, raised

pytestmark = pytest.mark.django_db
CSE, PEC = "requirement/cse", "pathway/to-pec"


@pytest.fixture
def pathway(grade):
    """Open to whoever holds the title."""
    return factories.make_pathway_version(
        factories.make_pathway("to-pec", from_grade=grade),
        conditions=[("title", "title", "Holds the title.")],
    )


def ask(draft) -> ImpactPreview:
    return workflow.ask(draft, by=factories.make_user(is_staff=True))


def test_those_between_the_old_and_the_new_target_change(draft, make_holder):
    members = {hours: make_holder(hours) for hours in (0, 39, 40, 49, 50)}
    outsider = factories.make_member()
    factories.make_record(outsider, hours=45, state="verified")

    ask(raised(draft, 50))

    assert changed() == {(members[hours].pk, CSE, "met", "short") for hours in (40, 49)}
    assert counted() == {
        (CSE, "met", "short"): 2,
        (CSE, "met", "met"): 1,
        (CSE, "short", "short"): 2,
        (CSE, "", ""): 1,
    }


def test_same_rules_change_nobody(draft, make_holder):
    for hours in (0, 45):
        make_holder(hours)

    ask(draft)

    assert changed() == set()
    assert counted() == {(CSE, "met", "met"): 1, (CSE, "short", "short"): 1}


def test_first_rules_of_a_requirement_follow_on_none(grade, make_holder):
    requirement = factories.make_requirement("cse", scheme=grade.scheme)
    make_holder(45)

    ask(factories.make_version(requirement))

    assert counted() == {(CSE, "unpublished", "met"): 1}


def test_requirement_for_reference_concerns_nobody(as_admin, make_holder):
    make_holder(45)

    page = previewed(as_admin, factories.make_version())

    assert counted() == {}
    assert "It concerns nobody" in page.text


def test_new_condition_of_a_pathway_changes_those_who_lack_it(pathway, make_holder):
    with_work, without = make_holder(), make_holder()
    factories.make_degree(with_work, awarded_on=date(2010, 6, 30))
    factories.make_period(with_work, "verified", started_on=date(2012, 1, 1))
    factories.make_member()
    draft = new_pathway_version(pathway, date(2026, 7, 1))
    factories.make_condition(draft, "work", "experience")

    ask(draft)

    assert changed() == {(without.pk, PEC, "ready", "missing")}
    assert counted() == {
        (PEC, "ready", "missing"): 1,
        (PEC, "ready", "ready"): 1,
        (PEC, "", ""): 1,
    }


def test_pathway_that_reads_the_requirement_changes_with_it(pathway, draft, make_holder):
    factories.make_condition(pathway, "cpd", "cpd", requirement=draft.requirement)
    factories.make_pathway_version(
        factories.make_pathway("elsewhere", from_grade=pathway.pathway.from_grade),
        conditions=[("title", "title", "Holds the title.")],
    )
    member = make_holder(45)

    ask(raised(draft, 50))

    assert changed() == {
        (member.pk, CSE, "met", "short"),
        (member.pk, PEC, "ready", "missing"),
    }


def test_draft_behind_newer_rules_is_refused(pathway):
    draft = new_pathway_version(pathway, date(2025, 1, 1))

    with pytest.raises(ValidationError, match="this version would change nothing"):
        ask(draft)


# --- Nothing is written --------------------------------------------------------------------------

OWN = {"members.ImpactPreview", "members.ImpactChange"}


def checksums() -> dict[str, str]:
    """Of every row of every table, but for the preview's own and the staff who asked."""
    return {
        model._meta.label: sha256(
            repr(list(model._base_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in OWN
    }


def test_preview_leaves_every_row_as_it_was(draft, pathway, make_holder):
    factories.make_condition(pathway, "cpd", "cpd", requirement=draft.requirement)
    make_holder(45)
    raised(draft, 50)
    officer = factories.make_user(is_staff=True)
    before = checksums()

    workflow.ask(draft, by=officer)

    assert ImpactChange.objects.count() == 2
    assert checksums() == before


def test_preview_writes_into_its_own_tables_alone(draft, make_holder):
    make_holder(45)
    raised(draft, 50)
    officer = factories.make_user(is_staff=True)

    with CaptureQueriesContext(connection) as seen:
        workflow.ask(draft, by=officer)

    writes = [query["sql"] for query in seen if query["sql"].startswith(("INS", "UPD", "DEL"))]
    assert len(writes) == 5
    assert [sql for sql in writes if "members_impact" not in sql] == []


def test_chunk_costs_the_same_for_one_member_and_for_three(draft, make_holder):
    officer = factories.make_user(is_staff=True)
    raised(draft, 50)
    costs = []
    for number in (1, 2):
        for _ in range(number):
            make_holder(45)
        workflow.ask(draft, by=officer)
        with CaptureQueriesContext(connection) as seen:
            workflow.ask(draft, by=officer)
        costs.append(len(seen))

    assert ImpactChange.objects.count() == 3
    assert costs[0] == costs[1]


def test_members_are_read_in_chunks_and_all_are_counted(draft, make_holder, monkeypatch):
    monkeypatch.setattr(workflow, "A_CHUNK", 2)
    monkeypatch.setattr(workflow, "MOST_LISTED", 3)
    for _ in range(5):
        make_holder(45)

    preview = ask(raised(draft, 50))

    preview.refresh_from_db()
    assert (preview.done, preview.total) == (5, 5)
    assert counted() == {(CSE, "met", "short"): 5}
    assert len(changed()) == 3


# --- Asked anew, and changed meanwhile -----------------------------------------------------------


def test_asking_anew_replaces_the_preview(draft, make_holder):
    make_holder(45)
    first = ask(raised(draft, 50))

    second = ask(raised(draft, 60))

    assert ImpactPreview.objects.get() == second
    assert set(ImpactChange.objects.values_list("preview", flat=True)) == {second.pk}
    assert first.pk != second.pk


def test_replaced_preview_that_is_still_queued_does_nothing(draft, queue):
    first = ask(draft)
    second = ask(draft)

    workflow.work_out.call(first.pk)

    second.refresh_from_db()
    assert ImpactPreview.objects.get() == second
    assert second.started_at is None


def test_draft_published_before_its_turn_ends_the_preview(draft, queue):
    preview = ask(draft)
    publish(draft)

    with pytest.raises(ValidationError, match="published already"):
        workflow.work_out.call(preview.pk)

    preview.refresh_from_db()
    assert preview.failed_at == timezone.now()
    assert preview.stage == "failed"


def test_preview_goes_with_its_draft(draft, pathway):
    ask(draft)
    ask(new_pathway_version(pathway, date(2026, 7, 1)))

    Version.objects.filter(pk=draft.pk).delete()
    PathwayVersion.objects.filter(published_at=None).delete()

    assert not ImpactPreview.objects.exists()
