"""Sessions, codes, second factors and frozen accounts; the table limits are counted in."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def create_cache(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the table of the shared cache (settings.CACHES), which no model describes."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


def drop_cache(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the table of the shared cache."""
    editor.execute(f"DROP TABLE {editor.quote_name('core_cache')}")


class Migration(migrations.Migration):
    """What accounts need."""

    dependencies: ClassVar = [
        ('core', '0003_transparency_log'),
    ]

    operations: ClassVar = [
        migrations.RunPython(create_cache, drop_cache),
        migrations.RemoveField(
            model_name='user',
            name='last_login',
        ),
        migrations.AddField(
            model_name='user',
            name='language',
            field=models.CharField(default='es', max_length=10, verbose_name='language of mails'),
        ),
        migrations.AddField(
            model_name='user',
            name='last_seen_on',
            field=models.DateField(blank=True, null=True, verbose_name='last seen'),
        ),
        migrations.AddField(
            model_name='user',
            name='sign_in_epoch',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='AccountSession',
            fields=[
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('session_key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('label', models.CharField(blank=True, max_length=60)),
                ('last_day', models.DateField()),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('stands', 'stands'), ('undo', 'to be undone')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('reviewed_at', models.DateTimeField()),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='core.auditentry')),
                ('reviewed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignInCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.CharField(max_length=43, unique=True)),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('spent_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_codes', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='AccountFreeze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frozen_at', models.DateTimeField()),
                ('acts_since', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='freezes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('user',), name='account_freeze_one_open'), models.CheckConstraint(condition=models.Q(('lifted_by', models.F('user')), _negated=True), name='account_freeze_not_lifted_by_oneself')],
            },
        ),
        migrations.CreateModel(
            name='FactorReset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('reason', models.CharField(max_length=300)),
                ('outcome', models.CharField(choices=[('open', 'waits for a second secretary'), ('confirmed', 'confirmed'), ('declined', 'declined'), ('expired', 'expired')], default='open', max_length=10)),
                ('closed_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='factor_resets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'open')), fields=('user',), name='factor_reset_one_open'), models.CheckConstraint(condition=models.Q(('asked_by', models.F('user')), _negated=True), name='factor_reset_not_asked_by_oneself'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'confirmed'), _negated=True), models.Q(models.Q(('closed_by', models.F('user')), _negated=True), models.Q(('closed_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='factor_reset_confirmed_by_another')],
            },
        ),
    ]
