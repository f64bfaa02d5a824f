"""People of the demo: one of each role, with an invented address."""

from tejido.core.models import Role, User
from tejido.core.sign_in import create_link
from tejido.demo.report import SignIn

PEOPLE = (
    (Role.SECRETARY, "secretaria@example.org", "Alicia Ejemplo"),
    (Role.REVIEWER, "revision@example.org", "Bruno Ejemplo"),
    (Role.ANALYST, "presupuestos@example.org", "Diana Ejemplo"),
    (Role.DELEGATE, "delegacion@example.org", "Carla Ejemplo"),
)


def load_people() -> dict[Role, User]:
    """Create the people that are missing; return one of each role."""
    for role, email, name in PEOPLE:
        if not User.objects.filter(email=email).exists():
            User.objects.create_user(email, role=role, name=name, invited_by_secretariat=True)
    return {role: User.objects.get(email=email) for role, email, _name in PEOPLE}


def sign_in_links() -> tuple[SignIn, ...]:
    """Make a new sign-in link for each."""
    links = []
    for _role, email, _name in PEOPLE:
        user = User.objects.get(email=email)
        links.append(SignIn(role=user.role, email=email, link=create_link(user)))
    return tuple(links)
