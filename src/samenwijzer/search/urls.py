"""Addresses of the words that mean the same, for who keeps them."""

from django.urls import path

from samenwijzer.search import views

app_name = "search"
urlpatterns = [
    path("beheer/synoniemen/", views.synonyms, name="synonyms"),
    path("beheer/synoniemen/nieuw/", views.add_synonym, name="add_synonym"),
    path("beheer/synoniemen/nieuw/proberen/", views.try_new_synonym, name="try_new_synonym"),
    path("beheer/synoniemen/startset/", views.starter_set, name="starter_set"),
    path("beheer/synoniemen/terug/", views.put_back_synonyms, name="put_back_synonyms"),
    path("beheer/synoniemen/<int:pk>/", views.synonym, name="synonym"),
    path("beheer/synoniemen/<int:pk>/proberen/", views.try_synonym, name="try_synonym"),
    path("beheer/zoekvragen/", views.gaps, name="gaps"),
    path("beheer/zoekvragen/<int:pk>/", views.gap, name="gap"),
    path("beheer/zoekvragen/<int:pk>/afgehandeld/", views.settle_gap, name="settle_gap"),
    path("beheer/synoniemen/voorstellen/", views.proposals, name="proposals"),
    path("beheer/synoniemen/voorstellen/<int:pk>/", views.decide_proposal, name="decide_proposal"),
    path("zoeken/synoniem-voorstellen/", views.propose_synonym, name="propose_synonym"),
    path("aan-jou-gevraagd/synoniem/<int:pk>/", views.proposal_heard, name="proposal_heard"),
]
