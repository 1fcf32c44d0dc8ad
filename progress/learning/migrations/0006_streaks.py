from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0006_streaks.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0005_learners_day")]

    operations = [migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION learning_record_on_day;")]
