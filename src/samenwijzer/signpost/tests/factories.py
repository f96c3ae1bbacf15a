"""Services for tests."""

from typing import Any

from samenwijzer.accounts.models import Department
from samenwijzer.signpost.models import Law, Service
from samenwijzer.subjects.models import Product, Subject, Synonym


def make_subject(name: str, *synonyms: str) -> Subject:
    subject, _made = Subject.objects.get_or_create(name=name)
    for term in synonyms:
        Synonym.objects.create(subject=subject, term=term)
    return subject


def make_product(name: str, **fields: Any) -> Product:
    uri = f"http://standaarden.overheid.nl/owms/terms/{name.replace(' ', '_')}"
    return Product.objects.update_or_create(name=name, defaults={"uri": uri, **fields})[0]


def make_service(
    name: str,
    *,
    answer: str = "",
    department: Department | None = None,
    subjects: tuple[Subject, ...] = (),
    laws: tuple[tuple[str, str], ...] = (),
    **fields: Any,
) -> Service:
    service = Service.objects.create(name=name, answer=answer, department=department, **fields)
    service.subjects.set(subjects)
    for law, url in laws:
        Law.objects.create(service=service, name=law, url=url)
    return service
