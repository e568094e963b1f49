"""A bot that helps civil servants stay neutral."""
