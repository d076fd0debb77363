/** Node's and OpenSSL's codes in a person's words. Addresses stay out: they may carry credentials. */
const SENTENCES: Record<string, string> = {
  TIMEOUT: 'The ERP did not answer in time.',
  ETIMEDOUT: 'The ERP did not answer in time.',
  ECONNABORTED: 'The ERP did not answer in time.',
  ECONNREFUSED: 'The ERP refused the connection: nothing listens at ERP_URL.',
  ECONNRESET: 'The ERP closed the connection without an answer.',
  EPIPE: 'The ERP closed the connection without an answer.',
  ENOTFOUND: 'The host in ERP_URL is not known (DNS).',
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
};

export function noAnswerSentence(code: string): string {
  return SENTENCES[code] ?? `The ERP could not be reached (${code}).`;
}
