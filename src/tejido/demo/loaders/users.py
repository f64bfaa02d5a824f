"""People of the demo: one of each role, with an invented address."""

from tejido.core.models import Role, User
from tejido.core.sign_in import create_link
from tejido.demo.report import SignIn

PEOPLE = (
    (Role.SECRETARY, "secretaria@example.org", "Alicia Ejemplo"),
    (Role.REVIEWER, "revision@example.org", "Bruno Ejemplo"),
    (Role.DELEGATE, "delegacion@example.org", "Carla Ejemplo"),
)


def load_users() -> tuple[SignIn, ...]:
    """Create the people that are missing and make a new sign-in link for each."""
    links = []
    for role, email, name in PEOPLE:
        user = User.objects.filter(email=email).first()
        user = user or User.objects.create_user(email, role=role, name=name)
        links.append(SignIn(role=user.role, email=email, link=create_link(user)))
    return tuple(links)
