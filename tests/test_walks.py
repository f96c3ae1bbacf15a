"""The walks in docs/walks, step by step."""

import uuid
from pathlib import Path

import pytest
from pytest_django import Settings

from samenwijzer.accounts.models import User
from samenwijzer.forum import actions
from samenwijzer.forum.models import Answer, Question
from samenwijzer.outbox.models import AuditLine
from samenwijzer.search.actions import catch_up, rebuild
from samenwijzer.search.queries import search
from samenwijzer.spaces.models import Space
from tests.cast import SignIn
from tests.house.reading import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question(fatima: User, hidden_space: Space, settings: Settings, tmp_path: Path) -> Question:
    settings.INDEX_DIR = tmp_path / "index"
    rebuild()
    return actions.ask_question(author=fatima, title="Wie betaalt de traplift?", space=hidden_space)


def test_a_page_is_read_by_who_may(question: Question, joost: User, noor: User, sign_in: SignIn) -> None:
    address = f"/vragen/{question.pk}/"
    page = sign_in(joost).get(address)
    assert page.status_code == 200
    assert "Wie betaalt de traplift?" in page.content.decode()
    hidden = sign_in(noor).get(address)
    nowhere = sign_in(noor).get("/vragen/999999/")
    assert hidden.status_code == nowhere.status_code == 404
    assert "traplift" not in hidden.content.decode()


def test_a_page_in_a_closed_space_tells_its_space_alone(
    question: Question, closed_space: Space, joost: User, noor: User, sign_in: SignIn
) -> None:
    inside = actions.ask_question(author=joost, title="Een casus over drempels", space=closed_space)
    page = sign_in(noor).get(f"/vragen/{inside.pk}/")
    assert page.status_code == 403
    assert closed_space.name in page.content.decode()
    assert "drempels" not in page.content.decode()


def test_an_answer_is_checked_written_audited_and_found(
    question: Question, joost: User, noor: User, sign_in: SignIn
) -> None:
    address = f"/vragen/{question.pk}/antwoord/"
    joosts = sign_in(joost)
    refused = joosts.post(address, {"body": "x" * 300_000})
    assert refused.status_code == 422
    assert "xxx" in refused.content.decode()
    for _ in range(2):
        sent = {"body": "De leverancier uit Kwartsdorp.", "sending": "0b6f2a86-6a6c-4d1e-9a57-0c6f1f3e8f10"}
        assert joosts.post(address, sent).status_code == 302
    answer = Answer.objects.get()
    assert answer.author == joost
    assert AuditLine.objects.filter(action="forum.question.answered", actor=joost.public_id).count() == 1
    catch_up()
    assert [hit.ref.id for hit in search("kwartsdorp", viewer=joost).hits] == [answer.pk]
    assert search("kwartsdorp", viewer=noor).total == 0


def test_who_may_not_read_may_not_answer(question: Question, noor: User, sign_in: SignIn) -> None:
    sent = {"body": "Ik raad maar wat.", "sending": str(uuid.uuid4())}
    assert sign_in(noor).post(f"/vragen/{question.pk}/antwoord/", sent).status_code == 404
    assert not Answer.objects.exists()


def test_the_walk_names_what_exists() -> None:
    text = (ROOT / "docs" / "walks" / "a-page.md").read_text(encoding="utf-8")
    forum = ROOT / "src" / "samenwijzer" / "forum"
    for room, name in [
        ("access", "question_to_read"),
        ("queries", "question_page"),
        ("actions", "answer_question"),
    ]:
        assert f"`{room}.{name}`" in text
        files = [forum / f"{room}.py", *(forum / room).glob("*.py")]
        assert any(f"def {name}(" in file.read_text(encoding="utf-8") for file in files if file.exists())
