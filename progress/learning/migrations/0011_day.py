from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0011_day.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0010_notes")]

    operations = [
        migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION learning_day, learning_followed;")
    ]
