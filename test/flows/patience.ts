import { WITHIN_MS } from './until';

/** A test that polls has to outlive its polls, or it could not say what it waited for. */
jest.setTimeout(2 * WITHIN_MS);
