from tests.simulation.conftest import world

__all__ = ["world"]
