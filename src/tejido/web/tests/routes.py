"""Who gets what at the first page and the site map."""

from tejido.core.tests.permissions import Route, everyone

ROUTES = {
    "web:home": Route(get=everyone()),
    "web:site_map": Route(get=everyone()),
}
