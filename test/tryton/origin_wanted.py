"""Tryton as the module "sale" makes it: goods for a customer that come from no sale are asked about."""
from trytond.application import app  # noqa: F401
from trytond.modules.stock.move import Move

Move.check_origin_types = staticmethod(lambda: {'customer'})
