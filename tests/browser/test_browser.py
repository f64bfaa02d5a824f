"""The browser that tests drive stays on this machine, and axe sees what it should."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

GOOD = '<html lang="es"><title>Prueba</title><main><h1>Hola</h1></main></html>'


def test_a_request_to_another_host_is_seen(page: Page, foreign_requests: list[str]) -> None:
    # Not until it is loaded: how long a name that nobody has is looked for is not ours to say.
    with page.expect_request("http://elsewhere.invalid/**"):
        page.set_content(
            GOOD + '<img alt="" src="http://elsewhere.invalid/a.png">', wait_until="commit"
        )
    assert foreign_requests == ["http://elsewhere.invalid/a.png"]
    foreign_requests.clear()


def test_an_error_in_a_script_is_seen(page: Page, page_errors: list[str]) -> None:
    page.set_content("<script>throw new Error('broken')</script>")
    assert page_errors == ["broken"]
    page_errors.clear()


def test_axe_accepts_a_good_page(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    page.set_content(GOOD)
    assert_accessible(page)


def test_axe_refuses_an_image_without_text(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page.set_content(GOOD + '<img src="data:,">')
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)
