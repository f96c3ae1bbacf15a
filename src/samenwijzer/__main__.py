"""The command `samenwijzer`: Django's commands and our own, on a data folder that is made ready."""

from __future__ import annotations

import os
import sys

from samenwijzer import __version__

# These look at code or settings, or are about the database before it is ready.
NEED_NO_DATA = {
    "",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "guard",
    "help",
    "makemessages",
    "makemigrations",
    "migrate",
    "optimizemigration",
    "restore",
    "showmigrations",
    "sqlmigrate",
    "squashmigrations",
    "test",
    "version",
}
HELP = {"-h", "--help", "--version"}
UNUSABLE = 2


def main() -> None:
    """Run one command; `samenwijzer help` lists them. An unusable setting ends it with exit code 2."""
    os.umask(0o077)  # What is made in the data folder is for its owner alone.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.config.settings")
    words = sys.argv[1:]
    command = words[0] if words else ""
    if words == ["--version"]:
        sys.stdout.write(f"samenwijzer {__version__}\n")
        return
    if command == "demo":
        os.environ.setdefault("SAMENWIJZER_ORGANISATION", "Sociale Dienst Lindewaard")
    # Imported here, for Python to find a mistake in the environment before anything is loaded.
    import django  # noqa: PLC0415
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from samenwijzer.config import environment  # noqa: PLC0415

    environment.only_looks = command == "check" and "--repair" not in words
    try:
        django.setup()
        if command not in NEED_NO_DATA and not HELP & set(words):
            _prepare()
            _say_where_from(command)
    except environment.Unusable as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(UNUSABLE)
    execute_from_command_line(["samenwijzer", *words])


def _prepare() -> None:
    from django.db import OperationalError  # noqa: PLC0415 - needs Django to be set up

    from samenwijzer.config.environment import Unusable  # noqa: PLC0415
    from samenwijzer.config.prepare import CannotPrepare, HalfRestored, prepare_data_dir  # noqa: PLC0415

    try:
        prepare_data_dir()
    except OperationalError as problem:
        message = f"The database cannot be reached: {' '.join(str(problem).split())}"
        raise Unusable(message) from problem
    except HalfRestored as problem:
        message = "A restore was broken off here. Run `samenwijzer restore` again, which begins anew."
        raise Unusable(message) from problem
    except CannotPrepare as problem:
        message = "The database could not be made ready; the reason stands above."
        raise Unusable(message) from problem


def _say_where_from(command: str) -> None:
    from samenwijzer.outbox.audit import Origin, origin  # noqa: PLC0415 - needs Django to be set up

    origin.set(Origin(f"command {command}"))


if __name__ == "__main__":
    main()
