import { csx } from '@vtex/admin-ui';
import React from 'react';
import { useText } from '../words/use-text';

const row = csx({ display: 'inline-flex', alignItems: 'baseline', gap: '$space-2', maxWidth: '100%' });
const code = csx({
  fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSize: '0.8125rem',
  overflowWrap: 'anywhere',
});
const button = csx({
  fontSize: '0.75rem',
  color: '#20408c',
  background: 'none',
  border: 'none',
  padding: '0.125rem 0.25rem',
  cursor: 'pointer',
  textDecoration: 'underline',
  whiteSpace: 'nowrap',
  flexShrink: 0,
});

interface Props {
  value: string;
  /** What it is the id of. */
  label: string;
  /** The address of what it names. */
  href?: string;
}

/** An id with a button that copies it. */
export function Copyable({ value, label, href }: Props) {
  const t = useText();
  const [isCopied, setCopied] = React.useState(false);
  const copy = () => copyText(value).then(setCopied);
  return (
    <span className={row}>
      {href ? (
        <a className={code} href={href}>
          {value}
        </a>
      ) : (
        <code className={code}>{value}</code>
      )}
      <button
        type="button"
        className={button}
        onClick={copy}
        aria-label={t('admin/holdfast.action.copy-named', { name: label })}
      >
        {isCopied ? t('admin/holdfast.action.copied') : t('admin/holdfast.action.copy')}
      </button>
    </span>
  );
}

/** The clipboard is closed on plain http, so a failure only leaves the button as it was. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (_closed) {
    return false;
  }
}
