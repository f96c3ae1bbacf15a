"""A person gets all that is known of him, and nothing about others that he may not see."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation

from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.tests.factories import make_answer, make_question, make_request
from samenwijzer.outbox import audit
from samenwijzer.outbox.models import AuditLine
from samenwijzer.privacy import actions
from samenwijzer.privacy.models import OwnDataFile
from samenwijzer.privacy.own_data import TakesLong, gather
from samenwijzer.privacy.own_data.gathering import place_of, pointers, shown_columns
from samenwijzer.privacy.own_data.labels import COLUMNS, PLACES
from samenwijzer.spaces.models import Member, Space
from samenwijzer.spaces.tests.factories import with_role
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine make the file at once too."""
    monkeypatch.setattr("samenwijzer.privacy.actions.own_data.AT_ONCE", 60)


def unpacked(content: bytes) -> tuple[str, dict[str, Any], list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        page = packed.read("mijn-gegevens.html").decode()
        return page, json.loads(packed.read("mijn-gegevens.json")), packed.namelist()


def test_every_place_that_points_at_a_person_has_a_title_and_every_column_a_name() -> None:
    places = {place_of(column) for column in pointers()}
    assert places - set(PLACES) == set(), "name them in own_data/labels.py"
    tables = {column.model for column in pointers()} | {User}
    names = {column.name for table in tables for column in shown_columns(table)}
    assert names - set(COLUMNS) == set(), "name them in own_data/labels.py, or leave them out with a reason"


def test_every_name_is_still_needed() -> None:
    assert set(PLACES) - {place_of(column) for column in pointers()} == set()


def test_one_gets_what_one_wrote_and_is(fatima: User, joost: User, sign_in: SignIn) -> None:
    question = make_question(fatima, "Mag dit?", space=Space.objects.get(default_for=fatima.department))
    make_answer(joost, question, "Ja, dat mag.")
    fatima.picture.save("f.png", ContentFile(b"portret"))
    audit.record(action="forum.question.asked", actor=fatima)
    answer = sign_in(fatima).post("/account/mijn-gegevens/")
    assert answer["Content-Disposition"] == 'attachment; filename="mijn-gegevens.zip"'
    page, plain, names = unpacked(answer.content)
    assert "foto.png" in names
    for told in ("Fatima Amrani", "fatima@example.org", "Mag dit?", "Inkomensconsulent", "maandag"):
        assert told.casefold() in page.casefold(), told
    assert "Ja, dat mag." not in page
    assert "argon2" not in page
    assert fatima.password not in page
    assert plain["profile"]["name"] == "Fatima Amrani"
    assert plain["places"]["forum.Question.author"][0]["title"] == "Mag dit?"
    assert any(line["action"] == "forum.question.asked" for line in plain["audit"])
    assert AuditLine.objects.filter(action="privacy.own_data.made", actor=fatima.public_id).exists()
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_what_one_may_not_read_now_stays_out(fatima: User, joost: User, hidden_space: Space) -> None:
    mine = make_question(fatima, "Mijn woorden?", space=hidden_space)
    theirs = make_question(joost, "Geheime titel?", space=hidden_space)
    make_request(theirs, fatima)
    page = make_page("Verborgen pagina", space=hidden_space, author=joost)
    page.owner = fatima
    page.save()
    before = str(gather(User.objects.get(pk=fatima.pk)))
    assert "Geheime titel?" in before
    assert "Verborgen pagina" in before
    Member.objects.filter(person=fatima).delete()
    after = str(gather(User.objects.get(pk=fatima.pk)))
    assert mine.title in after
    assert "Geheime titel?" not in after
    assert "Verborgen pagina" not in after
    assert hidden_space.name not in after


def test_nobody_else_gets_it_but_the_officer_who_is_noted(fatima: User, noor: User, sign_in: SignIn) -> None:
    address = f"/beheer/mensen/{fatima.pk}/gegevens/"
    assert sign_in(noor).post(address).status_code == 403
    noor.role_bits = role_bits({Role.PRIVACY_OFFICER})
    noor.save()
    client = sign_in(User.objects.get(pk=noor.pk))
    assert client.get(address).status_code == 200
    page, _plain, _names = unpacked(client.post(address).content)
    assert "fatima@example.org" in page
    line = AuditLine.objects.get(action="privacy.own_data.made")
    assert (line.actor, line.object) == (noor.public_id, f"accounts.user:{fatima.pk}")


def test_who_administers_forgets_people_and_reads_no_data_of_theirs(
    fatima: User, bram: User, sign_in: SignIn
) -> None:
    client = sign_in(with_role(bram, Role.ADMINISTRATOR))
    for address in (f"/beheer/mensen/{fatima.pk}/gegevens/", f"/beheer/mensen/{fatima.pk}/gegevens/bestand/"):
        assert client.get(address).status_code == 403
        assert address not in client.get(f"/collegas/{fatima.pk}/").content.decode()
        assert address not in client.get(f"/beheer/mensen/{fatima.pk}/").content.decode()
    assert client.get(f"/beheer/vergeten/{fatima.pk}/").status_code == 200


def test_much_is_made_by_a_job_with_progress(
    fatima: User, noor: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        make_question(fatima, f"Vraag {number}?", space=Space.objects.get(default_for=fatima.department))
    with pytest.raises(TakesLong):
        gather(fatima, seconds=0)
    monkeypatch.setattr("samenwijzer.privacy.actions.own_data.AT_ONCE", 0)
    client, address = sign_in(fatima), "/account/mijn-gegevens/"
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302  # A double click asks once.
    asked = OwnDataFile.objects.get()
    assert "progress" in client.get(address).content.decode()
    assert client.get(f"{address}bestand/").status_code == 404
    assert actions.make_own_data_job.call(asked_id=asked.pk)
    assert not actions.make_own_data_job.call(asked_id=asked.pk)
    assert f'href="{address}bestand/"' in client.get(address).content.decode()
    got = client.get(f"{address}bestand/")
    page, _plain, _names = unpacked(b"".join(got.streaming_content))  # type: ignore[attr-defined]
    assert "Vraag 39?" in page
    assert sign_in(noor).get(f"{address}bestand/").status_code == 404
    name = str(OwnDataFile.objects.get().file.name)
    storage = OwnDataFile.objects.get().file.storage
    assert storage.exists(name)
    actions.forget_own_data(person_id=fatima.pk)
    assert not OwnDataFile.objects.exists()


def test_it_is_in_the_language_of_who_asks(fatima: User) -> None:
    with translation.override("en"):
        assert "Questions you asked" in [str(place.title) for place in PLACES.values()]
    with translation.override("nl"):
        assert "Vragen die je stelde" in [str(place.title) for place in PLACES.values()]


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert client.post("/account/mijn-gegevens/").status_code == 302
