from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0010_followed.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0009_declined")]

    operations = [
        # It says what it said before, so the way back leaves it.
        migrations.RunSQL(SQL.read_text(), reverse_sql=migrations.RunSQL.noop)
    ]
