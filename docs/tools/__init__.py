"""The generators of parts of the documentation: `python -m docs.tools` writes them all."""
