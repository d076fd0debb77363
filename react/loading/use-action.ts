import React from 'react';
import type { Failure, Outcome } from '../api/outcome';

export interface Action<I, A> {
  /** Its last outcome; both null while it runs and before it ran. */
  answer: A | null;
  failure: Failure | null;
  isBusy: boolean;
  run(input: I): Promise<Outcome<A>>;
}

/** Something that changes something, with its last outcome. */
export function useAction<I, A>(act: (input: I) => Promise<Outcome<A>>): Action<I, A> {
  const [state, setState] = React.useState<{ answer: A | null; failure: Failure | null; isBusy: boolean }>({
    answer: null,
    failure: null,
    isBusy: false,
  });
  const isShown = React.useRef(true);
  React.useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const run = async (input: I) => {
    setState({ answer: null, failure: null, isBusy: true });
    const outcome = await act(input);
    if (isShown.current) {
      setState({
        answer: outcome.kind === 'answer' ? outcome.answer : null,
        failure: outcome.kind === 'failure' ? outcome : null,
        isBusy: false,
      });
    }
    return outcome;
  };
  return { ...state, run };
}
