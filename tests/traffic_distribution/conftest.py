from tests.simulation.conftest import silent, world

__all__ = ["silent", "world"]
