import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Fails with axe-core's violations, of any weight, and where they are. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run({ exclude: [] } as never);
    return found.violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      at: nodes.slice(0, 3).map((node) => `${node.target.join(' ')} | ${node.html.slice(0, 160)}`),
    }));
  });
  expect({ address: new URL(page.url()).hash, violations }).toEqual({
    address: new URL(page.url()).hash,
    violations: [],
  });
}
