"""What every test can ask for."""

from tests.cast import *  # noqa: F403 - likewise
from tests.nplusone import *  # noqa: F403 - likewise
from tests.refusals import refusing_trail
from tests.stack import *  # noqa: F403 - fixtures and hooks are found by their names in this module
from tests.stack import pytest_collection_modifyitems

__all__ = ["pytest_collection_modifyitems", "refusing_trail"]
