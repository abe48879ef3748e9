"""Telegram as a channel. The only package that knows how python-telegram-bot is driven.

No ConversationHandler, JobQueue or persistence of its: the state is ours, stored in the step.
"""
