"""How long an answer usually takes: the median in working days, or nothing when too few came."""

from datetime import UTC, date, datetime, timedelta

import pytest

from members.qualifications.waiting import usual_working_days, working_days
from tests import factories

NOW = datetime(2025, 9, 26, 4, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2025, 9, 26), date(2025, 9, 26), 0),
        (date(2025, 9, 26), date(2025, 9, 28), 0),
        (date(2025, 9, 26), date(2025, 9, 29), 1),
        (date(2025, 9, 22), date(2025, 9, 26), 4),
        (date(2025, 9, 22), date(2025, 9, 29), 5),
        (date(2025, 9, 20), date(2025, 10, 4), 10),
        (date(2025, 9, 24), date(2025, 10, 6), 8),
    ],
)
def test_working_days_are_mondays_to_fridays_after_the_first(first, last, days):
    assert working_days(first, last) == days


def answered(*days: int, at: datetime = NOW) -> None:
    for wait in days:
        factories.make_answer(working_days=wait, at=at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waits", "usual"),
    [
        ([], None),
        ([1, 2, 3, 4], None),
        ([1, 2, 3, 4, 30], 3),
        ([1, 2, 3, 4, 5, 30], 4),
        ([0, 0, 0, 0, 0], 1),
    ],
)
def test_usual_time_is_the_median(waits, usual):
    answered(*waits)

    assert usual_working_days(NOW) == usual


@pytest.mark.django_db
def test_usual_time_forgets_what_is_older_than_sixty_days():
    answered(9, 9, 9, 9, 9, at=NOW - timedelta(days=60))
    answered(2, 2, 2, 2, 2, at=NOW - timedelta(days=59))

    assert usual_working_days(NOW) == 2


@pytest.mark.django_db
def test_usual_time_counts_answers_alone(member):
    """Not what was withdrawn, nor later decisions about what is checked."""
    answered(2, 2, 2, 2)
    held = factories.make_qualification(member, "suspended", submitted_at=NOW - timedelta(days=1))
    held.moves.exclude(to_state="suspended").delete()
    factories.make_move(held, "submitted", "draft", NOW)

    assert usual_working_days(NOW) is None


@pytest.mark.django_db
def test_usual_time_is_one_query(django_assert_num_queries):
    answered(1, 2, 3, 4, 5)

    with django_assert_num_queries(1):
        usual_working_days(NOW)
