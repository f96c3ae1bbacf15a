import pytest
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.outbox.models import AuditLine
from samenwijzer.spaces.models import Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def test_who_knocks_at_a_closed_space_stands_in_the_audit(
    noor: User, closed_space: Space, sign_in: SignIn
) -> None:
    answer = sign_in(noor).get(reverse("spaces:space", args=[closed_space.pk]))
    assert answer.status_code == 403
    line = AuditLine.objects.get()
    assert (line.action, line.object, line.result) == (
        "outbox.person.turned_away",
        f"spaces.space:{closed_space.pk}",
        "refused",
    )
    assert line.actor == noor.public_id
    assert line.request_id == answer["X-Request-ID"]
    assert line.origin == "page"
    assert len(line.address) == 32


def test_what_is_not_there_and_what_one_may_see_make_no_line(
    noor: User, joost: User, closed_space: Space, hidden_space: Space, sign_in: SignIn
) -> None:
    sign_in(noor).get(reverse("spaces:space", args=[hidden_space.pk]))
    sign_in(joost).get(reverse("spaces:space", args=[closed_space.pk]))
    assert not AuditLine.objects.exists()


def test_a_number_that_no_table_holds_stands_in_no_line(noor: User, sign_in: SignIn) -> None:
    address = reverse("accounts:person", args=[10**150])
    assert sign_in(noor).get(address).status_code == 403
    assert AuditLine.objects.get().object == ""
