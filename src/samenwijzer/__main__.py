"""The command `samenwijzer`: Django's commands and our own, with our settings."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command; `samenwijzer help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["samenwijzer", *sys.argv[1:]])


if __name__ == "__main__":
    main()
