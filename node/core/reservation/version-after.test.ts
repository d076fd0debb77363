import { versionAfter } from './version-after';

const RESTORED_MS = Date.UTC(2026, 2, 2, 9);

describe('the version of a next step', () => {
  it('is above whatever a database that was lost has told, however often', () => {
    let told = 0;
    for (let atMs = RESTORED_MS - 60_000; atMs < RESTORED_MS; atMs += 1_000) told = versionAfter(told, atMs);
    expect(versionAfter(0, RESTORED_MS)).toBeGreaterThan(told);
    expect(versionAfter(3, RESTORED_MS)).toBeGreaterThan(told);
  });

  it('grows within one second, and when the clock is set back', () => {
    const first = versionAfter(0, RESTORED_MS);
    expect(versionAfter(first, RESTORED_MS + 10)).toBe(first + 1);
    expect(versionAfter(first, RESTORED_MS - 3_600_000)).toBe(first + 1);
  });

  it('fits into 32 bits for as long as this is in use', () => {
    expect(versionAfter(0, Date.UTC(2087, 0, 1))).toBeLessThan(2 ** 31);
  });
});
