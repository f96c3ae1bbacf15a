"""What the journeys plug into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.journeys.leaver import forget_ownership
from samenwijzer.journeys.queries import ownership_tasks
from samenwijzer.kernel.modules import Module


def _forget(person_id: int) -> None:
    forget_ownership(person_id=person_id)


MODULE = Module(
    name="journeys",
    title=_("Handing on"),
    urls="samenwijzer.journeys.urls",
    forget=_forget,
    tasks=lambda viewer: ownership_tasks(viewer=viewer),
)
