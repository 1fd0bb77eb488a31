"""``python -m octavo``, the same as ``octavo``."""

import sys

from octavo.cli.main import main

sys.exit(main())
