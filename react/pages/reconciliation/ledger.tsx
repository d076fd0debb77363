import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { Account, AccountName, Accounts } from '../../api/types/reconciliation';
import { unseen } from '../../design/layout';
import { accountWord } from '../../words/machine-words';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';

const NAMES: readonly AccountName[] = ['reserved', 'total', 'on-hand', 'booked'];

const table = csx({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: '0.8125rem',
  lineHeight: 1.4,
  '& th, & td': { padding: '0.3125rem 0.5rem', borderBottom: '1px solid #eaeef2', textAlign: 'right' },
  '& th:first-child': { textAlign: 'left', paddingLeft: 0 },
  '& td:last-child, & th:last-child': { paddingRight: 0 },
  '& thead th': { fontSize: '0.75rem', color: '#57606a', borderBottomColor: '#d8dee4' },
  '& tbody th': { fontWeight: 400 },
  '& tbody tr:last-child > *': { borderBottom: 'none' },
  '& td': { fontVariantNumeric: 'tabular-nums' },
  '& [data-off=true]': { color: '#a32020', fontWeight: 600 },
});
const blank = csx({ color: '#57606a', fontStyle: 'italic' });

interface Props {
  /** Whose books; read out, not shown. */
  caption: string;
  accounts: Accounts;
}

/** The four accounts of a ledger: what is found less what is expected must be zero in each. */
export function Ledger({ caption, accounts }: Props) {
  const t = useText();
  return (
    <table className={table}>
      <caption className={unseen}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('admin/holdfast.books.account')}</th>
          <th scope="col">{t('admin/holdfast.books.expected')}</th>
          <th scope="col">{t('admin/holdfast.books.found')}</th>
          <th scope="col">{t('admin/holdfast.books.difference')}</th>
        </tr>
      </thead>
      <tbody>
        {NAMES.map((name) => (
          <Row key={name} name={name} account={accounts[name]} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ name, account }: { name: AccountName; account: Account | null }) {
  const t = useText();
  const { number, signed } = useFormat();
  if (account === null) {
    return (
      <tr>
        <th scope="row">{t(accountWord[name])}</th>
        <td colSpan={3} className={blank}>
          {t('admin/holdfast.books.no-account')}
        </td>
      </tr>
    );
  }
  const difference = account.actual - account.expected;
  return (
    <tr>
      <th scope="row">{t(accountWord[name])}</th>
      <td>{number(account.expected)}</td>
      <td>{number(account.actual)}</td>
      <td data-off={difference !== 0}>{signed(difference)}</td>
    </tr>
  );
}
