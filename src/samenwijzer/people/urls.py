"""Colleagues, what they know and where they work."""

from django.urls import path

from samenwijzer.people import views

app_name = "people"
urlpatterns = [
    path("collegas/", views.directory, name="directory"),
    path("collegas/<int:pk>/", views.person, name="person"),
    path("collegas/<int:pk>/foto/", views.picture, name="picture"),
    path("collegas/<int:pk>/bevestigen/", views.confirm, name="confirm"),
    path(
        "collegas/bevestiging/<int:pk>/weghalen/",
        views.take_back_confirmation,
        name="take_back_confirmation",
    ),
    path("collegas/ik/", views.own_profile, name="own"),
    path("collegas/ik/bewerken/", views.edit, name="edit"),
    path("collegas/ik/foto/", views.change_picture, name="change_picture"),
    path("collegas/ik/foto/weghalen/", views.remove_picture, name="remove_picture"),
    path("collegas/ik/gemeente/", views.municipality, name="municipality"),
    path("collegas/ik/onderwerpen/", views.add_subject, name="add_subject"),
    path("collegas/ik/onderwerpen/<int:pk>/weghalen/", views.remove_subject, name="remove_subject"),
    path("collegas/ik/bewijs/<int:pk>/verbergen/", views.turn_away, name="turn_away"),
    path("collegas/ik/bewijs/<int:pk>/tonen/", views.show_again, name="show_again"),
    path("collegas/ik/bewijs/<int:pk>/klopt-niet/", views.contest, name="contest"),
    path("aan-jou-gevraagd/bevestiging/<int:pk>/", views.confirmation_heard, name="confirmation_heard"),
    path("aan-jou-gevraagd/onderwerp/<int:pk>/", views.answer_contest, name="answer_contest"),
    path("aan-jou-gevraagd/onderwerp/<int:pk>/gelezen/", views.answer_heard, name="answer_heard"),
    path("collegas/hoe-weten-we-dit/", views.how, name="how"),
    path("collegas/wie-weet/<str:ref>/", views.experts_for_ref, name="experts_for_ref"),
    path("organisatie/", views.organisation, name="organisation"),
    path("organisatie/dekking/", views.coverage, name="coverage"),
    path("afdelingen/<int:pk>/", views.department, name="department"),
    path("teams/<int:pk>/", views.team, name="team"),
]
