from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0016_activity_newest")]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="earlier",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
