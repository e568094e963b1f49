"""Changes the many deliveries of an occasion a piece at a time, so that nobody who asks something waits for it."""

from __future__ import annotations

from sqlalchemy import TextClause, text

from bot.storage.engine import Database

AT_ONCE = 5_000
_FORGET = text(
    "DELETE FROM delivery WHERE occasion_id = :id AND person_id IN "
    "(SELECT person_id FROM delivery WHERE occasion_id = :id LIMIT :count)"
)
_TAKE_BACK = text(
    "DELETE FROM delivery WHERE occasion_id = :id AND person_id IN "
    "(SELECT person_id FROM delivery WHERE occasion_id = :id AND state = 'planned' AND doubtful = 0 LIMIT :count)"
)
_CANCEL = text(
    "UPDATE delivery SET state = CASE WHEN doubtful > 0 THEN 'uncertain' ELSE 'cancelled' END "
    "WHERE occasion_id = :id AND person_id IN "
    "(SELECT person_id FROM delivery WHERE occasion_id = :id AND state = 'planned' LIMIT :count)"
)


async def forget_all(database: Database, occasion: int) -> None:
    """Deletes every row of an occasion."""
    await _piecewise(database, _FORGET, occasion)


async def take_back(database: Database, occasion: int) -> None:
    """Deletes what is planned and was surely not sent."""
    await _piecewise(database, _TAKE_BACK, occasion)


async def cancel(database: Database, occasion: int) -> None:
    """Marks what is planned as not to be sent any more; what may have arrived already is uncertain."""
    await _piecewise(database, _CANCEL, occasion)


async def _piecewise(database: Database, change: TextClause, occasion: int) -> None:
    changed = AT_ONCE
    while changed == AT_ONCE:
        async with database.writing() as connection:
            changed = (await connection.execute(change, {"id": occasion, "count": AT_ONCE})).rowcount
