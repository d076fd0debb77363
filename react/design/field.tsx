import { csx } from '@vtex/admin-ui';
import React from 'react';

const field = csx({ display: 'flex', flexDirection: 'column', gap: '$space-1', minWidth: 0 });
const name = csx({ fontSize: '0.8125rem', color: '#424a53' });

/** The look of an input or a select. */
export const fieldInput = csx({
  width: '100%',
  minWidth: 0,
  height: 40,
  paddingX: '$space-3',
  border: '1px solid #8c959f',
  borderRadius: 4,
  bg: '$primary',
  color: '#1f2328',
  fontSize: '0.875rem',
});

let count = 0;

interface Props {
  label: string;
  /** Gets the id that ties the input to its label. */
  children(id: string): React.ReactNode;
}

export function Field({ label, children }: Props) {
  const [id] = React.useState(() => {
    count += 1;
    return `field-${count}`;
  });
  return (
    <div className={field}>
      <label className={name} htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  );
}
