import { english } from './english';
export interface Code {
  /** HTTP status. */
  code: number;
}

/** What the ERP's side of the webhook answered, or why nothing came. */
export const ERP_SENTENCES = {
  'erp.answered': english<Code>('The ERP answered {code}.'),
  'erp.refused': english<Code>('The ERP refused the message ({code}).'),
  'erp.redirected': english<Code>(
    'The ERP answered with a redirect ({code}), which is not followed: set ERP_URL to the final address.',
  ),
  'erp.unauthorized': english<Code>(
    'The ERP did not accept the signature ({code}): check that ERP_SECRET is the secret it verifies with.',
  ),
  'erp.forbidden': english<Code>(
    'The ERP forbids this call ({code}): check ERP_SECRET and whether the ERP lets this server in.',
  ),
  'erp.not-found': english<Code>('The ERP has nothing at this address ({code}): check ERP_URL.'),
  'erp.no-post': english<Code>('The ERP does not take POST at this address ({code}): check ERP_URL.'),
  'erp.gone': english<Code>('The ERP says that this address is gone ({code}): set ERP_URL to the new one.'),
  'erp.too-large': english<Code>('The ERP says that the message is too large ({code}).'),
  'erp.conflict': english<Code>(
    'The ERP refused the message ({code}) the first time it was sent: see there whether it has it. If it has, send it again; a {code} to a repeat counts as taken.',
  ),
  'erp.has-it': english<Code>('The ERP has it already ({code}).'),
  'erp.timed-out': english('The ERP did not answer in time.'),
  'erp.nothing-listens': english('The ERP refused the connection: nothing listens at ERP_URL.'),
  'erp.hung-up': english('The ERP closed the connection without an answer.'),
  'erp.host-unknown': english('The host in ERP_URL is not known (DNS).'),
  'erp.unreachable': english<{ why: string }>('The ERP could not be reached ({why}).'),
};
