import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

const der = (tag: number, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const SEQUENCE = 0x30;
const SET = 0x31;
const hex = (text: string) => Buffer.from(text, 'hex');
/** ecdsa-with-SHA256 */
const SIGNED_BY = der(SEQUENCE, der(0x06, hex('2a8648ce3d040302')));
const utcTime = (at: Date) =>
  der(
    0x17,
    Buffer.from(
      `${at
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2)}`,
    ),
  );

/** A key and a certificate for `localhost` that only itself has signed (X.509, RFC 5280), valid for a day around now. */
export function selfSigned(): { key: string; cert: string } {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, der(0x06, hex('550403')), der(0x0c, Buffer.from('localhost')))),
  );
  const day = 86_400_000;
  const validity = der(SEQUENCE, utcTime(new Date(Date.now() - day)), utcTime(new Date(Date.now() + day)));
  const body = der(SEQUENCE, der(0x02, hex('01')), SIGNED_BY, name, validity, name, pair.publicKey);
  const signature = sign('sha256', body, createPrivateKey(pair.privateKey));
  const whole = der(SEQUENCE, body, SIGNED_BY, der(0x03, hex('00'), signature));
  const lines = whole
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n');
  return {
    key: pair.privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
