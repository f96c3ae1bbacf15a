"""Both languages are complete: the sources are English, and every text of every app has its Dutch."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "messages.py"


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tools_messages", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = _tool()


@pytest.mark.parametrize("app", messages.app_names())
def test_every_text_has_its_dutch(app: str) -> None:
    faults = messages.faults_of(app)
    assert not faults, "\n".join(faults)


def test_no_two_apps_translate_a_text_differently() -> None:
    faults = messages.quarrels(messages.app_names())
    assert not faults, "\n".join(faults)
