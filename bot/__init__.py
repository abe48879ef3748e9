"""The channels, the store and the command line of the assistant."""

__version__ = "0.2.0"


class OperatorError(Exception):
    """What keeps a command from going on, in one plain line for the operator."""
