"""What the record of the told waits says, for staff and for everybody; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hall.estimates import EstimateRecord, Promises, PromisesInBand
from hall.language import Language
from server.web.bars import NARROW, WIDE, Bars, Value, draw_bars, scale_of

FEW = 30
"""Of fewer numbers a share says little."""

AIM_PERCENT = 80.0
"""The range is told so that eight of ten are called within it."""

NOTHING = "–"
MONTHS = 6
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table: a month, a date or a length of waits, and how right the ranges were."""

    name: str
    told: int
    kept: str
    late: int
    error: str
    bias: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """The month that is shown, and the ones beside it, as addresses tell them."""

    name: str
    before: str
    after: str | None


def record_facts(
    months: Sequence[EstimateRecord], language: Language, *, today: date, looks_ahead: bool
) -> dict[str, object]:
    """Return what `waits_record.html` draws from; the last of the months is the one that is shown."""
    shown, months = months[-1], _since_first(months)
    lines = {
        "bands": [_line(_band_text(each, language), each.promises, language) for each in shown.bands],
        "days": [_line(_day_text(each.business_date, language), each.promises, language) for each in shown.days],
        "months": [_line(_month_text(each.month, language), each.promises, language) for each in months],
    }
    return {
        "record": shown,
        "kept": _percent(shown.promises.kept_share),
        "state": state_of(months, today=today, looks_ahead=looks_ahead),
        "few": FEW,
        "lines": lines,
        "plots": _plots(months, language),
        "month": _months_beside(shown.month, language, today=today),
    }


def state_of(months: Sequence[EstimateRecord], *, today: date, looks_ahead: bool) -> str:
    """Return in which state the record is: the word under which a text says what it lacks."""
    shown = months[-1]
    if shown.promises.told == 0:
        if not looks_ahead:
            return "off"
        return "none" if any(each.days for each in months) else "never"
    if shown.promises.told < FEW:
        return "few"
    is_first = shown.days[0].business_date == today and not any(each.promises.told for each in months[:-1])
    return "first_day" if is_first else "enough"


def month_of(asked: str | None, *, today: date) -> str | None:
    """Return the month that an address asks for, None where it names none that has begun."""
    if asked is None:
        return f"{today:%Y-%m}"
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return None
    return f"{first:%Y-%m}" if first <= today else None


def months_until(month: str, count: int = MONTHS) -> list[str]:
    """Return so many months in order, the last of which is `month`."""
    first = date.fromisoformat(f"{month}-01")
    months = []
    for _ in range(count):
        months.append(f"{first:%Y-%m}")
        first = (first - ONE_DAY).replace(day=1)
    return months[::-1]


def _since_first(months: Sequence[EstimateRecord]) -> Sequence[EstimateRecord]:
    """Return the months from the first on in which anything was told; the last in any case."""
    first = next((place for place, each in enumerate(months) if each.promises.told), len(months) - 1)
    return months[first:]


def _plots(months: Sequence[EstimateRecord], language: Language) -> dict[str, Bars]:
    shown = months[-1]
    days = [(str(each.business_date.day), each.promises) for each in shown.days]
    by_month = [(_month_name(each.month, language), each.promises) for each in months]
    return {
        "days": _shares(days),
        "errors": _errors(days),
        "bands": _shares([(_band_text(each, language), each.promises) for each in shown.bands]),
        "months": _shares(by_month),
        "months_narrow": _shares(by_month, width=NARROW),
    }


def _shares(named: Sequence[tuple[str, Promises]], *, width: float = WIDE) -> Bars:
    values = [
        Value(
            name=name,
            value=None if each.kept_share is None else each.kept_share * 100,
            figure="" if each.kept_share is None else f"{each.kept_share * 100:.0f}",
            is_apart=each.told < FEW,
        )
        for name, each in named
    ]
    marks = [(percent, f"{percent:.0f}%") for percent in (20.0, 40.0, 60.0, AIM_PERCENT, 100.0)]
    return draw_bars(values, top=100.0, marks=marks, aim=AIM_PERCENT, width=width)


def _errors(named: Sequence[tuple[str, Promises]]) -> Bars:
    known = [each.mean_error_min for _, each in named if each.mean_error_min is not None]
    top, marks = scale_of(max([4.0, *known]))
    values = [
        Value(
            name=name,
            value=each.mean_error_min,
            figure="" if each.mean_error_min is None else f"{each.mean_error_min:.0f}",
            is_apart=each.told < FEW,
        )
        for name, each in named
    ]
    return draw_bars(values, top=top, marks=marks)


def _line(name: str, promises: Promises, language: Language) -> Line:
    bias = promises.bias_min
    if bias is None:
        told = NOTHING
    elif abs(bias) < 1:
        told = language.text("waits.record.even")
    else:
        told = language.text(f"waits.record.{'longer' if bias < 0 else 'shorter'}", minutes=f"{abs(bias):g}")
    return Line(
        name=name,
        told=promises.told,
        kept=_percent(promises.kept_share),
        late=promises.late,
        error=_minutes(promises.mean_error_min, language),
        bias=told,
        width=_minutes(promises.mean_width_min, language),
    )


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{share * 100:.0f}%"


def _minutes(minutes: float | None, language: Language) -> str:
    return NOTHING if minutes is None else language.text("waits.record.minutes", minutes=f"{minutes:g}")


def _band_text(band: PromisesInBand, language: Language) -> str:
    if band.until_min is None:
        return language.text("waits.record.band_from", low=band.from_min)
    if band.from_min == 0:
        return language.text("waits.record.band_until", high=band.until_min)
    return language.text("waits.record.band", low=band.from_min, high=band.until_min)


def _day_text(day: date, language: Language) -> str:
    return language.text("waits.record.day", month=day.month, day=day.day)


def _month_text(month: str, language: Language) -> str:
    year, number = month.split("-")
    return language.text("waits.record.month", year=year, month=number)


def _month_name(month: str, language: Language) -> str:
    return language.text("waits.record.short_month", month=int(month.split("-")[1]))


def _months_beside(month: str, language: Language, *, today: date) -> Months:
    first = date.fromisoformat(f"{month}-01")
    after = (first + 31 * ONE_DAY).replace(day=1)
    return Months(
        name=_month_text(month, language),
        before=f"{first - ONE_DAY:%Y-%m}",
        after=f"{after:%Y-%m}" if after <= today else None,
    )
