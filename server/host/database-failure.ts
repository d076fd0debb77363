import { types } from 'node:util';

interface Known {
  /** Of Node or of PostgreSQL (its "SQLSTATE"), or a part of the message where there is no code. */
  when: readonly (string | RegExp)[];
  sentence: string;
}

const AT = 'The database at DATABASE_URL';

/** The first that fits, so what says more comes first. */
const FAILURES: readonly Known[] = [
  {
    when: [/no encryption/],
    sentence: `${AT} takes encrypted connections only: add sslmode=require to the address.`,
  },
  {
    when: [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_GET_ISSUER_CERT',
    ],
    sentence: `${AT} shows a certificate that nobody known has signed: name its authority with sslrootcert=/path/to/ca.crt in the address (or sslmode=no-verify, which encrypts without knowing who answers).`,
  },
  {
    when: ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
    sentence: `${AT} shows a certificate that is not valid today: renew it there, or set the clock here.`,
  },
  {
    when: ['ERR_TLS_CERT_ALTNAME_INVALID'],
    sentence: `${AT} shows a certificate for another host name: use the name that the certificate has.`,
  },
  {
    when: [/does not support SSL/],
    sentence: `${AT} speaks no TLS: take sslmode out of the address, or switch TLS on there.`,
  },
  {
    when: ['3D000', /no such database/],
    sentence:
      'The server at DATABASE_URL has no database of that name: create it there, or name another in the address.',
  },
  {
    when: [/ENOENT.*\bopen\b/],
    sentence: 'A file that DATABASE_URL names (sslrootcert, sslcert or sslkey) is not there.',
  },
  { when: ['28P01', '28000'], sentence: `${AT} refuses the user or password.` },
  {
    when: ['42501'],
    sentence: `${AT} does not let its user make what Holdfast needs: grant the user CREATE on the database.`,
  },
  {
    when: ['53300'],
    sentence: `${AT} has no connection left: Holdfast needs some twenty for each process; raise max_connections.`,
  },
  { when: ['57P03'], sentence: `${AT} is starting or stopping: try again in a moment.` },
  {
    when: ['08P01', '08006', '08001', '08004', '58000'],
    sentence:
      'What answers at DATABASE_URL (a pooler such as PgBouncer?) does not reach its PostgreSQL: look at its log.',
  },
  {
    when: ['ENOTFOUND', 'EAI_AGAIN'],
    sentence: 'The host name in DATABASE_URL is not known here: look for a typo, or at the name service.',
  },
  {
    when: [
      'ECONNREFUSED',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ECONNRESET',
      'EPIPE',
      'ENOENT',
      /timeout expired/,
      /terminated unexpectedly/,
      /terminated due to connection timeout/,
    ],
    sentence: `${AT} cannot be reached: is it running, and do host and port lead to it (past PgBouncer and firewalls)?`,
  },
];

/** One sentence for what a person can mend, never with a part of the address; null for anything else. */
export function databaseFailure(error: unknown): string | null {
  if (!types.isNativeError(error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  const fits = (sign: string | RegExp) =>
    typeof sign === 'string' ? sign === code : sign.test(error.message);
  return FAILURES.find(({ when }) => when.some(fits))?.sentence ?? null;
}
