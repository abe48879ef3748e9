"""A small server of Telegram's Bot API on loopback, with a virtual phone: what a bot is tested against.

with Server() as server:
    phone = server.phone(user_id=1, first_name="阿丽丝")
    phone.say("/start")
    phone.wait_for("您好")
    phone.tap("开始")
    assert not server.violations

Everything is safe across threads. In a coroutine that shares its loop with the bot, wait through
`await asyncio.to_thread(phone.wait_for, "您好")`, or the bot could not answer.
"""

from .faults import Hold
from .limits import Button
from .phone import Phone
from .server import Server
from .world import Chat, Message

__all__ = ["Button", "Chat", "Hold", "Message", "Phone", "Server"]
