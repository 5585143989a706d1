"""The words of timeframes in English, French and Spanish, and the text cut into them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum, auto
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199


class Sort(Enum):
    """What a piece of a timeframe can be. OTHER is anything unknown: it makes the whole text unread."""

    DATE = auto()  # a whole day in figures; value: its ordinal
    MONTH_OF_YEAR = auto()  # 05/2017, 2017-05; value: year * 12 + month - 1
    YEARS = auto()  # 2016/17; value: first year * 10000 + last year
    YEAR = auto()
    NUMBER = auto()
    MONTH = auto()
    QUARTER = auto()
    HALF = auto()
    QUARTER_WORD = auto()
    HALF_WORD = auto()
    ORDINAL = auto()  # first … fourth; value: 1 … 4, 0 for "last"
    WEEKDAY = auto()  # value: Monday is 0
    FILLER = auto()  # "in", "the", "throughout": changes nothing
    OF = auto()
    FROM = auto()
    BETWEEN = auto()
    TO = auto()
    AT_OR_TO = auto()  # French "au": "du 3 au 5 mai", "au premier trimestre"
    UNTIL = auto()
    BY = auto()
    END = auto()
    ONGOING = auto()
    ONWARDS = auto()
    AND = auto()
    DOUBT = auto()
    DASH = auto()  # value: 1 when no blank stands beside it
    SLASH = auto()
    COMMA = auto()
    COLON = auto()
    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    sort: Sort
    value: int = 0
    text: str = ""


MONTHS: Final = (
    "january jan janvier janv enero ene",
    "february feb fevrier fevr fev febrero",
    "march mar mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juin junio",
    "july jul juillet juil julio",
    "august aug aout agosto ago",
    "september sept sep septembre septiembre setiembre",
    "october oct octobre octubre",
    "november nov novembre noviembre",
    "december dec decembre diciembre dic",
)
WEEKDAYS: Final = (
    "monday mon lundi lunes",
    "tuesday tues tue mardi martes",
    "wednesday wed mercredi miercoles",
    "thursday thurs thur thu jeudi jueves",
    "friday fri vendredi viernes",
    "saturday sat samedi sabado",
    "sunday sun dimanche domingo",
)
ORDINALS: Final = (
    "last dernier derniere ultimo ultima",
    "first premier premiere primer primero primera",
    "second deuxieme seconde segundo segunda",
    "third troisieme tercer tercero tercera",
    "fourth quatrieme cuarto cuarta",
)
# Phrases, separated by "|". Nothing here may change a date; a word that could ("before", "mid", "early",
# "delayed") is in no list, so that it makes the text unread.
PHRASES: Final = {
    Sort.FILLER: "in|on|during|over|throughout|the|all|whole|entire|full|course of|the course of|year|years"
    "|calendar year|month of|the month of|planned for|scheduled for|le|la|les|l'|en|durant|pendant|courant"
    "|au cours de|au cours du|tout au long de|mois de|annee|annees|el|los|durante|a lo largo de|mes de"
    "|ano|anos",
    Sort.OF: "of|de|du|del|d'",
    Sort.FROM: "from|since|as of|as from|starting|starting in|starting from|starting on"
    "|a partir de|a partir du|depuis|desde",
    Sort.BETWEEN: "between|entre",
    Sort.TO: "to|a|al",
    Sort.AT_OR_TO: "au",
    Sort.UNTIL: "until|till|up to|through|jusqu'a|jusqu'en|jusqu'au|hasta",
    Sort.BY: "by|no later than|not later than|due|due by|deadline|d'ici|d'ici a|d'ici au|au plus tard"
    "|a mas tardar|para",
    Sort.END: "end|end of|fin|fin de",
    Sort.ONGOING: "ongoing|on-going|continuous|continuously|in progress|permanent|en cours|en continu|continu"
    "|en curso|continuo|permanente|present",
    Sort.ONWARDS: "onward|onwards|and onwards|and beyond|to date|en adelante",
    Sort.AND: "and|et|y|&",
    Sort.DOUBT: "tbc|tbd|to be confirmed|to be determined|date tbc|dates tbc|exact date tbc|exact dates tbc"
    "|dates to be confirmed|date to be confirmed|tentative|tentatively|approx|approximately|circa|ca|around"
    "|expected|estimated|provisional|provisionally|indicative|possibly|probably|likely|a confirmer|environ"
    "|provisoire|por confirmar|aproximadamente|aprox|?|~",
    Sort.QUARTER_WORD: "quarter|trimestre",
    Sort.HALF_WORD: "half|semester|semestre|mitad",
}
# Capitalised words that may stand before a year and name no place: they say something else about the date.
NOT_A_PLACE: Final = (
    "academic after agenda annual annually annuel annule annulee antes anual aplazado apres autumn aux"
    " avant before begin beginning beside beyond biennium budget cancel cancelada cancelado cancelled"
    " date dates deadline debut decade decennie depending despues draft during early ending ete eve"
    " every except excluding exercice fall final finales fines fiscal following fy goal hacia half hiver"
    " horizon hors i ii iii invierno iv late later latest launch mediado mediados mensual mensuel mi mid"
    " middle mitad month never next no non not odd ods only otono outside pending phase possibly post"
    " postpone pre previous primavera principios printemps prior q qi qii qiii qiv qtr quarter report"
    " reporte reportee resolution sauf sdg sdgs season sem session since spring start starting strategy"
    " summer suspended suspendido suspendu target term terminado termine towards trim trimestral"
    " trimestriel until verano vers version vision week weekly winter year yearly"
)
# Months in languages that are not read.
FOREIGN_MONTHS: Final = (
    "januar februar marz juni juli oktober dezember gennaio febbraio aprile maggio giugno luglio"
    " settembre ottobre dicembre janeiro fevereiro marco maio junho julho setembro outubro dezembro"
)
NO_PLACES: Final = frozenset(f"{NOT_A_PLACE} {FOREIGN_MONTHS}".split())
MARKS: Final = {
    "/": Sort.SLASH,
    ",": Sort.COMMA,
    ":": Sort.COLON,
    "(": Sort.OPEN,
    ")": Sort.CLOSE,
}


def vocabulary() -> Iterator[tuple[str, Piece]]:
    for sort, rows, first in (
        (Sort.MONTH, MONTHS, 1),
        (Sort.WEEKDAY, WEEKDAYS, 0),
        (Sort.ORDINAL, ORDINALS, 0),
    ):
        for value, row in enumerate(rows, first):
            yield from ((word, Piece(sort, value, word)) for word in row.split())
    for sort, phrases in PHRASES.items():
        yield from ((phrase, Piece(sort, 0, phrase)) for phrase in phrases.split("|"))


VOCABULARY: Final = dict(vocabulary())
LONG_MONTHS: Final = tuple(word for row in MONTHS for word in row.split() if len(word) > 5)
SCANNER: Final = re.compile(
    r"""
      (?P<ymd>  (?P<y1>[0-9]{4}) (?P<s1>[-/.]) (?P<m1>[0-9]{1,2}) (?P=s1) (?P<d1>[0-9]{1,2}) ) (?![\w/-])
    | (?P<dmy>  (?P<a2>[0-9]{1,2}) (?P<s2>[-/.]) (?P<b2>[0-9]{1,2}) (?P=s2) (?P<y2>[0-9]{4}) ) (?![\w/])
    | (?P<ym>   (?P<y3>[0-9]{4}) [-/] (?P<m3>[0-9]{2}) ) (?![\w/-])
    | (?P<my>   (?P<m4>[0-9]{1,2}) / (?P<y4>[0-9]{4}) ) (?![\w/])
    | (?P<part> (?P<part_letter>[qths]) (?P<part_number>[1-4]) | (?P<part_first>[1-4]) q ) (?!\w)
    | (?P<year> [0-9]{4} ) (?= [qh][1-4](?!\w) | (?!\w) )
    | (?P<number> (?P<figure>[0-9]{1,2}) (?:st|nd|rd|th|ere?|eme|e|o|a|º|°|ª)? ) (?!\w)
    | (?P<phrase> PHRASES )
    | (?P<word> [^\W\d_]+ )
    | (?P<dash> [ ]?-[ ]? )
    | (?P<mark> [/,:()] )
    | (?P<blank> [ ] | (?<=[^\W\d_])\. | \.$ )
    | (?P<other> . )
    """.replace(
        "PHRASES",
        "|".join(
            re.escape(phrase) + (r"(?![^\W\d_])" if phrase[-1].isalpha() else "")
            for phrase in sorted(VOCABULARY, key=len, reverse=True)
        ),
    ),
    re.VERBOSE | re.IGNORECASE,
)
ACCENTS: Final = frozenset("\u0300\u0301\u0302\u0303\u0308\u0327")
SAME: Final = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), "’": "'", "\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    """The text without accents, with one kind of dash, apostrophe and blank; its case is kept."""
    bare = "".join(one for one in unicodedata.normalize("NFD", text) if one not in ACCENTS)
    return " ".join(bare.translate(SAME).split())


def pieces(line: str) -> tuple[Piece, ...]:
    """One line of a timeframe, cut up."""
    return tuple(piece(match) for match in SCANNER.finditer(plain(line)) if match.lastgroup != "blank")


def piece(match: re.Match[str]) -> Piece:
    text = match.group()
    match match.lastgroup:
        case "ymd":
            return day(match["y1"], match["m1"], match["d1"])
        case "dmy":
            return day_in_either_order(match["a2"], match["b2"], match["y2"])
        case "ym":
            return year_and_two_figures(match["y3"], match["m3"])
        case "my":
            return month_of_year(int(match["y4"]), int(match["m4"]))
        case "part":
            return part_of_year(
                (match["part_letter"] or "q").lower(), match["part_number"] or match["part_first"]
            )
        case "year":
            return Piece(Sort.YEAR, int(text)) if is_year(int(text)) else Piece(Sort.OTHER)
        case "number":
            return Piece(Sort.NUMBER, int(match["figure"]))
        case "phrase":
            return VOCABULARY.get(text.lower(), Piece(Sort.OTHER))
        case "word":
            return Piece(Sort.WORD, 0, text)
        case "dash":
            return Piece(Sort.DASH, int(text == "-"))
        case "mark":
            return Piece(MARKS[text])
        case _:
            return Piece(Sort.OTHER)


def may_be_place(word: str) -> bool:
    """A capitalised word that is no other word of dates, and no long month misspelt ("Febuary 2017")."""
    low = word.casefold()
    return (
        word[0].isupper()
        and low not in NO_PLACES
        and not low.endswith("ed")
        and not get_close_matches(low, LONG_MONTHS, n=1, cutoff=0.8)
    )


def is_year(number: int) -> bool:
    return FIRST_YEAR <= number <= LAST_YEAR


def day(year: str, month: str, number: str) -> Piece:
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return Piece(Sort.OTHER)
    return Piece(Sort.DATE, found.toordinal()) if is_year(found.year) else Piece(Sort.OTHER)


def day_in_either_order(one: str, other: str, year: str) -> Piece:
    """15/03/2017 and 3/15/2017 can be read in one way only; 05/03/2017 in two, so in none."""
    readings = {day(year, other, one), day(year, one, other)} - {Piece(Sort.OTHER)}
    return readings.pop() if len(readings) == 1 else Piece(Sort.OTHER)


def year_and_two_figures(year: str, figures: str) -> Piece:
    """2017-05 is a month, 2016/17 two years; 2011-12 could be either, so it is neither."""
    first, number = int(year), int(figures)
    last = first - first % 100 + number
    if number > 12:
        years = Piece(Sort.YEARS, first * 10000 + last)
        return years if is_year(first) and is_year(last) and first < last else Piece(Sort.OTHER)
    return Piece(Sort.OTHER) if last > first else month_of_year(first, number)


def month_of_year(year: int, month: int) -> Piece:
    known = is_year(year) and 1 <= month <= 12
    return Piece(Sort.MONTH_OF_YEAR, year * 12 + month - 1) if known else Piece(Sort.OTHER)


def part_of_year(letter: str, number: str) -> Piece:
    """Q and T (trimestre) are quarters, H and S (semestre) halves."""
    if letter in "qt":
        return Piece(Sort.QUARTER, int(number))
    return Piece(Sort.HALF, int(number)) if number in "12" else Piece(Sort.OTHER)
