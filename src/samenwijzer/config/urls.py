"""Every address of the site: those of each installed module, and the frame's own."""

from django.urls import URLPattern, URLResolver, include, path

from samenwijzer.kernel.modules import installed

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    *(path("", include(module.urls)) for module in installed() if module.urls),
]
