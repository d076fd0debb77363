/**
 * What the platform sets before it starts the runtime, which reads it when it is loaded: import this first. With
 * `VTEX_IO` the platform's own hosts are called over plain http, which a proxy can answer.
 */
process.env.VTEX_IO = '1';
process.env.VTEX_APP_ID = 'holdfast.holdfast@0.1.0';
process.env.VTEX_APP_NAME = 'holdfast';
process.env.VTEX_APP_VENDOR = 'holdfast';
process.env.VTEX_APP_VERSION = '0.1.0';
process.env.VTEX_REGION = 'aws-us-east-1';
