"""The gladi: the whole calendar in a minute, with a made-up roster, on the try-out's own Telegram."""

import datetime as dt

import pytest

from bot import gladi
from bot.clock import ShiftedClock, SystemClock
from bot.rehearsal import stages
from bot.settings import SQLITE, Settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Settings(_env_file=None, messages_per_second=1000, database_url=f"{SQLITE}{tmp_path / 'none.sqlite3'}")


async def played(settings, engine, tmp_path):
    told, pauses, ends = [], [], []

    async def pause(seconds):
        pauses.append(seconds)

    rehearsal = await gladi.prepare(settings, engine.library, told.append)
    rehearsal.pause = pause
    clock = ShiftedClock(SystemClock())
    clock.offset = rehearsal.scenes[0][0] - dt.timedelta(days=1) - clock.now()
    opening = stages(rehearsal.settings, engine, tmp_path / "gladi.sqlite3", rehearsal.cast)
    async with opening(clock, lambda: None, fresh=True) as stage:
        await rehearsal.play(clock)
        ends.append(stage.look("guru", "pribadi"))
    return rehearsal, told, sum(pauses), ends[0]


async def test_every_reminder_of_a_calendar_is_seen_within_a_minute(settings, engine, tmp_path):
    calendar = tmp_path / "kalender.yaml"
    soon = SystemClock().now().date() + dt.timedelta(days=40)
    calendar.write_text(
        "elections:\n  - id: pilkades-x\n    name: Pilkades Contoh\n    kind: pilkades\n    stages:\n"
        f"      - {{id: pemungutan-suara, name: Pemungutan suara, date: {soon}, source: uji}}\n",
        "utf-8",
    )
    rehearsal, told, seconds, page = await played(settings.model_copy(update={"calendar": calendar}), engine, tmp_path)
    assert seconds <= 60
    assert not [line for line in told if "TIDAK TERKIRIM" in line]
    for title in (
        "Di luar masa pemilihan",
        "Sebulan menjelang",
        "Sepekan menjelang",
        "Besok pemungutan",
        "Hari pemungutan",
        "Menjelang pemungutan",
    ):
        assert any(title in line for line in told), title
    texts = "\n".join(message["text"] for message in page["messages"])
    assert "Pilkades Contoh" in texts
    assert "Gunakan hak pilih Anda" in texts
    assert page["refused"] == []
    assert {said.election.id for said in rehearsal.said if said.election} == {"pilkades-x"}


async def test_where_no_date_is_set_the_last_whole_election_is_played_and_named(settings, engine):
    told = []
    rehearsal = await gladi.prepare(settings, engine.library, told.append)
    assert [election.id for election in rehearsal.calendar.elections] == ["pilkada-2024"]
    assert "Pilkada Serentak 2024" in told[0]
    said = {one.reminder.id for one in rehearsal.said}
    assert {"bulanan", "enam-bulan-penetapan", "masa-tenang", "hari-pemungutan", "sengketa-hasil"} <= said


async def test_whoever_begins_again_on_the_page_ends_the_play(settings, engine, tmp_path):
    told, scenes = [], []
    rehearsal = await gladi.prepare(settings, engine.library, told.append)

    async def begin_again(_seconds):
        scenes.append(clock.now())
        if len(scenes) == 3:
            await rehearsal.cast(*town)

    rehearsal.pause = begin_again
    clock, town = ShiftedClock(SystemClock()), []

    async def cast(netral, telegram):
        town[:] = [netral, telegram]
        await rehearsal.cast(netral, telegram)

    async with stages(rehearsal.settings, engine, tmp_path / "gladi.sqlite3", cast)(clock, lambda: None, fresh=True):
        await rehearsal.play(clock)
    assert len(scenes) == 3
    assert not any("Gladi selesai" in line for line in told)
