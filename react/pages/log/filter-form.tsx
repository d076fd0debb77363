import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import { Field, fieldInput } from '../../design/field';
import { logKindWord, logOutcomeWord } from '../../words/machine-words';
import { useText } from '../../words/use-text';
import type { LogFilter } from './log-filter';
import { isFiltered, localField, utcOf } from './log-filter';

const form = csx({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(12.5rem, 1fr))',
  gap: '$space-3',
  alignItems: 'end',
  bg: '$primary',
  border: '1px solid #e1e4e8',
  borderRadius: 8,
  padding: '$space-4',
});
const buttons = csx({ display: 'flex', gap: '$space-2', '& button': { whiteSpace: 'nowrap' } });

const offsetHere = (epochMs: number) => new Date(epochMs).getTimezoneOffset();

/** Remembers what is typed until it is applied; the address holds what is applied. */
export function FilterForm({ filter, apply }: { filter: LogFilter; apply(filter: LogFilter): void }) {
  const t = useText();
  const applied = JSON.stringify(filter);
  const [draft, setDraft] = React.useState(filter);
  React.useEffect(() => setDraft(JSON.parse(applied)), [applied]);
  const change = (name: keyof LogFilter) => (value: string) =>
    setDraft((before) => ({ ...before, [name]: value }));
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    apply(draft);
  };
  const clear = () =>
    apply({ kind: '', outcome: '', orderId: '', skuId: '', warehouseId: '', planId: '', from: '', to: '' });
  return (
    <form className={form} onSubmit={submit} aria-label={t('admin/holdfast.filter.title')}>
      <Words
        label={t('admin/holdfast.column.kind')}
        words={logKindWord}
        value={draft.kind}
        change={change('kind')}
      />
      <Words
        label={t('admin/holdfast.column.outcome')}
        words={logOutcomeWord}
        value={draft.outcome}
        change={change('outcome')}
      />
      <Typed label={t('admin/holdfast.column.order')} value={draft.orderId} change={change('orderId')} />
      <Typed label={t('admin/holdfast.column.sku')} value={draft.skuId} change={change('skuId')} />
      <Typed
        label={t('admin/holdfast.column.warehouse')}
        value={draft.warehouseId}
        change={change('warehouseId')}
      />
      <When label={t('admin/holdfast.filter.from')} value={draft.from} change={change('from')} />
      <When label={t('admin/holdfast.filter.to')} value={draft.to} change={change('to')} />
      <div className={buttons}>
        <Button type="submit">{t('admin/holdfast.filter.apply')}</Button>
        {isFiltered(filter) && (
          <Button variant="secondary" onClick={clear}>
            {t('admin/holdfast.filter.clear')}
          </Button>
        )}
      </div>
    </form>
  );
}

interface Props {
  label: string;
  value: string;
  change(value: string): void;
}

/** A list of several (an address may hold one) is shown as it is. */
function Words({ label, value, change, words }: Props & { words: { [value: string]: string } }) {
  const t = useText();
  const isListed = value === '' || Object.keys(words).indexOf(value) >= 0;
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} className={fieldInput} value={value} onChange={(event) => change(event.target.value)}>
          <option value="">{t('admin/holdfast.filter.all')}</option>
          {!isListed && <option value={value}>{value}</option>}
          {Object.keys(words).map((one) => (
            <option key={one} value={one}>
              {t(words[one] ?? '')}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Typed({ label, value, change }: Props) {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          className={fieldInput}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}

function When({ label, value, change }: Props) {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          className={fieldInput}
          type="datetime-local"
          value={localField(value, offsetHere)}
          onChange={(event) => change(utcOf(event.target.value))}
        />
      )}
    </Field>
  );
}
