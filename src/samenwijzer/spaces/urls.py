"""Addresses of spaces."""

from django.urls import path

from samenwijzer.spaces import views

app_name = "spaces"
urlpatterns = [
    path("ruimtes/", views.spaces, name="spaces"),
    path("ruimtes/nieuw/", views.make, name="make"),
    path("ruimtes/<int:pk>/", views.space, name="space"),
    path("ruimtes/<int:pk>/wie/", views.readers, name="readers"),
    path("ruimtes/<int:pk>/meedoen/", views.join, name="join"),
    path("ruimtes/<int:pk>/verlaten/", views.leave, name="leave"),
    path("ruimtes/<int:pk>/vraag-toegang/", views.ask_access, name="ask_access"),
    path("ruimtes/<int:pk>/mensen/", views.manage, name="manage"),
    path("ruimtes/<int:pk>/uitnodigen/", views.invite, name="invite"),
    path("ruimtes/<int:pk>/groep/", views.add_group, name="add_group"),
    path("ruimtes/<int:pk>/overdragen/", views.hand_over, name="hand_over"),
    path("ruimtes/<int:pk>/wijzig/", views.change, name="change"),
    path("ruimtes/<int:pk>/archiveer/", views.archive, name="archive"),
    path("ruimtes/<int:pk>/heropen/", views.unarchive, name="unarchive"),
    path("ruimtes/<int:pk>/verwijder/", views.remove, name="remove"),
    path("ruimtes/lid/<int:pk>/rol/", views.role, name="role"),
    path("ruimtes/lid/<int:pk>/eruit/", views.take_out, name="take_out"),
    path("ruimtes/verzoek/<int:pk>/", views.request, name="request"),
    path("ruimtes/verzoek/<int:pk>/gelezen/", views.request_heard, name="request_heard"),
    path("ruimtes/verzoek/<int:pk>/intrekken/", views.withdraw, name="withdraw"),
    path("beheer/ruimtes/", views.administer, name="administer"),
    path("beheer/ruimtes/tegelijk/", views.administer_many, name="administer_many"),
    path("beheer/ruimtes/<int:pk>/", views.administer_space, name="administer_space"),
    path("beheer/ruimtes/<int:pk>/eigenaar/", views.add_owner, name="add_owner"),
    path("beheer/ruimtes/<int:pk>/lid/", views.put_in, name="put_in"),
    path("beheer/bekijk-als/", views.start_viewing, name="view_as"),
    path("beheer/bekijk-als/stop/", views.stop_viewing, name="stop_viewing"),
]
