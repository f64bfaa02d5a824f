"""The shape of what the secretariat types."""

from tejido.statements.forms.drafts import DraftForm
from tejido.statements.forms.statements import StatementForm

__all__ = ["DraftForm", "StatementForm"]
