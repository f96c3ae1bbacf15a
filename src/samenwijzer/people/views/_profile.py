"""The doors to colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.kernel.paging import page_number
from samenwijzer.people import access, actions, queries
from samenwijzer.people.forms import DirectoryForm, MunicipalityForm, PictureForm, ProfileForm, SubjectForm
from samenwijzer.subjects.queries import subject_choices
from samenwijzer.ui.forms import done
from samenwijzer.ui.pages import page, wants_part

if TYPE_CHECKING:
    from django.http import HttpRequest

    from samenwijzer.accounts.models import User

# Whoever may see a picture now may see it for an hour more; another picture has another address.
_KEPT = "private, max-age=3600"


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    form = DirectoryForm(request.GET, viewer=viewer)
    valid = form.is_valid()
    number = page_number(request.GET.get("page"))
    found = queries.directory(viewer=viewer, filters=form.filters, number=number)
    context = {
        "form": form,
        "found": found,
        "narrow": form.filters.narrow,
        "meant": None if found.page.total else queries.colleague_meant(form.filters.name, viewer=viewer),
        "only_a_name": form.filters == queries.Filters(name=form.filters.name),
        "may_look_around": queries.may_look_around(viewer=viewer),
    }
    return page(request, "people/directory.html", context, part="found", status=200 if valid else 422)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.person_to_see(pk, viewer=viewer)
    seen_as = access.circle_to_look_as(request.GET.get("as"), found, viewer=viewer)
    profile = queries.profile(found, viewer=viewer, seen_as=seen_as)
    return page(request, "people/person.html", {"profile": profile})


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    content = queries.picture_to_send(access.person_with_picture(pk, viewer=viewer), viewer=viewer)
    if content is None:
        raise Http404
    headers = {"Cache-Control": _KEPT, "Content-Disposition": "inline", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="image/webp", headers=headers)


@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = queries.team_page(viewer=viewer, team=access.team_to_see(pk, viewer=viewer))
    return page(request, "people/team.html", {"team": found})


@require_safe
def department(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = queries.department_page(viewer=viewer, department=access.department_to_see(pk, viewer=viewer))
    return page(request, "people/department.html", {"page": found, "branch": found.branch})


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    access.require_organisation(viewer)
    return page(request, "people/organisation.html", {"branches": queries.organisation(viewer=viewer)})


@require_safe
def own_profile(request: HttpRequest) -> HttpResponse:
    return redirect("people:person", pk=access.somebody(signed_in(request)).pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    viewer = access.somebody(signed_in(request))
    if request.method != "POST":
        return _edit_page(request)
    form = ProfileForm(request.POST, person=viewer, locations=queries.location_options(viewer=viewer))
    if not done(form, lambda: actions.change_own_profile(actor=viewer, **form.said)):
        return _edit_page(request, form=form, status=422)
    with translation.override(form.cleaned_data["language"]):  # The page that shows it speaks it already.
        messages.success(request, _("Your profile is saved."))
    answer = redirect("people:person", pk=viewer.pk)
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax")
    return answer


@require_POST
def change_picture(request: HttpRequest) -> HttpResponse:
    viewer = access.somebody(signed_in(request))
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return _edit_page(request, picture_form=form, part="picture", status=422)
    actions.change_picture(actor=viewer, portrait=form.cleaned_data["picture"])
    return _part_changed(request, "picture", _("This is your picture now."))


@require_POST
def remove_picture(request: HttpRequest) -> HttpResponse:
    actions.remove_picture(actor=access.somebody(signed_in(request)))
    return _part_changed(request, "picture", _("Your picture is removed."))


@require_POST
def add_subject(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    form = SubjectForm(request.POST)
    if not done(form, lambda: actions.declare_subject(actor=viewer, subject=form.cleaned_data["subject"])):
        return _edit_page(request, subject_form=form, part="subjects", status=422)
    name = form.cleaned_data["subject"].name
    return _part_changed(request, "subjects", _("‘%(name)s’ stands on your profile.") % {"name": name})


@require_POST
def remove_subject(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    declared = access.declared_subject_to_remove(pk, viewer=viewer)
    actions.remove_subject(actor=viewer, declared=declared)
    said = _("‘%(name)s’ is removed from your profile.") % {"name": declared.subject.name}
    return _part_changed(request, "subjects", said)


@require_http_methods(["GET", "HEAD", "POST"])
def municipality(request: HttpRequest) -> HttpResponse:
    viewer = access.somebody(signed_in(request))
    choices = queries.municipality_options(viewer=viewer)
    if not choices:
        raise Http404
    after = _own_address(request.POST.get("next") or request.GET.get("next") or "")
    if request.method == "POST":
        form = MunicipalityForm(request.POST, municipalities=choices)
        if form.is_valid():
            chosen = form.cleaned_data["municipality"]
            actions.choose_municipality(actor=viewer, municipality_id=chosen)
            messages.success(request, _municipality_said([one.name for one in choices if one.id == chosen]))
            return HttpResponseRedirect(after)
        return page(request, "people/municipality.html", {"form": form, "next": after}, status=422)
    form = MunicipalityForm.of(viewer, municipalities=choices)
    return page(request, "people/municipality.html", {"form": form, "next": after})


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
    request: HttpRequest,
    *,
    form: ProfileForm | None = None,
    subject_form: SubjectForm | None = None,
    picture_form: PictureForm | None = None,
    part: str = "subjects",
    status: int = 200,
    said: str = "",
) -> HttpResponse:
    """Show one's own profile to change; htmx gets the named part, in which `said` tells what happened."""
    viewer = access.as_stored(signed_in(request))
    for small in filter(None, (subject_form, picture_form)):
        for name in small.errors:  # Else the keyboard would stand on nothing, once htmx has put it there.
            small.fields[name].widget.attrs["autofocus"] = True
    context = {
        "form": form or _stored(viewer),
        "subject_form": subject_form or SubjectForm(),
        "picture_form": picture_form or PictureForm(),
        "picture": queries.own_picture(viewer=viewer),
        "declared": queries.declared_subjects(viewer=viewer, person_id=viewer.pk),
        "choices": subject_choices(viewer=viewer),
        "said": said,
        "said_in": part,
    }
    return page(request, "people/edit.html", context, part=part, status=status)


def _stored(viewer: User) -> ProfileForm:
    return ProfileForm.of(viewer, locations=queries.location_options(viewer=viewer))


def _part_changed(request: HttpRequest, part: str, said: str) -> HttpResponse:
    if wants_part(request):
        return _edit_page(request, part=part, said=said)
    messages.success(request, said)
    return HttpResponseRedirect(f"{reverse('people:edit')}#{part}")


def _municipality_said(chosen: list[str]) -> str:
    if not chosen:
        return _("You work for all municipalities now.")
    return _("You work for %(name)s now.") % {"name": chosen[0]}


def _own_address(address: str) -> str:
    """Keep an address of this site; anything else becomes one's own profile."""
    if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return address
    return reverse("people:own")
