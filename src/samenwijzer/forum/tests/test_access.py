"""Noor works elsewhere: a hidden space leaves no trace for her, a closed one only its name and owner."""

import re

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.forum import access, queries
from samenwijzer.forum.models import Question
from samenwijzer.forum.search_source import ANSWERS, QUESTIONS
from samenwijzer.forum.tests.factories import make_answer, make_comment, make_question, make_request
from samenwijzer.kernel.errors import NotAllowed
from samenwijzer.spaces.access import ClosedSpace
from samenwijzer.spaces.models import Member, Role, Space
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
OWN_ADDRESS_AND_TOKEN = re.compile(r'/vragen/\d+/|name="csrfmiddlewaretoken" value="\w+"')
SECRET = "Wie onderzoekt de kapper?"


@pytest.fixture
def hidden_question(fatima: User, joost: User, hidden_space: Space) -> Question:
    question = make_question(fatima, SECRET, space=hidden_space)
    question.subjects.add(Subject.objects.create(name="Kappersonderzoek"))
    make_comment(joost, question, make_answer(joost, question, "Geheim antwoord."))
    return question


@pytest.fixture
def closed_question(joost: User, closed_space: Space) -> Question:
    question = make_question(joost, SECRET, space=closed_space)
    make_answer(joost, question, "Geheim antwoord.")
    return question


def addresses(question: Question) -> list[str]:
    answer = question.answers.get()
    return [
        *(
            reverse(f"forum:{name}", args=[question.pk])
            for name in ("question", "history", "edit", "comment", "ask_colleague", "similar_to")
        ),
        *(reverse(f"forum:{name}", args=[answer.pk]) for name in ("answer_history", "edit_answer")),
    ]


def posts(question: Question) -> list[str]:
    answer = question.answers.get()
    return [
        *(
            reverse(f"forum:{name}", args=[question.pk])
            for name in ("answer", "comment", "edit", "ask_colleague")
        ),
        *(
            reverse(f"forum:{name}", args=[answer.pk])
            for name in ("accept", "unaccept", "helped", "not_helped", "edit_answer")
        ),
    ]


def test_a_hidden_question_is_not_found_by_its_address(
    hidden_question: Question, noor: User, sign_in: SignIn
) -> None:
    client = sign_in(noor)
    for address in addresses(hidden_question):
        assert client.get(address).status_code == 404, address
    for address in posts(hidden_question):
        assert client.post(address, {"body": "x", "title": "x"}).status_code == 404, address


def test_hidden_and_never_existed_answer_in_the_same_words(
    hidden_question: Question, noor: User, sign_in: SignIn
) -> None:
    client = sign_in(noor)
    hidden = client.get(reverse("forum:question", args=[hidden_question.pk])).content.decode()
    absent = client.get(reverse("forum:question", args=[999_999])).content.decode()
    assert OWN_ADDRESS_AND_TOKEN.sub("", hidden) == OWN_ADDRESS_AND_TOKEN.sub("", absent)


def test_a_closed_question_names_the_space_and_its_owner_alone(
    closed_question: Question, noor: User, joost: User, sign_in: SignIn
) -> None:
    joost.phone = "0199-123456"
    joost.save()
    client = sign_in(noor)
    for address in addresses(closed_question):
        answer = client.get(address)
        assert answer.status_code == 403, address
        words = answer.content.decode()
        assert "Casuïstiek" in words
        assert joost.name in words
        assert "tel:0199123456" in words
        assert "kapper" not in words
        assert "Geheim" not in words
    for address in posts(closed_question):
        assert client.post(address, {"body": "x", "title": "x"}).status_code == 403, address


def test_noor_sees_no_trace_in_lists_filters_and_counts(
    hidden_question: Question, closed_question: Question, noor: User, sign_in: SignIn
) -> None:
    make_question(noor, "Een gewone vraag?")
    client = sign_in(noor)
    for query in ("", "?show=answered", "?show=open", f"?space={hidden_question.space_id}", "?page=2"):
        words = client.get(reverse("forum:questions") + query).content.decode()
        for trace in (SECRET, "Kappersonderzoek", "Toezicht en onderzoek", "Casuïstiek"):
            assert trace not in words, (query, trace)
    found = queries.question_list(viewer=noor, filters=queries.Filters(), number=1)
    assert found.page.total == 1


