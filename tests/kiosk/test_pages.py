from kiosk.pages import Page, Section, make_pages, rows_that_fit


def test_a_section_begins_on_a_page_of_its_own() -> None:
    sections = (Section(name="a", entries=(1, 2, 3)), Section(name="b", entries=(4,)))

    assert make_pages(sections, per_page=2) == (
        Page(section="a", entries=(1, 2)),
        Page(section="a", entries=(3,)),
        Page(section="b", entries=(4,)),
    )


def test_an_empty_section_has_no_page() -> None:
    assert make_pages((Section(name="a", entries=()),), per_page=3) == ()


def test_gaps_are_only_between_rows() -> None:
    assert rows_that_fit(320, row_px=100, gap_px=10) == 3
    assert rows_that_fit(319, row_px=100, gap_px=10) == 2


def test_there_is_room_for_one_row_at_least() -> None:
    assert rows_that_fit(10, row_px=100, gap_px=10) == 1
