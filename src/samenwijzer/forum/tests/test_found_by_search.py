"""What happens to questions, as search sees it: with a real index that follows the change log."""

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from samenwijzer.accounts.models import User
from samenwijzer.forum import actions, queries
from samenwijzer.forum.models import Question
from samenwijzer.search.actions import catch_up, rebuild
from samenwijzer.search.queries import search, ties
from samenwijzer.spaces.models import Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "index"


def found(text: str, viewer: User | None) -> list[tuple[str, int]]:
    return [(hit.tier, hit.ref.id) for hit in search(text, viewer=viewer).hits]


def test_an_answer_is_found_by_its_own_words_and_rises_when_accepted(fatima: User, joost: User) -> None:
    rebuild()
    question = actions.ask_question(author=fatima, title="Wie plaatst de traplift?")
    answer = actions.answer_question(author=joost, question=question, body="De firma uit Kwartsdorp.")
    catch_up()
    assert found("kwartsdorp", fatima) == [("answer", answer.pk)]
    actions.accept_answer(person=fatima, answer=answer)
    catch_up()
    assert found("kwartsdorp", fatima) == [("accepted_answer", answer.pk), ("question", question.pk)]
    hit, _question = search("kwartsdorp", viewer=fatima).hits
    assert hit.url == f"/vragen/{question.pk}/#antwoord-{answer.pk}"
    assert hit.external_id == answer.external_id


def test_a_changed_title_is_found_with_its_answers(fatima: User, joost: User) -> None:
    rebuild()
    question = actions.ask_question(author=fatima, title="Wie plaatst de traplift?")
    answer = actions.answer_question(author=joost, question=question, body="De leverancier.")
    actions.edit_question(
        editor=fatima,
        question=question,
        title="Wie plaatst de tillift?",
        body="",
        space=question.space,
        subjects=[],
    )
    catch_up()
    assert found("traplift", fatima) == []
    assert set(found("tillift", fatima)) == {("question", question.pk), ("answer", answer.pk)}


def test_who_answered_well_is_found_by_the_words_of_the_question(fatima: User, joost: User) -> None:
    rebuild()
    question = actions.ask_question(author=fatima, title="Wie plaatst de traplift?")
    answer = actions.answer_question(author=joost, question=question, body="De leverancier.")
    actions.accept_answer(person=fatima, answer=answer)
    catch_up()
    tied = {tie.person_id for hit in ties("traplift", viewer=fatima) for tie in hit.ties}
    assert tied == {joost.pk}


def test_moving_to_a_hidden_space_takes_a_question_out_of_sight(
    fatima: User, noor: User, hidden_space: Space, sign_in: SignIn
) -> None:
    rebuild()
    question = actions.ask_question(author=fatima, title="Wie plaatst de traplift?")
    own = actions.ask_question(author=noor, title="Welke traplift past hier?")
    catch_up()
    actions.edit_question(
        editor=fatima, question=question, title=question.title, body="", space=hidden_space, subjects=[]
    )
    # The index has not heard of it yet, and still shows nothing.
    for _ in range(2):
        assert found("traplift", noor) == [("question", own.pk)]
        assert queries.similar_questions("De traplift", viewer=noor, besides=own.pk) == ()
        answer = sign_in(noor).post(reverse("forum:similar"), {"title": "traplift"})
        assert "Wie plaatst" not in answer.content.decode()
        catch_up()
    assert len(queries.similar_questions("De traplift", viewer=fatima)) == 2


def test_similar_questions_say_what_came_of_them(fatima: User, joost: User, noor: User) -> None:
    rebuild()
    question = actions.ask_question(author=fatima, title="Wie plaatst de traplift?")
    answer = actions.answer_question(author=joost, question=question, body="De leverancier.")
    actions.answer_question(author=noor, question=question, body="Weet ik niet.")
    actions.say_helped(person=fatima, answer=answer)
    actions.say_helped(person=noor, answer=answer)
    actions.accept_answer(person=fatima, answer=answer)
    catch_up()
    (similar,) = queries.similar_questions("Wie plaatst een traplift", viewer=noor)
    assert (similar.answers, similar.answered, similar.helped) == (2, True, 2)
    assert queries.similar_questions("", viewer=noor) == ()
    assert queries.similar_questions("traplift", viewer=noor, besides=question.pk) == ()


def test_who_is_forgotten_is_no_longer_named(fatima: User, joost: User) -> None:
    rebuild()
    question = actions.ask_question(author=fatima, title="Wie plaatst de traplift?")
    actions.answer_question(author=joost, question=question, body="De leverancier.")
    catch_up()
    actions.forget_person(person_id=joost.pk)
    User.objects.filter(pk=joost.pk).update(is_active=False, name="Oud-collega")
    catch_up()
    assert [hit.ties for hit in ties("traplift", viewer=fatima) if hit.ties] == []
    assert Question.objects.filter(pk=question.pk).exists()
