import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import { Field, fieldInput } from './field';

const form = csx({
  display: 'flex',
  gap: '$space-2',
  alignItems: 'flex-end',
  maxWidth: '28rem',
  '& > div': { flex: 1 },
});

interface Props {
  label: string;
  submit: string;
  initial?: string;
  /** With what was typed, trimmed; not called for nothing unless `mayBeEmpty`. */
  find(text: string): void;
  mayBeEmpty?: boolean;
}

/** One field to look something up by its id. */
export function Finder({ label, submit, initial = '', find, mayBeEmpty = false }: Props) {
  const [text, setText] = React.useState(initial);
  const submitted = (event: React.FormEvent) => {
    event.preventDefault();
    if (mayBeEmpty || text.trim() !== '') find(text.trim());
  };
  return (
    <form className={form} aria-label={label} onSubmit={submitted}>
      <Field label={label}>
        {(id) => (
          <input
            id={id}
            className={fieldInput}
            type="text"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="secondary">
        {submit}
      </Button>
    </form>
  );
}
