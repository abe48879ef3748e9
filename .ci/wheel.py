"""What is done before a wheel is built: the index of each text, so that an installation need not make it."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class IndexHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from knowledge.training import build

        build.indexes()
