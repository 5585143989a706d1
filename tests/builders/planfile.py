"""Plan files as people leave them: every way of writing a value that YAML knows, comments, odd spacing."""

from __future__ import annotations

from random import Random

from sync.yamlscalar import double_quoted, plain_enough, scalar, single_quoted

WORDS = (
    "Launch the communications plan",
    "Joint statement: migration & development, part 2",
    "GMG Chair (UNU), IOM and UNFPA",
    "Étude n° 4 — «résumé»",
    'It\'s "open" until 30 April # really',
    "TBC",
    "2017",
    "no",
    "Réunion 🌍 annuelle",
    "a \\ b",
    "- not a list",
    "yes, and [maybe] {more}",
    "support@example.org",
    "100 %",
)
FIELDS = ("title", "timeframe", "lead", "funding")
STATUSES = ("not started", "ongoing", "completed", "cancelled")


class MessyWriter:
    """Writes the same few keys in a different way each time; all ways are drawn from one seed."""

    def __init__(self, random: Random, newline: str = "\n") -> None:
        self.random = random
        self.newline = newline

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def text(self) -> str:
        return " ".join(self.random.sample(WORDS, self.random.choice((1, 1, 2))))

    def comment(self) -> str:
        return self.random.choice(("", "", "", "  # ask Ann: really?", '\t# it\'s "here"', " #"))

    def value(self, text: str, indent: str, *, flow: bool = False) -> str:
        """`text` in one of the styles that can hold it, with what follows it on its line."""
        styles = ["double"]
        if not set(text) & set("\n\r\t\x85"):
            styles += ["single"]
        if plain_enough(text, flow=flow):
            styles += ["plain"] * 4
        if not flow and text == text.strip() and "\n" not in text:
            styles += ["literal", "folded", "wrapped"]
        nl = self.newline
        match self.random.choice(styles):
            case "plain":
                return text
            case "single":
                return single_quoted(text)
            case "literal":
                return f"|-{self.comment().replace(chr(9), ' ')}{nl}{indent}   {text}"
            case "folded":
                words = text.split(" ")
                at = max(1, len(words) // 2)
                rest = " ".join(words[at:])
                folds = f"{nl}{indent}  {rest}" if rest and rest == rest.strip() else ""
                first = " ".join(words[:at]) if folds else text
                return f">-{nl}{indent}  {first}{folds}"
            case "wrapped":
                inner = double_quoted(text)
                at = inner.find(" ", 1)
                if at < 1 or at + 1 >= len(inner) - 1 or inner[at + 1] == " ":
                    return inner
                return f"{inner[:at]}{nl}{indent}    {inner[at + 1 :]}"
            case _:
                return double_quoted(text)

    def line(self, key: str, text: str, indent: str) -> str:
        value = self.value(text, indent)
        gap = self.random.choice((" ", " ", " ", "   "))
        colon = self.random.choice((":", ":", ":", " :"))
        tail = "" if value[:1] in "|>" else self.comment()
        return f"{key}{colon}{gap}{value}{tail}"

    def flow_activity(self, name: str) -> str:
        pairs = [f"id: {name}", f"title: {self.value(self.text(), '', flow=True)}"]
        if self.chance(0.5):
            pairs.append(f"lead: {self.value(self.text(), '', flow=True)}")
        if self.chance(0.3):
            pairs.append(f"status: {self.random.choice(STATUSES)}")
        if self.chance(0.2):
            pairs.append("assignees: [ann, bob ]")
        if self.chance(0.2):
            pairs.append("tasks: [{text: first}, {text: second, done: true}]")
        self.random.shuffle(pairs)
        space = self.random.choice(("", " "))
        return "- {" + space + self.random.choice((", ", " , ")).join(pairs) + space + "}" + self.comment()

    def tasks(self, indent: str) -> list[str]:
        lines = [f"tasks:{self.comment()}"]
        inner = indent + self.random.choice(("", "  "))
        for number in range(self.random.randint(1, 3)):
            text = f"task {number}"
            match self.random.randint(0, 3):
                case 0:
                    lines.append(f"{inner}- {{text: {text}, done: {self.random.choice(('true', 'false'))}}}")
                case 1:
                    lines.append(f"{inner}- text: {text}{self.comment()}")
                case 2:
                    lines += [f"{inner}- text: {single_quoted(text)}", f"{inner}  done: true"]
                case _:
                    lines += [f"{inner}- done: no", f"{inner}  text: {text}"]
        return lines

    def assignees(self, indent: str) -> list[str]:
        names = self.random.sample(("ann", "bob", "Zoë", "dee"), self.random.randint(1, 3))
        if self.chance(0.5):
            return ["assignees: [" + ", ".join(names) + "]" + self.comment()]
        return ["assignees:", *(f"{indent}- {name}{self.comment()}" for name in names)]

    def since(self, indent: str) -> list[str]:
        days = [f"{name}: 2017-01-0{day}" for day, name in enumerate(self.random.sample(FIELDS, 2), 1)]
        if self.chance(0.5):
            return ["tbc_since: {" + ", ".join(days) + "}" + self.comment()]
        return [f"tbc_since:{self.comment()}", *(f"{indent}   {day}{self.comment()}" for day in days)]

    def activity(self, name: str, indent: str) -> list[str]:
        """The lines of one activity; `indent` is the column of its dash."""
        if self.chance(0.1):
            return [indent + self.flow_activity(name)]
        inner = indent + "  "
        keys = [[self.line("title", self.text(), inner)], [self.line("timeframe", self.text(), inner)]]
        for key in ("lead", "funding", "notes", "number"):
            if self.chance(0.6):
                keys.append([self.line(key, self.text(), inner)])
            elif self.chance(0.3):
                keys.append([key + self.random.choice((":", ": ~", ": null", ":   ")) + self.comment()])
        if self.chance(0.4):
            keys.append([f"status: {scalar(self.random.choice(STATUSES))}{self.comment()}"])
        if self.chance(0.2):
            keys.append([f"due: 2017-0{self.random.randint(1, 9)}-11{self.comment()}"])
        if self.chance(0.2):
            keys.append(self.since(inner))
        if self.chance(0.2):
            keys.append(self.tasks(inner))
        if self.chance(0.2):
            keys.append(self.assignees(inner))
        if self.chance(0.2):
            self.random.shuffle(keys)
        keys.insert(0 if self.chance(0.9) else 1, [f"id: {name}{self.comment()}"])
        lines = [line for key in keys for line in key]
        out = []
        for number, line in enumerate(lines):
            if number and self.chance(0.05):
                out.append(
                    self.random.choice(("", "      ", f"{inner}# a remark: {{not}} [a] value", "# far left"))
                )
            head = f"{indent}- " if number == 0 else inner
            out.append(line if line.startswith(inner) and number else head + line)
        if self.chance(0.05):
            out.append("")
        return out


def messy_plan(
    activities: int = 10_000,
    seed: int = 1,
    *,
    newline: str = "\r\n",
    bom: bool = True,
    final_newline: bool = True,
) -> str:
    """A plan of so many activities, in outputs of ten and areas of two hundred; ids are `a1`, `a2`, …"""
    writer = MessyWriter(Random(seed), newline)
    lines = [
        "# Kept by the secretariat",
        "--- # begins",
        "schema: 1",
        "plan:   {id: messy, title: 'It''s a plan' }",
    ]
    lines += ["", "areas:"]
    for number in range(activities):
        if number % 200 == 0:
            lines += [f"- id: area{number}", f"  title: {writer.value(writer.text(), '  ')}", "  outputs:"]
        if number % 10 == 0:
            lines += [f"    - id: out{number}", f"      {writer.line('title', writer.text(), '      ')}"]
            lines += ["      # the activities", "      activities:"]
        lines += writer.activity(f"a{number}", "        ")
    text = newline.join(lines) + (newline if final_newline else "")
    return ("\ufeff" if bom else "") + text


def small_plan(*lines: str, output: tuple[str, ...] = ()) -> str:
    """A plan with the area A, the output O and one activity of these lines: each below the key `id: a1`."""
    return "\n".join(
        (
            "schema: 1",
            "plan: {id: small, title: Small}",
            "areas:",
            "  - id: A",
            "    title: Area",
            "    outputs:",
            "      - id: O",
            "        title: Output",
            *(f"        {line}" for line in output),
            "        activities:",
            "          - id: a1",
            *(f"            {line}" if line else "" for line in (lines or ("title: One",))),
            "",
        )
    )
