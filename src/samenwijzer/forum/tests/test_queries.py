import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.forum import access, actions, queries
from samenwijzer.forum.models import Question, Revision
from samenwijzer.forum.queries import Filters, Piece
from samenwijzer.forum.queries._history import compare
from samenwijzer.forum.tests.factories import (
    days_ago,
    make_answer,
    make_comment,
    make_question,
    make_request,
)
from samenwijzer.kernel.modules import resolve_links
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def listed(viewer: User, **filters: object) -> list[str]:
    found = queries.question_list(viewer=viewer, filters=Filters(**filters), number=1)  # type: ignore[arg-type]
    return [row.title for row in found.page.items]


def shown(viewer: User, question: Question) -> queries.QuestionPage:
    return queries.question_page(
        viewer=viewer, question=access.question_to_read(viewer=viewer, pk=question.pk)
    )


# --- the page


def test_the_accepted_answer_stands_first(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    first = make_answer(joost, question, "Eerst.")
    second = make_answer(noor, question, "Later, en goed.", accepted=True)
    page = shown(fatima, question)
    assert [answer.id for answer in page.answers] == [second.pk, first.pk]
    assert page.state == "answered"


def test_a_question_is_open_until_an_answer_is_accepted(fatima: User, joost: User) -> None:
    question = make_question(fatima)
    assert shown(joost, question).state == "unanswered"
    make_answer(joost, question)
    assert shown(joost, question).state == "open"


def test_comments_stand_under_what_they_are_about(fatima: User, joost: User) -> None:
    question = make_question(fatima)
    answer = make_answer(joost, question)
    under_question, under_answer = make_comment(joost, question), make_comment(fatima, question, answer)
    page = shown(fatima, question)
    assert [comment.id for comment in page.comments] == [under_question.pk]
    assert [comment.id for comment in page.answers[0].comments] == [under_answer.pk]


def test_helped_is_counted_and_known_of_oneself(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    answer = make_answer(joost, question)
    actions.say_helped(person=fatima, answer=answer)
    actions.say_helped(person=noor, answer=answer)
    mine, of_joost = shown(fatima, question).answers[0], shown(joost, question).answers[0]
    assert (mine.helped, mine.helped_me) == (2, True)
    assert (of_joost.helped, of_joost.helped_me) == (2, False)


def test_who_was_asked_sees_it_until_he_answered(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    request = make_request(question, joost)
    assert shown(joost, question).asked_me is not None
    assert shown(noor, question).asked_me is None
    actions.react_to_request(person=joost, request=request, reaction="accepted")
    assert shown(joost, question).asked_me is not None
    actions.answer_question(author=joost, question=question, body="Ja.")
    assert shown(joost, question).asked_me is None


def test_the_asker_sees_who_named_whom(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    request = make_request(question, joost)
    actions.react_to_request(person=joost, request=request, reaction="named", named=noor)
    first, second = shown(fatima, question).requests
    assert (first.state, first.named, first.by_asker) == ("named", noor.name, True)
    assert (second.state, second.asked_by, second.by_asker) == ("asked", joost.name, False)
    assert (first.was_named, second.was_named) == (False, True)


def test_a_date_that_came_without_a_time_is_shown_without_one(fatima: User) -> None:
    question = make_question(fatima)
    Question.objects.filter(pk=question.pk).update(
        date_given="2026-01-20", asked_at=datetime.datetime(2026, 1, 19, 23, tzinfo=datetime.UTC)
    )
    assert shown(fatima, question).on == datetime.date(2026, 1, 20)


def test_who_left_has_no_page_to_go_to(fatima: User, joost: User) -> None:
    question = make_question(joost)
    joost.is_active = False
    joost.save()
    assert shown(fatima, question).writer.url == ""


def test_links_between_questions_resolve(fatima: User) -> None:
    question = make_question(fatima)
    address = reverse("forum:question", args=[question.pk])
    wanted = {("question", question.external_id), ("question", "bestaat-niet")}
    assert resolve_links(wanted, viewer=fatima) == {("question", question.external_id): address}


# --- lists


def test_filters(fatima: User, joost: User) -> None:
    bare = make_question(fatima, "Zonder antwoord?")
    done = make_question(joost, "Met antwoord?")
    make_answer(fatima, done, accepted=True)
    make_request(bare, joost)
    subject = Subject.objects.create(name="Giften")
    done.subjects.add(subject)
    assert listed(fatima) == ["Met antwoord?", "Zonder antwoord?"]
    assert listed(fatima, show="open") == ["Zonder antwoord?"]
    assert listed(fatima, show="answered") == ["Met antwoord?"]
    assert listed(fatima, show="mine") == ["Zonder antwoord?"]
    assert listed(joost, show="asked") == ["Zonder antwoord?"]
    assert listed(fatima, subject=subject.pk) == ["Met antwoord?"]
    assert listed(fatima, space=bare.space_id) == ["Zonder antwoord?"]
    assert listed(fatima, subject=2**63 - 1, space=2**63 - 1) == []


@pytest.mark.parametrize("typed", ["", "x", "-1", "1e9", "٣", "9" * 400, "\x00", "1 OR 1=1", None])
def test_anything_in_the_address_is_at_most_no_filter(fatima: User, typed: str | None) -> None:
    filters = Filters.read(show=typed, subject=typed, space=typed)
    assert filters == Filters()


def test_a_number_too_large_for_the_database_finds_nothing(fatima: User) -> None:
    make_question(fatima)
    filters = Filters.read(show=None, subject="9" * 19, space="9" * 19)
    assert queries.question_list(viewer=fatima, filters=filters, number=1).page.total == 0


def test_two_subjects_of_mine_show_a_question_once(fatima: User, joost: User) -> None:
    question = make_question(joost)
    subjects = [Subject.objects.create(name=name) for name in ("Giften", "Vermogen")]
    question.subjects.set(subjects)
    ids = [one.pk for one in subjects]
    rows = queries.new_on_subjects(viewer=fatima, subject_ids=ids)
    assert [row[:4] for row in rows] == [("question", question.pk, question.title, "unanswered")]
    names = queries.subjects_among(viewer=fatima, questions=[question.pk], subject_ids=ids)
    assert set(names) == {("question", question.pk, "Giften"), ("question", question.pk, "Vermogen")}


def test_my_own_question_is_not_news_to_me(fatima: User) -> None:
    subject = Subject.objects.create(name="Giften")
    make_question(fatima).subjects.add(subject)
    assert not queries.new_on_subjects(viewer=fatima, subject_ids=[subject.pk])
    assert not queries.new_on_subjects(viewer=fatima, subject_ids=[])


def test_my_open_questions_are_mine_and_open(fatima: User, joost: User) -> None:
    make_question(joost, "Van Joost?")
    make_answer(joost, make_question(fatima, "Klaar?"), accepted=True)
    make_answer(joost, make_question(fatima, "Nog open?"))
    rows = queries.my_open_questions(viewer=fatima)
    assert [(row.title, row.answers) for row in rows] == [("Nog open?", 1)]


def test_what_is_asked_of_me_waits_with_its_answers(fatima: User, joost: User) -> None:
    late = make_request(make_question(fatima, "Laat?"), joost)
    early = make_request(make_question(fatima, "Vroeg?"), joost)
    type(early).objects.filter(pk=early.pk).update(asked_at=days_ago(3))
    done = make_request(make_question(fatima, "Klaar?"), joost)
    actions.react_to_request(person=joost, request=done, reaction="not_now")
    actions.react_to_request(person=joost, request=late, reaction="accepted")
    tasks = queries.request_tasks(viewer=joost)
    assert [(task.title, [answer.value for answer in task.answers]) for task in tasks] == [
        ("Laat?", ["", "not_now"]),
        ("Vroeg?", ["accepted", "not_now", ""]),
    ]


def test_colleagues_are_looked_up_by_parts_of_their_name(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    found = queries.colleagues_to_ask(viewer=fatima, question=question, name="wit noor")
    assert [one.name for one in found] == [noor.name]
    everyone = queries.colleagues_to_ask(viewer=fatima, question=question)
    assert [one.name for one in everyone] == [joost.name, noor.name]
    make_request(question, joost)
    rest = queries.colleagues_to_ask(viewer=fatima, question=question)
    assert [one.name for one in rest] == [noor.name]


def test_posted_ids_that_are_nothing_are_left_out(fatima: User, joost: User) -> None:
    ids = ["", "x", "-1", "9" * 30, "9" * 18, str(fatima.pk), str(joost.pk), "\x00"]
    assert queries.people_to_ask(viewer=fatima, ids=ids) == [joost]


# --- history


def test_a_change_is_told_word_by_word() -> None:
    assert compare("Ja, dat mag.", "Ja, dat mag niet.") == (
        Piece(kind="same", text="Ja, dat "),
        Piece(kind="removed", text="mag."),
        Piece(kind="added", text="mag niet."),
    )


def test_a_long_text_is_compared_in_little_time() -> None:
    before = "a b " * 5_000
    pieces = compare(before, before + "c")
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == before + "c"


def test_history_pairs_each_version_with_who_made_it(fatima: User) -> None:
    question = make_question(fatima, body="Een.")
    for body in ("Twee.", "Drie."):
        actions.edit_question(
            editor=fatima,
            question=question,
            title=question.title,
            body=body,
            space=question.space,
            subjects=[],
        )
    question.refresh_from_db()
    history = queries.question_history(viewer=fatima, question=question)
    assert [version.number for version in history.versions] == [3, 2, 1]
    newest = history.versions[0]
    assert [(piece.kind, piece.text) for piece in newest.body] == [("removed", "Twee."), ("added", "Drie.")]
    assert [piece.kind for piece in newest.title] == ["same"]


def test_a_very_long_history_shows_the_last_versions(fatima: User, joost: User) -> None:
    answer = make_answer(fatima, make_question(joost))
    Revision.objects.bulk_create(
        [Revision(answer=answer, body=f"{n}", editor=fatima, edited_at=days_ago(100 - n)) for n in range(60)]
    )
    history = queries.answer_history(viewer=joost, answer=answer)
    assert (len(history.versions), history.older) == (50, 11)


# --- what a page costs


def crowd(question: Question, people: list[User], rows: int) -> None:
    for number in range(rows):
        author = people[number % len(people)]
        answer = make_answer(author, question, f"Zie [vraag](question:{question.external_id}) {number}.")
        make_comment(author, question, answer)
        make_comment(author, question)
        question.subjects.add(Subject.objects.create(name=f"Onderwerp {Subject.objects.count()}"))


def cost(client: object, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200  # type: ignore[attr-defined]
    return len(captured)


def test_the_question_page_does_not_grow(fatima: User, joost: User, noor: User, sign_in: SignIn) -> None:
    question = make_question(fatima)
    make_request(question, joost)
    client, address = sign_in(joost), reverse("forum:question", args=[question.pk])
    crowd(question, [fatima, joost, noor], 10)
    cost(client, address)
    ten = cost(client, address)
    crowd(question, [fatima, joost, noor], 10)
    assert ten == cost(client, address) <= MOST_QUERIES


def test_the_list_does_not_grow(fatima: User, joost: User, sign_in: SignIn) -> None:
    client, address = sign_in(joost), reverse("forum:questions")
    subject = Subject.objects.create(name="Giften")

    def ten_more() -> None:
        for number in range(10):
            question = make_question(fatima, f"Vraag {number}?")
            question.subjects.add(subject)
            make_answer(joost, question)

    ten_more()
    cost(client, address)
    ten = cost(client, address)
    ten_more()
    assert ten == cost(client, address) <= MOST_QUERIES


@pytest.mark.parametrize("name", ["ask", "spaces"])
def test_other_pages_cost_little(fatima: User, joost: User, sign_in: SignIn, name: str) -> None:
    client = sign_in(fatima)
    address = reverse("forum:ask") if name == "ask" else reverse("spaces:spaces")
    cost(client, address)
    assert cost(client, address) <= MOST_QUERIES


def test_editing_and_history_cost_little(fatima: User, sign_in: SignIn) -> None:
    question = make_question(fatima)
    client = sign_in(fatima)
    for name in ("edit", "history", "ask_colleague", "comment", "similar_to"):
        address = reverse(f"forum:{name}", args=[question.pk])
        cost(client, address)
        assert cost(client, address) <= MOST_QUERIES, name
