import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import type { Failure, FailureReason } from '../api/outcome';
import type { Resource } from '../loading/use-resource';
import { useText } from '../words/use-text';
import { unseen } from './layout';
import { Notice } from './notice';

const bar = csx({
  height: 14,
  borderRadius: 4,
  marginBottom: '$space-3',
  background: 'linear-gradient(90deg, #eaeef2 25%, #f3f5f7 50%, #eaeef2 75%)',
});
const blank = csx({ textAlign: 'center', padding: '2.5rem 1rem', color: '#57606a' });
const blankTitle = csx({ fontWeight: 600, color: '#1f2328', marginBottom: '$space-1' });

export function Loading() {
  const t = useText();
  return (
    <div role="status">
      <span className={unseen}>{t('admin/holdfast.state.loading')}</span>
      {[92, 76, 84, 60].map((width) => (
        <div key={width} className={bar} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div className={blank}>
      <p className={blankTitle}>{title}</p>
      {children && <div>{children}</div>}
    </div>
  );
}

const SENTENCES: { [reason in FailureReason]: string } = {
  'signed-out': 'admin/holdfast.failure.signed-out',
  'not-found': 'admin/holdfast.failure.not-found',
  refused: 'admin/holdfast.failure.refused',
  unavailable: 'admin/holdfast.failure.unavailable',
  unreachable: 'admin/holdfast.failure.unreachable',
};

/** What went wrong in the reader's language, with the API's own sentence under it. */
export function FailureNotice({ failure, retry }: { failure: Failure; retry?: () => void }) {
  const t = useText();
  return (
    <Notice
      tone="critical"
      title={t(SENTENCES[failure.reason])}
      action={
        retry && (
          <Button variant="secondary" onClick={retry}>
            {t('admin/holdfast.action.try-again')}
          </Button>
        )
      }
    >
      {failure.message}
    </Notice>
  );
}

interface ReadyProps<A> {
  of: Resource<A>;
  children(data: A): React.ReactNode;
}

/** Loading, failed or there: what was there stays below a later failure. */
export function Ready<A>({ of: { data, failure, reload }, children }: ReadyProps<A>) {
  return (
    <>
      {failure && <FailureNotice failure={failure} retry={reload} />}
      {data === null && !failure && <Loading />}
      {data !== null && children(data)}
    </>
  );
}
