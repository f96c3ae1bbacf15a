from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    name = "samenwijzer.subjects"
    default_auto_field = "django.db.models.BigAutoField"
