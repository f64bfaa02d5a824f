"""The transparency log; the database itself refuses to change or delete what it holds."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from tejido.core.triggers import CreateRefusals, Refusal

REFUSALS = [
    *(
        Refusal(f"{table}_no_{verb.lower()}", f"core_{table}", verb)
        for table in ("logentry", "lognode", "checkpoint")
        for verb in ("UPDATE", "DELETE")
    ),
    Refusal("logopening_no_update", "core_logopening", "UPDATE"),
    Refusal("loghead_grows", "core_loghead", "UPDATE", "NEW.size <= OLD.size"),
    Refusal("loghead_no_delete", "core_loghead", "DELETE"),
]


class Migration(migrations.Migration):
    """Entries, nodes and checkpoints are append-only; an opening may only be deleted."""

    dependencies: ClassVar = [
        ('core', '0002_audit_append_only'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('index', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('chain', models.PositiveBigIntegerField()),
                ('leaf_hash', models.CharField(max_length=64)),
                ('value', models.JSONField()),
            ],
            options={
                'ordering': ['index'],
                'indexes': [models.Index(fields=['chain', 'index'], name='log_entries_of_chain')],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveBigIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('note', models.TextField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['size', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('size', 'fingerprint'), name='checkpoint_once_a_key')],
            },
        ),
        migrations.CreateModel(
            name='LogOpening',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='opening', serialize=False, to='core.logentry')),
                ('salt', models.CharField(max_length=64)),
                ('fields', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='LogHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('peaks', models.JSONField(default=list)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_log_head')],
            },
        ),
        migrations.CreateModel(
            name='LogNode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('position', models.PositiveBigIntegerField()),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('level', 'position'), name='log_node_once')],
            },
        ),
        CreateRefusals("the transparency log is append-only", REFUSALS),
    ]
