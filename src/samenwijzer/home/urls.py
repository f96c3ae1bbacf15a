"""The home page and the box."""

from django.urls import path

from samenwijzer.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("aan-jou-gevraagd/", views.asked, name="asked"),
    path("zoeken/", views.search, name="search"),
    path("zoeken/suggesties/", views.suggestions, name="suggestions"),
    path("zoeken/geopend/", views.opened, name="opened"),
    path("zoeken/eerder/vergeten/", views.forget_recent, name="forget_recent"),
]
