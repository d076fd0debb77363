import { csx } from '@vtex/admin-ui';
import React from 'react';

const box = csx({
  display: 'inline-flex',
  flexWrap: 'wrap',
  alignSelf: 'flex-start',
  margin: 0,
  padding: 3,
  gap: 2,
  border: '1px solid #d0d7de',
  borderRadius: 8,
  background: '#eef1f4',
  '& legend': {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
  },
  '& button': {
    border: 'none',
    background: 'none',
    color: '#424a53',
    padding: '0.3125rem 0.75rem',
    borderRadius: 6,
    fontSize: '0.8125rem',
    cursor: 'pointer',
  },
  '& button[aria-pressed=true]': { background: '#ffffff', color: '#20408c', fontWeight: 600 },
});

interface Props {
  label: string;
  options: readonly { value: string; name: string }[];
  value: string;
  choose(value: string): void;
}

/** One of a few. */
export function Choice({ label, options, value, choose }: Props) {
  return (
    <fieldset className={box}>
      <legend>{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => choose(option.value)}
        >
          {option.name}
        </button>
      ))}
    </fieldset>
  );
}
