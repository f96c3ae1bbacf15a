"""Addresses of the signpost."""

from django.urls import path

from samenwijzer.signpost import views

app_name = "signpost"
urlpatterns = [
    path("wegwijzer/", views.service_list, name="list"),
    path("wegwijzer/<int:pk>/", views.service, name="service"),
    path("wegwijzer/<int:pk>/erbij/", views.related, name="related"),
]
