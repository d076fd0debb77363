import React from 'react';
import type { LogEntry } from '../api/types/log';
import type { Said } from '../api/types/said';
import { entrySentence, saidSentence } from './said-sentence';
import { useTeller } from './use-teller';

/** What the API says, in the reader's language where the panel knows how; else in the API's English. */
export function SaidText({
  of: { said, message },
}: {
  of: { said: readonly Said[] | null; message: string };
}) {
  const teller = useTeller();
  return <Told text={said && saidSentence(teller, said)} english={message} />;
}

/** The same of a line of the log. */
export function EntryText({ entry, className }: { entry: LogEntry; className?: string }) {
  const teller = useTeller();
  return <Told text={entrySentence(teller, entry)} english={entry.message} className={className} />;
}

function Told({ text, english, className }: { text: string | null; english: string; className?: string }) {
  if (text !== null) return <span className={className}>{text}</span>;
  return (
    <span lang="en" className={className}>
      {english}
    </span>
  );
}
