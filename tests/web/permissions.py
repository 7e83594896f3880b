"""Every route of the house, and who may ask it what; a new route needs a line in its room."""

from __future__ import annotations

from tests.web.desk_key_permissions import DESK_KEYS
from tests.web.desk_permissions import AT_THE_DESK
from tests.web.letter_permissions import LINKS
from tests.web.machine_permissions import MACHINES
from tests.web.outcomes import Outcome
from tests.web.own_permissions import AT_LAST, OWN
from tests.web.reader_permissions import READERS

ROUTES: dict[str, Outcome] = READERS | LINKS | OWN | MACHINES | AT_THE_DESK | AT_LAST | DESK_KEYS
"""Every route by its method and rule, with what becomes of whom."""
