"""How many queries each page makes and what it costs: JSON with both for each path in its arguments.

The cost is the least processor time of forty tries, in milliseconds, which hardly depends on what else the
machine does. Runs in a process of its own, with the data folder of the benchmark in its environment.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any


def main() -> None:
    """Ask for each page as the person whose e-mail address comes first."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "samenwijzer.config.settings"
    import django  # noqa: PLC0415 - after the settings are named

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from samenwijzer.accounts.models import User  # noqa: PLC0415

    email, *paths = sys.argv[1:]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email=email))
    found: dict[str, tuple[int, float]] = {}
    for path in paths:
        for _ in range(3):
            client.get(path)  # What is read once per process does not count.
        with CaptureQueriesContext(connection) as captured:
            status = client.get(path).status_code
        count = len(captured) if status == 200 else -status  # The next request empties the list.
        found[path] = (count, min(_cost(client, path) for _ in range(40)))
    print(json.dumps(found))


def _cost(client: Any, path: str) -> float:
    began = time.process_time()
    client.get(path)
    return (time.process_time() - began) * 1_000


if __name__ == "__main__":
    main()
