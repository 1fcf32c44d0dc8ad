from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0012_carries.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0011_beside"), ("curriculum", "0005_topic_live_by_concept")]

    operations = [
        # It says what it said before, so the way back leaves it.
        migrations.RunSQL(SQL.read_text(), reverse_sql=migrations.RunSQL.noop)
    ]
