"""Lets the bot be tried out with no token and no network."""
