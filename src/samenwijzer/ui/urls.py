"""Addresses of the frame's own pages."""

from django.urls import path

from samenwijzer.ui import views

app_name = "ui"
urlpatterns = [
    path("hulp/", views.statement, {"name": "help"}, name="help"),
    path("toegankelijkheid/", views.statement, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", views.statement, {"name": "privacy"}, name="privacy"),
    path("taal/", views.language, name="language"),
    path("vormgeving/<str:version>.css", views.theme, name="theme"),
    path("onderdelen/", views.parts, name="gallery"),
]
