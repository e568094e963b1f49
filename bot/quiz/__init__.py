"""Asks what the neutrality pledge means, one question at a time."""
