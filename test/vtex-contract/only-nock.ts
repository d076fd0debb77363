import nock from 'nock';

// Its import changes Node's `http` itself, also for the test files that come after in the same process; and in a file
// whose tests are all skipped nothing below is run.
nock.restore();

/** Called at the top of a test file: while its tests run, nothing is answered but what they name. */
export function onlyNock(): void {
  beforeAll(() => nock.activate());
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.abortPendingRequests();
    nock.cleanAll();
    nock.enableNetConnect();
  });
  afterAll(() => nock.restore());
}
