"""What happens to mail where colleagues work and no mail server is set: nothing, and the log says so."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


class EmailBackend(BaseEmailBackend):
    """Sends nothing. Printing a mail would put an address, and a link to a new password, in the log."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        logger.warning("EMAIL_URL is not set, so mail was not sent (%s)", len(email_messages))
        return 0
