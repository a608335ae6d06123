"""The version of the package: of its constructs, its function, its command line and its local AWS."""

__version__ = "0.3.0"
