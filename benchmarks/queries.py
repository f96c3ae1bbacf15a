"""How many queries each page makes: prints JSON with a count for each path in its arguments.

Runs in a process of its own, with the data folder of the benchmark in its environment.
"""

from __future__ import annotations

import json
import os
import sys


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
    counts = {}
    for path in paths:
        client.get(path)  # What is read once per process does not count.
        with CaptureQueriesContext(
            connection,
        ) as captured:
            status = client.get(path).status_code
        counts[path] = len(captured) if status == 200 else -status
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
