"""What tables promise: migrations are written down, and every person can be forgotten."""

from collections.abc import Iterable
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import models

from samenwijzer.kernel.modules import Module, installed

PACKAGE = "samenwijzer."


def apps_that_know_people(tables: Iterable[type[models.Model]]) -> set[str]:
    return {
        table._meta.app_config.name.removeprefix(PACKAGE)
        for table in tables
        for field in table._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model is get_user_model()
        and table._meta.app_config.name.startswith(PACKAGE)
    }


def apps_that_forget(modules: Iterable[Module]) -> set[str]:
    return {module.name for module in modules if module.forget is not None}


def test_every_app_that_knows_a_person_can_forget_that_person() -> None:
    assert apps_that_know_people(apps.get_models()) - apps_that_forget(installed()) == set()


def test_an_app_that_cannot_forget_is_caught() -> None:
    knows = apps_that_know_people(apps.get_models())
    assert knows
    assert knows - apps_that_forget([Module(name="forum", title="Forum")]) == knows


@pytest.mark.django_db
def test_migrations_are_up_to_date() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())
