"""The peer: the least Django that shows a statement. No middleware, one query, one template.

Reads the same database as Tejido in the same run, with the same connection settings. `ceiling` is
an answer without Django, to see that the load generator is not the bottleneck.
"""

from collections.abc import Callable, Iterable
from typing import Any

import django
from django.conf import settings as own

from tejido.config import settings as project

TEMPLATE = """<!doctype html><html lang="es"><head><meta charset="utf-8"><title>{{ text.title }}
</title></head><body><main><h1>{{ text.title }}</h1>{{ text.body|linebreaks }}</main></body></html>
"""

own.configure(
    SECRET_KEY="not a secret: a benchmark's peer",  # noqa: S106
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    DATABASES=project.DATABASES,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
    USE_TZ=True,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"page.html": TEMPLATE})],
                    )
                ]
            },
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.shortcuts import get_object_or_404, render  # noqa: E402
from django.urls import path  # noqa: E402


class Text(models.Model):
    """A title and a text, in the table Tejido keeps them in."""

    language = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    body = models.TextField()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "statements_versiontext"

    def __str__(self) -> str:
        return self.title


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a text."""
    return render(request, "page.html", {"text": get_object_or_404(Text, pk=pk)})


class Row(models.Model):
    """One column, in a table of the benchmark's own (`make_table`)."""

    value = models.CharField(max_length=60)

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "bare_row"

    def __str__(self) -> str:
        return self.value


def make_table() -> None:
    """Make the table of rows."""
    with connection.schema_editor() as editor:
        editor.create_model(Row)


def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one row in a transaction of its own."""
    with transaction.atomic():
        Row(value=request.POST["value"]).save()
    return HttpResponseRedirect("/written/")


urlpatterns = [path("<int:pk>/", page), path("write/<int:pk>/", write)]
application = get_wsgi_application()


def ceiling(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer without Django."""
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
