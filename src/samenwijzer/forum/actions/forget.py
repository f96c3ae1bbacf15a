"""What the forum does when a person is forgotten."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from samenwijzer.forum.models import Answer, Helped, Question, Request, RequestState
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes


@transaction.atomic
def forget_person(*, person_id: int) -> None:
    """Take away what the forum knows of a person beside his texts, which stay under the emptied row.

    Search reads his questions and answers again, so that he is no longer named as somebody who knows.
    May run twice.
    """
    Helped.objects.filter(person=person_id).delete()
    Request.objects.filter(person=person_id).exclude(state=RequestState.ANSWERED).delete()
    Request.objects.filter(named=person_id).update(named=None, state=RequestState.NOT_NOW)
    theirs = Q(author=person_id)
    questions = Question.objects.filter(theirs | Q(answers__author=person_id)).distinct()
    changes.append(
        *(Ref("forum.question", pk) for pk in questions.order_by("pk").values_list("pk", flat=True)),
        *(
            Ref("forum.answer", pk)
            for pk in Answer.objects.filter(theirs).order_by("pk").values_list("pk", flat=True)
        ),
    )
