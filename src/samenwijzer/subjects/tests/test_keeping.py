"""The shared vocabulary, as who keeps it works on it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.documents.tests.factories import make_page, make_subject
from samenwijzer.forum.tests.factories import make_question
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.outbox.models import AuditLine, Change
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.signpost.tests.factories import make_service
from samenwijzer.spaces.models import Space
from samenwijzer.subjects import actions
from samenwijzer.subjects.models import Product, Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
LIST = "/beheer/onderwerpen/"


@pytest.fixture
def keeper(joost: User) -> User:
    joost.role_bits = role_bits({Role.KNOWLEDGE_MANAGER})
    joost.save()
    return joost


@pytest.fixture
def used(joost: User) -> Callable[[str], Subject]:
    """Make a subject that a question, a page, a service and a person carry."""

    def make(name: str, *synonyms: str) -> Subject:
        space = Space.objects.get(default_for=joost.department)
        subject = make_subject(name, *synonyms)
        make_question(joost, f"Vraag over {name}", space=space).subjects.add(subject)
        make_page(f"Pagina over {name}", space=space, subjects=(subject,))
        make_service(f"Dienst {name}", subjects=(subject,))
        DeclaredSubject.objects.create(person=joost, subject=subject)
        return subject

    return make


def lines() -> list[str]:
    return list(AuditLine.objects.order_by("pk").values_list("action", flat=True))


def words_of(subject: Subject) -> list[str]:
    return [subject.name, *subject.synonyms.values_list("term", flat=True)]


def values(subject: Subject, **other: str) -> dict[str, str]:
    return {"name": subject.name, "synonyms": "", "product": "", "owner": "", **other}


def test_nobody_else_comes_in(fatima: User, sign_in: SignIn) -> None:
    subject = make_subject("Bijstand")
    client = sign_in(fatima)
    for address in (LIST, f"{LIST}nieuw/", f"{LIST}{subject.pk}/"):
        assert client.get(address).status_code == 403
        assert client.post(address, values(subject, name="Anders")).status_code == 403
    assert client.post(f"{LIST}eigenaar/", {"owner": "joost"}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.remove_subjects(subject_ids=[subject.pk], actor=fatima)
    with pytest.raises(NotAllowed):
        actions.merge_subjects(subject_ids=[], into_id=subject.pk, actor=fatima)


def test_a_subject_is_added_with_synonyms_product_and_owner(
    keeper: User, fatima: User, sign_in: SignIn
) -> None:
    product = Product.objects.order_by("pk")[0]
    sent = {
        "name": "  Bijzondere   bijstand ",
        "synonyms": "BB\n\n bijz. bijstand \nbb\nBijzondere bijstand",
        "product": str(product.pk),
        "owner": "Fatima Amrani",
    }
    assert sign_in(keeper).post(f"{LIST}nieuw/", sent).status_code == 302
    subject = Subject.objects.get()
    assert words_of(subject) == ["Bijzondere bijstand", "BB", "bijz. bijstand"]
    assert (subject.owner, subject.product) == (fatima, product)
    assert lines() == ["subjects.subject.added"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "BIJSTAND"),
        ("name", "a" * 201),
        ("owner", "nergens@example.org"),
        ("owner", "o"),
        ("product", "999999"),
        ("synonyms", "a" * 201),
        ("synonyms", "\n".join(str(one) for one in range(101))),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    field: str, typed: str, keeper: User, noor: User, sign_in: SignIn
) -> None:
    make_subject("Bijstand")
    sent = values(Subject(name="Anders"), **{field: typed})
    answer = sign_in(keeper).post(f"{LIST}nieuw/", sent)
    assert answer.status_code == 422
    assert f"id_{field}-error" in answer.content.decode()
    assert Subject.objects.count() == 1


def test_a_changed_word_reaches_search_at_once(
    keeper: User, used: Callable[..., Subject], sign_in: SignIn
) -> None:
    subject = used("Bijstand")
    Change.objects.all().delete()
    client = sign_in(keeper)
    address = f"{LIST}{subject.pk}/"
    assert client.post(address, values(subject, synonyms="uitkering")).status_code == 302
    kinds = {"forum.question", "documents.page", "signpost.service", "people.person"}
    assert set(Change.objects.values_list("kind", flat=True)) == kinds
    Change.objects.all().delete()
    client.post(address, values(subject, synonyms="uitkering"))
    assert not Change.objects.exists()
    assert lines().count("subjects.subject.changed") == 1


def test_two_subjects_become_one_and_nothing_is_lost(
    keeper: User, used: Callable[..., Subject], sign_in: SignIn
) -> None:
    old, new = used("Individuele inkomenstoeslag", "IIT"), make_subject("Inkomenstoeslag", "toeslag")
    both = make_page("Beide", space=Space.objects.get(default_for=keeper.department), subjects=(old, new))
    client = sign_in(keeper)
    sent = {"act": "merge", "picked": [str(old.pk), str(new.pk)]}
    asked = client.post(LIST, sent)
    assert asked.status_code == 200
    assert Subject.objects.count() == 2
    assert client.post(LIST, {**sent, "confirmed": "1"}).status_code == 422
    assert client.post(LIST, {**sent, "confirmed": "1", "into": str(new.pk)}).status_code == 302
    assert words_of(Subject.objects.get()) == [
        "Inkomenstoeslag",
        "toeslag",
        "Individuele inkomenstoeslag",
        "IIT",
    ]
    assert new.questions.count() == new.services.count() == new.declared_by.count() == 1
    assert new.pages.count() == 2
    assert both.subjects.count() == 1
    assert "subjects.subject.merged" in lines()


def test_a_merge_that_came_too_late_is_refused(keeper: User) -> None:
    one, other = make_subject("Een"), make_subject("Ander")
    actions.merge_subjects(subject_ids=[one.pk], into_id=other.pk, actor=keeper)
    with pytest.raises(Refusal):
        actions.merge_subjects(subject_ids=[one.pk], into_id=other.pk, actor=keeper)


def test_only_what_nothing_carries_is_removed(
    keeper: User, used: Callable[..., Subject], sign_in: SignIn
) -> None:
    used("Bijstand")
    make_subject("Leeg", "niets")
    client = sign_in(keeper)
    for subject in Subject.objects.all():
        client.post(LIST, {"act": "remove", "picked": str(subject.pk), "confirmed": "1"})
    assert list(Subject.objects.values_list("name", flat=True)) == ["Bijstand"]
    assert lines() == ["subjects.subject.removed"]


def test_the_list_is_searched_filtered_and_ordered(
    keeper: User, used: Callable[..., Subject], sign_in: SignIn
) -> None:
    used("Bijstand", "Pw-uitkering")
    owned = make_subject("agressie")
    owned.owner = keeper
    owned.save()
    client = sign_in(keeper)

    def names(**query: str) -> list[str]:
        return [row.name for row in client.get(LIST, query).context["found"].items]

    assert names() == ["agressie", "Bijstand"]
    assert names(order="-name") == ["Bijstand", "agressie"]
    assert names(q="pw-UIT") == ["Bijstand"]
    assert names(show="no_owner") == ["Bijstand"]
    assert names(show="no_synonyms") == names(show="unused") == ["agressie"]
    assert client.get(LIST, {"show": "anders"}).status_code == 422
    assert client.get(LIST, {"q": "nergens"}).status_code == 200
    row = next(iter(client.get(LIST, {"q": "bijstand"}).context["found"].items))
    assert (row.uses, list(row.synonyms)) == (4, ["Pw-uitkering"])


def test_a_long_list_costs_no_more_queries(
    keeper: User,
    used: Callable[..., Subject],
    sign_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number, product in enumerate(Product.objects.order_by("pk")[:13]):
        subject = used(f"Onderwerp {number}", f"woord {number}")
        subject.product = product
        subject.owner = User.objects.create_user(email=f"{number}@example.org", name=f"Eigenaar {number}")
        subject.save()
    client = sign_in(keeper)
    with django_assert_max_num_queries(12):
        assert client.get(LIST).status_code == 200


def test_an_owner_is_offered_while_his_name_is_typed(keeper: User, fatima: User, sign_in: SignIn) -> None:
    client = sign_in(keeper)
    html = client.post(f"{LIST}eigenaar/", {"owner": "fat"}).content.decode()
    assert f'<option value="{fatima.email}">Fatima Amrani' in html
    assert "<option" not in client.post(f"{LIST}eigenaar/", {"owner": "\x00a"}).content.decode()


def test_what_a_leaver_owned_gets_another_owner_once(joost: User, fatima: User, noor: User) -> None:
    his, hers = make_subject("Zijn"), make_subject("Haar")
    his.owner, hers.owner = joost, noor
    his.save()
    hers.save()
    asked = [his.pk, hers.pk]
    assert actions.hand_over_subjects(subjects=asked, former=joost, heir=fatima, actor=None) == [his.pk]
    assert actions.hand_over_subjects(subjects=asked, former=joost, heir=fatima, actor=None) == []
    his.refresh_from_db()
    hers.refresh_from_db()
    assert (his.owner, hers.owner) == (fatima, noor)
    assert lines() == ["subjects.subject.handed_over"]


def test_a_forgotten_owner_leaves_the_subject(joost: User) -> None:
    subject = make_subject("Bijstand")
    subject.owner = joost
    subject.save()
    actions.forget_ownership(person_id=joost.pk)
    subject.refresh_from_db()
    assert subject.owner is None


def test_the_database_holds_one_subject_of_a_name() -> None:
    make_subject("Bijstand")
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.create(name="Bijstand")
