import { Button, csx, TextInput } from '@vtex/admin-ui';
import React from 'react';
import { Notice } from '../design/notice';
import { useText } from '../words/use-text';
import type { SignIn } from './session';
import { signIn } from './session';

const place = csx({ display: 'flex', justifyContent: 'center', padding: '4rem 1rem' });
const box = csx({
  width: '100%',
  maxWidth: '26rem',
  bg: '$primary',
  border: '1px solid #e1e4e8',
  borderRadius: 10,
  padding: '$space-8',
  display: 'flex',
  flexDirection: 'column',
  gap: '$space-5',
});
const heading = csx({ fontSize: '1.5rem', lineHeight: 1.25 });
const intro = csx({ color: '#57606a', marginTop: '$space-1' });
const wide = csx({ width: '100%', justifyContent: 'center' });

type Refusal = Exclude<SignIn['kind'], 'signed-in'>;

const SENTENCES: { [kind in Refusal]: string } = {
  'wrong-token': 'admin/holdfast.sign-in.wrong-token',
  unreachable: 'admin/holdfast.failure.unreachable',
  'too-many': 'admin/holdfast.sign-in.too-many',
};

export function SignInPage({ signedIn }: { signedIn(csrf: string): void }) {
  const t = useText();
  const [token, setToken] = React.useState('');
  const [refusal, setRefusal] = React.useState<Refusal | null>(null);
  const [isBusy, setBusy] = React.useState(false);

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const outcome = await signIn((url, init) => window.fetch(url, init), token.trim());
    setBusy(false);
    if (outcome.kind === 'signed-in') signedIn(outcome.csrf);
    else setRefusal(outcome.kind);
  };

  return (
    <main className={place}>
      <form className={box} onSubmit={submit}>
        <div>
          <h1 className={heading}>{t('admin/holdfast.sign-in.title')}</h1>
          <p className={intro}>{t('admin/holdfast.sign-in.intro')}</p>
        </div>
        {refusal && <Notice tone="critical" title={t(SENTENCES[refusal])} />}
        <TextInput
          id="token"
          type="password"
          autoComplete="current-password"
          label={t('admin/holdfast.sign-in.token')}
          value={token}
          onChange={(event) => setToken(event.target.value)}
          required
        />
        <Button type="submit" className={wide} loading={isBusy} disabled={token.trim() === ''}>
          {t('admin/holdfast.sign-in.submit')}
        </Button>
      </form>
    </main>
  );
}
