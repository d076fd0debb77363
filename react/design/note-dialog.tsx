import {
  Button,
  csx,
  cx,
  Modal,
  ModalContent,
  ModalDismiss,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  TextArea,
  useModalState,
} from '@vtex/admin-ui';
import React from 'react';
import { useText } from '../words/use-text';
import { muted } from './layout';

interface Props {
  title: string;
  /** What it is about, by name; none closes the dialog. */
  names: readonly string[];
  /** What the names are, for a screen reader. */
  namesLabel: string;
  /** What pressing the button does. */
  intro?: string;
  noteLabel: string;
  noteHelp: string;
  isNoteRequired: boolean;
  submitLabel: string;
  isBusy: boolean;
  close(): void;
  submit(note: string): void;
}

const LONGEST_NOTE = 500;
/** The dialog stays in its window; the rest is only counted. */
const NAMES_AT_MOST = 8;
const list = csx({ margin: 0, marginBottom: '$space-4', paddingLeft: '1.25rem', overflowWrap: 'anywhere' });

const apart = csx({ marginBottom: '$space-4' });

/** Names what is about to be done, and takes a note of whoever does it. */
export function NoteDialog({ title, names, namesLabel, intro, close, submit, ...rest }: Props) {
  const { noteLabel, noteHelp, isNoteRequired, submitLabel, isBusy } = rest;
  const t = useText();
  const isOpen = names.length > 0;
  const modal = useModalState({
    open: isOpen,
    setOpen: (open: boolean) => {
      if (!open) close();
    },
  });
  const [note, setNote] = React.useState('');
  React.useEffect(() => {
    if (isOpen) setNote('');
  }, [isOpen]);
  const isReady = !isNoteRequired || note.trim() !== '';
  const submitted = (event: React.FormEvent) => {
    event.preventDefault();
    if (isReady) submit(note.trim());
  };
  return (
    <Modal state={modal} aria-label={title}>
      <form onSubmit={submitted}>
        <ModalHeader>
          <ModalTitle>{title}</ModalTitle>
          <ModalDismiss aria-label={t('admin/holdfast.action.close')} />
        </ModalHeader>
        <ModalContent>
          <ul className={list} aria-label={namesLabel}>
            {names.slice(0, NAMES_AT_MOST).map((name) => (
              <li key={name}>{name}</li>
            ))}
            {names.length > NAMES_AT_MOST && (
              <li>{t('admin/holdfast.sentence.more', { count: names.length - NAMES_AT_MOST })}</li>
            )}
          </ul>
          {intro !== undefined && <p className={cx(muted, apart)}>{intro}</p>}
          <TextArea
            id="dialog-note"
            label={noteLabel}
            helpText={noteHelp}
            maxLength={LONGEST_NOTE}
            value={note}
            onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => setNote(event.target.value)}
          />
        </ModalContent>
        <ModalFooter>
          <Button variant="secondary" onClick={close}>
            {t('admin/holdfast.action.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!isReady}>
            {submitLabel}
          </Button>
        </ModalFooter>
      </form>
    </Modal>
  );
}
