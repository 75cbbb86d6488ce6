from kiosk.pinyin_input import Lexicon, PinyinInput, read_common
from kiosk.pinyin_vocabulary import Read, list_pieces, list_vocabulary
from tests.kiosk.words import ASSETS

WORDS = [
    ("养老金停了", "yang lao jin ting le"),
    ("领养老金", "ling yang lao jin"),
    ("养老金年审", "yang lao jin nian shen"),
    ("社会保险登记", "she hui/kuai bao xian deng/de ji"),
    ("婚姻登记", "hun yin deng/de ji"),
    ("结婚证", "jie hun zheng"),
    ("离婚证", "li hun zheng"),
    ("KTV", "k t v"),
]
COMMON = [("社", "she"), ("设", "she"), ("是", "shi"), ("停", "ting"), ("厅", "ting"), ("社区", "she qu"), ("了", "le")]


def make_vocabulary(words: list[Read], *, known: frozenset[str]) -> list[Read]:
    return list_vocabulary(words, list_pieces(words, known=known))


def make_input() -> PinyinInput:
    return PinyinInput(of_hall=make_vocabulary(WORDS, known=frozenset()), common=Lexicon(COMMON))


def candidates(letters: str, *, before: str = "", limit: int = 8) -> list[str]:
    return [each.text for each in make_input().list_candidates(letters, before=before, limit=limit)]


def test_words_that_several_of_the_halls_words_share_are_offered() -> None:
    vocabulary = [word for word, _ in make_vocabulary(WORDS, known=frozenset())]

    assert "养老金" in vocabulary
    assert "登记" not in vocabulary  # nothing begins with it
    assert "登记" in [word for word, _ in make_vocabulary(WORDS, known=frozenset({"登记"}))]


def test_pieces_that_are_no_words_are_not_offered() -> None:
    vocabulary = [word for word, _ in make_vocabulary(WORDS, known=frozenset({"老金", "登记"}))]

    assert "婚证" not in vocabulary  # nothing begins with it
    assert "老金" not in vocabulary  # always part of 养老金


def test_what_leads_somewhere_comes_before_what_is_merely_common() -> None:
    assert candidates("she")[:3] == ["社会保险登记", "社区", "社"] or candidates("she")[0] == "社会保险登记"
    assert candidates("she").index("社会保险登记") < candidates("she").index("社")


def test_initials_offer_whole_words() -> None:
    assert candidates("ylj")[0] == "养老金"


def test_characters_of_the_first_syllable_make_everything_typeable() -> None:
    offered = make_input().list_candidates("tingle", limit=20)

    assert ("停", 4) in [(each.text, each.letters) for each in offered]


def test_how_the_halls_words_go_on_comes_first() -> None:
    assert candidates("t", before="养老金")[0] == "停了"


def test_each_text_is_offered_once_and_no_more_than_asked_for() -> None:
    offered = candidates("s", limit=3)

    assert len(offered) == len(set(offered)) == 3


def test_no_letters_that_fit_nothing_offer_anything() -> None:
    assert candidates("v") == []


def test_the_shipped_words_can_be_typed() -> None:
    common = read_common((ASSETS / "pinyin" / "common.txt").read_text(encoding="utf-8").splitlines())
    typing = PinyinInput(of_hall=[], common=Lexicon(common))

    assert len(common) > 30_000
    for letters, text in (("de", "的"), ("xing", "行"), ("hang", "行"), ("nv", "女"), ("zhizhao", "执照")):
        assert text in [each.text for each in typing.list_candidates(letters, limit=20)], letters
