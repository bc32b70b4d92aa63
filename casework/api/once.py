"""Requests that a program may send again: the header ``Idempotency-Key``."""

import uuid

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request


def form_key(request: Request) -> uuid.UUID | None:
    """Return the key of a request that may be sent again: the same key is recorded once.

    Raises:
        ValidationError: the header ``Idempotency-Key`` holds no UUID.
    """
    said = request.headers.get("Idempotency-Key", "")
    if not said:
        return None
    try:
        return uuid.UUID(said)
    except ValueError:
        raise ValidationError({"Idempotency-Key": [_("Send a UUID.")]}) from None


ONCE = OpenApiParameter(
    "Idempotency-Key", OpenApiTypes.UUID, OpenApiParameter.HEADER,
    description=_("Sent again with the same key, a request is recorded once"),
)  # fmt: skip
