import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { Query } from '../../api/query-string';
import { useClient } from '../../api/use-client';
import { useText } from '../../words/use-text';

const link = csx({
  display: 'inline-flex',
  alignItems: 'center',
  height: 40,
  paddingX: '$space-3',
  borderRadius: 4,
  color: '#20408c',
  textDecoration: 'none',
  fontWeight: 500,
  '&:hover': { bg: '#dde5f7' },
});

/** The same lines as a file. */
export function ExportLink({ query }: { query: Query }) {
  const t = useText();
  const client = useClient();
  return (
    <a className={link} href={client.href('/logs.csv', query)} download>
      {t('admin/holdfast.log.export')}
    </a>
  );
}
