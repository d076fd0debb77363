import React from 'react';
import { IntlProvider } from 'react-intl';
import { FailureNotice, Loading } from '../design/states';
import { PanelTheme } from '../design/theme';
import { Panel } from '../panel/panel';
import { firstLanguage, localeOf, MESSAGES } from './languages';
import { lazyPages } from './lazy-pages';
import { ownHost } from './own-host';
import { SignInPage } from './sign-in-page';
import { TopBar } from './top-bar';
import { useSession } from './use-session';

const LANGUAGE_KEY = 'holdfast-language';

export function StandaloneApp() {
  const [language, setLanguage] = React.useState(() =>
    firstLanguage(window.localStorage.getItem(LANGUAGE_KEY), navigator.languages),
  );
  React.useEffect(() => {
    document.documentElement.lang = language;
    window.localStorage.setItem(LANGUAGE_KEY, language);
  }, [language]);

  const { session, signedIn, signedOut, leave, retry } = useSession();
  const csrf = session.kind === 'signed-in' ? session.csrf : null;
  const host = React.useMemo(() => (csrf === null ? null : ownHost(csrf, signedOut)), [csrf, signedOut]);

  return (
    <IntlProvider locale={localeOf(language, navigator.languages)} messages={MESSAGES[language]}>
      <PanelTheme>
        <TopBar language={language} choose={setLanguage} signOut={csrf === null ? null : leave} />
        {session.kind === 'asking' && <Loading />}
        {session.kind === 'unreachable' && (
          <FailureNotice failure={{ kind: 'failure', reason: 'unreachable', message: null }} retry={retry} />
        )}
        {session.kind === 'signed-out' && <SignInPage signedIn={signedIn} />}
        {host && <Panel host={host} pages={lazyPages} />}
      </PanelTheme>
    </IntlProvider>
  );
}
