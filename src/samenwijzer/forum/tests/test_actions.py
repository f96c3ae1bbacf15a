import uuid

import pytest

from samenwijzer.accounts.models import Department, User
from samenwijzer.forum import actions
from samenwijzer.forum.models import Answer, Comment, Question, Request, Revision
from samenwijzer.forum.tests.factories import make_answer, make_question, make_request
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.outbox.models import AuditLine, Change
from samenwijzer.spaces.models import Member, Role, Space
from samenwijzer.subjects.models import Subject

pytestmark = pytest.mark.django_db


def changed() -> set[str]:
    return {f"{row.kind}:{row.object_id}" for row in Change.objects.all()}


def audited() -> list[str]:
    return list(AuditLine.objects.order_by("pk").values_list("action", flat=True))


# --- asking


def test_a_question_goes_to_the_space_of_the_department(fatima: User, inkomen: Department) -> None:
    question = actions.ask_question(author=fatima, title="  Mag een\ngift?  ", body="Een auto.\r\nDank.")
    assert question.space.default_for == inkomen
    assert (question.title, question.body) == ("Mag een gift?", "Een auto.\nDank.")
    assert audited() == ["forum.question.asked"]
    assert changed() == {f"forum.question:{question.pk}"}


def test_a_department_without_a_space_uses_the_one_above_it(fatima: User, inkomen: Department) -> None:
    fatima.department = Department.objects.create(name="Team A", parent=inkomen)
    assert actions.ask_question(author=fatima, title="Mag dit?").space.default_for == inkomen


def test_without_any_space_the_asker_must_choose(fatima: User) -> None:
    fatima.department = Department.objects.create(name="Nergens")
    with pytest.raises(Refusal) as refusal:
        actions.ask_question(author=fatima, title="Mag dit?")
    assert refusal.value.field == "space"


def test_a_retry_asks_once(fatima: User) -> None:
    sending = uuid.uuid4()
    first = actions.ask_question(author=fatima, title="Mag dit?", sending=sending)
    again = actions.ask_question(author=fatima, title="Mag dit?", sending=sending)
    assert first == again
    assert audited() == ["forum.question.asked"]


def test_other_words_in_the_same_form_are_another_question(fatima: User) -> None:
    sending = uuid.uuid4()
    actions.ask_question(author=fatima, title="Mag dit?", sending=sending)
    actions.ask_question(author=fatima, title="Mag dat?", sending=sending)
    assert Question.objects.count() == 2


def test_two_people_with_the_same_sending_ask_two_questions(fatima: User, joost: User) -> None:
    sending = uuid.uuid4()
    actions.ask_question(author=fatima, title="Mag dit?", sending=sending)
    actions.ask_question(author=joost, title="Mag dit?", sending=sending)
    assert Question.objects.count() == 2


@pytest.mark.parametrize("title", ["", "   \n ", "\x00\x07"])
def test_an_empty_question_is_refused(fatima: User, title: str) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.ask_question(author=fatima, title=title)
    assert refusal.value.field == "title"


def test_a_question_that_is_too_long_says_how_long(fatima: User) -> None:
    with pytest.raises(Refusal, match="301"):
        actions.ask_question(author=fatima, title="a" * 301)


def test_asking_notes_who_is_asked_by_name(fatima: User, joost: User, sanne: User) -> None:
    question = actions.ask_question(author=fatima, title="Mag dit?", asked=[joost, sanne])
    assert set(Request.objects.values_list("question", "person", "asked_by")) == {
        (question.pk, joost.pk, fatima.pk),
        (question.pk, sanne.pk, fatima.pk),
    }


def test_nothing_is_asked_when_one_of_the_asked_may_not_read(
    joost: User, noor: User, hidden_space: Space
) -> None:
    with pytest.raises(Refusal):
        actions.ask_question(author=joost, title="Mag dit?", space=hidden_space, asked=[noor])
    assert not Question.objects.exists()


