"""A bot that helps civil servants stay neutral."""

VERSION = "0.1.0"
"""The version of the bot, as /tentang shows it; the same as in pyproject.toml."""
