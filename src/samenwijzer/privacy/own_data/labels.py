"""What each place where a person is known is called. A test fails when a new one has no name here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    "accounts.AllowedText.added_by": _about(_("What you put on the allow list")),
    "accounts.BulkChange.made_by": _own(_("Changes of many people that you made")),
    "accounts.Override.writer": _own(_("Warnings that you let stand")),
    "accounts.PeopleImport.made_by": _own(_("Lists of people that you brought in")),
    "accounts.Release.released_by": _about(_("What you released for a colleague")),
    "accounts.Release.writer": _about(_("What was released for you")),
    "accounts.SignInLink.person": _about(_("Sign-in links made for you")),
    "accounts.Team.manager": _about(_("Teams that you lead")),
    "documents.Page.author": _own(_("Pages you wrote")),
    "documents.Page.owner": _about(_("Pages you own")),
    "documents.PageVersion.editor": _own(_("Earlier versions of pages that you wrote")),
    "exchange.ExportRun.made_by": _own(_("Exports that you made")),
    "exchange.ImportRun.made_by": _own(_("Imports that you made")),
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
    "people.Confirmation.by": _own(_("What you confirmed of colleagues")),
    "people.Confirmation.person": _about(_("What colleagues confirmed of you")),
    "people.DeclaredSubject.person": _own(_("Subjects on your profile")),
    "people.SubjectChoice.answered_by": _about(_("What colleagues found wrong and you answered")),
    "people.SubjectChoice.person": _own(_("Subjects that you do not want to be found for")),
    "privacy.BlockReport.author": _own(_("What you reported as blocked wrongly")),
    "privacy.BlockReport.decided_by": _about(_("Reports of blocks that you decided about")),
    "privacy.OwnDataFile.asked_by": _about(_("Files with own data that you asked for")),
    "privacy.OwnDataFile.person": _about(_("Files that were made of your data")),
    "privacy.TextReport.decided_by": _about(_("Reports of texts that you decided about")),
    "privacy.TextReport.reporter": _own(_("Texts that you reported")),
    "search.RecentSearch.person": _own(_("Your recent searches")),
    "search.SynonymProposal.decided_by": _about(_("Proposed synonyms that you decided about")),
    "search.SynonymProposal.proposer": _own(_("Synonyms that you proposed")),
    "spaces.Member.person": _about(_("Spaces you are a member of")),
    "spaces.MembershipRequest.decided_by": _about(_("Requests that you decided about")),
    "spaces.MembershipRequest.made_by": _own(_("Requests and invitations that you made")),
    "spaces.MembershipRequest.person": _about(_("Your requests and invitations to spaces")),
    "subjects.Subject.owner": _about(_("Subjects you own")),
    "usersessions.UserSession.user": _own(_("Where you are signed in")),
}

# Names of columns, the same in every table.
COLUMNS: dict[str, Promise] = {
    "about": pgettext_lazy("own data", "about"),
    "absent_until": pgettext_lazy("own data", "absent until"),
    "accepted": pgettext_lazy("own data", "chosen answer"),
    "added_at": pgettext_lazy("own data", "since"),
    "added_by": pgettext_lazy("own data", "added by"),
    "added": pgettext_lazy("own data", "added"),
    "afternoon_only_bits": pgettext_lazy("own data", "afternoons only"),
    "answer": pgettext_lazy("own data", "answer"),
    "answered_at": pgettext_lazy("own data", "answered on"),
    "answered_by": pgettext_lazy("own data", "answered by"),
    "at": pgettext_lazy("own data", "on"),
    "asked_at": pgettext_lazy("own data", "asked on"),
    "asked_by": pgettext_lazy("own data", "asked by"),
    "author": pgettext_lazy("own data", "written by"),
    "birthday": pgettext_lazy("own data", "birthday"),
    "by": pgettext_lazy("own data", "confirmed by"),
    "body": pgettext_lazy("own data", "text"),
    "changed": pgettext_lazy("own data", "changed"),
    "chosen_at": pgettext_lazy("own data", "chosen on"),
    "created": pgettext_lazy("own data", "new"),
    "created_at": pgettext_lazy("own data", "since"),
    "date_given": pgettext_lazy("own data", "date as it was given"),
    "dated": pgettext_lazy("own data", "date"),
    "decided_at": pgettext_lazy("own data", "decided on"),
    "decided_by": pgettext_lazy("own data", "decided by"),
    "declared_at": pgettext_lazy("own data", "since"),
    "department": pgettext_lazy("own data", "department"),
    "done": pgettext_lazy("own data", "done"),
    "edited_at": pgettext_lazy("own data", "changed on"),
    "editor": pgettext_lazy("own data", "changed by"),
    "email": pgettext_lazy("own data", "e-mail address"),
    "example": pgettext_lazy("own data", "example"),
    "expires_at": pgettext_lazy("own data", "until"),
    "external_id": pgettext_lazy("own data", "number in other systems"),
    "ended_at": pgettext_lazy("own data", "ready on"),
    "failed_at": pgettext_lazy("own data", "failed on"),
    "field_visibility": pgettext_lazy("own data", "who sees which part of your profile"),
    "field": pgettext_lazy("own data", "field"),
    "file_count": pgettext_lazy("own data", "files"),
    "finished_at": pgettext_lazy("own data", "ready on"),
    "forgotten_at": pgettext_lazy("own data", "forgotten on"),
    "former": pgettext_lazy("own data", "earlier"),
    "function": pgettext_lazy("own data", "function"),
    "guest_until": pgettext_lazy("own data", "guest until"),
    "heard_at": pgettext_lazy("own data", "read on"),
    "ip": pgettext_lazy("own data", "network address"),
    "is_active": pgettext_lazy("own data", "may sign in"),
    "joined_at": pgettext_lazy("own data", "known here since"),
    "just_call_me": pgettext_lazy("own data", "just call me"),
    "kind": pgettext_lazy("own data", "kind"),
    "label": pgettext_lazy("own data", "what was recognised"),
    "labels": pgettext_lazy("own data", "what was recognised"),
    "language": pgettext_lazy("own data", "language"),
    "last_login": pgettext_lazy("own data", "last signed in"),
    "last_seen_at": pgettext_lazy("own data", "last seen"),
    "leaves_on": pgettext_lazy("own data", "last working day"),
    "left_at": pgettext_lazy("own data", "left on"),
    "location": pgettext_lazy("own data", "location"),
    "made_at": pgettext_lazy("own data", "made on"),
    "made_by": pgettext_lazy("own data", "made by"),
    "manager": pgettext_lazy("own data", "led by"),
    "meaning": pgettext_lazy("own data", "meaning"),
    "morning_only_bits": pgettext_lazy("own data", "mornings only"),
    "municipality": pgettext_lazy("own data", "municipality"),
    "name": pgettext_lazy("own data", "name"),
    "named": pgettext_lazy("own data", "named instead"),
    "note": pgettext_lazy("own data", "note"),
    "number": pgettext_lazy("own data", "number"),
    "outcome": pgettext_lazy("own data", "outcome"),
    "owner": pgettext_lazy("own data", "owner"),
    "page": pgettext_lazy("own data", "page"),
    "percent": pgettext_lazy("own data", "done, in percent"),
    "person": pgettext_lazy("own data", "colleague"),
    "phone": pgettext_lazy("own data", "phone"),
    "picture": pgettext_lazy("own data", "picture"),
    "place": pgettext_lazy("own data", "page"),
    "primary": pgettext_lazy("own data", "main address"),
    "product": pgettext_lazy("own data", "product"),
    "proposer": pgettext_lazy("own data", "proposed by"),
    "public_id": pgettext_lazy("own data", "opaque number in the audit log"),
    "question": pgettext_lazy("own data", "question"),
    "reacted_at": pgettext_lazy("own data", "reacted on"),
    "ready_at": pgettext_lazy("own data", "ready on"),
    "reason": pgettext_lazy("own data", "reason"),
    "ref": pgettext_lazy("own data", "text"),
    "released_by": pgettext_lazy("own data", "released by"),
    "replaced_by": pgettext_lazy("own data", "replaced by"),
    "reply": pgettext_lazy("own data", "reply"),
    "requests_a_week": pgettext_lazy("own data", "questions by name in a week"),
    "review_on": pgettext_lazy("own data", "review date"),
    "reporter": pgettext_lazy("own data", "reported by"),
    "role": pgettext_lazy("own data", "role"),
    "role_bits": pgettext_lazy("own data", "roles"),
    "said_at": pgettext_lazy("own data", "said on"),
    "settled_at": pgettext_lazy("own data", "settled on"),
    "size": pgettext_lazy("own data", "size in bytes"),
    "source_url": pgettext_lazy("own data", "address of the source"),
    "space": pgettext_lazy("own data", "space"),
    "spoken_languages": pgettext_lazy("own data", "languages"),
    "starts_on": pgettext_lazy("own data", "first working day"),
    "state": pgettext_lazy("own data", "state"),
    "subject": pgettext_lazy("own data", "subject"),
    "taken_away_at": pgettext_lazy("own data", "taken away on"),
    "target": pgettext_lazy("own data", "meant for"),
    "team": pgettext_lazy("own data", "team"),
    "text": pgettext_lazy("own data", "text"),
    "title": pgettext_lazy("own data", "title"),
    "total": pgettext_lazy("own data", "in all"),
    "unchanged": pgettext_lazy("own data", "unchanged"),
    "until": pgettext_lazy("own data", "until"),
    "value": pgettext_lazy("own data", "what is allowed"),
    "withheld_at": pgettext_lazy("own data", "hidden since"),
    "writer": pgettext_lazy("own data", "written by"),
    "undoes": pgettext_lazy("own data", "undoes"),
    "used_at": pgettext_lazy("own data", "used on"),
    "user": pgettext_lazy("own data", "colleague"),
    "user_agent": pgettext_lazy("own data", "browser"),
    "variant_of": pgettext_lazy("own data", "variant of"),
    "verified": pgettext_lazy("own data", "confirmed"),
    "words": pgettext_lazy("own data", "words"),
    "working_day_bits": pgettext_lazy("own data", "working days"),
    "written": pgettext_lazy("own data", "written"),
    "written_at": pgettext_lazy("own data", "written on"),
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
        "refused_count",
        "warned",
        "warned_count",
        "strict",  # How an import was asked for.
        "files",  # Their names, and what is in them, are the organisation's.
        "fit",
        "foreseen",
        "columns",  # Headings of such a list.
        "mapping",
    }
)
# There `former` is the colleague who had it before.
KEPT = frozenset({"journeys.Ownership.former"})
