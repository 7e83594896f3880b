"""All parts of the desk at the API."""

from __future__ import annotations

from moderation.web.api.desk.batching import batching
from moderation.web.api.desk.deciding import deciding
from moderation.web.api.desk.looking import looking
from moderation.web.api.desk.people import people
from moderation.web.api.desk.queue import queue
from moderation.web.api.desk.rules import rules

ROOMS = (queue, deciding, batching, people, rules, looking)
