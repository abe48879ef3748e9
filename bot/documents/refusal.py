"""Why there is no document."""


class CannotRender(Exception):
    """A document cannot be made; the message says in Chinese why, to the person."""
