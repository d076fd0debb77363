import type { Sentence } from '../../../core/said/said';
import { quote, say } from '../../../core/said/say';

/** Node's codes in a person's words. Addresses stay out: they may carry credentials. */
const ORDINARY = new Map<string, Sentence>(
  Object.entries({
    TIMEOUT: say('erp.timed-out'),
    ETIMEDOUT: say('erp.timed-out'),
    ECONNABORTED: say('erp.timed-out'),
    ECONNREFUSED: say('erp.nothing-listens'),
    ECONNRESET: say('erp.hung-up'),
    EPIPE: say('erp.hung-up'),
    ENOTFOUND: say('erp.host-unknown'),
  }),
);

/** Of somebody's network or certificates: told in English, whatever the reader's language. */
const TECHNICAL = new Map<string, string>(
  Object.entries({
    EAI_AGAIN: 'The host in ERP_URL could not be looked up (DNS does not answer).',
    EHOSTUNREACH: 'The host in ERP_URL cannot be reached from here.',
    ENETUNREACH: 'The host in ERP_URL cannot be reached from here.',
    CERT_HAS_EXPIRED: 'The TLS certificate of the ERP has expired.',
    CERT_NOT_YET_VALID: 'The TLS certificate of the ERP is not valid yet: check both clocks.',
    ERR_TLS_CERT_ALTNAME_INVALID:
      'The TLS certificate of the ERP was made for another host name than the one in ERP_URL.',
    DEPTH_ZERO_SELF_SIGNED_CERT:
      'The TLS certificate of the ERP is self-signed: give it a trusted one, or trust it with NODE_EXTRA_CA_CERTS.',
    SELF_SIGNED_CERT_IN_CHAIN:
      'The TLS certificate of the ERP ends in a self-signed one: trust it with NODE_EXTRA_CA_CERTS.',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      'The TLS certificate of the ERP comes without its intermediate certificate.',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The issuer of the TLS certificate of the ERP is not trusted here.',
    ERR_SSL_WRONG_VERSION_NUMBER: 'ERP_URL says https, but the ERP does not speak TLS there.',
    EPROTO: 'No TLS connection could be agreed with the ERP.',
  }),
);

export function noAnswerSentence(code: string): Sentence {
  const words = TECHNICAL.get(code);
  return words === undefined ? (ORDINARY.get(code) ?? say('erp.unreachable', { why: code })) : quote(words);
}
