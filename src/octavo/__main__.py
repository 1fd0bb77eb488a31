"""``python -m octavo``, the same as ``octavo``."""

import sys

from octavo.cli.main import process

if __name__ == "__main__":  # Not in a process that proves for another.
    sys.exit(process())
