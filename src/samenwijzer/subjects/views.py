"""The doors to the shared vocabulary, for who keeps it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samenwijzer.accounts.models import User
from samenwijzer.kernel.paging import page_number
from samenwijzer.subjects import access, actions, queries
from samenwijzer.subjects.forms import ListForm, MergeForm, SubjectForm
from samenwijzer.subjects.models import Subject
from samenwijzer.ui.forms import done
from samenwijzer.ui.lists import Confirm, ask, chosen_order, confirmed, picked
from samenwijzer.ui.pages import page

ACTS = [("merge", gettext_lazy("Make one subject of these")), ("remove", gettext_lazy("Remove"))]
ORDERS = {"name": ("alphabet", "name"), "owner": ("owner__name", "alphabet")}


@require_http_methods(["GET", "HEAD", "POST"])
def subject_list(request: HttpRequest) -> HttpResponse:
    """Look through the vocabulary, and merge or remove what was picked."""
    viewer = access.keeper(request)
    if request.method == "POST":
        return _act(request, viewer)
    form = ListForm(request.GET)
    is_valid = form.is_valid()
    found = queries.subject_list(
        viewer=viewer,
        words=form.cleaned_data.get("q", ""),
        show=form.cleaned_data.get("show", ""),
        order=chosen_order(request, ORDERS, default="name"),
        number=page_number(request.GET.get("page")),
    )
    context = {"form": form, "found": found, "acts": ACTS}
    return page(request, "subjects/list.html", context, status=200 if is_valid else 422)


def _act(request: HttpRequest, viewer: User) -> HttpResponse:
    subjects = access.subjects_to_keep(picked(request), viewer=viewer)
    act = request.POST.get("act", "")
    if not subjects or act not in dict(ACTS):
        messages.info(request, _("Choose at least one subject, and what to do with it."))
        return redirect("subjects:list")
    return _merge(request, subjects, viewer) if act == "merge" else _remove(request, subjects, viewer)


def _merge(request: HttpRequest, subjects: list[Subject], viewer: User) -> HttpResponse:
    if len(subjects) < 2:
        messages.info(request, _("Choose at least two subjects to make one of."))
        return redirect("subjects:list")
    form = MergeForm(request.POST if confirmed(request) else None, subjects=subjects)
    if not form.is_valid():
        return _ask_to_merge(request, subjects, form)
    into = form.cleaned_data["into"]
    actions.merge_subjects(subject_ids=[row.pk for row in subjects], into_id=into, actor=viewer)
    messages.success(request, _("It is one subject now."))
    return redirect("subjects:change", pk=into)


def _ask_to_merge(request: HttpRequest, subjects: list[Subject], form: MergeForm) -> HttpResponse:
    confirm = Confirm(
        title=_("Make one subject of these?"),
        sentence=_("All that carries one of these subjects carries the one that remains."),
        notes=[_("The other names and their synonyms become synonyms. This cannot be undone.")],
        button=_("Make one subject"),
        form=form,
        **_about("merge", subjects),
    )
    return ask(request, confirm, status=422 if form.is_bound else 200)


def _remove(request: HttpRequest, subjects: list[Subject], viewer: User) -> HttpResponse:
    if not confirmed(request):
        return _ask_to_remove(request, subjects)
    actions.remove_subjects(subject_ids=[row.pk for row in subjects], actor=viewer)
    number = len(subjects)
    said = ngettext("%(number)s subject is removed.", "%(number)s subjects are removed.", number)
    messages.success(request, said % {"number": number})
    return redirect("subjects:list")


def _ask_to_remove(request: HttpRequest, subjects: list[Subject]) -> HttpResponse:
    confirm = Confirm(
        title=_("Remove these subjects?"),
        sentence=_("Only what nothing carries can be removed."),
        notes=[_("Their synonyms go too. This cannot be undone.")],
        button=_("Remove"),
        **_about("remove", subjects),
    )
    return ask(request, confirm)


def _about(act: str, subjects: list[Subject]) -> dict[str, Any]:
    """Say which subjects it concerns, and what the button sends. Neither act can be undone."""
    return {
        "names": [row.name for row in subjects],
        "fields": [("act", act), *(("picked", str(row.pk)) for row in subjects)],
        "url": reverse("subjects:list"),
        "cancel_url": reverse("subjects:list"),
        "danger": True,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a word to the vocabulary."""
    viewer = access.keeper(request)
    form = SubjectForm(request.POST if request.method == "POST" else None, viewer=viewer)
    if done(form, lambda: actions.add_subject(**_values(form), actor=viewer)):
        messages.success(request, _("The subject is added. Search knows it now."))
        return redirect("subjects:list")
    return page(request, "subjects/edit.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a word, its synonyms, its product and its owner."""
    viewer = access.keeper(request)
    subject = access.subject_to_keep(pk, viewer=viewer)
    initial = {
        "name": subject.name,
        "synonyms": "\n".join(queries.synonyms_of([pk], viewer=viewer).get(pk, ())),
        "product": subject.product_id,
        "owner": subject.owner.email if subject.owner else "",
    }
    form = SubjectForm(request.POST if request.method == "POST" else None, viewer=viewer, initial=initial)
    if done(form, lambda: actions.change_subject(subject_id=pk, **_values(form), actor=viewer)):
        messages.success(request, _("The subject is saved. Search knows it now."))
        return redirect("subjects:list")
    context = {"form": form, "subject": subject, "uses": queries.uses_of([pk], viewer=viewer)[pk]}
    return page(request, "subjects/edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def owner_options(request: HttpRequest) -> HttpResponse:
    """Offer colleagues while somebody types a name."""
    viewer = access.keeper(request)
    words = " ".join(request.POST.get("owner", "")[:100].split())
    owners = queries.owners_like(words, viewer=viewer) if len(words) > 1 and "\x00" not in words else []
    return page(request, "subjects/owner_options.html", {"owners": owners})


def _values(form: SubjectForm) -> dict[str, Any]:
    cleaned = form.cleaned_data
    return {
        "name": cleaned["name"],
        "synonyms": cleaned["synonyms"],
        "product_id": cleaned["product"],
        "owner_id": cleaned["owner"],
        "consent": form.consent,
    }
