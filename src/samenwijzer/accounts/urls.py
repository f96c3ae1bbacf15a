"""Addresses of accounts: signing in by allauth, less what stays shut, and the administration of people."""

from django.urls import URLPattern, include, path, re_path

from samenwijzer.accounts.views import allow_list, imports, lists, many, people, places, sign_in


def _short_list(kind: str, address: str) -> list[URLPattern]:
    given = {"kind": kind}
    return [
        path(f"beheer/{address}/", lists.short_list, given, name=f"{kind}_list"),
        path(f"beheer/{address}/nieuw/", lists.add, given, name=f"add_{kind}"),
        path(f"beheer/{address}/<int:pk>/", lists.change, given, name=kind),
        path(f"beheer/{address}/<int:pk>/weg/", lists.remove, given, name=f"remove_{kind}"),
    ]


administration = [
    path("account/link/", sign_in.use_link, name="use_link"),
    path("account/link/<str:secret>/", sign_in.follow_link, name="follow_link"),
    path("account/nieuw-wachtwoord/", sign_in.choose_password, name="choose_password"),
    path("beheer/mensen/", people.people, name="people"),
    path("beheer/mensen/nieuw/", people.add_person, name="add_person"),
    path("beheer/mensen/gast/", people.add_guest, name="add_guest"),
    path("beheer/mensen/samen/", many.bulk, name="bulk"),
    path("beheer/mensen/samen/<int:pk>/", many.bulk_change, name="bulk_change"),
    path("beheer/mensen/samen/<int:pk>/terug/", many.undo, name="undo"),
    path("beheer/mensen/samen/<int:pk>/stop/", many.stop, name="stop"),
    path("beheer/mensen/importeren/", imports.imports, name="imports"),
    path("beheer/mensen/importeren/<int:pk>/", imports.import_mapping, name="import_mapping"),
    path("beheer/mensen/importeren/<int:pk>/controle/", imports.import_plan, name="import_plan"),
    path("beheer/mensen/importeren/<int:pk>/verslag/", imports.import_report, name="import_report"),
    path("beheer/mensen/importeren/<int:pk>/stop/", imports.stop_import, name="stop_import"),
    path("beheer/mensen/<int:pk>/", people.person, name="person"),
    path("beheer/mensen/<int:pk>/wijzigen/", people.change_person, name="change_person"),
    path("beheer/mensen/<int:pk>/rollen/", people.roles, name="roles"),
    path("beheer/mensen/<int:pk>/blokkeren/", people.block, name="block"),
    path("beheer/mensen/<int:pk>/toelaten/", people.unblock, name="unblock"),
    path("beheer/mensen/<int:pk>/afmelden/", people.sign_out, name="sign_out"),
    path("beheer/mensen/<int:pk>/inloglink/", people.make_link, name="make_link"),
    path("beheer/toegestaan/", allow_list.allow_list, name="allow_list"),
    path("beheer/toegestaan/nieuw/", allow_list.add_allowed_text, name="add_allowed_text"),
    path("beheer/toegestaan/proberen/", allow_list.try_text, name="try_text"),
    path("beheer/toegestaan/<int:pk>/", allow_list.allowed_text, name="allowed_text"),
    path("beheer/toegestaan/<int:pk>/weg/", allow_list.remove_allowed_text, name="remove_allowed_text"),
    path("beheer/afdelingen/", places.departments, name="departments"),
    path("beheer/afdelingen/<int:pk>/", places.department, name="department"),
    path("beheer/afdelingen/<int:pk>/wijzigen/", places.change_department, name="change_department"),
    path("beheer/afdelingen/<int:pk>/mensen-verplaatsen/", places.move_everybody, name="move_everybody"),
    path("beheer/teams/", places.teams, name="teams"),
    path("beheer/teams/nieuw/", places.add_team, name="add_team"),
    path("beheer/teams/<int:pk>/", places.team, name="team"),
    path("beheer/teams/<int:pk>/wijzigen/", places.change_team, name="change_team"),
    path("beheer/teams/<int:pk>/weg/", places.remove_team, name="remove_team"),
    path("team/<int:pk>/beheer/", places.lead_team, name="lead_team"),
    path("team/<int:pk>/beheer/erbij/", places.take_in, name="take_in"),
    path("team/<int:pk>/beheer/<int:person>/eruit/", places.take_out, name="take_out"),
    *_short_list("location", "locaties"),
    *_short_list("municipality", "gemeenten"),
    *_short_list("week_pattern", "weekpatronen"),
]

urlpatterns = [
    path("", include((administration, "accounts"))),
    path("account/email/", sign_in.email_address),
    path("account/confirm-email/", sign_in.nothing_here),
    re_path(r"^account/confirm-email/[^/]+/$", sign_in.nothing_here),
    path("account/login/code/confirm/", sign_in.nothing_here),
    path("account/", include("allauth.urls")),
]
