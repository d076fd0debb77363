import { type English, english } from './english';

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

/** Several sentences name it, in each language in its own form. */
export const SUBJECT = english<Subject>(
  '{about, select, status {{status} of order {orderId}} change {a change of order {orderId}} removal {the recommended removal of SKU {skuId} in warehouse {warehouseId}} other {the reconciled stock of SKU {skuId} in warehouse {warehouseId}}}',
);

function about<Values extends Subject>(icu: string): English<Values> {
  const sentence = english<Subject & { subject: string }>(icu);
  const tell = (values: Values) => sentence({ ...values, subject: SUBJECT(values) });
  return Object.assign(tell, { icu }) as English<Values>;
}

type Attempt = Subject & { attempts: number };

/** What became of the messages to the ERP. One that ends in a colon is followed by why. */
export const DELIVERY_SENTENCES = {
  'delivery.taken': about<Subject>('The ERP took {subject}.'),
  'delivery.not-yet': about<Attempt>('The ERP did not take {subject} yet (attempt {attempts, number}):'),
  'delivery.waits': about<Subject>('The ERP did not take {subject} yet:'),
  'delivery.parked': about<Attempt & { stream: string }>(
    'Parked {subject} after attempt {attempts, number}; the later messages of {stream} wait.',
  ),
  'delivery.unsent': about<Subject & { bug: string }>(
    'Parked {subject} unsent: {bug}. This is a bug in Holdfast; please report it.',
  ),
  'delivery.appeared': about<Subject & { what: string }>(
    'What {subject} was parked for is in the ERP now ({what}); it is sent again.',
  ),
  'delivery.asked-again': english<{ who: string }>('{who} asked to send the delivery again.'),
  'delivery.replayed': english<{ who: string; count: number }>(
    '{who} asked to send {count, plural, one {# accepted message} other {# accepted messages}} again.',
  ),
  'delivery.replaced': english<{ planId: string }>(
    'The recommendation of plan {planId} is not told any more: newer ones took its place while an earlier message held the stream up.',
  ),
};
