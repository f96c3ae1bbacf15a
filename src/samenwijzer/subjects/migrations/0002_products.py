"""Load the municipal products of the national list: reference data that every installation has."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from samenwijzer.subjects.product_list import municipal_products


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    product_table = apps.get_model("subjects", "Product")
    basis_table = apps.get_model("subjects", "ProductBasis")
    listed = list(municipal_products())
    product_table.objects.bulk_create(
        [
            product_table(
                name=product.name,
                uri=product.uri,
                for_citizens=product.for_citizens,
                for_companies=product.for_companies,
            )
            for product in listed
        ]
    )
    keys = dict(product_table.objects.values_list("uri", "pk"))
    basis_table.objects.bulk_create(
        [
            basis_table(product_id=keys[product.uri], label=label, url=url)
            for product in listed
            for label, url in product.bases
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("subjects", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
