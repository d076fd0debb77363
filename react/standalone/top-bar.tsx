import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import { useText } from '../words/use-text';
import iconUrl from './icon.svg';
import type { Language } from './languages';
import { LANGUAGES } from './languages';

const bar = csx({ bg: '$primary', borderBottom: '1px solid #eaeef2' });
const inside = csx({
  maxWidth: '78rem',
  marginX: 'auto',
  padding: '0.625rem 1rem',
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: '$space-3',
});
const brand = csx({
  display: 'flex',
  alignItems: 'center',
  gap: '$space-2',
  fontSize: '1rem',
  fontWeight: 600,
});
const side = csx({ display: 'flex', alignItems: 'center', gap: '$space-2' });
const select = csx({
  height: 36,
  border: '1px solid #8c959f',
  borderRadius: 4,
  bg: '$primary',
  color: '#1f2328',
  paddingX: '$space-2',
  fontSize: '0.875rem',
});

interface Props {
  language: Language;
  choose(language: Language): void;
  /** Null while nobody is signed in. */
  signOut: (() => void) | null;
}

export function TopBar({ language, choose, signOut }: Props) {
  const t = useText();
  return (
    <header className={bar}>
      <div className={inside}>
        <div className={brand}>
          <img src={iconUrl} alt="" width={28} height={28} />
          <span>{t('admin/holdfast.navigation.label')}</span>
        </div>
        <div className={side}>
          <select
            className={select}
            aria-label={t('admin/holdfast.navigation.language')}
            value={language}
            onChange={(event) => {
              const found = LANGUAGES.find(({ code }) => code === event.target.value);
              if (found) choose(found.code);
            }}
          >
            {LANGUAGES.map(({ code, name }) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
          {signOut && (
            <Button variant="tertiary" onClick={signOut}>
              {t('admin/holdfast.sign-in.sign-out')}
            </Button>
          )}
        </div>
      </div>
    </header>
  );
}
