from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0004_run.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_changes")]

    operations = [migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION learning_run;")]
