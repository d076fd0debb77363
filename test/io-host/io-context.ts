import type { IOContext } from '@vtex/api';

const silent = { debug() {}, info() {}, warn() {}, error() {}, log() {} };

/** What the runtime makes of the platform's headers; an app token, a workspace, nobody logged in. */
export function ioContext(more: Partial<IOContext> = {}): IOContext {
  return {
    account: 'teststore',
    authToken: 'app-token',
    logger: silent as unknown as IOContext['logger'],
    operationId: 'operation-1',
    platform: 'vtex',
    product: '',
    production: true,
    region: 'aws-us-east-1',
    requestId: 'request-1',
    route: { id: 'test', params: {}, type: 'public' },
    tracer: { isTraceSampled: false } as unknown as IOContext['tracer'],
    userAgent: 'holdfast.holdfast@0.1.0',
    workspace: 'master',
    ...more,
  };
}
