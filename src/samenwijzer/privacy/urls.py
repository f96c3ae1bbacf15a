"""Privacy: one's own data, forgetting, and terms."""

from django.urls import path

from samenwijzer.privacy import views

app_name = "privacy"
urlpatterns = [
    path("account/mijn-gegevens/", views.own_data, name="own_data"),
    path("account/mijn-gegevens/bestand/", views.own_data_file, name="own_data_file"),
    path("beheer/mensen/<int:pk>/gegevens/", views.own_data_of, name="own_data_of"),
    path("beheer/mensen/<int:pk>/gegevens/bestand/", views.own_data_file_of, name="own_data_file_of"),
    path("beheer/vergeten/<int:pk>/", views.forget, name="forget"),
    path("beheer/vertrokken/", views.gone, name="gone"),
    path("beheer/verwijderingen/", views.erasures, name="erasures"),
    path("beheer/bewaartermijnen/", views.retention, name="retention"),
]
