"""English, French and Spanish: each says all, agrees with what it counts, and no word of another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest

from bot.digests.addressees import personal
from bot.digests.data import Digest
from bot.digests.message import message_of
from bot.digests.personal import personal_message
from bot.digests.posts import fitting, posts_of
from bot.message import plain
from bot.picture.figures import Figures, Tally
from bot.picture.record import Point
from bot.posts.limits import faults, texts
from bot.posts.posting import Post
from bot.text.digest import digest_sentence, digest_text, full_list
from bot.text.digest_words import ENGLISH, FRENCH, LANGUAGES, SPANISH, Words
from bot.text.picture import ALT, alt_text, file_title, picture_words
from bot.text.service import outage_message
from bot.text.unreadable import unreadable_message
from mappings.answers import read_answers
from mappings.people import People
from mappings.timeframe import read_timeframe
from sync.errors import Invalid, PlanInvalid, Problem, WorkplanError
from tests.builders.digests import LINKS, TODAY, crowded, digest
from tests.builders.gold import GOLD, gmg_plan, unnm_plan
from tests.builders.phrases import CASES, FIRST, names_of_phrases, phrasebook, phrases_of, shown, texts_of
from tests.builders.picture import figures, row
from tests.builders.plans import activity, area, plan
from tests.hostile.corpus import CORPUS

WEEK: Final = timedelta(days=7)
WINTER: Final = date(2024, 1, 15)
CURVE: Final = (Point(date(2017, 4, 3), 8, 0), Point(TODAY, 7, 2))
SAME: Final = {
    *("gmg", "iom", "ilo", "unu", "plan", "zorglub", "tbc", "april", "january", "may", "date"),
    *(
        "workplan",
        "preview",
        "check",
        "status",
        "doctor",
        "export",
        "format",
        "csv",
        "gaps",
        "people",
        "yaml",
        "slack",
        "areas",
    ),
    *("https", "org", "lost", "soon", "launch", "june", "data", "hub", "title", "ana", "bo", "agua"),
    *("hielo", "message", "question", "dates", "no", "feb", "mar", "jun", "jul", "oct", "nov"),
}
"""What is the plan's, a name of the program's, or the same word in both languages."""

each_language = pytest.mark.parametrize(("name", "words"), LANGUAGES.items(), ids=LANGUAGES)
each_other = pytest.mark.parametrize("words", [FRENCH, SPANISH], ids=["fr", "es"])


def gold(name: str) -> str:
    return (GOLD / "languages" / name).read_text("utf-8")


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 45)  # noqa: DTZ001


def test_every_phrase_has_its_cases() -> None:
    """A phrase that is added is asked for nothing, one and many of what it counts, too."""
    assert names_of_phrases() == set(CASES)


@each_language
def test_phrases(name: str, words: Words) -> None:
    """Number, gender, articles, days and lists, word for word as they were read by hand."""
    assert phrasebook(words).splitlines() == gold(f"phrases.{name}.txt").splitlines()


@each_language
def test_digests_of_the_sample_plans(name: str, words: Words) -> None:
    """Both plans, and the sentences of their lock screens, word for word."""
    links = replace(LINKS, in_thread=True)
    gmg = digest(gmg_plan(), last_sync=at(TODAY), links=links)
    unnm = digest(unnm_plan(), WINTER, last_sync=at(WINTER), links=links)
    said = "\n".join(f"{digest_sentence(one, words)}\n{digest_text(one, words)}" for one in (gmg, unnm))
    assert shown(said) == gold(f"digests.{name}.txt")


@each_language
def test_the_suggested_answer_is_understood(name: str, words: Words) -> None:
    """Copied out of the digest, with or without its quotes, it is the answer that it means."""
    for month in range(1, 13):
        said = words.how_to_answer(date(2018, month, 1))
        quoted = re.findall('«[^»]+»|“[^”]+”|"[^"]+"', said)[-1]
        for line in (quoted, quoted.strip('«»“”"\u00a0')):
            answers = read_answers(line)
            assert answers
            assert read_timeframe(str(answers.values["timeframe"])).start == date(2018, month, 1)


def small(text: str) -> Digest:
    """Few dates: the question, what the plan lacks, an area that is empty."""
    made = plan(
        area("1", text, activity("a", text), activity("b", text, timeframe="soon", lead="IOM"), number="1"),
        area("2", text, activity("c", f"{text} April 2016", lead="ILO"), number="2", leads=("IOM",)),
        area("3", text, number="3"),
        title=text,
        period="2016-2018",
    )
    return digest(made)


def quiet() -> Digest:
    made = plan(area("1", "Zorglub", activity(timeframe="2018", lead="IOM", status="ongoing")))
    return digest(made, TODAY + WEEK, since=TODAY, previous=digest(made).counts, late=TODAY)


def drawn(areas: int = 3) -> Iterator[Figures]:
    yield figures(*(row("Zorglub", number=str(n)) for n in range(areas)), row("", None, None, 4), curve=CURVE)
    yield figures(row("Zorglub", Tally()))
    yield replace(figures(row("Zorglub")), recorded=TODAY)


def unread() -> Iterator[WorkplanError]:
    yield PlanInvalid(
        "plan.yaml", [Problem(n, 1, "", "text is expected here.", "Write it.") for n in range(12)]
    )
    yield Invalid("There is no plan file.", "Import one.")


def flat(texts: Iterable[Any]) -> Iterator[str]:
    for one in texts:
        yield from (one,) if isinstance(one, str) else flat(one)


def everything(words: Words) -> Iterator[str]:
    """All that readers of a digest get to see, of plans whose own text is one word."""
    yield from texts_of(words).values()
    for said in phrases_of(words).values():
        yield from (one.replace("~", "\u00a0") for one in said)
    text = "Zorglub"
    first = crowded(60, text, areas=3)
    late = activity("a", text, timeframe="April 2017", lead="IOM")
    years = [activity(f"a{year}", text, timeframe=str(year), lead="TBC") for year in (2015, 2016)]
    two = plan(area("1", text, late, *years))
    again = digest(two, TODAY + WEEK, since=TODAY, previous=digest(two).counts)
    for one in (first, small(text), quiet(), digest(two), again, *first.areas):
        yield digest_sentence(one, words)
        yield plain(message_of(one, words))
        yield full_list(one, words)
        _, thread = posts_of(one, words)
        yield from (post.text for post in thread)
        yield from (said for post in thread for said in texts(post.blocks))
    asked = People.from_entries({text: {"slack": "U1", "digest": True}})
    for mine in personal(first, asked).values():
        message = personal_message(first, mine, words)
        assert message
        yield message.sentence
        yield plain(message)
    for error in unread():
        yield plain(unreadable_message(error, "plan.yaml", "gmg", TODAY, at(TODAY), words))
    yield plain(outage_message("gmg", at(FIRST), "GitHub does not answer.", TODAY, words))
    for one in drawn():
        yield from flat(astuple(replace(picture_words(one, words), ticks=())))
        yield alt_text(one, words)
        yield file_title(one, words)


def vocabulary(said: Iterator[str]) -> Mapping[str, str]:
    return {word.casefold(): one for one in said for word in re.findall(r"[^\W\d_]{2,}", one)}


@each_other
def test_no_english_word_is_left(words: Words) -> None:
    """Of all that is said in English not a word comes again, but for the plan's own text and names."""
    english, other = vocabulary(everything(ENGLISH)), vocabulary(everything(words))
    assert {word: other[word] for word in english.keys() & other.keys() - SAME} == {}


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize(
    "found",
    [
        crowded(0, "x"),
        crowded(200, "long words " * 30, areas=60),
        crowded(200, '"\\' * 5_000),
        crowded(200, "🎉" * 4_000, areas=60),
        *(crowded(30, text) for text in CORPUS[::12]),
    ],
)
def test_slack_takes_it_in_each_language(found: Digest, words: Words) -> None:
    """Words that are longer than the English ones keep every limit, too."""
    head, thread = posts_of(found, words)
    for post in (head, *thread):
        assert faults(post) == []


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_notices_and_descriptions_fit(words: Words) -> None:
    """The notice of an unreadable plan, and what is said of a picture with many areas."""
    for error in unread():
        post: Post = fitting(unreadable_message(error, "plan.yaml", "gmg", TODAY, None, words), words)
        assert faults(post) == []
    for one in drawn(20):
        assert len(alt_text(one, words)) <= ALT


@each_other
def test_a_space_before_a_sign_does_not_break(words: Words) -> None:
    """In French there is one, which would else send the sign to the next line; in Spanish there is none."""
    for said in everything(words):
        assert not re.search(r"\w [:;?!»]|« ", said), said
        assert words is not FRENCH or not re.search(r"[^\u00a0][:;?!](?:\s|$)", said), said
        assert ("\u00a0" in said) <= (words is FRENCH), said
