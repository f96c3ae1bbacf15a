"""Run in an installation: some of everything, and text that is hard to carry over."""

from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from samenwijzer.accounts.models import Department, Location, SignInLink, Team, User
from samenwijzer.forum.models import Answer, Comment, Helped, Question, Revision
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes, sealing
from samenwijzer.outbox.actions import tidy_up_job
from samenwijzer.spaces.models import Member, Space

now = clock.now()
with transaction.atomic():
    part = Department.objects.create(external_id="afd-1", name="Inkomen 👩‍👧 “é”")
    under = Department.objects.create(external_id="afd-2", name="Onder", parent=part)
    place = Location.objects.create(name="Stadhuis")
    team = Team.objects.create(name="Team", department=under, location=place)
    space = Space.objects.create(name="Inkomen", department=part, default_for=part)
    people = [
        User.objects.create_user(
            f"p{n}@example.org",
            f"Persoon {n}",
            "een-lang-wachtwoord",
            department=under,
            team=team,
            spoken_languages=["nl", "tr"],
            birthday=date(2000, 2, 29),
            about="a\nb\t'\"\\",
            field_visibility={"phone": "team"},
            external_id=f"p-{n}",
        )
        for n in range(40)
    ]
    Team.objects.update(manager=people[0])
    people[1].picture.save("foto.png", ContentFile(bytes(range(256)) * 400))
    Member.objects.create(space=space, team=team, role="editor")
    for n in range(30):
        question = Question.objects.create(
            title=f"Vraag {n}?", body="x" * n, space=space, author=people[n % 40], asked_at=now
        )
        answer = Answer.objects.create(
            question=question, body="Ja.", author=people[n % 7], accepted=True, answered_at=now
        )
        Helped.objects.create(answer=answer, person=people[9], said_at=now)
        Comment.objects.create(
            question=question, answer=answer, body="Dank.", author=people[3], written_at=now
        )
        Revision.objects.create(answer=answer, body="Nee.", editor=people[2], edited_at=now)
        audit.record(
            action="forum.question.asked", actor=people[n % 40], object=Ref("forum.question", question.pk)
        )
        changes.append(Ref("forum.question", question.pk), Ref("forum.answer", answer.pk))
    Question.objects.order_by("-pk")[0].delete()
    SignInLink.objects.create(person=people[5], digest="d" * 64, expires_at=now)
    tidy_up_job.enqueue()
while sealing.seal_waiting():
    pass
