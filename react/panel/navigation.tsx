import { csx } from '@vtex/admin-ui';
import React from 'react';
import { places } from '../routing/places';
import { useText } from '../words/use-text';
import type { Pages } from './pages';

const ENTRIES: readonly { label: string; href: string; pages: readonly (keyof Pages)[] }[] = [
  { label: 'admin/holdfast.overview.title', href: places.overview(), pages: ['overview'] },
  {
    label: 'admin/holdfast.recommendations.title',
    href: places.recommendations(),
    pages: ['recommendations'],
  },
  { label: 'admin/holdfast.stock.title', href: places.stock(), pages: ['stock', 'position'] },
  { label: 'admin/holdfast.orders.title', href: places.orders(), pages: ['orders', 'order'] },
  { label: 'admin/holdfast.log.title', href: places.log(), pages: ['log'] },
  { label: 'admin/holdfast.deliveries.title', href: places.deliveries(), pages: ['deliveries'] },
  {
    label: 'admin/holdfast.books.title',
    href: places.reconciliations(),
    pages: ['reconciliations', 'reconciliation'],
  },
  { label: 'admin/holdfast.settings.title', href: places.settings(), pages: ['settings'] },
];

const bar = csx({
  bg: '$primary',
  borderBottom: '1px solid #d8dee4',
  overflowX: 'auto',
  '& ul': { display: 'flex', maxWidth: '78rem', marginX: 'auto', paddingX: '$space-4', listStyle: 'none' },
  '& a': {
    display: 'block',
    padding: '0.75rem 0.875rem',
    whiteSpace: 'nowrap',
    textDecoration: 'none',
    color: '#424a53',
    borderBottom: '2px solid transparent',
  },
  '& a:hover': { color: '#1f2328', borderBottomColor: '#d0d7de' },
  '& a:focus-visible': { outlineOffset: '-2px' },
  '& a[aria-current=page]': { color: '#20408c', fontWeight: 600, borderBottomColor: '#2953b2' },
});

export function Navigation({ page }: { page: keyof Pages }) {
  const t = useText();
  const list = React.useRef<HTMLElement>(null);
  // In a narrow window the bar scrolls; the present page must not be outside of it.
  React.useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>(`[data-pages~=${page}]`);
    if (here && list.current) list.current.scrollLeft = here.offsetLeft - 24;
  }, [page]);
  return (
    <nav ref={list} className={bar} aria-label={t('admin/holdfast.navigation.pages')}>
      <ul>
        {ENTRIES.map(({ label, href, pages }) => (
          <li key={href}>
            <a
              href={href}
              data-pages={pages.join(' ')}
              aria-current={pages.indexOf(page) >= 0 ? 'page' : undefined}
            >
              {t(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
