from django.apps import AppConfig


class SignpostConfig(AppConfig):
    name = "samenwijzer.signpost"
    default_auto_field = "django.db.models.BigAutoField"
