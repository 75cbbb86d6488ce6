from kiosk.layout import Align, Piece, Shape, shape_of, stack


def spans(*pieces: Piece, align: Align = Align.TOP) -> list[tuple[float, float]]:
    placed = stack(pieces, bottom=100.0, top=1100.0, gap=20.0, align=align)
    return [(span.bottom, span.height) for span in placed]


def test_a_glass_that_stands_has_one_column_or_two_halves():
    assert shape_of(1080, 1920, is_low=False) is Shape.TALL
    assert shape_of(768, 1366, is_low=True) is Shape.LOW


def test_a_glass_that_lies_has_two_columns_and_is_low_enough():
    assert shape_of(1920, 1080, is_low=False) is shape_of(1920, 1080, is_low=True) is Shape.WIDE


def test_pieces_stand_one_below_the_other_from_the_top():
    assert spans(Piece(height=200), Piece(height=300)) == [(900, 200), (580, 300)]


def test_pieces_without_a_height_share_what_is_left():
    assert spans(Piece(height=200), Piece(height=0, share=1), Piece(height=0, share=3)) == [
        (900, 200),
        (690, 190),
        (100, 570),
    ]


def test_a_piece_that_is_not_there_takes_no_gap():
    assert spans(Piece(height=200), Piece(height=0), Piece(height=300))[2] == (580, 300)


def test_a_column_that_is_not_full_stands_where_it_is_told():
    assert spans(Piece(height=200), align=Align.MIDDLE) == [(500, 200)]
    assert spans(Piece(height=200), align=Align.BOTTOM) == [(100, 200)]


def test_what_is_too_high_begins_at_the_top_all_the_same():
    assert spans(Piece(height=1500), align=Align.BOTTOM) == [(-400, 1500)]
