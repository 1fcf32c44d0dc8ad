from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0007_streaks")]

    operations = [
        migrations.AddField("profile", "streak", models.BooleanField(default=False, db_default=False)),
    ]
