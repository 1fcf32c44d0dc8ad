import django.contrib.postgres.search
from django.db import migrations, models

import progress.learning.models.notes

# Notes come with the same version, so the table that is written anew is an empty one.
ADD = """
-- squawk-ignore adding-field-with-default
ALTER TABLE learning_note ADD COLUMN words tsvector GENERATED ALWAYS AS (
    to_tsvector(
        'simple',
        regexp_replace(
            lower(regexp_replace(normalize(left(text, 100000), NFKD), '[\u0300-\u036f]', '', 'g')),
            '[!-/:-@\\[-`{-~]+', ' ', 'g'
        )
    )
) STORED;
"""


class Migration(migrations.Migration):
    dependencies = [("learning", "0012_second_look")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="note",
                    name="words",
                    field=models.GeneratedField(
                        db_persist=True,
                        expression=progress.learning.models.notes.Words("text"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(ADD, "ALTER TABLE learning_note DROP COLUMN words;"),
            ],
        ),
    ]
