"""Words: how a printed name is cut, shortened to stems, and which words say little by themselves.

The lists hold institutional and topical words of civil society in Spanish and English. They are
a prior: on a short list nothing can be learnt from frequencies, yet "Centro de Derechos Humanos"
must not make two centres alike.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tejido.directory.domain.acronyms import LINKING_WORDS, looks_like_acronym
from tejido.directory.domain.folding import fold

_PRINTED_WORD = re.compile(r"[^\W_]+")

ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "asoc": ("asociacion",),
    "cd": ("ciudad",),
    "cdh": ("centro", "derechos", "humanos"),
    "ddhh": ("derechos", "humanos"),
    "dh": ("derechos", "humanos"),
    "fr": ("fray",),
    "fund": ("fundacion",),
    "gpo": ("grupo",),
    "inst": ("instituto",),
    "mons": ("monsenor",),
    "nac": ("nacional",),
    "org": ("organizacion",),
    "sta": ("santa",),
    "sto": ("santo",),
    "univ": ("universidad",),
}
"""Usual shortenings and the words they stand for, folded."""


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A light stem: the plural endings of Spanish and English go, nothing else.

    >>> [stem(word) for word in ("mujeres", "mujer", "migrantes", "migrante", "services", "dos")]
    ['mujer', 'mujer', 'migrant', 'migrant', 'servic', 'dos']
    """
    if len(word) > 4 and word.endswith("s"):
        word = word[:-1]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word


def _stems(listed: str) -> frozenset[str]:
    return frozenset(stem(word) for word in listed.split())


GENERIC = _stems(
    "academia accion acciones agencia albergue alianza america apoyo area articulacion asamblea "
    "asesoria asistencia asociacion atencion autogestion base binacional bloque brigada cabildo "
    "camino campana campesina campesino capacitacion casa catedra catolica central centro "
    "ciencias circulo ciudad ciudadana ciudadania ciudadano civica civico civil clinica club "
    "coalicion colectiva colectivo colegio comedor comision comite comunicacion comunidad "
    "comunitaria comunitario confederacion congregacion consejo consorcio consultoria "
    "cooperativa coordinacion coordinadora corporacion cultura cultural cultura defensa "
    "defensoria democracia derecho derechos desaparecidos desarrollo diaconia diocesana "
    "diocesano diocesis direccion divulgacion economia ecumenico educacion educativa enlace "
    "equidad equipo escuela espacio estancia estudio estudios facultad familia familiares "
    "federacion formacion foro frente frontera fundacion genero grupo hermandad hermano hogar "
    "humana humanitaria humano iglesia igualdad impulso incidencia indigena infancia iniciativa "
    "institucion instituto integracion integral internacional investigacion jornalera jornalero "
    "joven juridica juridico justicia juvenil juventud laboral latinoamericana liga madre maestria "
    "menor mesa migracion migrante migratoria migratorio ministerio mision monitoreo movilidad "
    "movimiento mujer nacional nina nino nuestra observatorio oficina organismo organizacion padre "
    "parroquia participacion pastoral paz persona plataforma poblacion popular practica problema "
    "proceso programa promocion proteccion proyecto publica publico pueblo red refugiada refugiado "
    "refugio region regional resistencia salud santuario secretaria seguridad servicio sindicato "
    "sistema sociedad social solidaridad solidario taller territorio trabajador trabajadora "
    "trabajo transfronteriza transnacional unidad union unido universidad vicaria vida vivienda "
    "action aid alliance america assistance association care center centre child civil coalition "
    "collective committee community council defense development education family federation "
    "foundation forum fund group health home house human immigrant immigration initiative "
    "institute international justice labor law legal mission movement national network office "
    "organization peace people program project refugee research right school service shelter "
    "social society support union united university watch woman women work worker youth"
)
"""Stems that many organizations' names share and that tell none of them apart."""

SECTION = _stems(
    "centroamericana centroamericano chapter capitulo delegacion filial guatemalteca "
    "guatemalteco hondurena hondureno local mexicana mexicano municipal nacional norte oriente "
    "occidente poniente region regional regionales salvadorena salvadoreno seccion sede sur "
    "zona estatal nucleo"
)
"""Stems that set a part of an organization apart from the whole or from another part."""

HOLDING = _stems(
    "arquidiocesis diocesis facultad iglesia parroquia seminario universidad university "
    "arzobispado obispado ayuntamiento gobierno secretaria"
)
"""Stems that name a body holding others: a name that ends in one is a part of it, not it."""

PART = _stems(
    "albergue area capitulo casa catedra centro clinica colegio comision comite coordinacion "
    "delegacion departamento escuela facultad filial grupo instituto maestria nucleo observatorio "
    "oficina pastoral programa proyecto red region seccion secretaria sede unidad center chapter "
    "committee department institute office program section"
)
"""Stems a part of a body begins with when it is printed after the body's own name."""

DIGNITIES = _stems("fray monsenor san santa santo don dona padre hermana hermano")
"""Stems that announce a person a body is named after; without the person they say little."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a printed name.

    Arguments:
        plain: the word folded.
        stem: its stem, which names are compared by.
        capitals: it is printed as an acronym.
    """

    plain: str
    stem: str
    capitals: bool


@lru_cache(maxsize=1 << 17)
def _cut(printed: str) -> tuple[Word, ...]:
    plain = fold(printed)
    if plain in ABBREVIATIONS:
        return tuple(Word(full, stem(full), False) for full in ABBREVIATIONS[plain])
    capitals = looks_like_acronym(printed)
    return tuple(Word(part, stem(part), capitals) for part in plain.split())


def cut(printed: str) -> tuple[Word, ...]:
    """Cut a printed name into words, usual shortenings written out.

    >>> [word.plain for word in cut("Centro de DH “Fr. Juan”")]
    ['centro', 'de', 'derechos', 'humanos', 'fray', 'juan']
    """
    found: list[Word] = []
    for printed_word in _PRINTED_WORD.findall(printed):
        found.extend(_cut(printed_word))
    return tuple(found)


def content(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words that are not linking words; all of them when none is left."""
    kept = tuple(word for word in words if word.plain not in LINKING_WORDS)
    return kept or words
