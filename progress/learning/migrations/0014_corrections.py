from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0013_halves_of_hours"), ("accounts", "0004_corrections")]

    operations = [
        migrations.RunSQL(
            (FOLDER / "0014_corrections.sql").read_text(), reverse_sql=(FOLDER / "0008_day.sql").read_text()
        )
    ]
