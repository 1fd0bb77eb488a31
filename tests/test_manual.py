"""The manual says what is there."""

from __future__ import annotations

from dataclasses import Field, fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from octavo.cli import COMMANDS
from octavo.names.roles import NAMES
from octavo.settings import Settings

MANUAL = (Path(__file__).resolve().parents[1] / "docs" / "manual.md").read_text(encoding="utf-8")
SETTINGS = [field for field in fields(Settings) if "about" in field.metadata]


@pytest.mark.parametrize("field", SETTINGS, ids=lambda field: field.name)
def test_every_setting_is_in_the_manual_with_its_meaning(field: Field[Any]) -> None:
    row = next((line for line in MANUAL.splitlines() if f"`octavo_{field.name}`" in line), "")
    assert field.metadata["about"] in row


@pytest.mark.parametrize("command", COMMANDS, ids=lambda module: module.__name__)
def test_every_command_is_in_the_manual(command: ModuleType) -> None:
    name = command.__name__.rpartition(".")[2].replace("_", "-")
    assert f"`octavo {name}`" in MANUAL


@pytest.mark.parametrize("role", NAMES)
def test_every_role_of_names_is_in_the_manual(role: str) -> None:
    assert f"`:{role}:`" in MANUAL
