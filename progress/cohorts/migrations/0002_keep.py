from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0002_keep.sql"


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0001_initial"), ("learning", "0016_activity_newest")]

    operations = [migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION cohorts_keep;")]
