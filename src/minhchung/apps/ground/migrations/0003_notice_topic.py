"""What a notice is about, so that an app can say when its news is over. Notices written before have none: they stay until read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ground", "0002_lookup_index")]

    operations = [migrations.AddField(model_name="notice", name="topic", field=models.CharField(blank=True, max_length=40))]
