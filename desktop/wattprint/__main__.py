"""`python -m wattprint`."""

import sys

from wattprint.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
