import { Button } from '@vtex/admin-ui';
import React from 'react';
import { Notice } from '../design/notice';
import { useText } from '../words/use-text';

interface Props {
  children: React.ReactNode;
}

/**
 * Keeps a page that cannot be shown from taking the whole panel with it. The usual cause: a newer panel was put
 * in place while this one was open, and its later pages are no longer there to be fetched.
 */
export class PageBoundary extends React.Component<Props, { isBroken: boolean }> {
  state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  render() {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = useText();
  return (
    <Notice
      tone="critical"
      title={t('admin/holdfast.failure.page')}
      action={
        <Button variant="secondary" onClick={() => window.location.reload()}>
          {t('admin/holdfast.action.load-again')}
        </Button>
      }
    />
  );
}
