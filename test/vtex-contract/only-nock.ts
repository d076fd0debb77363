import nock from 'nock';

/**
 * Called at the top of a test file: nothing is answered but what its tests name. Node's `http` itself is changed for
 * that, which the test files that come after in the same process have, too: it is put back in the end.
 */
export function onlyNock(): void {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.abortPendingRequests();
    nock.cleanAll();
    nock.enableNetConnect();
  });
  afterAll(() => nock.restore());
}
