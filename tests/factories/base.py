"""A factory that works backstage."""

from typing import Any

import factory

from devstack.testing import backstage


class BackstageFactory(factory.django.DjangoModelFactory):  # type: ignore[misc]  # factory-boy brings no types
    """Makes rows past the second wall."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type, *args: Any, **kwargs: Any) -> Any:
        with backstage():
            row = model_class(*args, **kwargs)
            row.save(force_insert=True)
        return row
