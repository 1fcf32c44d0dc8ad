from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0008_day.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0007_badge")]

    operations = [
        migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION learning_day, learning_followed;")
    ]
