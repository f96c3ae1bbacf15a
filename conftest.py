"""What every test of the house may ask for: the named cast, and an installation of its own."""

pytest_plugins = ("tests.cast", "tests.installation")
