from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # for an index that is made while topics are written

    dependencies = [("curriculum", "0004_review")]

    operations = [
        migrations.RunSQL("SET lock_timeout = '2s';", reverse_sql=migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="topic",
            index=models.Index(
                models.F("concept"),
                models.F("roadmap"),
                condition=models.Q(retired_in=None, concept__isnull=False),
                name="topic_live_by_concept",
            ),
        ),
        migrations.RunSQL("RESET lock_timeout;", reverse_sql=migrations.RunSQL.noop),
    ]
