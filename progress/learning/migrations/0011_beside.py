from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0011_beside.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0010_followed")]

    operations = [migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION learning_beside;")]
