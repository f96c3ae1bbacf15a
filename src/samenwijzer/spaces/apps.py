from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "samenwijzer.spaces"
    default_auto_field = "django.db.models.BigAutoField"
