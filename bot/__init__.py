"""A bot that helps civil servants stay neutral."""

import os

VERSION = "0.1.0"
"""The version of the bot, as /tentang shows it; the same as in pyproject.toml."""

# The matrices here are small: threads for them cost more time and memory than they save. numpy reads this once, when it
# is imported, so that it must be said before anything else is.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
