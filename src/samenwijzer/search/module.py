"""What search plugs into the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import Right
from samenwijzer.kernel.modules import AdminEntry, Module, Term, TextKind
from samenwijzer.search.actions import (
    close_weeks_job,
    forget_searches,
    prune_numbers,
    prune_proposals,
    prune_recent,
)
from samenwijzer.search.models import OpenedFor, RecentSearch, SearchGroup, SynonymProposal, SynonymRule
from samenwijzer.search.queries import proposal_tasks
from samenwijzer.search.records import RECORDS


def _forget(person_id: int) -> None:
    forget_searches(person_id=person_id)


TEXTS = (
    TextKind(
        kind="search.synonym",
        title=pgettext_lazy("kind of text", "Synonym"),
        model=SynonymRule,
        columns=("words", "meaning"),
    ),
    TextKind(
        kind="search.gap",
        title=pgettext_lazy("kind of text", "Searches of five people or more"),
        model=SearchGroup,
        columns=("text", "words"),
    ),
    TextKind(
        kind="search.proposal",
        title=pgettext_lazy("kind of text", "Proposed synonym"),
        model=SynonymProposal,
        columns=("words", "meaning"),
        author="proposer",
        at="at",
    ),
)

TERMS = (
    Term(
        kind="recent_searches",
        title=_("Own recent searches"),
        what=_(
            "The last ten things that somebody searched for. Only that person sees them, and they stand in "
            "the file of his own data. They go; everybody can clear them sooner."
        ),
        days=90,
        least=1,
        most=365,
        due=lambda before: RecentSearch.objects.filter(at__lt=before).count(),
        prune=lambda before: prune_recent(before=before),
    ),
    Term(
        kind="search_numbers",
        title=_("What is searched and opened"),
        what=_(
            "Words that five people or more searched in one week, and what five or more opened for them, "
            "with how many. Nobody can be found back in it. The numbers go."
        ),
        days=365,
        least=30,
        most=5 * 365,
        due=lambda before: (
            SearchGroup.objects.filter(week__lt=before.date()).count()
            + OpenedFor.objects.filter(week__lt=before.date()).count()
        ),
        prune=lambda before: prune_numbers(before=before),
    ),
    Term(
        kind="synonym_proposals",
        title=_("Decided proposals of synonyms"),
        what=_("Who proposed that words mean the same, and what came of it. The proposal is removed."),
        days=365,
        least=30,
        most=5 * 365,
        due=lambda before: SynonymProposal.objects.filter(decided_at__lt=before).count(),
        prune=lambda before: prune_proposals(before=before),
    ),
)

MODULE = Module(
    name="search",
    title=pgettext_lazy("module", "Searching"),
    urls="samenwijzer.search.urls",
    administration=(
        AdminEntry(
            title=_("Synonyms"),
            url_name="search:synonyms",
            icon="arrow-left-right",
            right=Right.KEEP_SUBJECTS,
            group="content",
            position=22,
            hint=_("Words that mean the same, so that everybody finds it in his own words."),
        ),
        AdminEntry(
            title=_("Searches without result"),
            url_name="search:gaps",
            icon="search",
            right=Right.KEEP_SUBJECTS,
            group="content",
            position=24,
            hint=_("What five people or more searched in a week, and did not help them."),
        ),
    ),
    records=RECORDS,
    texts=TEXTS,
    tasks=lambda viewer: proposal_tasks(viewer=viewer),
    forget=_forget,
    terms=TERMS,
    daily=(close_weeks_job,),
)
