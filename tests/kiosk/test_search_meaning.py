"""Phrases found by their words: in any order, by others that say the same, by the most of them."""

from kiosk.search_meaning import Meanings
from kiosk.search_query import StopWords
from kiosk.search_sense import EqualWords, Sense

COMMON = [
    ("公司", "gong si"),
    ("企业", "qi ye"),
    ("注销", "zhu xiao"),
    ("登记", "deng ji"),
    ("税", "shui"),
    ("清", "qing"),
]
COMMON += [
    ("打", "da"),
    ("工商", "gong shang"),
    ("档案", "dang an"),
    ("户口", "hu kou"),
    ("孩子", "hai zi"),
    ("接", "jie"),
]
READINGS = dict(COMMON) | {"小孩": "xiao hai", "的": "de"}
PHRASES = [
    ("企业注销登记", "qi ye zhu xiao deng ji"),
    ("公司注销清税", "gong si zhu xiao qing shui"),
    ("打工商档案", "da gong shang dang an"),
    ("孩子户口", "hai zi hu kou"),
]
DEREGISTRATION, TAX, ARCHIVE, CHILD = range(4)


def make_meanings() -> Meanings:
    sense = Sense(
        common=COMMON,
        stops=StopWords(["的"], [], common=["登记"]),
        equals=EqualWords("公司,企业;孩子,小孩"),
        equals_en=EqualWords(""),
        spell=lambda words: READINGS[words].replace(" ", ""),
    )
    return Meanings(sense, PHRASES, owners=list(range(4)))


def test_the_same_words_in_another_order_say_the_same() -> None:
    meanings = make_meanings()

    for typed in ("公司注销", "注销企业", "注销公司登记", "公司的注销", "gongsizhuxiao", "zhuxiaoqiye"):
        assert list(meanings.find_same(meanings.read(typed))) == [DEREGISTRATION]


def test_what_says_more_has_all_the_words_but_is_not_the_same() -> None:
    meanings = make_meanings()

    assert meanings.find_all(meanings.read("公司注销")) == {DEREGISTRATION, TAX}
    assert meanings.find_all(meanings.read("公司")) == set()


def test_what_has_more_of_the_telling_words_weighs_more() -> None:
    meanings = make_meanings()

    weighed = meanings.weigh(meanings.read("接小孩"))
    assert weighed.keys() == {CHILD}
    assert 0.0 < weighed[CHILD][0] < 0.8
    assert meanings.weigh(meanings.read("小孩户口"))[CHILD] == (1.0, CHILD)


def test_words_end_where_common_ones_do() -> None:
    assert make_meanings().find_borders("打工商档案") == [1, 3, 5]


def test_letters_that_are_no_words_have_no_meaning() -> None:
    assert make_meanings().read("xqz") == ()
