"""The addresses of supervision."""

from django.urls import path

from samenwijzer.administration import views

app_name = "administration"
urlpatterns = [
    path("beheer/", views.overview, name="overview"),
    path("beheer/logboek/", views.audit, name="audit"),
    path("beheer/logboek/export.csv", views.export_audit, name="export_audit"),
    path("beheer/rollen/", views.roles, name="roles"),
    path("beheer/gezondheid/", views.health, name="health"),
    path("beheer/gezondheid/taak/", views.job, name="job"),
    path("beheer/gezondheid/testmail/", views.test_mail, name="test_mail"),
]
