from tests.handler.conftest import world

__all__ = ["world"]
