import re

from bot.people import Person, Role, new_id


def test_an_id_is_128_random_bits_and_never_looks_like_a_nip():
    drawn = [new_id() for _ in range(2000)]
    assert len(set(drawn)) == 2000
    assert all(re.fullmatch(r"[0-9a-f]{32}", id) and not re.search(r"[0-9]{10}", id) for id in drawn)


def test_only_an_administrator_administers():
    for role in Role:
        person = Person("0", 7, role, "default", None, "Asia/Jakarta", None)
        assert person.is_admin is (role is Role.ADMIN)
