from kiosk.focus import Focus

KEYS = ["home.search", "home.featured.marry", "home.language"]


def test_the_first_step_down_takes_the_first_control_and_the_first_up_the_last():
    assert Focus().moved(1, KEYS).key == "home.search"
    assert Focus().moved(-1, KEYS).key == "home.language"


def test_down_goes_through_all_in_order_and_around():
    focus, seen = Focus(), []
    for _ in range(4):
        focus = focus.moved(1, KEYS)
        seen.append(focus.key)

    assert seen == [*KEYS, KEYS[0]]


def test_up_goes_back():
    assert Focus().moved(1, KEYS).moved(1, KEYS).moved(-1, KEYS).key == "home.search"


def test_a_control_that_has_moved_is_still_in_hand_and_one_that_has_gone_is_not():
    focus = Focus().moved(-1, KEYS)

    assert focus.within(["a", "home.language"]).place == 1
    assert focus.within(["a"]) == Focus()


def test_where_nothing_can_be_chosen_nothing_is_in_hand():
    assert Focus().moved(1, []) == Focus()


def test_on_a_tickets_page_the_first_step_down_takes_what_prints_nothing():
    keys = ["way.switch", "ticket.reprint", "ticket.done", "nav.language"]

    assert Focus().moved(1, keys) == Focus(key="ticket.done", place=2)
    assert Focus().moved(1, keys).moved(-1, keys).key == "ticket.reprint"
