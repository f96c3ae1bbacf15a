"""Colleagues and what they know."""

from django.urls import path

from samenwijzer.people import views

app_name = "people"
urlpatterns = [
    path("collegas/", views.directory, name="directory"),
    path("collegas/<int:pk>/", views.person, name="person"),
    path("collegas/ik/", views.own_profile, name="own"),
    path("collegas/ik/bewerken/", views.edit, name="edit"),
    path("collegas/ik/onderwerpen/", views.add_subject, name="add_subject"),
    path("collegas/ik/onderwerpen/<int:pk>/weghalen/", views.remove_subject, name="remove_subject"),
    path("collegas/hoe-weten-we-dit/", views.how, name="how"),
    path("collegas/wie-weet/<str:ref>/", views.experts_for_ref, name="experts_for_ref"),
]
