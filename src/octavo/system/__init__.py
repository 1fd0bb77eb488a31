"""Programs, TeX files and fonts: what octavo needs, what is here, what installs the rest."""

from octavo.system.install import ensure
from octavo.system.inventory import Inventory, Missing, look, possible_editions

__all__ = ["Inventory", "Missing", "ensure", "look", "possible_editions"]
