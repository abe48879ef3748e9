"""Every sentence of the conversation, a module a language."""
