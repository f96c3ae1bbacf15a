"""Addresses of the shared vocabulary, for who keeps it."""

from django.urls import path

from samenwijzer.subjects import views

app_name = "subjects"
urlpatterns = [
    path("beheer/onderwerpen/", views.subject_list, name="list"),
    path("beheer/onderwerpen/nieuw/", views.add, name="add"),
    path("beheer/onderwerpen/eigenaar/", views.owner_options, name="owner_options"),
    path("beheer/onderwerpen/<int:pk>/", views.change, name="change"),
]
