"""The command line: its commands, loaded when they are called."""

DONE, REFUSED = 0, 2  # exit statuses
