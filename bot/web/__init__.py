"""The page: a chat for the phone, rendered on the server, usable without its script."""

from bot.web.cookies import PERSON
from bot.web.routes import application
from bot.web.server_sent_events import EventStreams
from bot.web.transcript import channel_to

__all__ = ["PERSON", "EventStreams", "application", "channel_to"]
