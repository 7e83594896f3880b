"""The one shape of every error (RFC 9457)."""

from __future__ import annotations

from marshmallow import Schema, fields


class Problem(Schema):
    """Why a request was turned down; ``errors`` names fields with their complaints."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.Raw())
