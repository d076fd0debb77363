import React from 'react';
import { PanelTheme } from './design/theme';
import { vtexHost } from './host/vtex-host';
import { allPages } from './panel/all-pages';
import { Panel } from './panel/panel';

const host = vtexHost();

/** The page of `admin/routes.json`; VTEX's Admin brings the session and the messages. */
export default function HoldfastAdmin() {
  return (
    <PanelTheme>
      <Panel host={host} pages={allPages} />
    </PanelTheme>
  );
}
