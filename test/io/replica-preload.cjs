/**
 * Loaded before everything else in a replica's processes: the runtime listens on 5050 and reports to
 * localhost:5000, wherever it runs. Two replicas on one machine need addresses of their own.
 */
const net = require('node:net');
const http = require('node:http');

const servicePort = Number(process.env.REPLICA_PORT);
const upPort = Number(process.env.REPLICA_UP_PORT);

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenElsewhere(...args) {
  if (args[0] !== 5050) return listen.apply(this, args);
  process.stdout.write(`[replica-preload] 5050 is ${servicePort} here\n`);
  return listen.call(this, servicePort, '127.0.0.1', ...args.slice(1));
};

const request = http.request;
http.request = function requestElsewhere(options, ...rest) {
  const isUp = options !== null && typeof options === 'object' && options.port === 5000;
  return request.call(this, isUp ? { ...options, host: '127.0.0.1', port: upPort } : options, ...rest);
};

/** Leases and claims of a killed process end by time alone; a test cannot wait for minutes. */
const aheadMs = Number(process.env.REPLICA_CLOCK_AHEAD_MS ?? 0);
if (aheadMs > 0) {
  const RealDate = Date;
  globalThis.Date = class LaterDate extends RealDate {
    constructor(...parts) {
      super(...(parts.length === 0 ? [RealDate.now() + aheadMs] : parts));
    }
    static now() {
      return RealDate.now() + aheadMs;
    }
  };
}
