from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0009_declined.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0008_day")]

    operations = [
        # The code of before reads what the function says now, so the way back leaves it.
        migrations.RunSQL(SQL.read_text(), reverse_sql=migrations.RunSQL.noop)
    ]
