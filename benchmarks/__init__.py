"""Speed and cost of the library, compared with something else: `python -m benchmarks`."""

import sys

from .root import LAMBDA

# The packages of the function: on Lambda, this folder is on sys.path as well.
if str(LAMBDA) not in sys.path:
    sys.path.insert(0, str(LAMBDA))
