"""What the board says in French where people act, and where they sign in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.deeds import Came, Said

STATES: Final = {
    Said.OPEN: "en attente",
    Said.ONGOING: "en cours",
    Said.COMPLETED: "achevée",
    Said.CANCELLED: "abandonnée\u00a0: elle ne se fera pas",
}
CAME: Final = {
    Came.IN: "Le plan l’a repris.",
    Came.LATER: "Le plan le reprend dans un instant\u00a0: une autre synchronisation est en cours.",
    Came.CONFLICT: "Le plan dit autre chose\u00a0: les deux figurent ci-dessus, et quelqu’un doit décider.",
    Came.FAILED: "C’est dans le suivi, mais pas encore dans le plan\u00a0: workplan status dit pourquoi.",
}
DONE: Final[Mapping[str, str]] = {
    "status": "L’état est changé.",
    "assign": "Les personnes chargées du suivi sont changées.",
    "task": "La tâche est changée.",
    "edit": "La modification est faite.",
    "comment": "Le commentaire est ajouté.",
    "nothing": "C’était déjà le cas. Rien n’a été changé.",
}


class FrenchActs:
    act = "Agir"
    your_name = "Votre nom"
    name_is_needed = "Donnez votre nom\u00a0: chaque modification est signée."
    change_name = "un autre nom"
    save = "Enregistrer"
    report_status = "Où en est-elle\u00a0?"
    edit_fields = "Modifier ce qui est dit"
    leave_blank = (
        "Un champ vide dit qu’on n’en sait rien. "
        "Une date\u00a0: 2017-06-30, juin 2017 (son dernier jour) ou none."
    )
    who_works = "Personnes chargées du suivi"
    with_commas = "Des noms séparés par des virgules."
    comments = "Commentaires"
    add_comment = "Commentaire"
    no_comments = "Pas encore de commentaires."
    answer_there = (
        "Une ligne comme «\u00a0Quand\u00a0: juin 2017\u00a0» dans un commentaire passe aussi dans le plan."
    )
    the_plan_has_it = "le plan l’a repris"
    tick_it = "Marquer comme faite"
    untick_it = "Marquer comme à faire"
    overtaken = "Quelqu’un l’a changé depuis que vous avez ouvert la page. Rien n’a été écrit."
    theirs = "Il est dit maintenant"
    yours = "Vous avez écrit"
    save_again = "Votre texte figure encore ci-dessous. Enregistrez-le de nouveau si c’est bien cela."
    stale_form = (
        "Cette page est ouverte depuis trop longtemps, ou vient d’un autre navigateur. "
        "Rien n’a été écrit. Envoyez de nouveau."
    )
    broken_form = "Ce qui est arrivé n’est pas un formulaire de cette page. Rien n’a été écrit."
    too_large = "C’est trop pour un formulaire\u00a0: 500 ko au plus. Rien n’a été écrit."
    only_reading = "Vous pouvez lire ici, et ne rien changer."
    elsewhere = "On agit dans les tickets eux-mêmes\u00a0; ces pages ne font que montrer. Rien n’a été écrit."
    not_there = "Ce n’est pas possible. Rien n’a été écrit."
    wrong_host = "Ces pages n’ont pas ce nom. Utilisez l’adresse que workplan a indiquée."
    sign_in = "Se connecter"
    sign_out = "Se déconnecter"
    access_token = "Jeton d’accès"
    wrong_token = "Ce n’est pas un des jetons d’accès."
    too_often = "Trop de jetons erronés. Attendez cinq minutes."
    sign_in_first = "Connectez-vous pour voir le plan."
    no_proxy_name = "Le serveur placé devant ces pages n’a pas dit qui vous êtes."
    went_wrong = "Quelque chose a échoué. Rien n’est perdu\u00a0; le journal du serveur en dit plus."
    plans = "Plans"

    def acting_as(self, name: str) -> str:
        return f"Vous agissez sous le nom de {name}."

    def state(self, said: Said) -> str:
        return STATES[said]

    def deed(self, what: str) -> str:
        """ "" for what is none of ours: it stands in an address."""
        return DONE.get(what, "")

    def follows(self, came: Came) -> str:
        return CAME[came]
