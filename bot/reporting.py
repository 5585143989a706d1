"""A report with the names that a person knows."""

from __future__ import annotations

from bot.app import App
from bot.export.as_preview import report_json
from bot.syncing import preview_plan
from bot.text.sync import Names, conflict_lines, report_text
from sync.records import records
from sync.report import Report


def report_words(app: App, report: Report, *, planned: bool, as_json: bool = False) -> str:
    if as_json:
        return report_json(report, planned=planned)
    return report_text(report, names(app, report), planned=planned)


def names(app: App, report: Report) -> Names:
    """The titles are read only when there is something to say about an item."""
    speaks = report.outcomes or report.conflicts or report.findings or report.guarded or report.unread
    known = records(app.plan_file().read().plan) if speaks else {}
    titles = {item: record.title for item, record in known.items()}
    return Names(str(app.plan_path), f"the tracker {app.tracker_name}", titles)


def conflict_list(app: App) -> tuple[str, int]:
    """All open conflicts, and the exit code: 2 while a person has to decide."""
    report = preview_plan(app)
    if not report.conflicts:
        return "No conflicts.\n", 0
    lines = conflict_lines(report.conflicts, names(app, report), most=len(report.conflicts))
    return "\n".join(lines) + "\n", 2
