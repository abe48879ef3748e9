"""Trouble by script: what is to go wrong with which of the next calls."""

from collections.abc import Callable
from dataclasses import dataclass

from .world import World


@dataclass
class Fault:
    """`status` answers with an error; `cut` closes the connection "before" or "after" the effect instead."""

    method: str
    times: int
    status: int = 0
    cut: str = ""
    chat: int | None = None
    retry_after: int | None = None

    def concerns(self, method: str, chat: str) -> bool:
        return self.times > 0 and self.method == method and (self.chat is None or str(self.chat) == chat)

    @property
    def description(self) -> str:
        words = {
            400: "Bad Request",
            401: "Unauthorized",
            403: "Forbidden: bot was blocked by the user",
            404: "Not Found",
            429: f"Too Many Requests: retry after {self.retry_after}",
        }
        return words.get(self.status, "Internal Server Error")


class Hold:
    """Calls of one method that stay before their effect until release()."""

    def __init__(self, world: World, method: str) -> None:
        self._world = world
        self.method = method
        self.arrived = 0
        self.released = False

    def release(self) -> None:
        with self._world.change():
            self.released = True

    def wait(self, count: int = 1, timeout: float = 10) -> None:
        """Until so many calls have arrived and are held."""
        self._world.until(self._reached(count), lambda: f"{count} held {self.method}, only {self.arrived}", timeout)

    def _reached(self, count: int) -> Callable[[], bool]:
        return lambda: self.arrived >= count
