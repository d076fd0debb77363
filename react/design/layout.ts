import { csx } from '@vtex/admin-ui';

export const stack = csx({ display: 'flex', flexDirection: 'column', gap: '$space-4' });
export const inline = csx({ display: 'flex', flexWrap: 'wrap', gap: '$space-2', alignItems: 'center' });
export const columns = csx({
  display: 'grid',
  gap: '$space-5',
  gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});
export const muted = csx({ color: '#57606a', fontSize: '0.8125rem' });
export const code = csx({
  fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSize: '0.8125rem',
  overflowWrap: 'anywhere',
});
export const sentence = csx({ fontSize: '0.9375rem', lineHeight: 1.5, overflowWrap: 'anywhere' });
/** Read out, not shown. */
export const unseen = csx({
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
});
