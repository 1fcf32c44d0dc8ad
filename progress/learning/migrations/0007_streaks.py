from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "0007_streaks.sql"


class Migration(migrations.Migration):
    dependencies = [("learning", "0006_plans")]

    operations = [
        migrations.AddField("storedstreak", "at_risk_on", models.DateField(null=True)),
        migrations.RunSQL(SQL.read_text(), reverse_sql="DROP FUNCTION learning_record_on_day;"),
    ]
