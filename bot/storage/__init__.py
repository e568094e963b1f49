"""Keeps what must be remembered; all SQL lives here."""
