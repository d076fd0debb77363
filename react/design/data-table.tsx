import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import { useText } from '../words/use-text';
import { unseen } from './layout';

export interface Column<Row> {
  key: string;
  header: React.ReactNode;
  cell(row: Row): React.ReactNode;
  isNumber?: boolean;
}

interface Props<Row> {
  /** What the table lists; read out, not shown. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** Shown under a row, over its whole width. */
  below?(row: Row): React.ReactNode | null;
  /** Only so many at first, the others by a button. */
  first?: number;
  /** Several tables of one page may look apart. */
  isMarked?(row: Row): boolean;
}

const NARROW = '@media (max-width: 720px)';

const table = csx({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: '0.875rem',
  lineHeight: 1.45,
  '& th': {
    textAlign: 'left',
    fontSize: '0.75rem',
    color: '#57606a',
    padding: '0.5rem 0.75rem',
    borderBottom: '1px solid #d8dee4',
    whiteSpace: 'nowrap',
    verticalAlign: 'bottom',
  },
  '& td': { padding: '0.625rem 0.75rem', borderBottom: '1px solid #eaeef2', verticalAlign: 'top' },
  '& tr:last-child td': { borderBottom: 'none' },
  '& [data-number=true]': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  '& tr[data-marked=true] td': { backgroundColor: '#f1f4fc' },
  '& td[data-below=true]': { backgroundColor: '#f6f8fa' },
  [NARROW]: {
    display: 'block',
    '& thead': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clip: 'rect(0 0 0 0)' },
    '& tbody': { display: 'block' },
    '& tr': { display: 'block', padding: '0.5rem 0', borderBottom: '1px solid #d8dee4' },
    '& td': { display: 'flex', gap: '0.75rem', padding: '0.25rem 0', borderBottom: 'none' },
    '& td > :last-child': { minWidth: 0 },
    '& td::before': {
      content: 'attr(data-label)',
      flex: '0 0 7rem',
      color: '#57606a',
      fontSize: '0.75rem',
      paddingTop: '0.125rem',
    },
    '& td[data-below=true]': { display: 'block', padding: '0.75rem' },
    '& td[data-below=true]::before, & td[data-label=""]::before': { display: 'none' },
    '& [data-number=true]': { textAlign: 'left' },
  },
});
const value = csx({ minWidth: 0, overflowWrap: 'anywhere' });

/** A table that becomes a list of cards in a narrow window, each value beside the name of its column. */
export function DataTable<Row>(props: Props<Row>) {
  const t = useText();
  const [isWhole, setWhole] = React.useState(false);
  const { rows, first } = props;
  const isCut = first !== undefined && !isWhole && rows.length > first;
  return (
    <div>
      <Table {...props} rows={isCut ? rows.slice(0, first) : rows} />
      {isCut && (
        <Button variant="tertiary" onClick={() => setWhole(true)}>
          {t('admin/holdfast.table.show-all', { count: rows.length })}
        </Button>
      )}
    </div>
  );
}

function Table<Row>({ caption, columns, rows, keyOf, below, isMarked }: Props<Row>) {
  return (
    <table className={table}>
      <caption className={unseen}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" data-number={column.isNumber === true}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const more = below ? below(row) : null;
          return (
            <React.Fragment key={keyOf(row)}>
              <tr data-marked={isMarked ? isMarked(row) : false}>
                {columns.map((column) => (
                  <td
                    key={column.key}
                    data-number={column.isNumber === true}
                    data-label={typeof column.header === 'string' ? column.header : ''}
                  >
                    <div className={value}>{column.cell(row)}</div>
                  </td>
                ))}
              </tr>
              {more && (
                <tr>
                  <td colSpan={columns.length} data-below="true">
                    {more}
                  </td>
                </tr>
              )}
            </React.Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
