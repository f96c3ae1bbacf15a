"""What each line of the audit is called on the screen: the thing, and what happened to it.

A house test asks for the words of every action that the code appends.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from samenwijzer.kernel.refs import Ref

_Words = Mapping[str, "Promise"]

AREAS: _Words = {
    "accounts": pgettext_lazy("audit", "People and departments"),
    "administration": pgettext_lazy("audit", "Supervision"),
    "backup": pgettext_lazy("audit", "Backups"),
    "documents": pgettext_lazy("audit", "Library"),
    "exchange": pgettext_lazy("audit", "Import and export"),
    "forum": pgettext_lazy("audit", "Questions"),
    "journeys": pgettext_lazy("audit", "Ownership and leaving"),
    "organisation": pgettext_lazy("audit", "Look and modules"),
    "outbox": pgettext_lazy("audit", "Audit and refusals"),
    "people": pgettext_lazy("audit", "Profiles"),
    "privacy": pgettext_lazy("audit", "Privacy"),
    "search": pgettext_lazy("audit", "Searching"),
    "signpost": pgettext_lazy("audit", "Signpost"),
    "spaces": pgettext_lazy("audit", "Spaces"),
    "subjects": pgettext_lazy("audit", "Subjects"),
}

THINGS: _Words = {
    "accounts.bulk_change": pgettext_lazy("audit", "Change of many people"),
    "accounts.department": pgettext_lazy("audit", "Department"),
    "accounts.guest": pgettext_lazy("audit", "Guest"),
    "accounts.location": pgettext_lazy("audit", "Location"),
    "accounts.municipality": pgettext_lazy("audit", "Municipality"),
    "accounts.people_import": pgettext_lazy("audit", "Import of people"),
    "accounts.sign_in_link": pgettext_lazy("audit", "Sign-in link"),
    "accounts.team": pgettext_lazy("audit", "Team"),
    "accounts.user": pgettext_lazy("audit", "Person"),
    "accounts.warning": pgettext_lazy("audit", "Warning of the guard"),
    "accounts.allowed_text": pgettext_lazy("audit", "Entry of the allow list"),
    "accounts.week_pattern": pgettext_lazy("audit", "Week pattern"),
    "accounts.weekpattern": pgettext_lazy("audit", "Week pattern"),
    "administration.audit": pgettext_lazy("audit", "Audit log"),
    "administration.job": pgettext_lazy("audit", "Job"),
    "administration.test_mail": pgettext_lazy("audit", "Test mail"),
    "backup.archive": pgettext_lazy("audit", "Backup"),
    "documents.page": pgettext_lazy("audit", "Page"),
    "exchange.demo": pgettext_lazy("audit", "Demo"),
    "exchange.export": pgettext_lazy("audit", "Export"),
    "exchange.import": pgettext_lazy("audit", "Import"),
    "exchange.exportrun": pgettext_lazy("audit", "Export"),
    "exchange.importrun": pgettext_lazy("audit", "Import"),
    "exchange.loadedset": pgettext_lazy("audit", "Demo"),
    "forum.answer": pgettext_lazy("audit", "Answer"),
    "forum.colleague": pgettext_lazy("audit", "Colleague"),
    "forum.comment": pgettext_lazy("audit", "Comment"),
    "forum.helped": pgettext_lazy("audit", "Thanks"),
    "forum.question": pgettext_lazy("audit", "Question"),
    "forum.request": pgettext_lazy("audit", "Request for an answer"),
    "journeys.ownership": pgettext_lazy("audit", "Ownership"),
    "journeys.person": pgettext_lazy("audit", "Person"),
    "organisation.module": pgettext_lazy("audit", "Module"),
    "organisation.name": pgettext_lazy("audit", "Name of the organisation"),
    "organisation.theme": pgettext_lazy("audit", "Theme"),
    "outbox.audit": pgettext_lazy("audit", "Audit log"),
    "outbox.person": pgettext_lazy("audit", "Visitor"),
    "people.choice": pgettext_lazy("audit", "Subject of a person"),
    "people.confirmation": pgettext_lazy("audit", "Confirmation of a colleague"),
    "people.declared": pgettext_lazy("audit", "Subject of a person"),
    "people.municipality": pgettext_lazy("audit", "Own municipality"),
    "people.person": pgettext_lazy("audit", "Person"),
    "people.picture": pgettext_lazy("audit", "Picture"),
    "people.profile": pgettext_lazy("audit", "Profile"),
    "people.subject": pgettext_lazy("audit", "Subject of a person"),
    "privacy.backup": pgettext_lazy("audit", "Backup"),
    "privacy.block_report": pgettext_lazy("audit", "Report of a wrong block"),
    "privacy.data": pgettext_lazy("audit", "Own data"),
    "privacy.erasure": pgettext_lazy("audit", "Erasure"),
    "privacy.own_data": pgettext_lazy("audit", "Own data"),
    "privacy.person": pgettext_lazy("audit", "Person"),
    "privacy.term": pgettext_lazy("audit", "Retention term"),
    "privacy.text": pgettext_lazy("audit", "Text in which somebody can be recognised"),
    "privacy.text_report": pgettext_lazy("audit", "Report of a text"),
    "search.gap": pgettext_lazy("audit", "Searches without result"),
    "search.proposal": pgettext_lazy("audit", "Proposed synonym"),
    "search.synonym": pgettext_lazy("audit", "Synonym"),
    "signpost.service": pgettext_lazy("audit", "Service"),
    "spaces.access": pgettext_lazy("audit", "Request to read along"),
    "spaces.group": pgettext_lazy("audit", "Team or department in a space"),
    "spaces.invitation": pgettext_lazy("audit", "Invitation to a space"),
    "spaces.join": pgettext_lazy("audit", "Request to join a space"),
    "spaces.management": pgettext_lazy("audit", "Request to manage a space"),
    "spaces.member": pgettext_lazy("audit", "Member of a space"),
    "spaces.owner": pgettext_lazy("audit", "Manager of a space"),
    "spaces.request": pgettext_lazy("audit", "Request to a space"),
    "spaces.role": pgettext_lazy("audit", "Role in a space"),
    "spaces.space": pgettext_lazy("audit", "Space"),
    "spaces.viewing_as_administrator": pgettext_lazy("audit", "Looking as an administrator"),
    "spaces.viewing_as_employee": pgettext_lazy("audit", "Looking as an employee"),
    "spaces.viewing_as_guest": pgettext_lazy("audit", "Looking as a guest"),
    "spaces.viewing_as_knowledge_manager": pgettext_lazy("audit", "Looking as a knowledge manager"),
    "spaces.viewing_as_privacy_officer": pgettext_lazy("audit", "Looking as a privacy officer"),
    "spaces.viewing_as_team_manager": pgettext_lazy("audit", "Looking as a team manager"),
    "subjects.subject": pgettext_lazy("audit", "Subject"),
}

# What happened, as it stands behind the thing.
DONE: _Words = {
    "accepted": pgettext_lazy("audit", "accepted"),
    "acceptance_taken_back": pgettext_lazy("audit", "no longer chosen"),
    "added": pgettext_lazy("audit", "added"),
    "answered": pgettext_lazy("audit", "answered"),
    "appointed": pgettext_lazy("audit", "appointed"),
    "archived": pgettext_lazy("audit", "archived"),
    "asked": pgettext_lazy("audit", "asked"),
    "blocked": pgettext_lazy("audit", "blocked"),
    "came_back": pgettext_lazy("audit", "came back"),
    "begun": pgettext_lazy("audit", "begun"),
    "changed": pgettext_lazy("audit", "changed"),
    "changed_by_import": pgettext_lazy("audit", "changed by an import"),
    "chosen": pgettext_lazy("audit", "chosen"),
    "confirmed": pgettext_lazy("audit", "confirmed"),
    "contested": pgettext_lazy("audit", "contested"),
    "declared": pgettext_lazy("audit", "declared"),
    "declined": pgettext_lazy("audit", "declined"),
    "done": pgettext_lazy("audit", "done"),
    "downloaded": pgettext_lazy("audit", "downloaded"),
    "dropped": pgettext_lazy("audit", "dropped"),
    "edited": pgettext_lazy("audit", "edited"),
    "ended": pgettext_lazy("audit", "ended"),
    "exported": pgettext_lazy("audit", "exported"),
    "failed": pgettext_lazy("audit", "failed"),
    "fetched": pgettext_lazy("audit", "fetched"),
    "forgotten": pgettext_lazy("audit", "forgotten"),
    "granted": pgettext_lazy("audit", "granted"),
    "handed_on": pgettext_lazy("audit", "handed on"),
    "handed_over": pgettext_lazy("audit", "handed over"),
    "helped": pgettext_lazy("audit", "thanked for"),
    "helped_taken_back": pgettext_lazy("audit", "no longer thanked for"),
    "imported": pgettext_lazy("audit", "imported"),
    "joined": pgettext_lazy("audit", "joined"),
    "kept": pgettext_lazy("audit", "kept"),
    "left": pgettext_lazy("audit", "left"),
    "let_stand": pgettext_lazy("audit", "let stand, with a reason"),
    "listed": pgettext_lazy("audit", "put in the signpost"),
    "loaded": pgettext_lazy("audit", "loaded"),
    "made": pgettext_lazy("audit", "made"),
    "made_closed": pgettext_lazy("audit", "made closed"),
    "hidden": pgettext_lazy("audit", "hidden"),
    "made_hidden": pgettext_lazy("audit", "made hidden"),
    "made_open": pgettext_lazy("audit", "made open"),
    "manager_changed": pgettext_lazy("audit", "given another manager"),
    "merged": pgettext_lazy("audit", "merged"),
    "moved": pgettext_lazy("audit", "moved to another department or team"),
    "offered": pgettext_lazy("audit", "offered"),
    "password_changed": pgettext_lazy("audit", "given a new password"),
    "people_let_in": pgettext_lazy("audit", "opened for its people"),
    "proposed": pgettext_lazy("audit", "proposed"),
    "pruned": pgettext_lazy("audit", "pruned after its term"),
    "put_in": pgettext_lazy("audit", "put in"),
    "read": pgettext_lazy("audit", "read"),
    "redacted": pgettext_lazy("audit", "made unrecognisable"),
    "refused": pgettext_lazy("audit", "refused"),
    "removed": pgettext_lazy("audit", "removed"),
    "reopened": pgettext_lazy("audit", "no longer settled"),
    "reported": pgettext_lazy("audit", "reported"),
    "restored": pgettext_lazy("audit", "put back"),
    "retried": pgettext_lazy("audit", "started again"),
    "returned": pgettext_lazy("audit", "given back"),
    "roles_changed": pgettext_lazy("audit", "given other roles"),
    "sent": pgettext_lazy("audit", "sent"),
    "set": pgettext_lazy("audit", "set"),
    "settled": pgettext_lazy("audit", "settled"),
    "shown_again": pgettext_lazy("audit", "shown again"),
    "sign_in_failed": pgettext_lazy("audit", "not let in: wrong address or password"),
    "signed_in": pgettext_lazy("audit", "signed in"),
    "signed_out": pgettext_lazy("audit", "signed out"),
    "signed_out_everywhere": pgettext_lazy("audit", "signed out everywhere"),
    "started": pgettext_lazy("audit", "begun"),
    "stopped": pgettext_lazy("audit", "stopped"),
    "switched_off": pgettext_lazy("audit", "switched off"),
    "switched_on": pgettext_lazy("audit", "switched on"),
    "taken_back": pgettext_lazy("audit", "taken back"),
    "taken_out": pgettext_lazy("audit", "taken out"),
    "turned_away": pgettext_lazy("audit", "turned away at a door"),
    "unarchived": pgettext_lazy("audit", "taken out of the archive"),
    "unblocked": pgettext_lazy("audit", "no longer blocked"),
    "undone": pgettext_lazy("audit", "undone"),
    "uploaded": pgettext_lazy("audit", "uploaded"),
    "used": pgettext_lazy("audit", "used"),
    "withdrawn": pgettext_lazy("audit", "withdrawn"),
    "written": pgettext_lazy("audit", "written"),
}

# What reads badly when thing and happening are put together.
WHOLE: _Words = {
    "outbox.person.turned_away": pgettext_lazy("audit", "Access refused"),
    "privacy.block_report.accepted": pgettext_lazy("audit", "Blocked text let through"),
    "privacy.text.shown_again": pgettext_lazy("audit", "Reported text shown again"),
}

JOBS: _Words = {
    "change_many_job": pgettext_lazy("audit job", "change of many people"),
    "check_import_job": pgettext_lazy("audit job", "import"),
    "close_weeks_job": pgettext_lazy("audit job", "end of the week of searches"),
    "drop_import_job": pgettext_lazy("audit job", "import"),
    "end_terms_job": pgettext_lazy("audit job", "retention terms"),
    "import_people_job": pgettext_lazy("audit job", "import of people"),
    "make_own_data_job": pgettext_lazy("audit job", "own data"),
    "pass_on_all_job": pgettext_lazy("audit job", "handing on after somebody left"),
    "remove_export_job": pgettext_lazy("audit job", "export"),
    "run_export_job": pgettext_lazy("audit job", "export"),
    "run_import_job": pgettext_lazy("audit job", "import"),
    "tidy_up_job": pgettext_lazy("audit job", "work of the day"),
}

FILTER_KINDS: _Words = {
    "area": pgettext_lazy("audit filter", "about"),
    "person": pgettext_lazy("audit filter", "person"),
    "kind": pgettext_lazy("audit filter", "object"),
    "result": pgettext_lazy("audit filter", "result"),
    "period": pgettext_lazy("audit filter", "period"),
}
TERM_SET = "privacy.term."


def described(action: str) -> str:
    """Say what happened in the active language; an action without words is shown as it is stored."""
    if action in WHOLE:
        return str(WHOLE[action])
    thing, _dot, done = action.rpartition(".")
    if action.startswith(TERM_SET) and action.endswith("_set"):
        done = "set"
    if thing not in THINGS or done not in DONE:
        return action
    return pgettext("audit", "%(thing)s %(done)s") % {"thing": THINGS[thing], "done": DONE[done]}


def through(origin: str) -> str:
    """Say by which way something was done. Names of commands and of jobs without words stay as they are."""
    kind, _blank, name = origin.partition(" ")
    if kind == "job" and name in JOBS:
        return str(JOBS[name])
    words = {
        "page": pgettext("audit", "the site"),
        "import": pgettext("audit", "an import"),
        "command": pgettext("audit", "the command line"),
        "job": pgettext("audit", "a job"),
    }
    return ": ".join(filter(None, (words.get(kind, kind), name)))


def has_words(action: str) -> bool:
    """Say whether there are words for this action."""
    return described(action) != action


def object_named(ref: Ref) -> str:
    """Name an object by its kind and number, never by its title."""
    if ref.kind == "administration.filters":
        chosen = [str(words) for place, words in enumerate(FILTER_KINDS.values()) if ref.id & (1 << place)]
        return _("filtered on %(fields)s") % {"fields": ", ".join(chosen)} if chosen else ""
    if ref.kind == "administration.job":
        return _("job %(number)s") % {"number": str(uuid.UUID(int=ref.id))[:8]} if ref.id < 2**128 else ""
    thing = THINGS.get(ref.kind)
    return f"{ref.kind} {ref.id}" if thing is None else f"{thing} {ref.id}"


def area_choices() -> list[tuple[str, str]]:
    """Give the groups of actions as choices, by their words."""
    return sorted(((name, str(words)) for name, words in AREAS.items()), key=lambda one: one[1])


def kind_choices() -> list[tuple[str, str]]:
    """Give the kinds of object as choices, by their words and each word once."""
    kinds = (
        "accounts.department",
        "accounts.location",
        "accounts.municipality",
        "accounts.team",
        "accounts.user",
        "documents.page",
        "forum.answer",
        "forum.comment",
        "forum.question",
        "forum.request",
        "signpost.service",
        "spaces.space",
        "subjects.subject",
    )
    return sorted(((kind, str(THINGS[kind])) for kind in kinds), key=lambda one: one[1])
