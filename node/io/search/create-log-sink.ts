import { inParallel } from '../store/in-parallel';
import type { LogSink } from '../store/log-sink';
import { LOG, PLANS } from './entities';
import type { SearchedScope } from './list-log';
import { logDocument } from './log-document';
import { planDocument } from './plan-document';

/**
 * The log and the plans, made searchable. Ids of documents follow from the line's or the plan's own, so writing
 * twice equals once. Rejects when Master Data did not take everything: the store carries on and brings it again.
 */
export function createLogSink({ index, scope }: SearchedScope): LogSink {
  return {
    async append(entries) {
      await inParallel(entries, (entry) => {
        const { id, fields } = logDocument(scope, entry);
        return index.put(LOG, id, fields);
      });
    },
    async planChanged(plan) {
      const { id, fields } = planDocument(scope, plan);
      await index.put(PLANS, id, fields);
    },
  };
}
