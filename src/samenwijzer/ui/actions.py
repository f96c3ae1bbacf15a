"""The one thing the frame writes: the language someone reads."""

from __future__ import annotations

from typing import Any

from django.db import transaction


@transaction.atomic
def keep_language(*, person: Any, language: str) -> None:
    """Remember a person's language for his next browser. It is a preference, so no audit line is made."""
    person.language = language
    person.save(update_fields=["language"])
