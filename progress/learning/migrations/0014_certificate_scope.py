import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Pending checks of foreign keys would forbid to alter the table
FILL = """
UPDATE learning_certificate
SET learner_id = completion.learner_id, roadmap_id = completion.roadmap_id, phase_id = completion.phase_id
FROM learning_completion completion
WHERE completion.id = completion_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

NEW_KEY = """
ALTER TABLE learning_certificate
    DROP COLUMN completion_id,
    DROP CONSTRAINT learning_certificate_code_key,
    ADD PRIMARY KEY (code);
"""


def of_learner(**options: object) -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="certificates",
        to=settings.AUTH_USER_MODEL,
        **options,
    )


def of_content(to: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **options)


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0013_note_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("certificate", "learner", of_learner(null=True)),
        migrations.AddField("certificate", "roadmap", of_content("curriculum.roadmap", null=True)),
        migrations.AddField("certificate", "phase", of_content("curriculum.phase", null=True)),
        migrations.RunSQL(FILL),
        migrations.RunSQL(
            NEW_KEY,
            state_operations=[
                migrations.RemoveField("certificate", "completion"),
                migrations.AlterField(
                    "certificate",
                    "code",
                    models.CharField(max_length=22, primary_key=True, serialize=False),
                ),
            ],
        ),
        migrations.AlterField("certificate", "learner", of_learner()),
        migrations.AlterField("certificate", "roadmap", of_content("curriculum.roadmap")),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                models.F("learner"),
                models.F("roadmap"),
                models.F("phase"),
                name="certificate_unique",
                nulls_distinct=False,
            ),
        ),
    ]
