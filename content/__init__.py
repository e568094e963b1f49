"""Holds what the bot knows and says, and checks every line of it before anybody reads it."""
