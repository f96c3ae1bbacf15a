"""Every address of the site: those of each installed module."""

from django.urls import URLPattern, URLResolver, include, path

from samenwijzer.kernel.modules import installed

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(module.urls)) for module in installed() if module.urls
]

handler400 = "samenwijzer.ui.failures.bad_request"
handler403 = "samenwijzer.ui.failures.forbidden"
handler404 = "samenwijzer.ui.failures.not_found"
handler500 = "samenwijzer.ui.failures.server_error"
