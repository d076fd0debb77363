import { at, type Mutation } from '../mutation';

const left = at('core/order/left.js');
const claim = at('core/order/claim.js');
const orderStatus = at('core/order/order-status.js');

export const ORDER: readonly Mutation[] = [
  left('claim > 0 && net >= claim', 'net > 0'),
  left(
    "const quantity = invoice.type === 'Output' ? unitsOn(invoice, line) : 0",
    'const quantity = unitsOn(invoice, line)',
  ),
  left('leavesWhole ? claim : Math.min(claim, net)', 'Math.min(claim, net)'),
  left('leavesWhole ? claim : Math.min(claim, net)', 'claim'),
  left('isInvoiced ? 0 : returnedUnits(order, line)', '0'),
  left('Math.max(quantity, other?.quantity ?? 0)', 'quantity + (other?.quantity ?? 0)'),
  left('Math.max(0, named - returned)', 'named - returned'),
  left('isVague || all.length === 0 || isUnexplained', 'all.length === 0 || isUnexplained'),
  left('isVague || all.length === 0 || isUnexplained', 'isVague || isUnexplained'),
  left('isVague || all.length === 0 || isUnexplained(order, line)', 'isVague || all.length === 0'),
  left('other.at > at ? other.at : at', 'at'),
  left('invoice.invoiceNumber === null ?', 'false ?'),
  left('items.length === 0 || items.some', 'items.some'),
  left('!hasLine(order, item.lineIndex)', 'false'),
  left('return Number.POSITIVE_INFINITY', 'return 0'),
  left('missing > (0,', 'missing >= (0,'),
  left('one.skuId === line.skuId);\n    const missing', 'one === line);\n    const missing'),
  left('Math.min(added, Math.max(0, sum(outputsOf(order, one)) - one.quantity))', '0'),
  left('isLast ? added : more', 'more'),
  left('added -= more', 'added -= 0'),
  left('latest !== undefined && known.length === invoices.length', 'latest !== undefined'),
  left('latest !== undefined && latest > fallback ? latest : fallback', 'fallback'),
  left('isTouched: named > 0 || isVague', 'isTouched: named > 0'),
  left('Math.min(quantity, missing) });', 'quantity });'),
  left('item.lineIndex === line.index', 'true'),
  left('(claim > 0 && net >= claim)', '(claim > 0 && net > claim)'),

  claim('shown === net', 'false'),
  claim('if (shown === 0)', 'if (false)'),
  claim('net < 0 && lines.length > 1', 'false'),
  claim('Math.max(0, line.quantity - hidden)', 'line.quantity'),
  claim('shown === net', 'net === 0'),
  claim(
    'if (net === 0)',
    'if (false)',
    'without a change nothing is hidden and nothing explained, by the lines below as well',
  ),
  claim('isLast ? Math.max(0, -hidden) : 0', 'Math.max(0, -hidden)'),
  claim('Math.min(0, net)', 'net'),
  claim('Math.abs(net)', '0'),
  claim('explained: explained + Math.max(0, hidden)', 'explained'),
  claim('- (change?.added ?? 0)', ''),

  orderStatus("['cancel', null]", "['cancel', 'canceled']"),
  orderStatus("['invoice', 'confirmed']", "['invoice', 'invoiced']"),
  orderStatus("['payment-approved', 'confirmed', 'hook']", "['payment-approved', 'confirmed']"),
  orderStatus("['replaced', 'canceled', 'final hook']", "['replaced', null, 'final hook']"),
];
