"""`[plan] language`: all that goes to the readers of the digest is in it, from the settings to the blocks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, open_app
from bot.digesting import told_digest
from bot.posts.limits import texts
from bot.posts.postings import illustrated, postings, unreadable
from sync.errors import WorkplanError
from sync.planemit import emit_plan
from tests.builders.cli import here
from tests.builders.digests import TODAY
from tests.builders.plans import activity, area, plan

PLAN = plan(
    area("1", "Données", activity("1.1", "Lancement", timeframe="April 2017", lead="OIM")), title="Un plan"
)
DAY = ("--today", "2017-05-02")


@pytest.fixture(params=["fr", "es"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> App:
    (tmp_path / "plan.yaml").write_text(emit_plan(PLAN), "utf-8")
    (tmp_path / "people.yaml").write_text("OIM: {slack: U1, digest: true}\n", "utf-8")
    settings = (
        f'[plan]\nlanguage = "{request.param}"\n[slack]\nchannel = "#plan"\nareas = {{"1" = "#data"}}\n'
    )
    (tmp_path / "workplan.toml").write_text(settings, "utf-8")
    return open_app(tmp_path / "workplan.toml", TODAY)


def said(app: App, french: str, spanish: str) -> str:
    return french if app.language == "fr" else spanish


def test_all_that_is_posted(app: App) -> None:
    """The message, its thread, that of the area, and the one to a person."""
    first, data, own = postings(app, told_digest(app))
    begins = said(app, "1 activité vient de dépasser", "1 plazo acaba de vencer")
    for one in (first, data):
        assert begins in one.head.text.replace("\u00a0", " ")
        assert said(app, "Fermez le ticket", "Cierren la incidencia") in "".join(texts(one.head.blocks))
        assert one.thread[0].text.startswith(said(app, "Liste complète", "Lista completa"))
    assert said(app, "vos activités", "sus actividades") in own.head.text


def test_the_picture(app: App) -> None:
    """What stands beside it, and what is read out of it."""
    picture = illustrated(app, told_digest(app))[0].picture
    assert picture
    assert picture.title.replace("\u00a0", " ") == said(
        app, "Un plan : progression au 2 mai 2017", "Un plan: avance al 2 de mayo de 2017"
    )
    assert said(app, "échéance dépassée", "con el plazo vencido") in picture.alt


def test_all_that_is_printed(app: App) -> None:
    """As text, and in what programs read, where the figures have the names that they always have."""
    heading = said(app, "Un plan, 2 mai 2017", "Un plan, 2 de mayo de 2017")
    assert here(app.folder, "digest", *DAY).out.startswith(f"{heading}\n")
    told: Any = json.loads(here(app.folder, "digest", "--format", "json", *DAY).out)
    assert told["text"].startswith(f"{heading}\n")
    assert told["digest"]["counts"]["past"] == 1


def test_a_plan_that_can_t_be_read(app: App) -> None:
    """The notice tells the line, and no English sentence about it."""
    app.plan_path.write_text("schema: 1\nplan: [\n", "utf-8")
    with pytest.raises(WorkplanError) as error:
        told_digest(app)
    post = unreadable(app, error.value).head
    shown = "\n".join(texts(post.blocks))
    assert said(app, "le fichier plan.yaml est illisible", "no se puede leer el archivo") in post.text
    assert said(app, "Ligne ", "Línea ") in shown
    assert error.value.message.split()[-1] not in shown


def test_commands_stay_english(app: App) -> None:
    """Only what readers of the digest see has a language in this version."""
    assert "1 area, 1 activity." in here(app.folder, "status", *DAY).out
