"""Addresses of signing in: those of allauth, less what stays shut where the organisation makes accounts."""

from django.urls import include, path, re_path

from samenwijzer.accounts import views

urlpatterns = [
    path("account/email/", views.email_address),
    path("account/confirm-email/", views.nothing_here),
    re_path(r"^account/confirm-email/[^/]+/$", views.nothing_here),
    path("account/login/code/confirm/", views.nothing_here),
    path("account/", include("allauth.urls")),
]
