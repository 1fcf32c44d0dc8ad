from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0003_changes.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0002_standings")]

    operations = [
        migrations.RunSQL(
            SQL.read_text(),
            reverse_sql="DROP FUNCTION learning_record, learning_begin;",
        )
    ]
