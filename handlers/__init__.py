"""Connects Telegram with the bot: the only package, app.py and tryout/ aside, that imports telegram."""
