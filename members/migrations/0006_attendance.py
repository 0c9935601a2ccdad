"""Who attended which event, with codes and reports, and entries that remember their event."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ._groups import LOOK, given, may

ROWS = ["attendance", "missingreport"]
# Whoever may put members on the list of an event has to find the event and its members.
LISTING = (
    may("members", ROWS, LOOK) | {("members", "list_attendance")} | may("news", ["event"], LOOK)
)
GROUPS = {
    "membership officer": LISTING,
    "reviewer": LISTING,
    "auditor": may("members", ROWS, LOOK),
}


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0005_statements"),
        ("news", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="hours of partial attendance",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("roster", "List of those present"),
                            ("code", "Code of the event"),
                            ("report", "Report of the member"),
                        ],
                        max_length=6,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("listed", "Listed"),
                            ("not_me", "Not me"),
                            ("taken_back", "Taken back"),
                        ],
                        default="listed",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("listed_at", models.DateTimeField(verbose_name="listed")),
                (
                    "answered_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="said not to be theirs"
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "ordering": ["-listed_at", "-id"],
                "permissions": [("list_attendance", "Can list who attended an event")],
            },
        ),
        migrations.CreateModel(
            name="EventCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        editable=False, max_length=8, unique=True, verbose_name="code"
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="can be entered from")),
                ("closes_at", models.DateTimeField(verbose_name="until")),
            ],
            options={
                "verbose_name": "code of an event",
                "verbose_name_plural": "codes of events",
            },
        ),
        migrations.CreateModel(
            name="MissingReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=500, verbose_name="note")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Sent"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="submitted",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="decided"
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, editable=False, max_length=1000, verbose_name="reason"
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a missing attendance",
                "verbose_name_plural": "reports of missing attendances",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="record",
            name="event",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="cpd_records",
                to="news.event",
                verbose_name="event",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.UniqueConstraint(
                fields=("member", "event"),
                name="cpd_one_entry_an_event",
                violation_error_message="This event stands in the record already.",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="news.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="listed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances_listed",
                to=settings.AUTH_USER_MODEL,
                verbose_name="listed by",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attendances",
                to="members.member",
                verbose_name="member",
            ),
        ),
        migrations.AddField(
            model_name="eventcode",
            name="event",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="code",
                to="news.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="eventcode",
            name="opened_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="event_codes",
                to=settings.AUTH_USER_MODEL,
                verbose_name="opened by",
            ),
        ),
        migrations.AddField(
            model_name="missingreport",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="missing_reports_decided",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="missingreport",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="missing_reports",
                to="news.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="missingreport",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="missing_reports",
                to="members.member",
                verbose_name="member",
            ),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["event", "state"], name="attendance_of_event"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("member", "event"),
                name="attendance_once_an_event",
                violation_error_message="This member is listed for this event already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["listed", "not_me", "taken_back"])),
                name="attendance_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["roster", "code", "report"])),
                name="attendance_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hours__isnull", True),
                    models.Q(("hours__gte", Decimal("0.25")), ("hours__lte", Decimal("999.75"))),
                    _connector="OR",
                ),
                name="attendance_hours_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("listed_by__isnull", True), ("source", "code")),
                    models.Q(
                        models.Q(("source", "code"), _negated=True), ("listed_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="attendance_by_staff_is_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("listed_by", models.F("member")), _negated=True),
                name="attendance_listed_by_another",
                violation_error_message="Nobody decides their own case.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", False), ("state", "not_me")),
                    models.Q(
                        models.Q(("state", "not_me"), _negated=True), ("answered_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="attendance_denial_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventcode",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                name="event_code_closes_after_opening",
                violation_error_message="The code closes before it opens.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventcode",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="event_code_is_there"
            ),
        ),
        migrations.AddIndex(
            model_name="missingreport",
            index=models.Index(fields=["state", "created_at"], name="missing_report_queue"),
        ),
        migrations.AddConstraint(
            model_name="missingreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "submitted")),
                fields=("member", "event"),
                name="missing_report_open_once",
                violation_error_message="You have reported this already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missingreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["submitted", "accepted", "refused", "withdrawn"])
                ),
                name="missing_report_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="missingreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["accepted", "refused"]), _negated=True),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="missing_report_decision_is_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="missingreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="missing_report_refusal_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="missingreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", models.F("member")), _negated=True),
                name="missing_report_decided_by_another",
                violation_error_message="Nobody decides their own case.",
            ),
        ),
        given(GROUPS),
    ]
