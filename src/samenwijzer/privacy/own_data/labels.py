"""What each place where a person is known is called. A test fails when a new one has no name here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A column that points at a person. `own_words` says that the texts in its row are his own.

    Texts of others are given only when he may still read what they stand under.
    """

    title: Promise
    own_words: bool = True


def _own(title: Promise) -> Place:
    return Place(title=title)


def _about(title: Promise) -> Place:
    return Place(title=title, own_words=False)


PLACES: dict[str, Place] = {
    "account.EmailAddress.user": _own(_("Addresses to sign in with")),
    "accounts.BulkChange.made_by": _own(_("Changes of many people that you made")),
    "accounts.PeopleImport.made_by": _own(_("Lists of people that you brought in")),
    "accounts.SignInLink.person": _about(_("Sign-in links made for you")),
    "accounts.Team.manager": _about(_("Teams that you lead")),
    "documents.Page.author": _own(_("Pages you wrote")),
    "documents.Page.owner": _about(_("Pages you own")),
    "documents.PageVersion.editor": _own(_("Earlier versions of pages that you wrote")),
    "exchange.Export.made_by": _own(_("Exports that you made")),
    "exchange.Import.made_by": _own(_("Imports that you made")),
    "forum.Answer.author": _own(_("Answers you gave")),
    "forum.Comment.author": _own(_("Comments you wrote")),
    "forum.Helped.person": _about(_("Answers of which you said that they helped")),
    "forum.Question.author": _own(_("Questions you asked")),
    "forum.Request.asked_by": _about(_("Whom you asked for help")),
    "forum.Request.named": _about(_("Where you were named as somebody who knows")),
    "forum.Request.person": _about(_("What you were asked")),
    "forum.Revision.editor": _own(_("Earlier versions of questions and answers that you changed")),
    "journeys.Ownership.former": _about(_("What you handed over")),
    "journeys.Ownership.person": _about(_("What was handed over to you")),
    "people.DeclaredSubject.person": _own(_("Subjects on your profile")),
    "privacy.OwnDataFile.asked_by": _about(_("Files with own data that you asked for")),
    "privacy.OwnDataFile.person": _about(_("Files that were made of your data")),
    "spaces.Member.person": _about(_("Spaces you are a member of")),
    "spaces.MembershipRequest.decided_by": _about(_("Requests that you decided about")),
    "spaces.MembershipRequest.made_by": _own(_("Requests and invitations that you made")),
    "spaces.MembershipRequest.person": _about(_("Your requests and invitations to spaces")),
    "subjects.Subject.owner": _about(_("Subjects you own")),
    "usersessions.UserSession.user": _own(_("Where you are signed in")),
}

# Names of columns, the same in every table.
COLUMNS: dict[str, Promise] = {
    "about": _("about"),
    "absent_until": _("absent until"),
    "accepted": _("chosen answer"),
    "added": _("added"),
    "afternoon_only_bits": _("afternoons only"),
    "answer": _("answer"),
    "answered_at": _("answered on"),
    "asked_at": _("asked on"),
    "asked_by": _("asked by"),
    "author": _("written by"),
    "birthday": _("birthday"),
    "body": _("text"),
    "changed": _("changed"),
    "columns": _("columns"),
    "created_at": _("since"),
    "date_given": _("date as it was given"),
    "dated": _("date"),
    "decided_at": _("decided on"),
    "decided_by": _("decided by"),
    "declared_at": _("since"),
    "department": _("department"),
    "done": _("done"),
    "edited_at": _("changed on"),
    "editor": _("changed by"),
    "email": _("e-mail address"),
    "expires_at": _("until"),
    "external_id": _("number in other systems"),
    "failed_at": _("failed on"),
    "field_visibility": _("who sees which part of your profile"),
    "finished_at": _("ready on"),
    "forgotten_at": _("forgotten on"),
    "former": _("earlier"),
    "function": _("function"),
    "guest_until": _("guest until"),
    "ip": _("network address"),
    "is_active": _("may sign in"),
    "joined_at": _("known here since"),
    "just_call_me": _("just call me"),
    "kind": _("kind"),
    "language": _("language"),
    "last_login": _("last signed in"),
    "last_seen_at": _("last seen"),
    "leaves_on": _("last working day"),
    "leaving": _("people who leave"),
    "left_at": _("left on"),
    "location": _("location"),
    "made_at": _("made on"),
    "made_by": _("made by"),
    "manager": _("led by"),
    "mapping": _("which column is what"),
    "morning_only_bits": _("mornings only"),
    "municipality": _("municipality"),
    "name": _("name"),
    "named": _("named instead"),
    "note": _("note"),
    "number": _("number"),
    "outcome": _("outcome"),
    "owner": _("owner"),
    "page": _("page"),
    "people": _("people"),
    "percent": _("done, in percent"),
    "person": _("colleague"),
    "phone": _("phone"),
    "picture": _("picture"),
    "primary": _("main address"),
    "product": _("product"),
    "public_id": _("opaque number in the audit log"),
    "question": _("question"),
    "reacted_at": _("reacted on"),
    "ready_at": _("ready on"),
    "reason": _("reason"),
    "refused": _("refused"),
    "replaced_by": _("replaced by"),
    "reply": _("reply"),
    "review_on": _("review date"),
    "role": _("role"),
    "role_bits": _("roles"),
    "rows": _("rows"),
    "said_at": _("said on"),
    "settled_at": _("settled on"),
    "source_url": _("address of the source"),
    "space": _("space"),
    "spoken_languages": _("languages"),
    "starts_on": _("first working day"),
    "state": _("state"),
    "subject": _("subject"),
    "target": _("meant for"),
    "team": _("team"),
    "title": _("title"),
    "total": _("in all"),
    "unchanged": _("unchanged"),
    "undoes": _("undoes"),
    "used_at": _("used on"),
    "user": _("colleague"),
    "user_agent": _("browser"),
    "variant_of": _("variant of"),
    "verified": _("confirmed"),
    "working_day_bits": _("working days"),
    "written_at": _("written on"),
}

# Of no meaning to a person, or a secret.
OMITTED = frozenset(
    {
        "id",
        "password",  # A digest of a secret.
        "digest",  # As above, of a sign-in link.
        "session_key",  # Who has it is signed in.
        "sending",  # Tells two clicks from one.
        "data",  # What a session holds besides the address and the browser: nothing.
        "file",  # A copy of all this.
        "rows",  # Of a list that was brought in: other people.
        "people",  # As above, of a change of many.
        "former",
        "leaving",
        "refused",
    }
)
# There `former` is the colleague who had it before.
KEPT = frozenset({"journeys.Ownership.former"})
