import { readFileSync } from 'node:fs';
import path from 'node:path';

export const REPOSITORY = path.join(__dirname, '..', '..');

export interface CodeBlock {
  language: string;
  /** What follows the language on the opening line: a file's path, or a word; empty when nothing does. */
  name: string;
  /** With its last line's end. */
  text: string;
}

export function pageText(page: string): string {
  return readFileSync(path.join(REPOSITORY, 'docs', page), 'utf8');
}

/** The fenced blocks of a page of `docs`, from top to bottom. */
export function codeBlocks(page: string): CodeBlock[] {
  return [...pageText(page).matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', name = '', text = '']) => ({ language, name, text }),
  );
}

/** The one block of that name; throws when there is none, or more than one. */
export function codeBlock(page: string, name: string): CodeBlock {
  const found = codeBlocks(page).filter((block) => block.name === name);
  const [block] = found;
  if (block === undefined || found.length > 1)
    throw new Error(`${page} has ${found.length} blocks named ${name}`);
  return block;
}
