from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "samenwijzer.kernel.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
