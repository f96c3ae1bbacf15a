"""Addresses of the settings of the organisation."""

from django.urls import path

from samenwijzer.organisation import views

app_name = "organisation"
urlpatterns = [
    path("beheer/organisatie/", views.name, name="name"),
    path("beheer/vormgeving/", views.theme, name="theme"),
    path("beheer/vormgeving/zelf/", views.theme_basics, name="theme_basics"),
    path("beheer/vormgeving/proef/", views.theme_preview, name="theme_preview"),
    path("beheer/vormgeving/bestand/", views.theme_upload, name="theme_upload"),
    path("beheer/onderdelen/", views.modules, name="modules"),
]
