"""What waits for somebody: reports to decide about, and what came of one's own."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.guard import Label
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import Task, TaskAnswer
from samenwijzer.privacy.models import BlockReport
from samenwijzer.privacy.queries.block_reports import place_words
from samenwijzer.ui.found import LABEL_NAMES

_OPEN = BlockReport.State.OPEN


def task_of_block(row: BlockReport) -> Task:
    """Say what waits with a report of a block, or what came of it."""
    place, label = place_words(row.place), LABEL_NAMES[Label(row.label)]
    title = _("%(label)s in: %(place)s") % {"label": label, "place": place}
    if row.state == _OPEN:
        page = reverse("privacy:block_reports")
        return Task(
            sentence=_("%(name)s says that this is blocked wrongly") % {"name": row.author.name},
            title=title,
            url=page,
            at=row.at,
            icon="shield",
            answers=(TaskAnswer(label=_("Decide about it"), url=f"{page}#report-{row.pk}", usual=True),),
            note=row.reason,
        )
    name = row.decided_by.name if row.decided_by else _("The privacy officer")
    if row.state == BlockReport.State.RELEASED:
        sentence = _("%(name)s allowed this. You can place your text until %(until)s.")
        if row.released_until <= clock.now():
            sentence = _("%(name)s allowed this. You could place your text until %(until)s.")
    else:
        sentence = _("%(name)s did not allow this. Replace it in your text.")
    heard = reverse("privacy:block_heard", args=[row.pk])
    return Task(
        sentence=sentence % {"name": name, "until": _words(row.released_until)},
        title=title,
        url=reverse("home:start"),
        at=row.decided_at or row.at,
        icon="shield-check",
        answers=(TaskAnswer(label=_("I have read this"), url=heard, name="heard", value="1", usual=True),),
    )


def _words(moment: datetime.datetime) -> str:
    """Say a moment of these days as it stands in a sentence, such as "tomorrow 14.50"."""
    local = timezone.localtime(moment)
    time = date_format(local, pgettext("format of a time", "H:i"))
    days = (local.date() - clock.today()).days
    if days not in {0, 1}:
        return f"{date_format(local, 'j F')} {time}"
    return (_("tomorrow %(time)s") if days else _("today %(time)s")) % {"time": time}
