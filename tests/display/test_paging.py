from datetime import timedelta

from display.paging import PAGE_TIME, Page, next_page_at, on_page, page_at
from tests.display.scenes import MORNING


def test_what_fits_has_one_page():
    assert page_at(6, 6, MORNING) == Page(index=0, count=1)
    assert page_at(0, 6, MORNING) == Page(index=0, count=1)


def test_pages_follow_one_another_every_eight_seconds_and_show_everything():
    items = list(range(14))
    start = next_page_at(MORNING)
    pages = [page_at(len(items), 6, start + turn * PAGE_TIME) for turn in range(3)]

    assert {item for page in pages for item in on_page(items, 6, page)} == set(items)


def test_every_page_is_full_where_there_is_enough_to_fill_one():
    start = next_page_at(MORNING)
    pages = [page_at(14, 6, start + turn * PAGE_TIME) for turn in range(3)]

    assert {len(on_page(range(14), 6, page)) for page in pages} == {6}
    assert on_page(range(4), 6, Page(index=0, count=1)) == (0, 1, 2, 3)


def test_a_page_stays_until_the_next_is_due():
    start = next_page_at(MORNING)
    almost = start + PAGE_TIME - timedelta(milliseconds=1)

    assert page_at(14, 6, almost) == page_at(14, 6, start)
    assert next_page_at(almost) == start + PAGE_TIME
