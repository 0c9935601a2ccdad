"""The draw and what follows from failures, from plain values."""

from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.audits.rules import (
    Candidate,
    Exclusion,
    Outcome,
    Size,
    as_file,
    consequence,
    failures_in_a_row,
    fingerprint,
    sample,
    select,
    ticket,
)

SEED = "5eed"
NUMBERS = [f"{number:06}" for number in range(1, 21)]


def candidates(numbers):
    return [Candidate(number) for number in numbers]


# --- Made again with another tool ----------------------------------------------------------------


def test_golden_draw():
    """As `sha256sum` and `sort` gave it, in the shell that the draw's page shows."""
    drawn = select(SEED, candidates(NUMBERS), Size(number=5)).drawn

    assert drawn == ("000011", "000007", "000001", "000014", "000003")


def test_golden_ticket_and_fingerprint():
    assert ticket(SEED, "000001") == sha256(b"5eed:000001").hexdigest()
    assert fingerprint(["2", "10", "1"]) == sha256(b"1\n10\n2\n").hexdigest()
    assert as_file([]) == ""


# --- How many ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "population", "drawn"),
    [
        (Size(percentage=Decimal(1)), 1000, 10),
        (Size(percentage=Decimal(1)), 1001, 11),
        (Size(percentage=Decimal("0.01")), 20, 1),
        (Size(percentage=Decimal("33.33")), 3, 1),
        (Size(percentage=Decimal("33.34")), 3, 2),
        (Size(percentage=Decimal(100)), 7, 7),
        (Size(percentage=Decimal(5)), 0, 0),
        (Size(number=3), 7, 3),
        (Size(number=9), 7, 7),
    ],
)
def test_size_is_rounded_up_and_no_larger_than_the_population(size, population, drawn):
    assert size.of(population) == drawn


# --- Whom ----------------------------------------------------------------------------------------

people = st.lists(
    st.builds(
        Candidate,
        number=st.text("0123456789ABC-示", min_size=1, max_size=6),
        exclusions=st.frozensets(st.sampled_from(Exclusion), max_size=2),
        has_failed=st.booleans(),
    ),
    unique_by=lambda one: one.number,
    max_size=40,
)
sizes = st.one_of(
    st.builds(Size, number=st.integers(1, 50)),
    st.builds(Size, percentage=st.decimals("0.01", 100, places=2)),
)


@given(st.text(max_size=20), people, sizes)
def test_drawn_are_so_many_of_the_population_each_once(seed, found, size):
    selection = select(seed, found, size)

    assert len(selection.drawn) == size.of(len(selection.population))
    assert set(selection.drawn) <= set(selection.population)
    assert len(set(selection.drawn)) == len(selection.drawn)


@given(people, sizes, st.randoms())
def test_order_of_the_candidates_says_nothing(found, size, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)

    assert select(SEED, shuffled, size) == select(SEED, found, size)


@given(people, sizes)
def test_excluded_are_never_drawn_and_failed_are_always_added(found, size):
    selection = select(SEED, found, size)
    chosen = {*selection.drawn, *selection.added}

    assert not chosen & {one.number for one in found if one.exclusion}
    assert set(selection.added) == {
        one.number for one in found if one.has_failed and not one.exclusion
    }
    assert not set(selection.population) & set(selection.added)


@given(people, sizes)
def test_everybody_is_drawn_from_added_or_left_out(found, size):
    selection = select(SEED, found, size)

    counted = len(selection.population) + len(selection.added) + sum(selection.excluded.values())
    assert counted == len(found)


@given(st.sets(st.text("0123456789", min_size=1, max_size=6), min_size=1), st.integers(1, 20))
def test_one_who_leaves_moves_nobody_elses_place(numbers, size):
    gone = min(numbers)
    before = [one for one in sample(SEED, numbers, len(numbers)) if one != gone]

    assert sample(SEED, numbers - {gone}, size) == before[:size]


def test_failed_the_last_time_weighs_more_than_audited_lately():
    lately = Candidate("1", frozenset({Exclusion.LATELY}), has_failed=True)
    exempt = Candidate("2", frozenset({Exclusion.EXEMPT}), has_failed=True)

    selection = select(SEED, [lately, exempt], Size(number=1))

    assert (selection.added, selection.excluded) == (("1",), {Exclusion.EXEMPT: 1})


def test_of_several_reasons_the_first_is_told():
    several = Candidate("1", frozenset({Exclusion.NEW, Exclusion.NAMED}))

    assert several.exclusion is Exclusion.NAMED


def test_over_many_seeds_each_has_the_same_chance():
    """2,000 seeds: five standard deviations about a quarter are ±0.049."""
    times = dict.fromkeys(NUMBERS, 0)
    for seed in range(2000):
        for number in sample(str(seed), NUMBERS, 5):
            times[number] += 1

    assert all(abs(drawn / 2000 - 0.25) < 0.049 for drawn in times.values())


# --- What follows --------------------------------------------------------------------------------

P, F, X = Outcome.PASSED, Outcome.FAILED, Outcome.EXCUSED


@pytest.mark.parametrize(
    ("outcomes", "failures"),
    [
        ([], 0),
        ([F], 1),
        ([F, F], 2),
        ([F, P, F], 1),
        ([F, F, P], 0),
        ([F, X, F], 2),
        ([P, F, X], 1),
        ([X], 0),
    ],
)
def test_failures_count_while_nothing_is_passed_between(outcomes, failures):
    assert failures_in_a_row(outcomes) == failures


@pytest.mark.parametrize(
    ("failures", "follows"),
    [(0, None), (1, None), (2, "again"), (3, "again"), (4, "referred"), (9, "referred")],
)
def test_consequence_is_that_of_the_number_reached(failures, follows):
    assert consequence({4: "referred", 2: "again"}, failures) == follows


def test_without_steps_nothing_follows():
    assert consequence({}, 3) is None
