"""Answers whether a conduct is allowed."""
