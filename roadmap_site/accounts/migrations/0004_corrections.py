from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_held_zone")]

    operations = [
        migrations.AddField(
            model_name="zonechange",
            name="corrects",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
