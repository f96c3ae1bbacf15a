"""Addresses of the library."""

from django.urls import path

from samenwijzer.documents import views

app_name = "documents"
urlpatterns = [
    path("bibliotheek/", views.library, name="list"),
    path("bibliotheek/ruimte/<int:pk>/", views.pages_in_space, name="in_space"),
    path("bibliotheek/<int:pk>/", views.document, name="page"),
    path("bibliotheek/<int:pk>/erbij/", views.related, name="related"),
    path("bibliotheek/<int:pk>/versies/<int:number>/", views.version, name="version"),
]
