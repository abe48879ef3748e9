"""The channels, the store and the command line of the assistant."""


class OperatorError(Exception):
    """What keeps a command from going on, in one plain line for the operator."""
