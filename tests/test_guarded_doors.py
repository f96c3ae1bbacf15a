"""Every form in which people write refuses a block, keeps what was typed, and lets a warning stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts.models import (
    AllowedText,
    Department,
    Location,
    Municipality,
    Override,
    Role,
    Team,
    User,
    WeekPattern,
    role_bits,
)
from samenwijzer.forum.tests.factories import make_answer, make_question
from samenwijzer.kernel import clock
from samenwijzer.outbox.models import AuditLine
from samenwijzer.people.models import SubjectChoice
from samenwijzer.search.models import SynonymRule
from samenwijzer.signpost.tests.factories import make_subject
from samenwijzer.spaces.models import Member, MembershipRequest, RequestKind, Space
from samenwijzer.ui.guarded import GuardedForm
from tests.cast import SignIn
from tests.every_door import doors
from tests.page_forms import PageForm, forms_in

pytestmark = pytest.mark.django_db

BLOCKED, WARNED, WHY = "BSN 123456782", "Bel ons op 06-12345678", "Het is de balie."


@dataclass(frozen=True, slots=True)
class Written:
    """A door with a form: its name, what its address names, and the class of the form."""

    view: str
    thing: str
    form: str

    def __str__(self) -> str:
        return self.view


WRITTEN = [
    Written("accounts:add_person", "", "PersonForm"),
    Written("accounts:change_person", "person", "PersonForm"),
    Written("accounts:add_guest", "", "GuestForm"),
    Written("accounts:change_department", "department", "DepartmentForm"),
    Written("journeys:new_department", "", "DepartmentForm"),
    Written("accounts:add_team", "", "TeamForm"),
    Written("accounts:change_team", "team", "TeamForm"),
    Written("accounts:add_location", "", "LocationForm"),
    Written("accounts:location", "location", "LocationForm"),
    Written("accounts:add_municipality", "", "MunicipalityForm"),
    Written("accounts:municipality", "municipality", "MunicipalityForm"),
    Written("accounts:add_week_pattern", "", "WeekPatternForm"),
    Written("accounts:week_pattern", "pattern", "WeekPatternForm"),
    Written("accounts:add_allowed_text", "", "AllowedTextForm"),
    Written("accounts:allowed_text", "allowed", "AllowedTextForm"),
    Written("organisation:name", "", "NameForm"),
    Written("spaces:make", "", "SpaceForm"),
    Written("spaces:change", "space", "SpaceForm"),
    Written("spaces:ask_access", "closed", "AskForm"),
    Written("spaces:invite", "space", "PersonForm"),
    Written("spaces:hand_over", "space", "PersonForm"),
    Written("spaces:request", "request", "AnswerForm"),
    Written("subjects:add", "", "SubjectForm"),
    Written("subjects:change", "subject", "SubjectForm"),
    Written("search:add_synonym", "", "RuleForm"),
    Written("search:synonym", "synonym", "RuleForm"),
    Written("search:propose_synonym", "", "ProposalForm"),
    Written("privacy:report", "reported", "ReportTextForm"),
    Written("forum:ask", "", "AskForm"),
    Written("forum:question", "question", "AnswerForm"),
    Written("forum:comment", "question", "CommentForm"),
    Written("forum:edit", "question", "EditQuestionForm"),
    Written("forum:edit_answer", "answer", "AnswerForm"),
    Written("people:edit", "", "ProfileForm"),
    Written("people:confirm", "person", "ConfirmForm"),
    Written("people:contest", "subject", "ContestForm"),
    Written("people:answer_contest", "contested", "AnswerForm"),
]
# In these stands what is looked up, read as something else than words, or let pass.
NO_TEXT = {
    "value",
    "email",
    "phone",
    "manager",
    "owner",
    "subject",
    "starts_on",
    "leaves_on",
    "until",
    "absent_until",
    "tried",
}
USUAL = {
    "email": "tess@example.org",
    "until": f"{clock.today() + timedelta(days=9):%d-%m-%Y}",
    "title": "Mag een gift naast bijstand?",
    "day_mon": "whole",
    "words": "Balie van de gemeente",
    "meaning": "Aanmeldzuil",
    "subject": "Bijstand",
    "example": "Wist meteen welk loket.",
    **dict.fromkeys(NO_TEXT - {"email", "until", "value", "subject"} | {"synonyms", "languages"}, ""),
}
"""What fits where nothing stands yet."""


@pytest.fixture
def things(bram: User, joost: User, els: User, closed_space: Space) -> dict[str, int | str]:
    """One of each thing that can be written about, and Bram who may do all that a colleague may."""
    bram.role_bits = role_bits(set(Role) - {Role.GUEST})
    bram.save()
    department = Department.objects.get(name="Inkomen")
    space = Space.objects.get(default_for=department)
    Member.objects.create(space=space, person=bram, role="manager")
    asked = MembershipRequest.objects.create(
        space=space, person=els, kind=RequestKind.ACCESS, role="editor", made_by=els, made_at=clock.now()
    )
    question = make_question(bram, space=space)
    return {
        "person": joost.pk,
        "department": department.pk,
        "team": Team.objects.create(name="Balie", department=department, manager=bram).pk,
        "location": Location.objects.create(name="Stadhuis").pk,
        "municipality": Municipality.objects.create(name="Lindewaard").pk,
        "pattern": WeekPattern.objects.create(name="Hele week", working_day_bits=31).pk,
        "allowed": AllowedText.objects.create(kind="text", value="Balie", added_at=clock.now()).pk,
        "space": space.pk,
        "closed": closed_space.pk,
        "request": asked.pk,
        "subject": make_subject("Bijstand").pk,
        "contested": SubjectChoice.objects.create(
            person=joost,
            subject=make_subject("Traplift"),
            state="contested",
            note="Nee.",
            chosen_at=clock.now(),
        ).pk,
        "synonym": SynonymRule.objects.create(words="Balie", meaning="Loket", kind="both").pk,
        "reported": f"forum.question:{make_question(joost, space=space).pk}",
        "question": question.pk,
        "answer": make_answer(bram, question).pk,
    }


@pytest.fixture
def client(bram: User, things: dict[str, int | str], sign_in: SignIn) -> Client:
    return sign_in(bram)


@pytest.mark.parametrize("written", WRITTEN, ids=str)
def test_a_block_is_refused_beside_each_field_and_a_warning_stands_for_a_reason(
    written: Written, things: dict[str, int | str], client: Client
) -> None:
    form = guarded(client, written, things)
    for name in [name for name in form.typed if name not in NO_TEXT]:
        answer = client.post(form.action, sent(form, **{name: BLOCKED}))
        shown = refused(answer, written)
        assert "BSN" in str(shown.errors[name]), name
        again = next(one for one in forms_in(answer.content.decode(), at=form.action) if name in one.typed)
        assert again.values[name] == [BLOCKED], "what was typed is kept"
        assert shown.traceable is not None
        assert shown.traceable.is_blocked
    name = next(name for name in form.typed if name not in NO_TEXT)
    let_stand = {"not_traceable": "on", "traceable_reason": WHY}
    assert refused(client.post(form.action, sent(form, **{name: WARNED})), written).errors[name]
    unsaid = client.post(form.action, sent(form, **{name: WARNED}, not_traceable="on"))
    assert "traceable_reason" in refused(unsaid, written).errors
    why_not = client.post(form.action, sent(form, **{name: WARNED, **let_stand, "traceable_reason": BLOCKED}))
    assert "traceable_reason" in refused(why_not, written).errors
    assert not Override.objects.exists()
    done = client.post(form.action, sent(form, **{name: WARNED, **let_stand}))
    assert done.status_code == 302, [form.errors for form in shown_forms(done)]
    override = Override.objects.get()
    assert (override.labels, override.reason) == (["PHONE"], WHY)
    [line] = AuditLine.objects.filter(action="accounts.warning.let_stand").values()
    assert line["object"] == override.ref
    assert "12345678" not in str(list(AuditLine.objects.values()))


def test_every_form_in_which_people_write_is_tried() -> None:
    assert doors(), "all forms are loaded"
    in_the_gallery = {("ui", "GuardedSample")}
    known = {(written.view.split(":")[0], written.form) for written in WRITTEN}
    assert {
        (one.__module__.split(".")[1], one.__name__) for one in below(GuardedForm)
    } - known == in_the_gallery


def below(form: type[GuardedForm]) -> Iterator[type[GuardedForm]]:
    """Give each form of the product that people see: one that others are made of is none."""
    for one in form.__subclasses__():
        if one.__subclasses__():
            yield from below(one)
        elif one.__module__.startswith("samenwijzer.") and ".tests." not in one.__module__:
            yield one


def guarded(client: Client, written: Written, things: dict[str, int | str]) -> PageForm:
    """Open the page and return its form, with a colleague looked up where one is to be chosen."""
    address = reverse(written.view, args=[things[written.thing]] if written.thing else [])
    page = client.get(address, {"name": "Els"}).content.decode()
    return next(form for form in forms_in(page, at=address) if "guard_fields" in form.values)


def sent(form: PageForm, **typed: str) -> dict[str, list[str]]:
    usual = {
        name: USUAL.get(name, "Iets anders")
        for name in {*form.typed, *USUAL} & {*form.values}
        if not form.values[name][0]
    }
    elsewhere = {"team": ""} if "team" in form.values else {}  # No team of another department.
    return form.filled(usual | elsewhere | typed)


def refused(answer: Any, written: Written) -> GuardedForm:
    assert answer.status_code == 422, (answer.status_code, answer.get("Location"))
    return next(form for form in shown_forms(answer) if type(form).__name__ == written.form and form.is_bound)


def shown_forms(answer: Any) -> list[GuardedForm]:
    contexts = answer.context or ()
    return [form for one in contexts for form in one.flatten().values() if isinstance(form, GuardedForm)]
