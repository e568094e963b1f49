"""Reminds people on the road to election day: once, on time, whatever happens."""
