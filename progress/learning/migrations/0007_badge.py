from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0007_badge.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0006_streaks")]

    operations = [migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION learning_badge;")]
