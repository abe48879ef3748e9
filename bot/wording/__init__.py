"""Every sentence of the channels themselves, a module a language."""
