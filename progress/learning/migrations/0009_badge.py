from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0009_badge.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0008_profile_streak")]

    operations = [migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION learning_badge;")]
