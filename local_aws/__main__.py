"""`python -m local_aws`."""

import sys

from local_aws.command_line.main import main

sys.exit(main(sys.argv[1:]))