def test_what_waits_is_gone_when_the_right_is_gone(
    hidden_question: Question, noor: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    member = Member.objects.create(space=hidden_space, person=noor, role=Role.CONTRIBUTOR)
    request = make_request(hidden_question, noor)
    assert len(queries.request_tasks(viewer=noor)) == 1
    member.delete()
    noor = User.objects.get(pk=noor.pk)
    assert not queries.request_tasks(viewer=noor)
    assert sign_in(noor).get(reverse("forum:react", args=[request.pk])).status_code == 404
    assert queries.my_open_questions(viewer=noor) == ()


def test_new_on_subjects_hides_it(hidden_question: Question, noor: User) -> None:
    ids = [subject.pk for subject in Subject.objects.all()]
    assert not queries.new_on_subjects(viewer=noor, subject_ids=ids)


def test_search_reads_hits_back_through_the_rights(
    hidden_question: Question, closed_question: Question, noor: User, fatima: User
) -> None:
    ids = [hidden_question.pk, closed_question.pk]
    answers = [question.answers.get().pk for question in (hidden_question, closed_question)]
    for viewer in (noor, None):
        assert not QUESTIONS.visible(ids, viewer)
        assert not ANSWERS.visible(answers, viewer)
    assert list(QUESTIONS.visible(ids, fatima)) == [hidden_question.pk]


def test_the_index_knows_who_may_read(hidden_question: Question, fatima: User) -> None:
    (document,) = QUESTIONS.documents([hidden_question.pk])
    assert document.readers == {f"space:{hidden_question.space_id}"}
    (document,) = QUESTIONS.documents([make_question(fatima).pk])
    assert document.readers == {"all", f"space:{document.space_id}"}


def test_a_link_to_a_hidden_question_shows_its_text_alone(
    hidden_question: Question, noor: User, fatima: User, sign_in: SignIn
) -> None:
    linking = make_question(
        noor, "Waar staat dit?", body=f"Zie [de andere vraag](question:{hidden_question.external_id})."
    )
    address = reverse("forum:question", args=[linking.pk])
    secret = reverse("forum:question", args=[hidden_question.pk])
    words = sign_in(noor).get(address).content.decode()
    assert "Zie de andere vraag." in words
    assert secret not in words
    assert f'href="{secret}"' in sign_in(fatima).get(address).content.decode()


def test_readers_read_and_do_not_write(closed_question: Question, noor: User) -> None:
    Member.objects.create(space=closed_question.space, person=noor, role=Role.READER)
    question = access.question_to_read(viewer=noor, pk=closed_question.pk)
    assert not access.rights_on(viewer=noor, question=question).may_post
    with pytest.raises(NotAllowed):
        access.question_to_answer(viewer=noor, pk=closed_question.pk)
    page = queries.question_page(viewer=noor, question=question)
    assert (page.may_post, page.may_accept, page.may_edit) == (False, False, False)


def test_a_reader_sees_no_form(closed_question: Question, noor: User, sign_in: SignIn) -> None:
    Member.objects.create(space=closed_question.space, person=noor, role=Role.READER)
    words = sign_in(noor).get(reverse("forum:question", args=[closed_question.pk])).content.decode()
    assert "<textarea" not in words
    assert "Geheim antwoord." in words


def test_fetching_says_which_kind_of_no(
    hidden_question: Question, closed_question: Question, noor: User
) -> None:
    with pytest.raises(Http404):
        access.question_to_read(viewer=noor, pk=hidden_question.pk)
    with pytest.raises(ClosedSpace):
        access.question_to_read(viewer=noor, pk=closed_question.pk)
    with pytest.raises(Http404):
        access.question_to_read(viewer=noor, pk=10**30)


def test_what_was_asked_of_another_does_not_exist(
    fatima: User, joost: User, noor: User, sign_in: SignIn
) -> None:
    request = make_request(make_question(fatima), joost)
    client = sign_in(noor)
    address = reverse("forum:react", args=[request.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"reaction": "accepted"}).status_code == 404


def test_only_readers_of_the_space_can_be_asked(
    closed_question: Question, joost: User, noor: User, fatima: User
) -> None:
    Member.objects.create(space=closed_question.space, person=noor, role=Role.READER)
    question = access.question_to_read(viewer=joost, pk=closed_question.pk)
    names = [one.name for one in queries.colleagues_to_ask(viewer=joost, question=question)]
    assert names == [noor.name]


def test_a_signed_out_visitor_gets_nothing(fatima: User) -> None:
    question = make_question(fatima)
    answer = Client().get(reverse("forum:question", args=[question.pk]))
    assert answer.status_code == 302
    assert "/account/" in answer["Location"]
