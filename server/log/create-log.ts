import pino from 'pino';

export type Log = pino.Logger;

/** Names under which a secret could reach a log line by mistake. */
const SECRETS = [
  'secret',
  'token',
  'adminToken',
  'appToken',
  'appKey',
  'hookSecrets',
  'erpInboundTokens',
  'keys',
  'authorization',
  'password',
  'databaseUrl',
];

/** JSON lines on standard error: standard output is for the summary a person reads. */
export function createLog(level: string, out: pino.DestinationStream = pino.destination(2)): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          ...SECRETS,
          ...SECRETS.map((name) => `*.${name}`),
          '*.headers',
          '*.config',
          // pg hangs the whole connection, with the key that cancels its statements, on the error of an idle one.
          'err.client',
          'err.config',
          'err.request',
          'err.response',
        ],
        censor: '[redacted]',
      },
    },
    out,
  );
}
