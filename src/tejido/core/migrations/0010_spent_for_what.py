"""What a form token was used for, as a keyed hash."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0009_code_mail_with_link"),
    ]

    operations = [
        migrations.AddField(
            model_name="spenttoken",
            name="content",
            field=models.CharField(blank=True, default="", max_length=43),
        ),
    ]
