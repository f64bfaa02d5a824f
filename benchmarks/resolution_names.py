"""Invented organizations, made by grammar: no name of them is anybody's.

Institutional words are those such lists share; what tells one body from another (people, saints,
words of no language, places) is put together from syllables.
"""

import random
from dataclasses import dataclass, field

KINDS = (
    "Centro Comité Colectivo Asociación Fundación Red Movimiento Casa Albergue Consejo Instituto "
    "Servicio Frente Coordinadora Unión Grupo Alianza Comisión Observatorio Programa"
).split()
TOPICS = (
    "Derechos Humanos|Derechos Humanos|Derechos Humanos|Derechos Indígenas|Atención al Migrante|"
    "Apoyo a Migrantes|Desarrollo Comunitario|Educación Popular|Salud Integral|Mujeres Indígenas|"
    "Justicia y Paz|Comunicación Popular|Economía Solidaria|Defensa del Territorio|"
    "Familias Migrantes|Investigación Social|Promoción Juvenil|Derechos Laborales|"
    "Desarrollo Rural|Cultura y Arte|Estudios Sociales|Solidaridad y Fe|Defensa del Agua|"
    "Niñez Migrante|Acompañamiento Jurídico|Soberanía Alimentaria|Equidad de Género"
).split("|")
ADJECTIVES = "Regional Diocesano Ciudadano Popular Comunitario Ecuménico Campesino Juvenil".split()
SECTIONS = (
    "Sección Norte|Sección Sur|Región Oriente|Región Occidente|Capítulo Frontera|Región I|Región II"
).split("|")
TITLES = "Fray|Monseñor|San|Santa|Don|Padre|Hermana".split("|")
TOWNS = (
    ("Tapachula", "Chis.", "Chiapas"), ("Comitán", "Chis.", "Chiapas"),
    ("Ocosingo", "Chis.", "Chiapas"), ("Palenque", "Chis.", "Chiapas"),
    ("Saltillo", "Coah.", "Coahuila"), ("Torreón", "Coah.", "Coahuila"),
    ("Chilapa", "Gro.", "Guerrero"), ("Tlapa", "Gro.", "Guerrero"),
    ("León", "Gto.", "Guanajuato"), ("Celaya", "Gto.", "Guanajuato"),
    ("Orizaba", "Ver.", "Veracruz"), ("Xalapa", "Ver.", "Veracruz"),
    ("Mérida", "Yuc.", "Yucatán"), ("Valladolid", "Yuc.", "Yucatán"),
    ("Guadalajara", "Jal.", "Jalisco"), ("Zapopan", "Jal.", "Jalisco"),
    ("Tehuacán", "Pue.", "Puebla"), ("Puebla", "Pue.", "Puebla"),
    ("Cuernavaca", "Mor.", "Morelos"), ("Jiutepec", "Mor.", "Morelos"),
    ("Tijuana", "B.C.", "Baja California"), ("Mexicali", "B.C.", "Baja California"),
    ("Pachuca", "Hgo.", "Hidalgo"), ("Tulancingo", "Hgo.", "Hidalgo"),
    ("Villahermosa", "Tab.", "Tabasco"), ("Tenosique", "Tab.", "Tabasco"),
    ("Morelia", "Mich.", "Michoacán"), ("Uruapan", "Mich.", "Michoacán"),
    ("Hermosillo", "Son.", "Sonora"), ("Nogales", "Son.", "Sonora"),
)  # fmt: skip
FORMS = ("A.C.", "A.C.", "A.C.", "A.C.", "A.C.", "I.A.P.", "S.C.")
LINKING = frozenset("de del la las los y al a en para el por con".split())

LONGEST_ACRONYM = 9

_ONSETS = "b c ch d f g j l m n p r s t v x y z tz qu br tr cr".split()
_VOWELS = "a e i o u a e o".split()
_CODAS = ("", "", "", "n", "l", "r", "s", "x")


@dataclass(slots=True)
class Body:
    """One invented body.

    Arguments:
        number: which body it is; the label of its mentions.
        name: its full name.
        acronym: its acronym, or empty.
        form: its legal form, or empty.
        town: town, abbreviated and full name of the subdivision.
        always_placed: printed without its place it could not be told from its twin.
        full_only: printed shortened it could not be told from its twin.
    """

    number: int
    name: str
    acronym: str
    form: str
    town: tuple[str, str, str]
    always_placed: bool = False
    full_only: bool = False


