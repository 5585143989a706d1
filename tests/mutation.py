"""The end of `make mutate`: the numbers by module, and whether docs/mutation.md lists just what survived."""

from __future__ import annotations

import re
import sys
from collections import Counter

from mutmut.__main__ import collect_source_file_mutation_data, status_by_exit_code
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.utils.format_utils import get_module_from_key, orig_function_and_class_names_from_key

from tests.builders.docs import document

KILLED = frozenset({"killed", "timeout", "segfault"})


def change_of(mutant: str, path: str) -> str:
    """A mutant in the words of the list: its function, the lines that went, and those that came."""
    name, owner = orig_function_and_class_names_from_key(mutant)
    function = ".".join(part for part in (get_module_from_key(mutant), owner, name) if part)
    lines = get_diff_for_mutant(mutant, path=path).splitlines()
    return "\n".join([f"@@ {function}", *(line for line in lines[2:] if line.startswith(("-", "+")))])


def listed() -> Counter[str]:
    blocks = re.findall(r"^```diff\n(.*?)^```", document("docs/mutation.md"), re.DOTALL | re.MULTILINE)
    return Counter(f"@@ {one.strip()}" for block in blocks for one in block.split("@@ ") if one.strip())


def main() -> int:
    mutants, _ = collect_source_file_mutation_data(mutant_names=())
    results = [(one.path, name, status_by_exit_code[code]) for one, name, code in mutants]
    alive = Counter(change_of(name, str(path)) for path, name, status in results if status not in KILLED)
    counts = Counter((str(path), status in KILLED) for path, _, status in results)
    for path in sorted({path for path, _ in counts}):
        killed, survived = counts[path, True], counts[path, False]
        print(f"{path}: {killed + survived} mutants, {killed} killed, {survived} survived")
    for title, changes in (
        ("Survived, and not listed in docs/mutation.md:", alive - listed()),
        ("Listed in docs/mutation.md, and killed or gone:", listed() - alive),
    ):
        if changes:
            print(title, *changes.elements(), sep="\n")
    return int(alive != listed())


if __name__ == "__main__":
    sys.exit(main())
