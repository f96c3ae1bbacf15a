"""What must stay true of the order of colleagues, whatever the weights become."""

import datetime
from dataclasses import replace

from samenwijzer.kernel.modules import TieKind
from samenwijzer.people.queries._ranking import Candidate, Evidence, Standing, full_until
from samenwijzer.people.queries._weights import specific

TODAY = datetime.date(2026, 11, 24)
JOOST, FATIMA, ELS = 1, 2, 3
WMO, INKOMEN, SCHULDEN = 10, 20, 30

ANSWER = Evidence(person_id=JOOST, kind="answered", title="Wie betaalt de traplift?", relevance=1, on=TODAY)


def total(*pieces: Evidence) -> float:
    return Standing.gather(pieces, day=TODAY)[pieces[0].person_id].total


def candidate(
    person: int,
    department: int,
    score: float,
    *,
    works: bool = True,
    absent: bool = False,
    full: bool = False,
) -> Candidate:
    return Candidate(
        person_id=person,
        department_id=department,
        works_today=works,
        absent=absent,
        full=full,
        standing=Standing((), score),
    )


def order(*candidates: Candidate, limit: int = 10) -> list[int]:
    return [one.person_id for one in Candidate.in_order(candidates, limit=limit)]


def test_chosen_beats_answered_beats_written_beats_declared_beats_profile() -> None:
    kinds: tuple[TieKind, ...] = (
        "accepted",
        "confirmed",
        "helped",
        "answered",
        "wrote",
        "kept",
        "declared",
        "profile",
    )
    totals = [total(replace(ANSWER, kind=kind)) for kind in kinds]
    assert totals == sorted(totals, reverse=True)
    assert len(set(totals)) == len(kinds)


def test_work_of_a_year_and_a_half_ago_counts_half() -> None:
    old = replace(ANSWER, on=TODAY - datetime.timedelta(days=540))
    assert total(old) == total(ANSWER) / 2


def test_what_somebody_declares_does_not_wear() -> None:
    declared = replace(ANSWER, kind="declared")
    assert total(replace(declared, on=datetime.date(2010, 1, 1))) == total(declared)


def test_work_dated_in_the_future_counts_as_of_today() -> None:
    assert total(replace(ANSWER, on=TODAY + datetime.timedelta(days=400))) == total(ANSWER)


def test_a_page_that_no_longer_holds_counts_less() -> None:
    page = replace(ANSWER, kind="wrote", state="current")
    assert total(page) > total(replace(page, state="expired")) > total(replace(page, state="replaced"))


def test_many_answers_beside_the_question_do_not_outweigh_one_good_answer() -> None:
    busy = replace(ANSWER, person_id=FATIMA, relevance=0.4, specific=specific(200))
    beside = [replace(busy, title=f"Vraag {n}") for n in range(200)]
    good = replace(ANSWER, kind="accepted", specific=specific(1))
    gathered = Standing.gather([*beside, good], day=TODAY)
    assert gathered[JOOST].total > gathered[FATIMA].total


def test_with_the_same_answer_a_specialist_goes_before_who_answers_everything() -> None:
    assert total(replace(ANSWER, specific=specific(4))) > total(replace(ANSWER, specific=specific(100)))
    assert specific(0) == 1.0


def test_what_is_said_of_somebody_counts_no_less_when_he_does_much() -> None:
    declared = replace(ANSWER, kind="declared")
    assert total(replace(declared, specific=specific(100))) == total(declared)


def test_who_is_full_stands_below_who_knows_and_above_who_is_absent() -> None:
    full, absent = candidate(JOOST, WMO, 2.0, full=True), candidate(FATIMA, WMO, 3.0, absent=True)
    assert order(full, absent, candidate(ELS, WMO, 0.5)) == [ELS, JOOST, FATIMA]


