"""Albums: pictures sent together come as a message each; one of them is answered, by its caption if it has one."""

import asyncio
from collections import deque

from dialogs.events import Event, Said, Sent

CAPTION_WITHIN = 1.0  # seconds after a part without one
REMEMBERED = 1_000  # albums


class Albums:
    """Those that were answered lately."""

    def __init__(self) -> None:
        self._answered: deque[tuple[int, str]] = deque(maxlen=REMEMBERED)

    async def first(self, user: int, event: Event) -> bool:
        """Whether the event is to be answered: of an album a part with words, or else one of the others, when none with
        words has come."""
        if not isinstance(event, Said | Sent) or not event.album:
            return True
        album = user, event.album
        if isinstance(event, Sent):
            await asyncio.sleep(CAPTION_WITHIN)
            if album in self._answered:
                return False
        self._answered.append(album)
        return True
