import type { Page } from 'playwright-core';
import { en } from './words';

export interface ReadPicture {
  /** What a screen reader is told. */
  name: string;
  width: number;
  /** From left to right. A round mark is settled, an angular one is not. */
  marks: { x: number; isSettled: boolean; orderId: string }[];
  line: { x: number; label: string } | null;
}

/** Reads the picture as it is drawn, and the names from the table under it, which has the same order. */
export async function readPicture(page: Page): Promise<ReadPicture> {
  const svg = page.getByRole('img', { name: en('picture.title') });
  await svg.waitFor();
  const labels = [en('picture.watermark'), en('picture.cannot-pass')];
  const drawn = await svg.evaluate((element, lineLabels) => {
    const numberOf = (node: Element | null, name: string) => Number(node?.getAttribute(name));
    const groups = [...element.querySelectorAll('g')];
    const textOf = (group: Element) =>
      [...group.children].find((child) => child.tagName === 'text')?.textContent?.trim() ?? '';
    // A mark hangs on a line from the axis.
    const marks = groups
      .filter((group) => group.firstElementChild?.tagName === 'line' && group.querySelector('circle, rect'))
      .map((group) => ({
        x: numberOf(group.firstElementChild, 'x1'),
        isSettled: group.querySelector('circle') !== null,
      }))
      .sort((one, other) => one.x - other.x);
    const lines = groups
      .filter((group) => lineLabels.includes(textOf(group)))
      .map((group) => ({ x: numberOf(group.querySelector('line'), 'x1'), label: textOf(group) }));
    return {
      name: element.getAttribute('aria-label') ?? '',
      width: element.getBoundingClientRect().width,
      marks,
      line: lines[0] ?? null,
    };
  }, labels);
  const rows = await page
    .getByRole('table', { name: en('picture.title') })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
    .evaluateAll((found) =>
      found.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
    );
  const idOf = (cells: readonly string[] = []) => /[\w-]+-\d\d/.exec(cells[1] ?? '')?.[0] ?? '';
  return { ...drawn, marks: drawn.marks.map((mark, index) => ({ ...mark, orderId: idOf(rows[index]) })) };
}
