from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0014_corrections")]

    operations = [
        migrations.RunSQL(
            (FOLDER / "0015_ready.sql").read_text(), reverse_sql=(FOLDER / "0014_corrections.sql").read_text()
        )
    ]