def test_somebody_is_full_until_the_day_that_a_question_is_a_week_old() -> None:
    days = [TODAY - datetime.timedelta(days=n) for n in (0, 1, 1, 3, 6, 9)]
    assert full_until(days, most=5, day=TODAY) == TODAY
    assert full_until(days, most=3, day=TODAY) == TODAY + datetime.timedelta(days=5)
    assert full_until(days, most=6, day=TODAY) is None
    assert full_until([], most=1, day=TODAY) is None


def test_a_second_answer_to_the_question_adds_something() -> None:
    assert total(ANSWER, replace(ANSWER, title="Wie plaatst de traplift?")) > total(ANSWER)


def test_a_question_and_its_answer_are_one_deed() -> None:
    assert total(ANSWER, replace(ANSWER, relevance=0.8)) == total(ANSWER)


def test_evidence_stands_strongest_first() -> None:
    weak = replace(ANSWER, title="Iets anders", relevance=0.5)
    assert Standing.gather([weak, ANSWER], day=TODAY)[JOOST].pieces == (ANSWER, weak)


def test_who_works_today_comes_first_when_the_evidence_is_close() -> None:
    assert order(candidate(JOOST, WMO, 1.0, works=False), candidate(ELS, WMO, 0.9)) == [ELS, JOOST]
    assert order(candidate(JOOST, WMO, 1.0, works=False), candidate(ELS, WMO, 0.5)) == [JOOST, ELS]


def test_who_is_absent_stands_below_everyone_with_real_evidence() -> None:
    absent = candidate(JOOST, WMO, 2.0, works=False, absent=True)
    assert order(absent, candidate(ELS, WMO, 0.5), candidate(FATIMA, INKOMEN, 0.1)) == [ELS, JOOST, FATIMA]


def test_a_second_department_is_lifted_into_the_top_three() -> None:
    found = order(
        candidate(1, WMO, 1.0),
        candidate(2, WMO, 0.9),
        candidate(3, WMO, 0.8),
        candidate(4, WMO, 0.7),
        candidate(5, SCHULDEN, 0.2),
        candidate(6, INKOMEN, 0.15),
    )
    assert found == [1, 2, 5, 3, 4, 6]


def test_a_top_with_two_departments_is_left_as_it_is() -> None:
    found = order(
        candidate(1, WMO, 1.0),
        candidate(2, INKOMEN, 0.9),
        candidate(3, WMO, 0.8),
        candidate(4, SCHULDEN, 0.7),
    )
    assert found == [1, 2, 3, 4]


def test_with_one_department_in_the_evidence_nobody_is_made_up() -> None:
    assert order(*(candidate(n, WMO, 1 / n) for n in range(1, 6))) == [1, 2, 3, 4, 5]


def test_the_lift_happens_within_the_limit() -> None:
    people = [candidate(n, WMO, 1 / n) for n in range(1, 6)]
    assert order(*people, candidate(9, SCHULDEN, 0.19), limit=2) == [1, 9]
    assert order(*people, candidate(9, SCHULDEN, 0.19), limit=1) == [1]


def test_nobody_gives_nobody() -> None:
    assert order() == []
    assert Standing.gather([], day=TODAY) == {}


def test_equal_people_always_stand_in_the_same_order() -> None:
    assert order(candidate(2, WMO, 1.0), candidate(1, WMO, 1.0)) == [1, 2]


def test_somebody_who_only_used_a_word_is_not_lifted_and_not_named() -> None:
    people = [candidate(n, WMO, 1 / n) for n in range(1, 5)]
    assert order(*people, candidate(9, SCHULDEN, 0.05)) == [1, 2, 3, 4, 9]
    assert order(*people, candidate(9, SCHULDEN, 0.02)) == [1, 2, 3, 4]


def test_two_answers_to_one_question_are_one_deed() -> None:
    accepted = replace(ANSWER, kind="accepted")
    assert Standing.gather([ANSWER, accepted], day=TODAY)[JOOST].pieces == (accepted,)


def test_what_is_hardly_about_it_is_no_reason_to_show() -> None:
    passing = replace(ANSWER, title="Heel iets anders", relevance=0.05)
    assert Standing.gather([ANSWER, passing], day=TODAY)[JOOST].pieces == (ANSWER,)