def test_a_reader_of_a_closed_space_cannot_ask_there(noor: User, closed_space: Space) -> None:
    Member.objects.create(space=closed_space, person=noor, role=Role.READER)
    with pytest.raises(NotAllowed):
        actions.ask_question(author=noor, title="Mag dit?", space=closed_space)


def test_an_outsider_cannot_ask_in_a_closed_space(noor: User, closed_space: Space) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_question(author=noor, title="Mag dit?", space=closed_space)


# --- answering


def test_an_answer_is_found_by_search_and_answers_the_request(fatima: User, joost: User) -> None:
    question = make_question(fatima)
    request = make_request(question, joost)
    answer = actions.answer_question(author=joost, question=question, body="Ja.")
    request.refresh_from_db()
    assert request.state == "answered"
    assert changed() == {f"forum.answer:{answer.pk}", f"forum.question:{question.pk}"}
    assert audited() == ["forum.question.answered"]


def test_answering_after_naming_somebody_counts_as_answered(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    request = make_request(question, joost)
    actions.react_to_request(person=joost, request=request, reaction="named", named=noor)
    actions.answer_question(author=joost, question=question, body="Toch gevonden.")
    request.refresh_from_db()
    assert (request.state, request.named) == ("answered", None)


def test_a_retry_answers_once(fatima: User, joost: User) -> None:
    question, sending = make_question(fatima), uuid.uuid4()
    for _ in range(2):
        actions.answer_question(author=joost, question=question, body="Ja.", sending=sending)
    assert Answer.objects.count() == 1
    assert audited() == ["forum.question.answered"]


def test_the_same_words_may_be_said_twice_in_two_forms(fatima: User, joost: User) -> None:
    question = make_question(fatima)
    for _ in range(2):
        actions.answer_question(author=joost, question=question, body="Ja.", sending=uuid.uuid4())
    assert Answer.objects.count() == 2


def test_an_outsider_cannot_answer_in_a_hidden_space(fatima: User, noor: User, hidden_space: Space) -> None:
    question = make_question(fatima, space=hidden_space)
    with pytest.raises(NotAllowed):
        actions.answer_question(author=noor, question=question, body="Ja.")


def test_a_retry_comments_once(fatima: User, joost: User) -> None:
    question, sending = make_question(fatima), uuid.uuid4()
    answer = make_answer(joost, question)
    for _ in range(2):
        actions.comment(author=fatima, question=question, answer=answer, body="Dank.", sending=sending)
    assert Comment.objects.count() == 1


def test_a_comment_cannot_go_under_an_answer_to_another_question(fatima: User, joost: User) -> None:
    other = make_answer(joost, make_question(fatima, "Iets anders?"))
    with pytest.raises(Refusal):
        actions.comment(author=fatima, question=make_question(fatima), answer=other, body="Dank.")


def test_an_answer_helps_somebody_once_and_can_be_taken_back(fatima: User, joost: User) -> None:
    answer = make_answer(joost, make_question(fatima))
    actions.say_helped(person=fatima, answer=answer)
    actions.say_helped(person=fatima, answer=answer)
    assert answer.helped.count() == 1
    actions.take_back_helped(person=fatima, answer=answer)
    actions.take_back_helped(person=fatima, answer=answer)
    assert answer.helped.count() == 0
    assert audited() == ["forum.answer.helped", "forum.answer.helped_taken_back"]


def test_nobody_says_that_his_own_answer_helped(fatima: User, joost: User) -> None:
    with pytest.raises(Refusal):
        actions.say_helped(person=joost, answer=make_answer(joost, make_question(fatima)))


def test_an_outsider_cannot_say_that_a_hidden_answer_helped(
    fatima: User, joost: User, noor: User, hidden_space: Space
) -> None:
    answer = make_answer(joost, make_question(fatima, space=hidden_space))
    with pytest.raises(NotAllowed):
        actions.say_helped(person=noor, answer=answer)


# --- accepting


def test_accepting_another_answer_replaces_the_first(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    first, second = make_answer(joost, question), make_answer(noor, question)
    actions.accept_answer(person=fatima, answer=first)
    Change.objects.all().delete()
    actions.accept_answer(person=fatima, answer=second)
    assert list(question.answers.filter(accepted=True)) == [second]
    assert changed() == {
        f"forum.answer:{first.pk}",
        f"forum.answer:{second.pk}",
        f"forum.question:{question.pk}",
    }


def test_accepting_twice_changes_nothing(fatima: User, joost: User) -> None:
    answer = make_answer(joost, make_question(fatima))
    actions.accept_answer(person=fatima, answer=answer)
    actions.accept_answer(person=fatima, answer=answer)
    assert audited() == ["forum.answer.accepted"]


def test_a_question_can_be_opened_again(fatima: User, joost: User) -> None:
    answer = make_answer(joost, make_question(fatima), accepted=True)
    actions.take_back_acceptance(person=fatima, answer=answer)
    actions.take_back_acceptance(person=fatima, answer=answer)
    assert not Answer.objects.filter(accepted=True).exists()
    assert audited() == ["forum.answer.acceptance_taken_back"]


def test_only_the_asker_and_who_keeps_the_space_accept(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    answer = make_answer(joost, question)
    with pytest.raises(NotAllowed):
        actions.accept_answer(person=noor, answer=answer)
    Member.objects.create(space=question.space, person=noor, role=Role.EDITOR)
    actions.accept_answer(person=User.objects.get(pk=noor.pk), answer=answer)
    assert Answer.objects.get().accepted


# --- changing


def test_a_change_keeps_what_stood_there(fatima: User, joost: User) -> None:
    question = make_question(fatima, "Mag een gift?", body="Oud.")
    answer = make_answer(joost, question)
    subject = Subject.objects.create(name="Giften")
    actions.edit_question(
        editor=fatima,
        question=question,
        title="Mag een grote gift?",
        body="Nieuw.",
        space=question.space,
        subjects=[subject],
    )
    revision = Revision.objects.get()
    assert (revision.title, revision.body, revision.editor) == ("Mag een gift?", "Oud.", fatima)
    question.refresh_from_db()
    assert question.edited_at is not None
    assert list(question.subjects.all()) == [subject]
    # An answer carries the title and the subjects of its question in the index.
    assert changed() == {f"forum.question:{question.pk}", f"forum.answer:{answer.pk}"}


def test_saving_without_a_change_makes_no_version(fatima: User) -> None:
    question = make_question(fatima, body="Oud.")
    actions.edit_question(
        editor=fatima, question=question, title=question.title, body="Oud.", space=question.space, subjects=[]
    )
    assert not Revision.objects.exists()
    assert audited() == []


def test_other_subjects_alone_are_no_version_but_search_hears_of_it(fatima: User) -> None:
    question = make_question(fatima)
    subject = Subject.objects.create(name="Giften")
    actions.edit_question(
        editor=fatima,
        question=question,
        title=question.title,
        body="",
        space=question.space,
        subjects=[subject],
    )
    assert not Revision.objects.exists()
    assert changed() == {f"forum.question:{question.pk}"}


def test_a_question_without_answers_moves(fatima: User, hidden_space: Space) -> None:
    question = make_question(fatima)
    actions.edit_question(
        editor=fatima, question=question, title=question.title, body="", space=hidden_space, subjects=[]
    )
    question.refresh_from_db()
    assert question.space == hidden_space


def test_a_question_with_answers_stays_where_it_is(fatima: User, joost: User, hidden_space: Space) -> None:
    question = make_question(fatima)
    make_answer(joost, question)
    with pytest.raises(Refusal) as refusal:
        actions.edit_question(
            editor=fatima, question=question, title=question.title, body="", space=hidden_space, subjects=[]
        )
    assert refusal.value.field == "space"


def test_nobody_changes_the_words_of_another(fatima: User, joost: User) -> None:
    question = make_question(fatima)
    answer = make_answer(joost, question)
    with pytest.raises(NotAllowed):
        actions.edit_question(
            editor=joost, question=question, title="Anders", body="", space=question.space, subjects=[]
        )
    with pytest.raises(NotAllowed):
        actions.edit_answer(editor=fatima, answer=answer, body="Anders")


def test_a_changed_answer_keeps_what_stood_there(fatima: User, joost: User) -> None:
    answer = make_answer(joost, make_question(fatima), "Ja.")
    actions.edit_answer(editor=joost, answer=answer, body="Nee.")
    actions.edit_answer(editor=joost, answer=answer, body="Nee.")
    assert list(Revision.objects.values_list("body", flat=True)) == ["Ja."]
    # The question is found by the words of its answer.
    assert changed() == {f"forum.answer:{answer.pk}", f"forum.question:{answer.question_id}"}


# --- requests


def test_asking_twice_asks_once(fatima: User, joost: User) -> None:
    question = make_question(fatima)
    actions.ask_colleague(asker=fatima, question=question, person=joost)
    actions.ask_colleague(asker=fatima, question=question, person=joost)
    assert Request.objects.count() == 1
    assert audited() == ["forum.colleague.asked"]


def test_who_cannot_help_is_not_asked(fatima: User, joost: User, noor: User, hidden_space: Space) -> None:
    question = make_question(fatima, space=hidden_space)
    left = User.objects.create_user(email="weg@example.org", name="Oud-collega", is_active=False)
    Member.objects.create(space=hidden_space, person=left, role=Role.READER)
    for asker, person in [(fatima, fatima), (joost, fatima), (fatima, noor), (fatima, left)]:
        with pytest.raises(Refusal):
            actions.ask_colleague(asker=asker, question=question, person=person)


@pytest.mark.parametrize("reaction", ["accepted", "not_now"])
def test_who_was_asked_reacts(fatima: User, joost: User, reaction: str) -> None:
    request = make_request(make_question(fatima), joost)
    for _ in range(2):
        actions.react_to_request(person=joost, request=request, reaction=reaction)  # type: ignore[arg-type]
    request.refresh_from_db()
    assert (request.state, request.reacted_at is not None) == (reaction, True)
    assert audited() == [f"forum.request.{reaction}"]


def test_naming_a_colleague_asks_that_colleague(fatima: User, joost: User, noor: User) -> None:
    request = make_request(make_question(fatima), joost)
    for _ in range(2):
        actions.react_to_request(person=joost, request=request, reaction="named", named=noor)
    assert list(Request.objects.values_list("person", "asked_by", "state", "named")) == [
        (joost.pk, fatima.pk, "named", noor.pk),
        (noor.pk, joost.pk, "asked", None),
    ]
    assert audited() == ["forum.colleague.asked", "forum.request.named"]


def test_naming_needs_a_colleague_who_can_help(fatima: User, joost: User) -> None:
    request = make_request(make_question(fatima), joost)
    for named in (None, joost, fatima):
        with pytest.raises(Refusal):
            actions.react_to_request(person=joost, request=request, reaction="named", named=named)


def test_nobody_reacts_for_another(fatima: User, joost: User, noor: User) -> None:
    request = make_request(make_question(fatima), joost)
    with pytest.raises(NotAllowed):
        actions.react_to_request(person=noor, request=request, reaction="accepted")


# --- forgetting


def test_forgetting_leaves_the_words_and_takes_the_rest(fatima: User, joost: User, noor: User) -> None:
    question = make_question(fatima)
    answer = make_answer(joost, question)
    own = make_answer(noor, question)
    actions.say_helped(person=joost, answer=own)
    waiting = make_request(make_question(fatima, "Nog een?"), joost)
    naming = make_request(question, noor)
    actions.react_to_request(person=noor, request=naming, reaction="named", named=joost)
    Change.objects.all().delete()
    for _ in range(2):
        actions.forget_person(person_id=joost.pk)
    assert Answer.objects.filter(pk=answer.pk).exists()
    assert own.helped.count() == 0
    assert not Request.objects.filter(pk=waiting.pk).exists()
    naming.refresh_from_db()
    assert (naming.state, naming.named) == ("not_now", None)
    assert changed() == {f"forum.answer:{answer.pk}", f"forum.question:{question.pk}"}
