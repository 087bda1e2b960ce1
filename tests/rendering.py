"""Refuses a page that asks the database anything while its template renders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from django.db import connection
from django.template import Context, Template


class QueryWhileRenderingError(AssertionError):
    """A template asked the database: what it shows is to be read by the view."""


@contextmanager
def no_query_while_rendering() -> Iterator[None]:
    """Until the end, a template that asks the database anything raises once it has rendered.

    Not before: `{% if %}` takes an error inside it for false. What the frame of a page reads for
    its context comes before the template, as a view's does.
    """
    render = Template._render

    def guarded(self: Template, context: Context) -> Any:
        asked: list[str] = []
        here = get_ident()

        def listening(execute: Any, sql: str, *rest: Any) -> Any:
            # A server under test shares its connection: a page that loads a part of itself asks
            # for that in another thread.
            if get_ident() == here:
                asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(listening):
            made = render(self, context)
        if asked:
            raise QueryWhileRenderingError(f"{self.origin} while rendering: {asked[0]}")
        return made

    Template._render = guarded
    try:
        yield
    finally:
        Template._render = render
