from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # for an index that is made while topics are ticked

    dependencies = [("learning", "0015_ready")]

    operations = [
        migrations.RunSQL("SET lock_timeout = '2s';", reverse_sql=migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="activity",
            index=models.Index(models.F("learner"), models.F("id"), name="activity_newest"),
        ),
        migrations.RunSQL("RESET lock_timeout;", reverse_sql=migrations.RunSQL.noop),
    ]
