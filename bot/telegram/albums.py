"""Albums: pictures sent together come as a message each; one of them is answered, by its caption if it has one."""

import asyncio
from collections import deque

CAPTION_WITHIN = 1.0  # seconds after a part without one
REMEMBERED = 1_000  # albums


class Albums:
    """Those that were answered lately."""

    def __init__(self) -> None:
        self._answered: deque[tuple[int, str]] = deque(maxlen=REMEMBERED)

    async def first(self, user: int, album: str, captioned: bool) -> bool:
        """Whether this part is to be answered: one with words, or else one of the others, when none with words came."""
        if not captioned:
            await asyncio.sleep(CAPTION_WITHIN)
            if (user, album) in self._answered:
                return False
        self._answered.append((user, album))
        return True
