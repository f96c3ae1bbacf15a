"""What signpost plugs into the house."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import MenuEntry, Module, TextKind, TextPlace
from samenwijzer.kernel.refs import Ref
from samenwijzer.signpost.models import Law, Service
from samenwijzer.signpost.queries import service_addresses
from samenwijzer.signpost.records import RECORDS
from samenwijzer.signpost.search_source import SERVICES


def _reach(ids: Sequence[int], viewer: User | None) -> QuerySet[Service, int]:
    return Service.objects.within_reach_of(viewer).filter(pk__in=ids).values_list("pk", flat=True)


TEXTS = (
    TextKind(
        kind="signpost.service",
        title=pgettext_lazy("kind of text", "Service"),
        model=Service,
        columns=("name", "answer", "for_whom", "steps"),
        beside=(TextPlace(model=Law, item="service", columns=("name", "url")),),
        url=lambda pk: reverse("signpost:service", args=[pk]),
        reread=lambda pk: [Ref("signpost.service", pk)],
        reach=_reach,
    ),
)

MODULE = Module(
    name="signpost",
    title=_("Signpost"),
    urls="samenwijzer.signpost.urls",
    menu=(MenuEntry(title=_("Signpost"), url_name="signpost:list", icon="signpost", position=10),),
    search_sources=(SERVICES,),
    records=RECORDS,
    texts=TEXTS,
    links={"service": lambda ids, viewer: service_addresses(viewer=viewer, external_ids=ids)},
    optional=True,
)
