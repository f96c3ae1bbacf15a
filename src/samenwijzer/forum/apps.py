from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "samenwijzer.forum"
    default_auto_field = "django.db.models.BigAutoField"
