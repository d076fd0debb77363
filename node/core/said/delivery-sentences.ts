import { numbered } from './numbered';

/**
 * What a message is about. `status` only of a change of a reservation that tells one; what a message does not say
 * is an empty text.
 */
export interface Subject {
  about: 'status' | 'change' | 'removal' | 'stock';
  status: string;
  orderId: string;
  skuId: string;
  warehouseId: string;
}

export function subjectName({ about, status, orderId, skuId, warehouseId }: Subject): string {
  if (about === 'status') return `${status} of order ${orderId}`;
  if (about === 'change') return `a change of order ${orderId}`;
  const what = about === 'removal' ? 'the recommended removal' : 'the reconciled stock';
  return `${what} of SKU ${skuId} in warehouse ${warehouseId}`;
}

type Attempt = Subject & { attempts: number };

/** What became of the messages to the ERP. One that ends in a colon is followed by why. */
export const DELIVERY_SENTENCES = {
  'delivery.taken': (subject: Subject) => `The ERP took ${subjectName(subject)}.`,
  'delivery.not-yet': ({ attempts, ...subject }: Attempt) =>
    `The ERP did not take ${subjectName(subject)} yet (attempt ${attempts}):`,
  'delivery.waits': (subject: Subject) => `The ERP did not take ${subjectName(subject)} yet:`,
  'delivery.parked': ({ attempts, stream, ...subject }: Attempt & { stream: string }) =>
    `Parked ${subjectName(subject)} after attempt ${attempts}; the later messages of ${stream} wait.`,
  'delivery.unsent': ({ bug, ...subject }: Subject & { bug: string }) =>
    `Parked ${subjectName(subject)} unsent: ${bug}. This is a bug in Holdfast; please report it.`,
  'delivery.appeared': ({ what, ...subject }: Subject & { what: string }) =>
    `What ${subjectName(subject)} was parked for is in the ERP now (${what}); it is sent again.`,
  'delivery.asked-again': ({ who }: { who: string }) => `${who} asked to send the delivery again.`,
  'delivery.replayed': ({ who, count }: { who: string; count: number }) =>
    `${who} asked to send ${numbered(count, 'accepted message', 'accepted messages')} again.`,
  'delivery.replaced': ({ planId }: { planId: string }) =>
    `The recommendation of plan ${planId} is not told any more: newer ones took its place while an earlier message held the stream up.`,
};
