import { csx } from '@vtex/admin-ui';
import React from 'react';
import { Notice } from '../design/notice';
import { Loading } from '../design/states';
import type { Host } from '../host/host';
import { HostContext } from '../host/host';
import { useMe, WithMe } from '../host/role';
import { useRoute } from '../routing/use-route';
import { useText } from '../words/use-text';
import { Navigation } from './navigation';
import { PageBoundary } from './page-boundary';
import { pageOf } from './page-of';
import type { Pages } from './pages';

const main = csx({ maxWidth: '78rem', marginX: 'auto', padding: '1.5rem 1rem 4rem' });

/** The whole panel below whatever the host puts over it. */
export function Panel({ host, pages }: { host: Host; pages: Pages }) {
  const route = useRoute();
  const page = pageOf(route);
  const Page = pages[page];
  const place = route.path.join('/');
  const content = useFocusOnArrival(place);
  return (
    <HostContext.Provider value={host}>
      <Navigation page={page} />
      <main ref={content} className={main}>
        <WithMe>
          <Reader />
          <PageBoundary key={place}>
            <React.Suspense fallback={<Loading />}>
              <Page route={route} />
            </React.Suspense>
          </PageBoundary>
        </WithMe>
      </main>
    </HostContext.Provider>
  );
}

/** Why there are no buttons. */
function Reader() {
  const t = useText();
  const me = useMe();
  if (me === null || me.role !== 'viewer') return null;
  return <Notice tone="info" title={t('admin/holdfast.role.viewer')} />;
}

/** A link inside the panel loads no document, so the new page's heading takes the focus, as a browser would. */
function useFocusOnArrival(place: string) {
  const content = React.useRef<HTMLElement>(null);
  const previous = React.useRef(place);
  React.useEffect(() => {
    if (previous.current === place) return;
    previous.current = place;
    window.scrollTo(0, 0);
    content.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [place]);
  return content;
}
