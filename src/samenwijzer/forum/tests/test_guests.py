"""A guest asks and answers in his own spaces, is marked as a guest, and learns of nobody else."""

import datetime

import pytest
from django.urls import reverse

from samenwijzer.accounts.models import Role as OrganisationRole
from samenwijzer.accounts.models import User, role_bits
from samenwijzer.forum import actions, queries
from samenwijzer.forum.forms import AskForm
from samenwijzer.forum.models import Question
from samenwijzer.forum.tests.factories import make_answer, make_comment, make_question
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import NotAllowed
from samenwijzer.spaces.models import Member, Role, Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def gijs(hidden_space: Space) -> User:
    """A trainer in one hidden space, until a day."""
    guest = User.objects.create_user(
        email="gijs@example.org",
        name="Gijs Gast",
        role_bits=role_bits({OrganisationRole.GUEST}),
        guest_until=clock.today() + datetime.timedelta(days=30),
    )
    Member.objects.create(space=hidden_space, person=guest, role=Role.CONTRIBUTOR)
    return guest


def test_his_form_offers_his_own_spaces_and_asks_there(gijs: User, hidden_space: Space, joost: User) -> None:
    form = AskForm(viewer=gijs)
    assert form.fields["space"].choices == [(hidden_space.pk, hidden_space.name)]  # type: ignore[attr-defined]
    assert form.fields["space"].initial == hidden_space.pk
    question = actions.ask_question(author=gijs, title="Hoe gaat het?")
    assert question.space == hidden_space


def test_he_is_marked_wherever_his_name_stands(
    gijs: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    question = make_question(gijs, "Hoe gaat het?", space=hidden_space)
    make_answer(gijs, question, "Goed.")
    make_comment(gijs, question)
    client = sign_in(fatima)
    page = client.get(reverse("forum:question", args=[question.pk])).content.decode()
    assert page.count('<span class="sw-tag">gast</span>') == 4
    assert "Gijs Gast, gast" in client.get(reverse("forum:questions")).content.decode()


def test_he_cannot_ask_people_he_does_not_know(gijs: User, noor: User, joost: User) -> None:
    found = queries.people_to_ask(viewer=gijs, ids=[str(noor.pk), str(joost.pk)])
    assert found == [joost]


def test_after_his_last_day_he_is_asked_nothing(gijs: User, joost: User, hidden_space: Space) -> None:
    question = make_question(joost, "Wie weet dit?", space=hidden_space)
    assert gijs.name in {one.name for one in queries.colleagues_to_ask(viewer=joost, question=question)}
    gijs.guest_until = clock.today() - datetime.timedelta(days=1)
    gijs.save()
    assert gijs.name not in {one.name for one in queries.colleagues_to_ask(viewer=joost, question=question)}
    with pytest.raises(Exception, match="werkt hier niet meer"):
        actions.ask_colleague(asker=joost, question=question, person=User.objects.get(pk=gijs.pk))


def test_in_an_archived_space_nobody_writes_and_the_page_says_why(
    fatima: User, joost: User, hidden_space: Space, sign_in: SignIn
) -> None:
    question = make_question(joost, "Wie weet dit?", space=hidden_space)
    Space.objects.filter(pk=hidden_space.pk).update(archived_at=clock.now())
    client = sign_in(fatima)
    page = client.get(reverse("forum:question", args=[question.pk])).content.decode()
    assert "Deze ruimte is gearchiveerd." in page
    refused = client.post(reverse("forum:answer", args=[question.pk]), {"body": "Ik."})
    assert refused.status_code == 403
    assert "gearchiveerd" in refused.content.decode()
    with pytest.raises(NotAllowed):
        actions.answer_question(author=fatima, question=Question.objects.get(pk=question.pk), body="Ik.")


def test_a_question_says_who_can_see_it(
    fatima: User, joost: User, hidden_space: Space, sign_in: SignIn
) -> None:
    question = make_question(joost, "Wie weet dit?", space=hidden_space)
    page = sign_in(fatima).get(reverse("forum:question", args=[question.pk])).content.decode()
    assert f"/ruimtes/{hidden_space.pk}/wie/" in page
    assert "2 mensen" in page or "2 personen" in page
