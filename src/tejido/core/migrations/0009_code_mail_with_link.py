"""Code mails that hold a link besides."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_invited_by_secretariat'),
    ]

    operations = [
        migrations.AddField(
            model_name='signincode',
            name='with_link',
            field=models.BooleanField(default=False),
        ),
    ]
