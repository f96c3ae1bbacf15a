"""Colleagues, what they know and where they work."""

from django.urls import path

from samenwijzer.people import views

app_name = "people"
urlpatterns = [
    path("collegas/", views.directory, name="directory"),
    path("collegas/<int:pk>/", views.person, name="person"),
    path("collegas/<int:pk>/foto/", views.picture, name="picture"),
    path("collegas/ik/", views.own_profile, name="own"),
    path("collegas/ik/bewerken/", views.edit, name="edit"),
    path("collegas/ik/foto/", views.change_picture, name="change_picture"),
    path("collegas/ik/foto/weghalen/", views.remove_picture, name="remove_picture"),
    path("collegas/ik/gemeente/", views.municipality, name="municipality"),
    path("collegas/ik/onderwerpen/", views.add_subject, name="add_subject"),
    path("collegas/ik/onderwerpen/<int:pk>/weghalen/", views.remove_subject, name="remove_subject"),
    path("collegas/hoe-weten-we-dit/", views.how, name="how"),
    path("collegas/wie-weet/<str:ref>/", views.experts_for_ref, name="experts_for_ref"),
    path("organisatie/", views.organisation, name="organisation"),
    path("afdelingen/<int:pk>/", views.department, name="department"),
    path("teams/<int:pk>/", views.team, name="team"),
]
