"""What the board says in Spanish where people act, and where they sign in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.deeds import Came, Said

STATES: Final = {
    Said.OPEN: "pendiente",
    Said.ONGOING: "en curso",
    Said.COMPLETED: "completada",
    Said.CANCELLED: "cancelada: no se hará",
}
CAME: Final = {
    Came.IN: "El plan ya lo tiene.",
    Came.LATER: "Llega al plan en un momento: otra sincronización está en marcha.",
    Came.CONFLICT: "El plan dice otra cosa: ambas figuran arriba, y alguien tiene que decidir.",
    Came.FAILED: "Está en el seguimiento, y aún no en el plan: workplan status dice por qué.",
}
DONE: Final[Mapping[str, str]] = {
    "status": "El estado ha cambiado.",
    "assign": "Las personas asignadas han cambiado.",
    "task": "La tarea ha cambiado.",
    "edit": "El cambio está hecho.",
    "comment": "El comentario está puesto.",
    "nothing": "Ya era así. No se cambió nada.",
}


class SpanishActs:
    act = "Actuar"
    your_name = "Su nombre"
    name_is_needed = "Indique su nombre: cada cambio va firmado."
    change_name = "otro nombre"
    save = "Guardar"
    report_status = "¿En qué punto está?"
    edit_fields = "Cambiar lo que dice"
    leave_blank = (
        "Un campo vacío dice que no se sabe nada. "
        "Una fecha: 2017-06-30, junio de 2017 (su último día) o none."
    )
    who_works = "Personas asignadas"
    with_commas = "Nombres separados por comas."
    comments = "Comentarios"
    add_comment = "Comentario"
    no_comments = "Aún sin comentarios."
    answer_there = "Una línea como “Cuándo: junio de 2017” en un comentario pasa también al plan."
    the_plan_has_it = "el plan lo tiene"
    tick_it = "Marcar como hecha"
    untick_it = "Marcar como no hecha"
    overtaken = "Alguien lo ha cambiado desde que abrió la página. No se escribió nada."
    theirs = "Ahora dice"
    yours = "Usted escribió"
    save_again = "Su texto sigue abajo. Guárdelo de nuevo si es lo que quiere decir."
    stale_form = (
        "Esta página lleva demasiado tiempo abierta, o es de otro navegador. "
        "No se escribió nada. Envíelo de nuevo."
    )
    broken_form = "Lo que llegó no es un formulario de esta página. No se escribió nada."
    too_large = "Es demasiado para un formulario: 500 kB como máximo. No se escribió nada."
    only_reading = "Aquí puede leer, y no cambiar nada."
    elsewhere = "Se actúa en las propias incidencias; estas páginas solo muestran. No se escribió nada."
    not_there = "Esto no es posible. No se escribió nada."
    wrong_host = "Estas páginas no tienen ese nombre. Use la dirección que indicó workplan."
    sign_in = "Iniciar sesión"
    sign_out = "Cerrar sesión"
    access_token = "Clave de acceso"
    wrong_token = "No es una de las claves de acceso."
    too_often = "Demasiadas claves erróneas. Espere cinco minutos."
    sign_in_first = "Inicie sesión para ver el plan."
    no_proxy_name = "El servidor que está delante de estas páginas no ha dicho quién es usted."
    went_wrong = "Algo ha fallado. No se pierde nada; el registro del servidor dice más."
    plans = "Planes"

    def acting_as(self, name: str) -> str:
        return f"Actúa con el nombre de {name}."

    def state(self, said: Said) -> str:
        return STATES[said]

    def deed(self, what: str) -> str:
        """ "" for what is none of ours: it stands in an address."""
        return DONE.get(what, "")

    def follows(self, came: Came) -> str:
        return CAME[came]
