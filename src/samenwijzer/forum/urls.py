"""Addresses of the forum."""

from django.urls import path

from samenwijzer.forum import views

app_name = "forum"
urlpatterns = [
    path("vragen/", views.questions, name="questions"),
    path("vragen/stel/", views.ask, name="ask"),
    path("vragen/lijkt-op/", views.similar, name="similar"),
    path("vragen/ruimte/<int:pk>/", views.questions_in_space, name="in_space"),
    path("vragen/<int:pk>/", views.question, name="question"),
    path("vragen/<int:pk>/lijkt-op/", views.similar_to, name="similar_to"),
    path("vragen/<int:pk>/antwoord/", views.answer, name="answer"),
    path("vragen/<int:pk>/reactie/", views.comment, name="comment"),
    path("vragen/<int:pk>/wijzig/", views.edit, name="edit"),
    path("vragen/<int:pk>/geschiedenis/", views.history, name="history"),
    path("vragen/<int:pk>/vraag-collega/", views.ask_colleague, name="ask_colleague"),
    path("vragen/antwoord/<int:pk>/accepteer/", views.accept, name="accept"),
    path("vragen/antwoord/<int:pk>/toch-niet/", views.unaccept, name="unaccept"),
    path("vragen/antwoord/<int:pk>/hielp/", views.helped, name="helped"),
    path("vragen/antwoord/<int:pk>/hielp-niet/", views.not_helped, name="not_helped"),
    path("vragen/antwoord/<int:pk>/wijzig/", views.edit_answer, name="edit_answer"),
    path("vragen/antwoord/<int:pk>/geschiedenis/", views.answer_history, name="answer_history"),
    path("vragen/verzoek/<int:pk>/", views.react, name="react"),
]
