"""By what a time is told that its words leave open: the publication, what was named before, the country's year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shugu.extract.lexicon import load_table
from shugu.model.time import Precision, TimeValue

__all__ = ["Setting", "business_year", "year_ended", "year_near"]

_SOON = 6  # months ahead of the publication in which a day or month without a year can lie


@dataclass(frozen=True, slots=True)
class Setting:
    """By what a relative time is told: the day of publication and the last time named; None where not known.

    `near` is the last month or day with its year that the paragraph named before, `standing` the period that the
    text tells of; `country` the one that the text is about, whose business year is meant; `coming` is False where
    the sentence tells of nothing that is to come; `before` is the last time named before in the sentence itself,
    `deadline` True for a time that stands behind "by".
    """

    published: date | None
    previous: TimeValue | None
    near: TimeValue | None = None
    country: str | None = None
    coming: bool = True
    standing: TimeValue | None = None
    before: TimeValue | None = None
    deadline: bool = False

    @property
    def fiscal_begin(self) -> int | None:
        """The month in which the business year of the country begins; None where that is not known."""
        begin = load_table("times.fiscal")["begin"].get(self.country)
        return None if begin is None else int(begin)

    @property
    def year(self) -> int | None:
        """The year that a part of a year without one falls in: that of publication, else of the last time named."""
        if self.published is not None:
            return self.published.year
        return self.previous.earliest.year if self.previous is not None and self.previous.earliest is not None else None


def year_near(setting: Setting, month: int, day: int) -> int | None:
    """The year of the last time named; else the latest in which the day lies not far behind the publication."""
    published, previous = setting.published, setting.previous
    if (told := _year_told(setting, month)) is not None:
        return told
    if previous is not None and previous.precision is not Precision.INTERVAL and previous.earliest is not None:
        told = previous.earliest.year
        if published is None and setting.deadline and previous.precision is not Precision.YEAR:
            return told + (month < previous.earliest.month)  # "began in September ... by June"
        if published is None or (published.year - told >= 2 and previous.precision is not Precision.YEAR):
            return told
    if published is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    later = (month, day) > (published.month, published.day)
    far = later and (month - published.month > _SOON or not setting.coming)
    return published.year - far


def _year_told(setting: Setting, month: int) -> int | None:
    """The year before that of publication which the paragraph tells of, where the month follows the last it named."""
    near, published = setting.near, setting.published
    if near is None or near.earliest is None or published is None or near.earliest.year >= published.year:
        return None
    return near.earliest.year if month >= near.earliest.month else None


def year_ended(setting: Setting, month: int) -> int | None:
    """The last year in which a month had begun before the publication; before it, the one that is told of."""
    if (told := _year_told(setting, month)) is not None:
        return told
    published = setting.published
    return published.year - (month > published.month) if published is not None else year_near(setting, month, 1)


def business_year(first: int, setting: Setting) -> str:
    """The business year that begins in a year."""
    begin = setting.fiscal_begin
    if begin == 1:
        return str(first)
    return f"{first}/{first + 1}" if begin is None else f"{first}-{begin:02d}/{first + 1}-{begin - 1:02d}"
