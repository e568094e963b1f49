"""Serves the pages of the bot from one aiohttp server."""