@dataclass
class World:
    """Invented bodies, twins included; the same for the same seed and size.

    Arguments:
        size: how many bodies to invent.
        rng: the seeded source of chance.
        twin_share: which part of the bodies are near-twins of another one.
    """

    size: int
    rng: random.Random
    twin_share: float = 0.08
    bodies: list[Body] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._proper = self._invented(max(60, self.size // 2))
        self._given = self._invented(80)
        while len(self.bodies) < self.size:
            body = self._fresh()
            self.bodies.append(body)
            if self.rng.random() < self.twin_share and len(self.bodies) < self.size:
                self._add_twin(body)

    def _invented(self, number: int) -> list[str]:
        words: set[str] = set()
        while len(words) < number:
            syllables = self.rng.choice((3, 3, 4))
            word = "".join(
                self.rng.choice(_ONSETS) + self.rng.choice(_VOWELS) for _ in range(syllables)
            )
            words.add((word + self.rng.choice(_CODAS)).capitalize())
        return sorted(words)

    def _fresh(self) -> Body:
        while True:
            name = self._name()
            if name not in self._names:
                self._names.add(name)
                return self._body(name)

    def _body(self, name: str) -> Body:
        rng = self.rng
        return Body(
            number=len(self.bodies),
            name=name,
            acronym=formed_acronym(name, rng) if rng.random() < 0.45 else "",
            form=rng.choice(FORMS) if rng.random() < 0.6 else "",
            town=rng.choice(TOWNS),
        )

    def _name(self) -> str:
        rng = self.rng
        kind = rng.choice(KINDS)
        topic = rng.choice(TOPICS)
        second = rng.choice([other for other in TOPICS if other != topic])
        proper, other = rng.choice(self._proper), rng.choice(self._proper)
        person = f"{rng.choice(TITLES)} {rng.choice(self._given)} de {proper}"
        return rng.choice(
            (
                f"{kind} de {topic} {person}",
                f"{kind} de {topic} {person}",
                f"{kind} de {topic} {proper}",
                f"{kind} {rng.choice(ADJECTIVES)} de {topic} {proper} {other}",
                f"{proper}, {topic}",
                f"{proper} {other}, {topic} y {second}",
                f"{kind} para la {topic} de {proper} y {other}",
                f"Casa del Migrante {rng.choice(self._given)} {proper}",
                f"{kind} {proper} {other}",
                f"{kind} de {topic} de los Pueblos de {proper}",
            )
        )

    def _add_twin(self, body: Body) -> None:
        makers = (self._section, self._house, self._acronym_twin, self._one_word, self._institute)
        twin = self.rng.choice(makers)(body)
        if twin.name not in self._names or twin.always_placed:
            self._names.add(twin.name)
            self.bodies.append(twin)

    def _section(self, body: Body) -> Body:
        body.full_only = True
        twin = self._body(f"{body.name}, {self.rng.choice(SECTIONS)}")
        twin.acronym, twin.full_only = body.acronym, True
        return twin

    def _house(self, body: Body) -> Body:
        twin = self._body(body.name)
        twin.acronym = body.acronym
        twin.town = self.rng.choice([town for town in TOWNS if town[2] != body.town[2]])
        for house in (body, twin):
            house.always_placed = house.full_only = True
        return twin

    def _acronym_twin(self, body: Body) -> Body:
        twin = self._fresh()
        if not body.acronym:
            body.acronym = formed_acronym(body.name, self.rng)
        twin.acronym, body.full_only, twin.full_only = body.acronym, True, True
        return twin

    def _one_word(self, body: Body) -> Body:
        first, _, rest = body.name.partition(" ")
        other = self.rng.choice([kind for kind in KINDS if kind != first])
        twin = self._body(f"{other} {rest}")
        body.full_only = twin.full_only = True
        return twin

    def _institute(self, body: Body) -> Body:
        proper = f"{self.rng.choice(self._proper)} {self.rng.choice(self._proper)}"
        body.name = f"Universidad {proper}"
        body.acronym = formed_acronym(body.name, self.rng) if body.acronym else ""
        self._names.add(body.name)
        topic = self.rng.choice(TOPICS)
        twin = self._body(f"Instituto de {topic} de la {body.name}")
        twin.full_only = body.full_only = True
        return twin


def formed_acronym(name: str, rng: random.Random) -> str:
    """Form an acronym as such bodies do: beginnings of the significant words, in order."""
    words = [word for word in name.replace(",", "").split() if word not in LINKING]
    parts = [word[: rng.choice((1, 1, 1, 2, 2, 3))].upper() for word in words]
    long = "".join(parts)
    return long if len(long) <= LONGEST_ACRONYM else "".join(part[0] for part in parts)
