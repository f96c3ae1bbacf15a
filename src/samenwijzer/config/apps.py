from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "samenwijzer.config"
    label = "config"
