"""``python -m octavo``, the same as ``octavo``."""

import sys

from octavo.cli.main import main

if __name__ == "__main__":  # Not in a process that proves for another.
    sys.exit(main())
