"""The page: a chat for the phone, rendered on the server, usable without its script."""

from bot.web.connections import Connections
from bot.web.door import application
from bot.web.live import Live
from bot.web.serving import Page, serve
from bot.web.transcript import opener
from bot.web.visitors import PERSON, cookie_secret

__all__ = ["PERSON", "Connections", "Live", "Page", "application", "cookie_secret", "opener", "serve"]
