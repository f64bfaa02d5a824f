"""The settings an installation may give through its environment, each declared once.

`docs/settings.md` documents every one of them; a test fails when one is missing there.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable.

    Arguments:
        name: the variable, always beginning with TEJIDO_.
        default: what holds when it is not set.
        meaning: one sentence for whoever installs.
    """

    name: str
    default: str
    meaning: str


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("TEJIDO_PROFILE", "local", "local (http on this machine) or production (https)"),
        Setting("TEJIDO_DATA", "var", "the one folder that holds all an installation writes"),
        Setting("TEJIDO_DATABASE_URL", "", "postgres:// address; empty: SQLite inside TEJIDO_DATA"),
        Setting("TEJIDO_SECRET_KEY_FILE", "", "file of the secret key; empty: inside TEJIDO_DATA"),
        Setting("TEJIDO_LOG_KEY_FILE", "", "file of the log's signing key; empty: in TEJIDO_DATA"),
        Setting("TEJIDO_HOSTS", "localhost,127.0.0.1,[::1]", "host names served, with commas"),
        Setting("TEJIDO_BASE_URL", "http://localhost:8000", "the address readers use"),
        Setting("TEJIDO_COALITION", "", "the coalition's name, shown beside Tejido's"),
        Setting("TEJIDO_MAIL_URL", "folder:", "where mails are handed over: folder: or smtp://"),
        Setting("TEJIDO_MAIL_PASSWORD_FILE", "", "file of the mail server's password"),
        Setting("TEJIDO_MAIL_FROM", "tejido@localhost", "sender of every mail"),
        Setting("TEJIDO_SECOND_FACTOR", "secretariat", "who must have one: secretariat or none"),
        Setting(
            "TEJIDO_PRIVACY_CONTACT", "", "where people ask about their data; empty: the mails"
        ),
        Setting("TEJIDO_FLOOD_LIMIT", "200", "signatures of people in ten minutes, then they wait"),
        Setting("TEJIDO_BUDGET_ENGINE", "", "sc://host:port of a Spark server; empty: DuckDB"),
        Setting("TEJIDO_BUDGET_MEMORY", "1024", "most memory of one work on budgets, in MiB"),
        Setting("TEJIDO_BUDGET_QUESTIONS", "1", "questions of visitors computed at once"),
        Setting("TEJIDO_BUDGET_THREADS", "2", "processor threads of one work on budgets"),
        Setting("TEJIDO_WORKERS", "2", "web worker processes started by tejido serve"),
    )
}


def setting(name: str) -> str:
    """Return a declared setting from the environment, or its default.

    Errors:
        KeyError: the name is not declared above.
    """
    return os.environ.get(name, "") or SETTINGS[name].default


def setting_list(name: str) -> list[str]:
    """Return a declared setting that is a list with commas."""
    return [part.strip() for part in setting(name).split(",") if part.strip()]
