from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0002_standings.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]

    operations = [
        migrations.RunSQL(
            SQL.read_text(),
            reverse_sql="DROP FUNCTION learning_look, learning_places, learning_standings;",
        )
    ]
