"""Whole sentences typed in pinyin: what is meant, once it is the first, stays to the end."""

import pytest

from kiosk.finder import Finder
from kiosk.search_query import Query
from kiosk.search_unfinished import cut_unfinished

RESULTS = 60
"""As many as the screen asks for."""

SYLLABLES = {"wo", "yao", "tui", "xiu", "kai", "xiao", "fa", "fan", "fang", "she", "bao"}

SENTENCES = """
    woyaotuixiu pension_application
    haizishangxiaoxue school_enrolment
    geisunzishanghukou newborn_household
    hukouqiandaoerzi household_move
    hukouqiandaoerzijia household_move
    gongzuodiule unemployment_benefit
    laobanzoule pension_survivor
    woxiangbanlijuzhuzheng residence_permit
    shenfenzhengdiulezenmeban identity_card
    wodeyanglaojinmeidaozhang pension_certification
    tuixiujintingle pension_certification
    zhuyuanbaoxiaozenmeban medical_reimbursement
    fangchanzhengjialaopodemingzi property_name_change
    gongsibukaileyaozhuxiao company_deregistration
    gongsibukailezenmezhuxiao company_deregistration
    gongdishuaishangzenmepei work_injury
    laobanbugeigongzi labour_arbitration
    gongzimeifazhaoshui labour_arbitration
    shebaokadiulezenmebuban social_security_card
    yingyezhizhaodiulebuban licence_replacement
    haizishangyoueryuanbaoming kindergarten_place
    canjirenzhengzenmeban disability_certificate
    qingwenlihunyaodaishenme divorce_registration
    cheliangguohuyaoshenmecailiao vehicle_registration
    yibaozhuanyidaobendi medical_transfer
    shebaozhuanchudaowaidi pension_transfer
    shengyujintieshenqing maternity_allowance
    zufangtiqugongjijin fund_withdrawal
    shenqinggongzufang public_rental_housing
    lingshiyejin unemployment_benefit
    jiashizhengdaoqihuanzheng driving_licence
    nongcunjianfangshenpi rural_homestead
    daikaifapiaozenmekai invoice_issue_on_behalf
    yidijiuyibeian out_of_town_care
    banlihuzhaoqianzheng passport
    laorenjiaxiangbanlaonianzheng elderly_card
    haizichushengyaoshanghukou newborn_household
    dianfeizenmejiao home_utilities
"""


@pytest.mark.parametrize(("sentence", "wanted"), [line.split() for line in SENTENCES.split("\n") if line.strip()])
def test_what_is_meant_stays_once_it_is_the_first(finder: Finder, sentence: str, wanted: str) -> None:
    found = [_find(finder, sentence[:length]) for length in range(1, len(sentence) + 1)]

    first = next(length for length, ids in enumerate(found) if ids[:1] == [wanted])
    lost = [sentence[: length + 1] for length, ids in enumerate(found) if length > first and wanted not in ids]

    assert lost == []


@pytest.mark.parametrize(
    ("typed", "wanted"), [("haizishangxi", "school_enrolment"), ("haizishangxia", "school_enrolment")]
)
def test_one_hit_by_an_unfinished_syllable_is_not_the_only_answer(finder: Finder, typed: str, wanted: str) -> None:
    assert wanted in _find(finder, typed)


def test_words_that_say_nothing_are_passed_over_in_letters_too(finder: Finder) -> None:
    assert _find(finder, "woyaotui") == _find(finder, "tui")
    assert "pension_application" in _find(finder, "woyaotuix")


def test_a_finished_word_that_nothing_here_has_leaves_no_sure_answer(finder: Finder) -> None:
    for typed in ("weixiushouji", "zulinqiche", "diannaoweixiu", "huochepiao", "xinyongka"):
        assert _find(finder, typed) == []


@pytest.mark.parametrize(
    ("run", "finished"),
    [
        ("woyaotuix", "woyaotui"),
        ("shebaok", "shebao"),
        ("woyaokaixiaofa", "woyaokaixiao"),
        ("woyaokai", None),
        ("shefa", None),
        ("sbk", None),
        ("tu", None),
    ],
)
def test_what_is_being_typed_is_cut_off(run: str, finished: str | None) -> None:
    asked = Query(run=run, parts=(run,), telling=(run,))

    cut = cut_unfinished(asked, knows=SYLLABLES.__contains__, begins=_begins, is_over=False)

    assert (cut and cut.run) == finished


def test_a_sentence_that_is_over_is_not_cut() -> None:
    asked = Query(run="woyaokaixiaofa", parts=("woyaokaixiaofa",), telling=("woyaokaixiaofa",))

    assert cut_unfinished(asked, knows=SYLLABLES.__contains__, begins=_begins, is_over=True) is None


def _begins(letters: str) -> bool:
    return any(each.startswith(letters) and each != letters for each in SYLLABLES)


def _find(finder: Finder, typed: str) -> list[str]:
    found = finder.find(typed, limit=RESULTS, prefers_english=False)
    return [each.found_id for each in found if not each.is_guess]
