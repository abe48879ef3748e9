"""The page: a chat for the phone, rendered on the server, usable without its script."""

from bot.web.cookies import PERSON, cookie_secret
from bot.web.routes import application
from bot.web.server_sent_events import EventStreams
from bot.web.transcript import channels

__all__ = ["PERSON", "EventStreams", "application", "channels", "cookie_secret"]
