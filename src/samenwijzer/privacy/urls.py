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
    path("controle/", views.check, name="check"),
    path("controle/melding/", views.report_block, name="report_block"),
    path("aan-jou-gevraagd/melding/<int:pk>/", views.block_heard, name="block_heard"),
    path("beheer/meldingen/tegengehouden/", views.block_reports, name="block_reports"),
    path("beheer/meldingen/tegengehouden/<int:pk>/", views.decide_block, name="decide_block"),
    path("beheer/meldingen/waarschuwingen/", views.overrides, name="overrides"),
    path("tekst/<str:reference>/", views.text, name="text"),
    path("melden/<str:reference>/", views.report, name="report"),
    path("aan-jou-gevraagd/tekst/<int:pk>/", views.text_heard, name="text_heard"),
    path("beheer/meldingen/teksten/", views.withheld, name="withheld"),
    path("beheer/meldingen/teksten/<str:reference>/", views.withheld_text, name="withheld_text"),
    path("beheer/weghalen/<str:reference>/", views.redact, name="redact"),
]
