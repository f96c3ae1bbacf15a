"""Addresses of spaces."""

from django.urls import path

from samenwijzer.spaces import views

app_name = "spaces"
urlpatterns = [
    path("ruimtes/", views.spaces, name="spaces"),
    path("ruimtes/<int:pk>/", views.space, name="space"),
]
