"""The catalogue of services: the agreed short answer, who owns it and the steps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.access import not_withheld
from samenwijzer.accounts.models import Department, Municipality, Right, User
from samenwijzer.kernel import text
from samenwijzer.subjects.models import Product, Subject


class ServiceRows(models.QuerySet["Service"]):
    """Filters on services. The signpost is for every colleague, and for no guest."""

    def visible_to(self, viewer: User | None) -> ServiceRows:
        """Keep what the viewer may read. A viewer of None is any colleague."""
        return self.within_reach_of(viewer).filter(not_withheld(viewer))

    def within_reach_of(self, viewer: User | None) -> ServiceRows:
        """Keep what the viewer might read if nothing were withheld."""
        return self.all() if viewer is None or viewer.may(Right.READ_OPEN) else self.none()

    def answered_first(self, *then: Case) -> ServiceRows:
        """Order by name, the services with an agreed answer before those without; `then` orders the alike."""
        return self.order_by(Case(When(answer="", then=1), default=0), Lower("name"), *then, "pk")


class Service(models.Model):
    """A product as colleagues know it. Without an agreed answer it asks for an owner.

    `from_list` marks a service made for a product of the national list that nobody has claimed.
    """

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    name = models.CharField(_("name"), max_length=300)
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, blank=True, related_name="services"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="services"
    )
    answer = models.TextField(_("agreed short answer"), max_length=10_000, blank=True)
    for_whom = models.TextField(_("for whom"), max_length=2_000, blank=True)
    steps = models.JSONField(default=list, blank=True)
    subjects = models.ManyToManyField(Subject, related_name="services", blank=True)
    # Where it holds; none means everywhere.
    municipalities = models.ManyToManyField(Municipality, related_name="services", blank=True)
    variant_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="variants"
    )
    from_list = models.BooleanField(default=False)
    # Somebody can be recognised in it, a reader says; only the privacy officer sees it.
    withheld_at = models.DateTimeField(null=True, blank=True)

    objects = ServiceRows.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [
            models.Index(
                name="service_withheld", fields=["withheld_at"], condition=Q(withheld_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="service_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="service_is_no_variant_of_itself", condition=~Q(variant_of=F("pk"))),
            models.UniqueConstraint(
                name="one_list_service_per_product",
                fields=["product"],
                condition=Q(from_list=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name as a heading: the national list writes its names without a capital."""
        return self.name[:1].upper() + self.name[1:] if self.from_list else self.name


class Law(models.Model):
    """A link from a service to the law it rests on."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="laws")
    name = models.CharField(max_length=400)
    url = models.URLField(max_length=600, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.CheckConstraint(name="law_has_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name
