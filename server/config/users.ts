import { ROLES, type Role } from '@holdfast/node/api/caller';
import { oneOf, token } from '@holdfast/node/setting-fields';
import { z } from 'zod';

/** Somebody of `HOLDFAST_USERS`. */
export interface User {
  name: string;
  role: Role;
  token: string;
  /** Accounts where they may sign in; null: all that are given the same list. */
  stores: string[] | null;
}

/** What the log writes where nobody decided by name: nobody may be called so. */
const TAKEN = ['an admin', 'execute mode', 'outside', 'nobody'];

const name = z
  .string('name: a text')
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@'-]{0,79}$/u, 'name: letters, digits, blanks and . _ @ - (80 at most)')
  .refine((text) => !TAKEN.includes(text.toLowerCase()), 'a name that the log does not use itself');

const user = z.strictObject({
  name,
  role: oneOf(ROLES),
  token,
  stores: z.array(z.string().min(1)).min(1).nullable().default(null),
});

const WANTS = `a JSON list of people, like [{"name": "Ana", "role": "approver", "token": "..."}] (roles: ${ROLES.join(', ')})`;

/** Names what is wrong by the person's place in the list, never by what they are called or hold. */
export const users = z.string().transform((text, context): User[] => {
  const parsed = z.array(user).min(1).safeParse(jsonOf(text));
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [at, field] = issue?.path ?? [];
    if (typeof at !== 'number') return refuse(WANTS);
    return refuse(
      `${WANTS}; the ${at + 1}. one is wrong (${String(field ?? 'all of it')}: ${issue?.message})`,
    );
  }
  const people = parsed.data;
  if (new Set(people.map((one) => one.name.toLowerCase())).size < people.length)
    return refuse('people of different names');
  if (new Set(people.map((one) => one.token)).size < people.length)
    return refuse('a token of their own for each of the people');
  return people;
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
