from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "0013_halves_of_hours.sql"
WHOLE = """
ALTER TABLE learning_plan
    ALTER COLUMN hours_a_week TYPE integer USING ceil(hours_a_week)::integer,
    ALTER COLUMN hours_a_topic TYPE integer USING ceil(hours_a_topic)::integer
"""


class Migration(migrations.Migration):
    dependencies = [("learning", "0012_carries")]

    operations = [
        migrations.RunSQL(
            [SQL.read_text()],  # as it is, with its comments
            reverse_sql=WHOLE,
            state_operations=[
                migrations.AlterField("plan", name, models.FloatField(null=True))
                for name in ("hours_a_week", "hours_a_topic")
            ],
        )
    ]
