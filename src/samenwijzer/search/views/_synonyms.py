"""The doors to the words that mean the same."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import clean_query
from samenwijzer.kernel.paging import page_number
from samenwijzer.search import access, actions, queries
from samenwijzer.search.forms import RuleForm, RuleListForm
from samenwijzer.search.models import RuleKind, SynonymRule
from samenwijzer.search.synonyms import Rule, digest
from samenwijzer.ui.forms import done
from samenwijzer.ui.lists import Confirm, ask, chosen_order, confirmed, picked, undoable
from samenwijzer.ui.pages import page

ACTS = [("remove", gettext_lazy("Remove"))]
ORDERS = {
    "words": ("alphabet", "meanings"),
    "meaning": ("meanings", "alphabet"),
    "kind": ("kind", "alphabet"),
}
_SALT = "samenwijzer.search.removed"
_UNDONE_WITHIN = 3600


@require_http_methods(["GET", "HEAD", "POST"])
def synonyms(request: HttpRequest) -> HttpResponse:
    """Look through the synonyms, and remove what was picked."""
    viewer = access.keeper(request)
    if request.method == "POST":
        return _remove(request, access.rules_to_keep(picked(request), viewer=viewer), viewer)
    form = RuleListForm(request.GET)
    is_valid = form.is_valid()
    found = queries.rule_list(
        viewer=viewer,
        words=form.cleaned_data.get("q", ""),
        kind=form.cleaned_data.get("kind", ""),
        order=chosen_order(request, ORDERS, default="words"),
        number=page_number(request.GET.get("page")),
    )
    waiting = queries.waiting_proposals(viewer=viewer)
    context = {"form": form, "found": found, "acts": ACTS, "waiting": waiting}
    return page(request, "search/synonyms.html", context, status=200 if is_valid else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def add_synonym(request: HttpRequest) -> HttpResponse:
    """Add a synonym. The address may say which words begin it, as `words` and `meaning`."""
    viewer = access.keeper(request)
    initial = {name: request.GET.get(name, "") for name in ("words", "meaning")}
    form = RuleForm(request.POST if request.method == "POST" else None, initial=initial)
    if done(form, lambda: actions.add_rule(**_values(form), actor=viewer)):
        return _saved(request, form)
    return page(request, "search/synonym.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def synonym(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a synonym."""
    viewer = access.keeper(request)
    row = access.rule_to_keep(pk, viewer=viewer)
    form = RuleForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    seen = form.data.get("seen", "")
    if done(form, lambda: actions.change_rule(rule_id=pk, seen=seen, **_values(form), actor=viewer)):
        return _saved(request, form)
    context = {"form": form, "rule": row}
    return page(request, "search/synonym.html", context, status=422 if form.is_bound else 200)


@require_POST
def try_new_synonym(request: HttpRequest) -> HttpResponse:
    """Show what a synonym would do before it is added. Nothing is kept."""
    return _try(request, access.keeper(request), None)


@require_POST
def try_synonym(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a changed synonym would do before it is saved. Nothing is kept."""
    viewer = access.keeper(request)
    return _try(request, viewer, access.rule_to_keep(pk, viewer=viewer))


def _try(request: HttpRequest, viewer: User, row: SynonymRule | None) -> HttpResponse:
    form = RuleForm(request.POST, initial={} if row is None else _initial(row))
    context: dict[str, Any] = {"form": form, "rule": row}
    if not form.is_valid():
        return page(request, "search/synonym.html", context, status=422)
    asked = clean_query(form.cleaned_data["tried"], viewer=viewer)
    before = None if row is None else row.rule
    context["sentence"] = asked.sentence
    context["found"] = queries.preview(viewer=viewer, rule=form.rule, instead_of=before, typed=asked.text)
    context["is_tried"] = True
    return page(request, "search/synonym.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def starter_set(request: HttpRequest) -> HttpResponse:
    """Show which rules of the starter set are not there yet, and add them."""
    viewer = access.keeper(request)
    missing = queries.rules_to_start_with(viewer=viewer)
    if request.method == "POST":
        number = actions.add_rules(rules=missing, actor=viewer)
        said = ngettext("%(number)s synonym is added.", "%(number)s synonyms are added.", number)
        messages.success(request, said % {"number": number})
        return redirect("search:synonyms")
    return page(request, "search/starter_set.html", {"kinds": _by_kind(missing), "total": len(missing)})


@require_POST
def put_back_synonyms(request: HttpRequest) -> HttpResponse:
    """Undo a removal of the last hour."""
    viewer = access.keeper(request)
    try:
        removed = signing.loads(request.POST.get("removed", ""), salt=_SALT, max_age=_UNDONE_WITHIN)
    except signing.BadSignature:
        messages.info(request, _("This can no longer be undone. Add the synonym again."))
        return redirect("search:synonyms")
    number = actions.add_rules(
        rules=[(words, meaning, kind) for words, meaning, kind in removed], actor=viewer
    )
    said = ngettext("%(number)s synonym is back.", "%(number)s synonyms are back.", number)
    messages.success(request, said % {"number": number})
    return redirect("search:synonyms")


def _remove(request: HttpRequest, rows: list[SynonymRule], viewer: User) -> HttpResponse:
    if not rows or request.POST.get("act") != "remove":
        messages.info(request, _("Choose at least one synonym, and what to do with it."))
        return redirect("search:synonyms")
    if not confirmed(request):
        return _ask_to_remove(request, rows)
    removed = actions.remove_rules(rule_ids=[row.pk for row in rows], actor=viewer)
    number = len(removed)
    said = ngettext("%(number)s synonym is removed.", "%(number)s synonyms are removed.", number)
    sealed = signing.dumps(removed, salt=_SALT, compress=True)
    undoable(request, said % {"number": number}, reverse("search:put_back_synonyms"), {"removed": sealed})
    return redirect("search:synonyms")


def _ask_to_remove(request: HttpRequest, rows: list[SynonymRule]) -> HttpResponse:
    confirm = Confirm(
        title=_("Remove these synonyms?"),
        sentence=_("From now on search no longer knows that these words belong together."),
        names=[str(row) for row in rows],
        fields=[("act", "remove"), *(("picked", str(row.pk)) for row in rows)],
        button=_("Remove"),
        url=reverse("search:synonyms"),
        cancel_url=reverse("search:synonyms"),
        danger=True,
    )
    return ask(request, confirm)


def _values(form: RuleForm) -> dict[str, Any]:
    return {name: value for name, value in form.written.items() if name not in {"tried", "seen"}}


def _initial(row: SynonymRule) -> dict[str, str]:
    return {
        "words": row.words,
        "meaning": row.meaning,
        "kind": row.kind,
        "seen": digest(row.rule),
    }


def _saved(request: HttpRequest, form: RuleForm) -> HttpResponse:
    messages.success(request, _("%(words)s is saved. Search knows it now.") % {"words": form.rule[0]})
    return redirect("search:synonyms")


def _by_kind(rules: list[Rule]) -> list[tuple[str, list[Rule]]]:
    return [
        (str(kind.label), [rule for rule in rules if rule[2] == kind])
        for kind in RuleKind
        if any(rule[2] == kind for rule in rules)
    ]
