import React from 'react';
import type { LogEntry } from '../../api/types/log';
import { Copyable } from '../../design/copyable';
import type { Fact } from '../../design/facts';
import { Facts } from '../../design/facts';
import { code } from '../../design/layout';
import { Moment } from '../../design/moment';
import { places } from '../../routing/places';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';

/** The line's ids, to copy, and what the server kept beside its sentence. */
export function EntryFacts({ entry }: { entry: LogEntry }) {
  const t = useText();
  const { at, orderId, skuId, warehouseId, planId, deliveryId, durationMs, detail } = entry;
  return (
    <Facts
      facts={[
        { term: t('admin/holdfast.column.time'), value: <Moment at={at} as="exact" /> },
        idFact(
          t,
          'admin/holdfast.column.order',
          orderId,
          orderId === null ? undefined : places.order(orderId),
        ),
        idFact(t, 'admin/holdfast.column.sku', skuId),
        idFact(t, 'admin/holdfast.column.warehouse', warehouseId),
        idFact(t, 'admin/holdfast.column.plan', planId),
        idFact(t, 'admin/holdfast.column.delivery', deliveryId),
        durationMs === null
          ? null
          : {
              term: t('admin/holdfast.column.took'),
              value: t('admin/holdfast.column.milliseconds', { count: durationMs }),
            },
        detail === null || Object.keys(detail).length === 0
          ? null
          : {
              term: t('admin/holdfast.column.details'),
              value: (
                <span lang="en" className={code}>
                  {detailText(detail)}
                </span>
              ),
            },
      ]}
    />
  );
}

function idFact(t: Text, key: string, value: string | null, href?: string): Fact | null {
  if (value === null) return null;
  const term = t(key);
  return { term, value: <Copyable value={value} label={term} href={href} /> };
}

function detailText(detail: Record<string, unknown>): string {
  return Object.keys(detail)
    .filter((name) => detail[name] !== null)
    .map((name) => `${name}: ${plain(detail[name])}`)
    .join(' · ');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
