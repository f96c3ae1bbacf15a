"""The doors to colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.paging import page_number
from samenwijzer.people import access, actions, queries
from samenwijzer.people.forms import DirectoryForm, ProfileForm, SubjectForm
from samenwijzer.subjects.queries import subject_choices
from samenwijzer.ui.pages import page, wants_part

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    form = DirectoryForm(
        request.GET,
        departments=queries.department_options(viewer=viewer),
        subjects=queries.subject_options(viewer=viewer),
    )
    valid = form.is_valid()
    filters = queries.Filters(
        department_id=form.cleaned_data.get("department"),
        subject_id=form.cleaned_data.get("subject"),
        name=form.cleaned_data.get("name", ""),
        today=form.cleaned_data.get("today", False),
    )
    number = page_number(request.GET.get("page"))
    found = queries.directory(viewer=viewer, filters=filters, number=number)
    context = {"form": form, "found": found, "narrow": filters.narrow}
    return page(request, "people/directory.html", context, part="found", status=200 if valid else 422)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    profile = queries.profile(access.person_to_see(pk, viewer=viewer), viewer=viewer)
    return page(request, "people/person.html", {"profile": profile})


@require_safe
def own_profile(request: HttpRequest) -> HttpResponse:
    return redirect("people:person", pk=signed_in(request).pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    if request.method != "POST":
        return _edit_page(request, ProfileForm.of(viewer), SubjectForm())
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, form, SubjectForm(), status=422)
    actions.change_own_profile(actor=viewer, **form.cleaned_data)
    with translation.override(form.cleaned_data["language"]):  # The page that shows it speaks it already.
        messages.success(request, _("Your profile is saved."))
    answer = redirect("people:person", pk=viewer.pk)
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax")
    return answer


@require_POST
def add_subject(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    form = SubjectForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, ProfileForm.of(viewer), form, status=422)
    subject = form.cleaned_data["subject"]
    try:
        actions.declare_subject(actor=viewer, subject=subject)
    except Refusal as refusal:
        form.add_error(refusal.field, str(refusal))
        return _edit_page(request, ProfileForm.of(viewer), form, status=422)
    return _subjects_changed(request, _("‘%(name)s’ stands on your profile.") % {"name": subject.name})


@require_POST
def remove_subject(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    declared = access.declared_subject_to_remove(pk, viewer=viewer)
    actions.remove_subject(actor=viewer, declared=declared)
    said = _("‘%(name)s’ is removed from your profile.") % {"name": declared.subject.name}
    return _subjects_changed(request, said)


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    return page(request, "people/how.html")


@require_safe
def experts_for_ref(request: HttpRequest, ref: str) -> HttpResponse:
    viewer = signed_in(request)
    item = access.ref_to_read(ref, viewer=viewer)
    found = queries.item_experts(item, viewer=viewer)
    context = {"experts": found.experts, "title": found.title, "url": found.url}
    return page(request, "people/experts.html", context, part="found")


def _edit_page(
    request: HttpRequest, form: ProfileForm, subject_form: SubjectForm, *, status: int = 200, said: str = ""
) -> HttpResponse:
    viewer = signed_in(request)
    context = {
        "form": form,
        "subject_form": subject_form,
        "declared": queries.declared_subjects(viewer=viewer, person_id=viewer.pk),
        "choices": subject_choices(viewer=viewer),
        "said": said,
    }
    return page(request, "people/edit.html", context, part="subjects", status=status)


def _subjects_changed(request: HttpRequest, said: str) -> HttpResponse:
    if wants_part(request):
        return _edit_page(request, ProfileForm.of(signed_in(request)), SubjectForm(), said=said)
    messages.success(request, said)
    return HttpResponseRedirect(f"{reverse('people:edit')}#subjects")
