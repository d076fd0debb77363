import type { StyleObject } from '@vtex/admin-ui';
import { cssVariables, globalCss, IconProvider, styles, theme } from '@vtex/admin-ui';
import React from 'react';

/** The theme's global styles but its font from VTEX's CDN, and but the text style set on every single element. */
function localStyles(): StyleObject {
  const local: { [selector: string]: StyleObject } = {};
  const all: { [selector: string]: StyleObject } = theme.global;
  for (const selector of Object.keys(all)) {
    const rule = all[selector];
    if (rule && selector !== '@font-face' && selector !== '*') local[selector] = rule;
  }
  return local;
}

/** Untyped in between: whether the type of `globalCss` takes this changes from one TypeScript to the next. */
const rules: object = {
  ':root': cssVariables,
  ...styles(localStyles()),
  'html > body': {
    margin: 0,
    background: '#f6f7f9',
    color: '#1f2328',
    fontSize: '0.875rem',
    lineHeight: 1.5,
  },
  'button, input, select, textarea': { fontFamily: 'inherit' },
  // System fonts have no variable weight, and that is all the design system sets.
  'h1, h2, h3, h4, th, b, strong': { fontWeight: 600 },
  'button, label': { fontWeight: 500 },
  a: { color: '#20408c' },
  ':focus-visible': { outline: '2px solid #2953b2', outlineOffset: '2px' },
  '@media (prefers-reduced-motion: reduce)': {
    '*, ::before, ::after': {
      animationDuration: '0.01ms !important',
      transitionDuration: '0.01ms !important',
    },
  },
};
const applyGlobals = globalCss(rules as Parameters<typeof globalCss>[0]);

/**
 * The design system without its `ThemeProvider`: that one asks a CDN for a font, in its styles and by a preload
 * link that no option turns off, and the panel calls nobody but its own origin.
 */
export function PanelTheme({ children }: { children: React.ReactNode }) {
  applyGlobals();
  return <IconProvider>{children}</IconProvider>;
}
