"""The page: a chat for the phone, rendered on the server, usable without its script."""

from bot.web.door import application
from bot.web.serving import Page, serve
from bot.web.visitors import cookie_secret

__all__ = ["Page", "application", "cookie_secret", "serve"]
