"""Run in an empty installation: one of each thing, with number 1, and Bram who may do everything."""

from samenwijzer.accounts.models import (
    AllowedText,
    Department,
    Location,
    Municipality,
    Role,
    Team,
    User,
    WeekPattern,
    role_bits,
)
from samenwijzer.documents.models import Page
from samenwijzer.forum.models import Answer, Comment, Question, Request
from samenwijzer.journeys.models import Kind, Ownership, Reason
from samenwijzer.kernel import clock
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.privacy.actions import report_block, report_text
from samenwijzer.search.models import RecentSearch, SearchGroup, SynonymProposal, SynonymRule
from samenwijzer.signpost.models import Service
from samenwijzer.spaces.models import Member, MembershipRequest, Space
from samenwijzer.subjects.models import Subject

now = clock.now()
department = Department.objects.create(name="Inkomen")
Location.objects.create(name="Stadhuis")
Municipality.objects.create(name="Lindewaard")
WeekPattern.objects.create(name="Hele week", working_day_bits=31)
team = Team.objects.create(name="Balie", department=department)
joost, bram, els = (
    User.objects.create_user(
        email=f"{name.split()[0].lower()}@example.org",
        name=name,
        password="een-lang-wachtwoord",
        department=department,
    )
    for name in ("Joost Verhagen", "Bram Koster", "Els Mulder")
)
bram.role_bits = role_bits(set(Role) - {Role.GUEST})
bram.save()
Team.objects.update(manager=bram)
space = Space.objects.create(name="Inkomen", department=department, default_for=department)
circle = Space.objects.create(name="Kring", visibility="closed")
Member.objects.create(space=space, person=bram, role="manager")
Member.objects.create(space=circle, person=joost, role="manager")
MembershipRequest.objects.create(
    space=space, person=els, kind="access", role="editor", made_by=els, made_at=now
)
question = Question.objects.create(
    title="Mag een gift naast bijstand?", space=space, author=bram, asked_at=now
)
answer = Answer.objects.create(question=question, body="Ja, kwikstaart.", author=bram, answered_at=now)
Comment.objects.create(question=question, answer=answer, body="Dank.", author=joost, written_at=now)
Request.objects.create(question=question, person=bram, asked_by=joost, asked_at=now)
Page.objects.create(
    title="Traplift",
    body="Zo doe je het.",
    space=space,
    author=bram,
    owner=bram,
    dated=now,
    date_given="2026",
)
subject = Subject.objects.create(name="Bijstand", owner=bram)
DeclaredSubject.objects.create(person=bram, subject=subject)
SynonymRule.objects.create(words="Trapstoel", meaning="Traplift", kind="both")
Service.objects.create(name="Bijstandsuitkering", answer="Vraag het aan.", department=department)
Ownership.objects.create(
    person=bram, former=joost, kind=Kind.PAGE, number=1, reason=Reason.OFFER, made_at=now
)
AllowedText.objects.create(kind="text", value="Balie Inkomen", added_by=bram, added_at=now)
report_block(
    author=joost,
    place="forum:ask",
    texts={"title": "bsn 123456782"},
    labels={"title": "Je vraag"},
    reason="Een voorbeeld.",
)
report_text(reporter=els, reference="documents.page:1")
SynonymProposal.objects.create(words="Trapstoel", meaning="Stoellift", proposer=els, at=now)
SearchGroup.objects.create(
    week=clock.today(), words="trapstoel", text="trapstoel", people=5, gap="nothing", missed=5
)
RecentSearch.objects.create(person=bram, text="trapstoel", at=now)
