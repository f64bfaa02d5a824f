from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("statements", "0009_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="confirm_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="to be confirmed until"),
        ),
    ]
