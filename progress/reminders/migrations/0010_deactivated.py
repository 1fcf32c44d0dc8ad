from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0010_deactivated.sql"


class Migration(migrations.Migration):
    dependencies = [("reminders", "0002_sending"), ("accounts", "0001_initial")]

    operations = [
        # The former one sends to accounts that are deactivated, so the way back leaves this one.
        migrations.RunSQL(SQL.read_text(), reverse_sql=migrations.RunSQL.noop)
    ]
