"""Addresses of importing, exporting and the page about the demo."""

from django.urls import path

from samenwijzer.exchange import views

app_name = "exchange"
urlpatterns = [
    path("beheer/import/", views.imports, name="imports"),
    path("beheer/import/<int:pk>/", views.import_run, name="import"),
    path("beheer/import/<int:pk>/uitvoeren/", views.carry_out, name="carry_out"),
    path("beheer/import/<int:pk>/niet-uitvoeren/", views.drop, name="drop"),
    path("beheer/export/", views.export, name="export"),
    path("beheer/export/<int:pk>/", views.export_run, name="export_run"),
    path("beheer/export/<int:pk>/bestand/", views.export_file, name="export_file"),
    path("demo/", views.demo, name="demo"),
]
