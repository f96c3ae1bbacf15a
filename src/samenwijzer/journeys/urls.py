"""Addresses of handing on and leaving."""

from django.urls import path

from samenwijzer.journeys import departments, views

app_name = "journeys"
urlpatterns = [
    path("aan-jou-gevraagd/eigenaar/<int:pk>/", views.answer, name="answer"),
    path("overdragen/<str:ref>/", views.hand_over, name="hand_over"),
    path("beheer/mensen/<int:pk>/uit-dienst/", views.leave, name="leave"),
    path("beheer/afdelingen/nieuw/", departments.add, name="new_department"),
    path("beheer/afdelingen/<int:pk>/weg/", departments.remove, name="remove_department"),
]
