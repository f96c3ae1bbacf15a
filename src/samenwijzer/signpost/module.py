"""What signpost plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import MenuEntry, Module
from samenwijzer.signpost.queries import service_addresses
from samenwijzer.signpost.records import RECORDS
from samenwijzer.signpost.search_source import SERVICES

MODULE = Module(
    name="signpost",
    title=_("Signpost"),
    urls="samenwijzer.signpost.urls",
    menu=(MenuEntry(title=_("Signpost"), url_name="signpost:list", icon="signpost", position=10),),
    search_sources=(SERVICES,),
    records=RECORDS,
    links={"service": lambda ids, viewer: service_addresses(viewer=viewer, external_ids=ids)},
    optional=True,
)
