"""The doors as a browser without JavaScript and htmx use them."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Answer, Comment, Question, Request
from samenwijzer.forum.tests.factories import make_answer, make_comment, make_question, make_request
from samenwijzer.spaces.models import Space
from samenwijzer.spaces.queries import default_space
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "thread"}
NASTY = "<script>alert('x')</script> <img src=x onerror=alert(1)> 👩‍👩‍👧‍👦 {{ 7|add:7 }} {% now 'Y' %}"


def at(name: str, pk: int | None = None) -> str:
    return reverse(f"forum:{name}", args=[] if pk is None else [pk])


@pytest.fixture
def browser(fatima: User, sign_in: SignIn) -> Client:
    return sign_in(fatima)


# --- asking


def test_asking_leads_to_the_question(browser: Client, fatima: User, joost: User) -> None:
    subject = Subject.objects.create(name="Giften")
    space = default_space(viewer=fatima)
    assert space is not None
    sent = {
        "title": "Mag een gift?",
        "body": "Een auto.",
        "space": space.pk,
        "subject_1": subject.pk,
        "subject_2": subject.pk,
        "asked": [joost.pk],
        "sending": uuid.uuid4(),
    }
    answer = browser.post(at("ask"), sent)
    question = Question.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == at("question", question.pk)
    assert list(question.subjects.all()) == [subject]
    assert Request.objects.get().person == joost
    browser.post(at("ask"), sent)
    assert Question.objects.count() == 1


def test_the_text_of_the_box_fills_the_form_and_asks_nothing(browser: Client, joost: User) -> None:
    answer = browser.post(
        at("ask"), {"step": "start", "title": "mag een\ngift", "asked": [joost.pk, "x", "9" * 30]}
    )
    words = answer.content.decode()
    assert answer.status_code == 200
    assert "mag een gift</textarea>" in words
    assert f'value="{joost.pk}"' in words
    assert "checked" in words
    assert f'<sw-started address="/vragen/stel/?asked={joost.pk}">' in words
    assert not Question.objects.exists()


def test_a_text_too_long_for_a_title_stands_whole_in_the_details(browser: Client) -> None:
    typed = "woord " * 66 + "einde"
    words = browser.post(at("ask"), {"step": "start", "title": typed}).content.decode()
    assert "einde</textarea>" in words
    assert "…</textarea>" in words


def test_the_address_chooses_by_number(browser: Client, joost: User, wmo: object) -> None:
    subject = Subject.objects.create(name="Giften")
    space = Space.objects.get(name="Wmo")
    query = f"?asked={joost.pk}&subject={subject.pk}&space={space.pk}"
    words = browser.get(at("ask") + query).content.decode()
    assert f'<option value="{subject.pk}" lang="nl" selected>' in words
    assert f'<option value="{space.pk}" lang="nl" selected>' in words
    assert joost.name in words


def test_every_subject_of_the_page_is_kept(browser: Client, fatima: User) -> None:
    subjects = [Subject.objects.create(name=f"Onderwerp {n}") for n in range(4)]
    query = "&".join(f"subject={subject.pk}" for subject in subjects)
    assert "subject_5" in browser.get(f"{at('ask')}?{query}").content.decode()
    space = default_space(viewer=fatima)
    assert space is not None
    chosen = {f"subject_{n}": subject.pk for n, subject in enumerate(subjects, start=1)}
    browser.post(at("ask"), {"title": "Mag dit?", "space": space.pk, **chosen})
    assert Question.objects.get().subjects.count() == 4


@pytest.mark.parametrize("query", ["?asked=x&subject=x&space=x", "?asked=" + "9" * 30, "?subject=-1&space=0"])
def test_nonsense_in_the_address_still_shows_the_form(browser: Client, query: str) -> None:
    assert browser.get(at("ask") + query).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "a" * 301},
        {"space": "999999"},
        {"space": "9" * 40},
        {"space": "x"},
        {"space": ""},
        {"subject_1": "9" * 40},
        {"subject_1": "x"},
        {"asked": "x"},
        {"body": "b" * 20_001},
    ],
)
def test_a_mistake_keeps_everything_that_was_typed(
    browser: Client, fatima: User, joost: User, wrong: dict[str, str]
) -> None:
    space = default_space(viewer=fatima)
    assert space is not None
    sent = {"title": "Mijn vraag", "body": "Mijn uitleg", "space": space.pk, "asked": [joost.pk], **wrong}
    if "asked" in wrong:
        sent["asked"] = [joost.pk, "x"]
    answer = browser.post(at("ask"), sent)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert f"{sent['title']}</textarea>" in words
    assert f"{sent['body']}</textarea>" in words
    assert "sw-errors" in words
    assert not Question.objects.exists()


def test_a_refusal_of_the_action_stands_beside_its_field(
    browser: Client, noor: User, hidden_space: Space
) -> None:
    answer = browser.post(at("ask"), {"title": "Mag dit?", "space": hidden_space.pk, "asked": [noor.pk]})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert noor.name in words
    assert "id_asked-error" in words


def test_a_wrong_sending_stops_nobody(browser: Client, fatima: User) -> None:
    space = default_space(viewer=fatima)
    assert space is not None
    answer = browser.post(at("ask"), {"title": "Mag dit?", "space": space.pk, "sending": "zomaar"})
    assert answer.status_code == 302


def test_similar_questions_come_by_post_alone(browser: Client) -> None:
    assert browser.get(at("similar")).status_code == 405
    for title in ("", "gift", "\x00", "x" * 100_000, NASTY):
        assert browser.post(at("similar"), {"title": title}, headers=HTMX).status_code == 200


# --- reading


def test_what_people_write_is_text_and_nothing_more(browser: Client, fatima: User, joost: User) -> None:
    question = make_question(fatima, NASTY[:300], body=NASTY)
    answer = make_answer(joost, question, NASTY, accepted=True)
    make_comment(joost, question, answer)
    for address in (at("question", question.pk), at("questions"), at("history", question.pk)):
        words = browser.get(address).content.decode()
        assert "<script>alert" not in words
        assert "<img" not in words
        assert "14" not in words.partition("</title>")[0]
        assert "{% now" in words or "{{ 7" in words or "&lt;script&gt;" in words


def test_the_page_offers_the_experts_as_a_plain_link(browser: Client, fatima: User) -> None:
    question = make_question(fatima)
    words = browser.get(at("question", question.pk)).content.decode()
    assert f'href="/collegas/wie-weet/forum.question:{question.pk}/"' in words


def test_who_was_asked_sees_three_ways_on(joost: User, fatima: User, sign_in: SignIn) -> None:
    question = make_question(fatima)
    request = make_request(question, joost)
    words = sign_in(joost).get(at("question", question.pk)).content.decode()
    assert 'value="accepted"' in words
    assert 'value="not_now"' in words
    assert f'href="{at("react", request.pk)}"' in words


# --- answering


def test_answering_without_javascript_leads_to_the_answer(browser: Client, joost: User) -> None:
    question = make_question(joost)
    sent = {"body": "Ja.", "sending": uuid.uuid4()}
    locations = {browser.post(at("answer", question.pk), sent)["Location"] for _ in range(2)}
    answer = Answer.objects.get()
    assert locations == {f"{at('question', question.pk)}#antwoord-{answer.pk}"}


def test_answering_with_htmx_gives_the_thread_and_what_changed_beside_it(
    browser: Client, joost: User
) -> None:
    question = make_question(joost)
    words = browser.post(at("answer", question.pk), {"body": "Ja, dat mag."}, headers=HTMX).content.decode()
    assert "<html" not in words
    assert words.count('id="thread"') == 1
    assert "Ja, dat mag." in words
    assert 'hx-swap-oob="true"' in words
    assert "autofocus" in words
    assert "Ja, dat mag.</textarea>" not in words


@pytest.mark.parametrize("body", ["", "  \n ", "\x00", "b" * 20_001])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_that_cannot_be_keeps_its_words(
    browser: Client, joost: User, body: str, headers: dict[str, str]
) -> None:
    question = make_question(joost)
    answer = browser.post(at("answer", question.pk), {"body": body}, headers=headers)
    assert answer.status_code == 422
    assert not Answer.objects.exists()
    if body.strip("\x00 \n"):
        assert f"{body}</textarea>" in answer.content.decode()


def test_coming_back_after_signing_in_finds_the_form(browser: Client, joost: User) -> None:
    question = make_question(joost)
    answer = browser.get(at("answer", question.pk))
    assert answer["Location"] == f"{at('question', question.pk)}#answer"


def test_a_comment_opens_its_form_in_place(browser: Client, joost: User) -> None:
    question = make_question(joost)
    under = make_answer(joost, question)
    for headers in ({}, HTMX):
        words = browser.get(
            f"{at('comment', question.pk)}?answer={under.pk}", headers=headers
        ).content.decode()
        assert f'name="answer" value="{under.pk}"' in words


def test_commenting(browser: Client, joost: User) -> None:
    question = make_question(joost)
    under = make_answer(joost, question)
    sent = {"body": "Dank je.", "answer": under.pk, "sending": uuid.uuid4()}
    for _ in range(2):
        answer = browser.post(at("comment", question.pk), sent)
    comment = Comment.objects.get()
    assert comment.answer == under
    assert answer["Location"] == f"{at('question', question.pk)}#reactie-{comment.pk}"


def test_a_comment_without_an_answer_is_about_the_question(browser: Client, joost: User) -> None:
    question = make_question(joost)
    words = browser.post(
        at("comment", question.pk), {"body": "Dank je.", "answer": ""}, headers=HTMX
    ).content.decode()
    assert Comment.objects.get().answer is None
    assert "Dank je." in words


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_button_under_the_question_opens_the_form_there(
    browser: Client, joost: User, headers: dict[str, str]
) -> None:
    question = make_question(joost)
    address = f"{at('comment', question.pk)}?answer=0"
    assert f'hx-get="{address}"' in browser.get(at("question", question.pk)).content.decode()
    assert "comment-body" in browser.get(address, headers=headers).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_comment_that_cannot_be_keeps_its_words(
    browser: Client, joost: User, headers: dict[str, str]
) -> None:
    question = make_question(joost)
    body = "b" * 4_001
    answer = browser.post(at("comment", question.pk), {"body": body}, headers=headers)
    assert answer.status_code == 422
    assert f"{body}</textarea>" in answer.content.decode()


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "999999"])
def test_a_comment_under_nothing_is_refused_or_not_found(browser: Client, joost: User, number: str) -> None:
    question = make_question(joost)
    answer = browser.post(at("comment", question.pk), {"body": "Dank.", "answer": number})
    assert answer.status_code in {404, 422}
    assert browser.get(f"{at('comment', question.pk)}?answer={number}").status_code in {200, 404}


def test_helped_and_not_helped(browser: Client, joost: User) -> None:
    answer = make_answer(joost, make_question(joost))
    assert browser.post(at("helped", answer.pk)).status_code == 302
    words = browser.post(at("helped", answer.pk), headers=HTMX).content.decode()
    assert 'aria-pressed="true"' in words
    assert "(1)" in words
    words = browser.post(at("not_helped", answer.pk), headers=HTMX).content.decode()
    assert 'aria-pressed="false"' in words


def test_nobody_thanks_himself(browser: Client, fatima: User) -> None:
    answer = make_answer(fatima, make_question(fatima))
    assert browser.post(at("helped", answer.pk)).status_code == 422


def test_accepting_shows_the_best_answer_on_top(browser: Client, fatima: User, joost: User) -> None:
    question = make_question(fatima)
    answer = make_answer(joost, question)
    assert browser.post(at("accept", answer.pk), follow=True).status_code == 200
    answer.refresh_from_db()
    assert answer.accepted
    browser.post(at("unaccept", answer.pk))
    answer.refresh_from_db()
    assert not answer.accepted


def test_another_cannot_accept(joost: User, fatima: User, sign_in: SignIn) -> None:
    answer = make_answer(joost, make_question(fatima))
    assert sign_in(joost).post(at("accept", answer.pk)).status_code == 403


@pytest.mark.parametrize("name", ["accept", "unaccept", "helped", "not_helped"])
def test_what_writes_does_not_answer_to_a_link(browser: Client, joost: User, name: str) -> None:
    answer = make_answer(joost, make_question(joost))
    assert browser.get(at(name, answer.pk)).status_code == 405
