from typing import Any

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "samenwijzer.outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker hear of each job that is put in the queue, whoever puts it there."""
        from django_tasks.signals import task_enqueued

        from samenwijzer.kernel.jobs import TOPIC
        from samenwijzer.outbox import news

        def wake_worker(sender: Any, **kwargs: Any) -> None:
            news.publish_on_commit(TOPIC)

        task_enqueued.connect(wake_worker, weak=False, dispatch_uid="outbox.wake_worker")
