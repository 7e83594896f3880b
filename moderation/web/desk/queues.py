"""The desk's queues in an address: reading what is asked for from it, and writing it there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from flask import url_for

from moderation.domain.attributes import ATTRIBUTES, label_of
from moderation.domain.callers import Area
from moderation.domain.errors import Malformed
from moderation.domain.queues import WAITING, Asked, Order, Queue

if TYPE_CHECKING:
    from collections.abc import Iterable

TABS = (*WAITING, Queue.PUBLISHED, Queue.REJECTED, Queue.UNSEEN, Queue.DISPUTED)
"""The queues as the desk's tabs, in their order."""

BETWEEN = ":"
"""Between a site and its section: "harbour:Home / City"."""

ORDERS: dict[str, str] = {
    Order.NEED.value: "need",
    Order.NEWEST.value: "newest first",
    Order.OLDEST.value: "oldest first",
    Order.REPORTS.value: "most reports",
    **{name: f"{attribute.label.lower()}, highest first" for name, attribute in ATTRIBUTES.items()},
}
"""What may stand in an address as the order, in words."""


def asked_in(said: Mapping[str, str]) -> Asked:
    """What an address (or the fields of a form) asks for.

    Raises:
        Malformed: when there is no such queue, place or order.
    """
    queue = said.get("status") or Queue.HELD.value
    if queue not in set(Queue):
        raise Malformed("There is no such tab.", fields={"status": [f"One of {', '.join(Queue)}."]})
    order = said.get("order") or None
    if order is not None and order not in ORDERS:
        raise Malformed("There is no such order.", fields={"order": [f"One of {', '.join(ORDERS)}."]})
    attribute = order if order in ATTRIBUTES else None
    return Asked(
        queue=Queue(queue),
        area=_area(_kept(said, "where")),
        language=_kept(said, "language"),
        order=Order.SCORE if attribute else Order(order) if order else None,
        attribute=attribute,
    )


def asked_at(address: str) -> Asked | None:
    """What an address of the desk asks its queues for; None when it is another page, or asks for what there is not."""
    parts = urlsplit(address)
    try:
        return asked_in(dict(parse_qsl(parts.query))) if parts.path == url_for("desk.queue") else None
    except Malformed:
        return None


def fields_of(asked: Asked) -> dict[str, str]:
    """What ``asked_in`` reads, as the fields of an address or a form; what says nothing is left out."""
    order = asked.attribute if asked.order is Order.SCORE else asked.order.value if asked.order else None
    said = {
        "status": asked.queue.value,
        "where": where(asked.area) if asked.area else None,
        "language": asked.language,
        "order": order,
    }
    return {name: value for name, value in said.items() if value}


def address(asked: Asked, after: str | None = None) -> str:
    """Where the desk shows this, after a place."""
    return with_fields("desk.queue", {**fields_of(asked), **({"after": after} if after else {})})


def with_fields(endpoint: str, fields: Mapping[str, Any]) -> str:
    """The address of a page that is asked for with these fields."""
    return url_for(endpoint, **fields)


def beside(asked: Asked, queue: Queue) -> str:
    """Where the desk shows another queue, narrowed and ordered alike."""
    return address(Asked(queue, asked.area, asked.language, asked.order, asked.attribute))


def where(area: Area) -> str:
    """A site or section as it stands in an address."""
    return f"{area.site}{BETWEEN}{area.section_path}" if area.section_path else area.site


def orders_for(asked: Asked) -> Iterable[tuple[str, str]]:
    """The orders that the queue can be read in, each with its words."""
    if asked.queue in WAITING or asked.queue is Queue.UNSEEN:
        return ORDERS.items()
    return [(order.value, ORDERS[order.value]) for order in (Order.NEWEST, Order.OLDEST)]


def in_words(asked: Asked) -> str:
    """What is asked for in a few words: "Home › City, in en, by need"."""
    place = asked.area.section_path or asked.area.site if asked.area else "Everything"
    language = f", in {asked.language}" if asked.language else ""
    order = asked.in_order
    by = {Order.SCORE: label_of(asked.attribute or "").lower(), Order.NEED: "need", Order.REPORTS: "reports"}
    ordered = f"by {by[order]}" if order in by else ORDERS[order.value]
    return f"{place.replace(' / ', ' › ')}{language}, {ordered}"


def _area(said: str | None) -> Area | None:
    if said is None:
        return None
    site, _, section_path = said.partition(BETWEEN)
    return Area(site, section_path)


def _kept(said: Mapping[str, str], name: str) -> str | None:
    value = said.get(name) or None
    if value is not None and "\x00" in value:
        raise Malformed("There is no such place.", fields={name: ["Unknown."]})
    return value
