import { takeLeftover } from './left-for-teardown';

export default async function globalTeardown(): Promise<void> {
  await takeLeftover()?.();
}
