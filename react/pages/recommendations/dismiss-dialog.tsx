import {
  Button,
  csx,
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
import type { Plan } from '../../api/types/plan';
import { useText } from '../../words/use-text';

interface Props {
  /** What is to be dismissed; none closes the dialog. */
  plans: readonly Plan[];
  isBusy: boolean;
  close(): void;
  dismiss(reason: string): void;
}

const LONGEST_REASON = 500;
/** The dialog stays in its window; the rest is only counted. */
const NAMES_AT_MOST = 8;
const names = csx({ margin: 0, marginBottom: '$space-4', paddingLeft: '1.25rem', overflowWrap: 'anywhere' });

/** A no needs a reason: whoever comes later sees it beside the recommendation. */
export function DismissDialog({ plans, isBusy, close, dismiss }: Props) {
  const t = useText();
  const isOpen = plans.length > 0;
  const modal = useModalState({
    open: isOpen,
    setOpen: (open: boolean) => {
      if (!open) close();
    },
  });
  const [reason, setReason] = React.useState('');
  React.useEffect(() => {
    if (isOpen) setReason('');
  }, [isOpen]);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') dismiss(reason.trim());
  };
  return (
    <Modal state={modal} aria-label={t('admin/holdfast.dismiss.title', { count: plans.length })}>
      <form onSubmit={submit}>
        <ModalHeader>
          <ModalTitle>{t('admin/holdfast.dismiss.title', { count: plans.length })}</ModalTitle>
          <ModalDismiss aria-label={t('admin/holdfast.action.close')} />
        </ModalHeader>
        <ModalContent>
          <ul className={names} aria-label={t('admin/holdfast.column.position')}>
            {plans.slice(0, NAMES_AT_MOST).map(({ planId, skuId, warehouseId }) => (
              <li key={planId}>{t('admin/holdfast.position.name', { skuId, warehouseId })}</li>
            ))}
            {plans.length > NAMES_AT_MOST && (
              <li>{t('admin/holdfast.sentence.more', { count: plans.length - NAMES_AT_MOST })}</li>
            )}
          </ul>
          <TextArea
            id="dismiss-reason"
            label={t('admin/holdfast.dismiss.reason')}
            helpText={t('admin/holdfast.dismiss.help')}
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => setReason(event.target.value)}
          />
        </ModalContent>
        <ModalFooter>
          <Button variant="secondary" onClick={close}>
            {t('admin/holdfast.action.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={reason.trim() === ''}>
            {t('admin/holdfast.recommendations.dismiss')}
          </Button>
        </ModalFooter>
      </form>
    </Modal>
  );
}
