import uuid
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse

from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.outbox.middleware import OriginMiddleware
from samenwijzer.outbox.models import AuditLine


@pytest.mark.django_db
def test_a_line_says_who_did_what_from_where() -> None:
    fatima = SimpleNamespace(public_id=uuid.uuid4())

    def ask(request: HttpRequest) -> HttpResponse:
        audit.record(action="forum.question.asked", actor=fatima, object=Ref("forum.question", 12))
        return HttpResponse()

    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "192.0.2.7"
    response = OriginMiddleware(ask)(request)
    line = AuditLine.objects.get()
    assert (line.action, line.object, line.result, line.origin, line.actor) == (
        "forum.question.asked",
        "forum.question:12",
        "ok",
        "page",
        fatima.public_id,
    )
    assert response["X-Request-ID"] == line.request_id != ""


@pytest.mark.django_db
def test_after_the_request_its_origin_is_forgotten() -> None:
    OriginMiddleware(lambda request: HttpResponse())(HttpRequest())
    audit.record(action="outbox.tidied", actor=None)
    assert AuditLine.objects.get().request_id == ""


@pytest.mark.django_db
def test_the_cache_table_exists() -> None:
    assert "cache" in connection.introspection.table_names()
