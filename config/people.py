"""Reads people.yaml: who stands behind the plan's names. Without the file nobody has an account."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from yaml import Node

from mappings.people import Entry, People
from sync.errors import Invalid, PlanInvalid, Problem
from sync.wholefile import NoFile, TooLarge, whole
from sync.yamlread import Tree, compose, plain_values

SIZE_LIMIT: Final = 5_000_000
EXAMPLE: Final = 'Write for example: "IOM": {local: anna}.'


def read_people(path: Path, *, required: bool) -> People:
    """Raises Invalid when the file can't be read, or is missing although the settings name it."""
    try:
        text = whole(path, SIZE_LIMIT).decode("utf-8")
    except TooLarge:
        remedy = "Name the list of people in the settings: [people] file."
        raise Invalid(f"{path} is larger than 5 MB; that is no list of people.", remedy) from None
    except FileNotFoundError:
        if required:
            remedy = (
                "Make it, or take [people] file out of the settings: names without accounts fail nothing."
            )
            raise Invalid(f"There is no file {path}, which [people] file names.", remedy) from None
        return People.from_entries({})
    except UnicodeDecodeError:
        raise Invalid(f"{path} is not text in UTF-8.", "Save it again with the encoding UTF-8.") from None
    except NoFile as error:
        remedy = "Name the list of people in the settings: [people] file."
        raise Invalid(f"{path} is {error.what}, not a list of people.", remedy) from None
    except OSError as error:
        raise Invalid(f"{path} can't be read: {error.strerror}.", "Check who may read it.") from None
    return parse_people(text, str(path))


def parse_people(text: str, name: str) -> People:
    """Raises PlanInvalid with every mistake and its place."""
    if not any(line.split("#")[0].strip() for line in text.splitlines()):
        return People.from_entries({})
    tree = compose(text, name)
    values, problems = plain_values(tree)
    if not problems and not isinstance(values, dict):
        problems.append(tree.problem(tree.root, "", "names with their accounts are expected here.", EXAMPLE))
    if problems:
        raise PlanInvalid(name, problems)
    assert isinstance(values, dict)
    try:
        return People.from_entries(values)
    except ValidationError as error:
        found = {
            problem
            for detail in error.errors(include_url=False)
            for problem in [in_words(tree, detail["loc"], detail["type"])]
        }
        raise PlanInvalid(name, sorted(found, key=lambda one: (one.line, one.column))) from None


def in_words(tree: Tree, place: tuple[int | str, ...], kind: str) -> Problem:
    node, key = nearest_node(tree.root, place)
    if kind == "extra_forbidden":
        known = list(Entry.model_fields)
        near = get_close_matches(str(place[-1]), known, n=1, cutoff=0.6)
        remedy = f'Did you mean "{near[0]}"?' if near else f"Known here: {', '.join(known)}."
        return tree.problem(node, key, f'unknown key "{place[-1]}".', remedy)
    if kind.startswith("int_"):
        return tree.problem(node, key, "a year is expected.", "Write for example 2017.")
    if kind == "bool_type":
        return tree.problem(node, key, "true or false is expected.", "Write for example digest: true.")
    if kind == "string_type":
        return tree.problem(node, key, "one account's name is expected.", EXAMPLE)
    return tree.problem(node, key, "the accounts behind this name are expected.", EXAMPLE)


def nearest_node(node: Node, place: tuple[int | str, ...]) -> tuple[Node, str]:
    """The node at `place`, or the last one on the way there, and the keys on the way."""
    keys: list[str] = []
    for step in place:
        inside = [pair for pair in node.value if isinstance(pair, tuple) and pair[0].value == step]
        if inside:
            node = inside[0][1]
            keys.append(str(step))
        elif isinstance(step, int) and isinstance(node.value, list) and step < len(node.value):
            entry = node.value[step]
            node = entry if isinstance(entry, Node) else node
    return node, ".".join(keys)
