"""The try-out page in a real browser, at the width of a phone, by keyboard alone."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.pages import opened

pytestmark = pytest.mark.browser

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
PATIENCE = 20_000


@dataclass
class Seen:
    """A page with what it complained of and whom it asked."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def focused(self) -> str:
        """The name of what holds the focus."""
        return await self.page.evaluate("document.activeElement.innerText || document.activeElement.id")

    async def press_until(self, key: str, name: str) -> None:
        """Presses a key until something of that name has the focus."""
        for _ in range(30):
            if await self.focused() == name:
                return
            await self.page.keyboard.press(key)
        raise AssertionError(f"{name!r} cannot be reached with {key}")


@pytest.fixture
async def seen(engine, tmp_path):
    if BROWSER is None:
        pytest.skip("no browser is installed; apt-get install chromium brings one")
    async with opened(engine, tmp_path) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        page = await browser.new_page(viewport=PHONE, locale="id-ID")
        page.set_default_timeout(PATIENCE)
        made = Seen(page, address)
        page.on(
            "console", lambda said: made.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: made.complaints.append(str(error)))
        page.on("request", lambda request: made.asked.append(request.url))
        await page.goto(address)
        yield made
        await browser.close()
    assert made.complaints == []
    assert [url for url in made.asked if not url.startswith(address)] == []


async def _ask(page: Page, library) -> None:
    await page.get_by_label(library.say("tryout.composer")).focus()
    await page.keyboard.type("boleh nggak like postingan calon bupati?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message:not(.mine)")).to_contain_text("DILARANG", timeout=PATIENCE)


async def test_a_question_and_a_button_by_keyboard_on_a_phone(seen, library):
    page = seen.page
    await _ask(page, library)
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    before = await page.locator(".message").count()
    await seen.press_until("Shift+Tab", library.say("button.sanction"))
    await page.keyboard.press("Enter")
    title = library.say("aspect.sanction", title="")
    await expect(page.locator(".message:not(.mine)")).to_contain_text(title.strip(), timeout=PATIENCE)
    assert await page.locator(".message").count() == before
    assert await page.evaluate("document.activeElement.closest('.message') !== null")


async def test_the_legal_basis_unfolds_by_keyboard(seen, library):
    page = seen.page
    await _ask(page, library)
    quotation = page.locator(".message details")
    assert await quotation.get_attribute("open") is None
    await quotation.locator("summary").focus()
    await page.keyboard.press("Enter")
    assert await quotation.get_attribute("open") is not None
    await expect(quotation.locator("blockquote")).to_be_visible()


async def test_the_menu_gives_a_command_and_the_focus_back(seen, library):
    page = seen.page
    await page.get_by_role("button", name=library.say("tryout.menu"), exact=True).focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="/bantuan").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".message:not(.mine)")).to_contain_text(library.say("help.title"), timeout=PATIENCE)
    assert await seen.focused() == "text"


async def test_nothing_that_is_written_becomes_markup(seen, library):
    page = seen.page
    await page.get_by_label(library.say("tryout.composer")).fill("<img src=x onerror=alert(1)> <b>tebal</b>")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.mine .text")).to_have_text(re.compile("<img src=x"), timeout=PATIENCE)
    assert await page.locator("#log img, #log b").count() == 0


async def test_people_and_chats_can_be_switched_and_everything_begun_again(seen, library):
    page = seen.page
    await _ask(page, library)
    await page.get_by_label(library.say("tryout.me")).select_option("camat")
    await expect(page.locator(".message")).to_have_count(0, timeout=PATIENCE)
    await page.get_by_role("radio", name=library.say("tryout.group.name")).check()
    await expect(page.locator(".welcome")).to_contain_text(library.say("tryout.welcome.group"))
    await page.get_by_label(library.say("tryout.me")).select_option("guru")
    await page.get_by_role("radio", name=library.say("tryout.room.private")).check()
    await expect(page.locator(".message")).to_have_count(2, timeout=PATIENCE)
    await page.get_by_role("button", name=library.say("tryout.tools")).click()
    await page.get_by_role("button", name=library.say("tryout.wipe")).click()
    await page.get_by_role("button", name=library.say("tryout.wipe.yes")).click()
    await expect(page.get_by_role("button", name=library.say("tryout.begin"), exact=True)).to_be_visible(
        timeout=PATIENCE
    )


async def test_a_deep_link_of_the_bot_opens_in_place(seen, library):
    page = seen.page
    await page.get_by_role("radio", name=library.say("tryout.group.name")).check()
    await page.get_by_label(library.say("tryout.composer")).fill("/dataku@netral_bot")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name=library.say("button.private")).click()
    await expect(page.locator(".message:not(.mine)")).to_contain_text(library.say("data.title"), timeout=PATIENCE)
    assert await page.get_by_role("radio", name=library.say("tryout.room.private")).is_checked()


async def test_a_poll_is_answered_by_keyboard_and_the_result_is_words(seen, library):
    page = seen.page
    await page.get_by_label(library.say("tryout.me")).select_option("petugas")
    await page.get_by_role("radio", name=library.say("tryout.group.name")).check()
    await page.get_by_label(library.say("tryout.composer")).fill("/kuis_grup 1")
    await page.keyboard.press("Enter")
    choices = page.get_by_role("group", name=library.say("tryout.poll.choices")).get_by_role("button")
    await choices.first.focus(timeout=PATIENCE)
    await page.keyboard.press("Enter")
    poll = page.locator(".poll")
    await expect(poll).to_contain_text(library.say("tryout.poll.total", count=1), timeout=PATIENCE)
    await expect(poll).to_contain_text(library.say("tryout.poll.yours"))
    await expect(poll).to_contain_text(library.say("tryout.poll.right"))
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
