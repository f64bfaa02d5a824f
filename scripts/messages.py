"""Collect the texts to translate of every app, or check that the catalogues hold them all.

scripts/messages.py            rewrites each app's locale/*/LC_MESSAGES/django.po
scripts/messages.py --check    fails when one is stale, incomplete, fuzzy or contradictory
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "tejido"
# English is written in the code; every other language of LANGUAGES is a folder of catalogues.
LANGUAGES = ("es",)
IGNORED = ("tests/*", "migrations/*", "static/*", "data/*")

Key = tuple[str, str, str]


def apps() -> list[Path]:
    """Return the folders of the apps."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def collect(app: Path) -> None:
    """Run makemessages inside an app's folder."""
    command = [sys.executable, "-m", "django", "makemessages", "--verbosity=0", "--no-obsolete"]
    command += ["--add-location=file", "--no-wrap", "--extension=html,txt,py"]
    command += [f"--locale={language}" for language in LANGUAGES]
    command += [f"--ignore={pattern}" for pattern in IGNORED]
    (app / "locale").mkdir(exist_ok=True)
    # Settings are not needed, and the caller's may not be importable from here.
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=app, env=environment, check=True)
    if not any((app / "locale").rglob("*.po")):
        shutil.rmtree(app / "locale")


def tidy(app: Path) -> None:
    """Save an app's catalogues as they were but for what changed: no time, lines of one length."""
    for path in (app / "locale").rglob("django.po"):
        entries = polib.pofile(str(path))
        for name in ("Report-Msgid-Bugs-To", "POT-Creation-Date"):
            entries.metadata.pop(name, None)
        entries.save()


def catalogue(app: Path, language: str) -> dict[Key, polib.POEntry]:
    """Return the entries of an app's catalogue, obsolete ones included; empty without one."""
    path = app / "locale" / language / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(path)) if path.exists() else []
    return {(e.msgctxt or "", e.msgid, e.msgid_plural or ""): e for e in entries}


def used(app: Path, language: str) -> set[Key]:
    """Return the texts an app's code and templates ask for, collected from a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app.name
        shutil.copytree(app, copy, ignore=shutil.ignore_patterns("locale", "__pycache__"))
        collect(copy)
        return set(catalogue(copy, language))


def faults_of(app: Path, language: str) -> Iterator[str]:
    """Yield what is wrong with an app's catalogue, a line each."""
    where = f"{app.name}/{language}"
    entries, wanted = catalogue(app, language), used(app, language)
    for _, text, _ in sorted(wanted - set(entries)):
        yield f"{where}: not collected (make messages): {text!r}"
    for key in sorted(set(entries) - wanted):
        yield f"{where}: no longer used (make messages): {key[1]!r}"
    for key in sorted(wanted & set(entries)):
        if entries[key].fuzzy or not entries[key].translated():
            yield f"{where}: not translated: {key[1]!r}"


def contradictions(language: str) -> Iterator[str]:
    """Yield the texts that two apps translate differently: Django would pick one for both."""
    translations: dict[Key, set[str]] = defaultdict(set)
    for app in apps():
        for key, entry in catalogue(app, language).items():
            translations[key].add(entry.msgstr or str(sorted(entry.msgstr_plural.items())))
    for key, found in sorted(translations.items()):
        if len(found) > 1:
            yield f"{language}: {key[1]!r} is translated as {' and as '.join(sorted(found))}"


def faults() -> list[str]:
    """Return everything wrong with the catalogues; an empty list when they hold."""
    return [
        fault
        for language in LANGUAGES
        for source in (*(faults_of(app, language) for app in apps()), contradictions(language))
        for fault in source
    ]


def main() -> int:
    """Collect or check, as the arguments say."""
    if sys.argv[1:] == ["--check"]:
        found = faults()
        sys.stderr.write("".join(f"{fault}\n" for fault in found))
        return 1 if found else 0
    for app in apps():
        collect(app)
        tidy(app)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
