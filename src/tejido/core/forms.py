"""How a form looks: one field partial, used by every form."""

from django.forms.renderers import DjangoTemplates


class TejidoFormRenderer(DjangoTemplates):
    """Draws forms and fields with the partials of core."""

    form_template_name = "core/_form.html"
    field_template_name = "core/_field.html"
