"""Speed and cost of the library, compared with something else: `python -m benchmarks`."""

import sys

from .root import LAMBDA

# As in the function on Lambda, whose packages these are.
if str(LAMBDA) not in sys.path:
    sys.path.insert(0, str(LAMBDA))
