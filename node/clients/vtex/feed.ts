import { z } from 'zod';
import { asOrderId } from '../../core/id';
import type { Call } from './call-policy';
import { endpoints } from './endpoints';
import { instant, listOf, optionalText } from './fields';
import { filterSchema, savable, withSavable } from './hook';
import { goneWhenNotFound, nullWhenNotFound, withoutValue } from './results';
import type { FeedConfig, FeedItem, VtexApi } from './vtex-api';

/** VTEX serves no more in one read. */
const MAX_LOT = 10;

const seconds = z.number().nullish();

/** The retention's first letter is upper case in requests and lower case in answers. */
const feedConfigRead = z
  .union([
    z.object({
      filter: filterSchema,
      queue: z
        .object({
          visibilityTimeoutInSeconds: seconds,
          messageRetentionPeriodInSeconds: seconds,
          MessageRetentionPeriodInSeconds: seconds,
        })
        .nullish(),
      quantity: seconds,
      approximateAgeOfOldestMessageInSeconds: seconds,
    }),
    z.literal('').transform(() => null),
    z.null(),
  ])
  .transform((answer): FeedConfig | null => {
    if (!answer?.filter) return null;
    const { queue } = answer;
    return {
      filter: { type: answer.filter.type ?? '', status: answer.filter.status },
      visibilityTimeoutSeconds: queue?.visibilityTimeoutInSeconds ?? null,
      messageRetentionSeconds:
        queue?.messageRetentionPeriodInSeconds ?? queue?.MessageRetentionPeriodInSeconds ?? null,
      quantity: answer.quantity ?? null,
      oldestMessageAgeSeconds: answer.approximateAgeOfOldestMessageInSeconds ?? null,
    };
  });

const savableFeed = z.object({ filter: savable, queue: savable }).transform(({ filter, queue }) => {
  const { messageRetentionPeriodInSeconds: told, ...rest } = queue;
  const isTold = told !== undefined && rest.MessageRetentionPeriodInSeconds === undefined;
  return { filter, queue: isTold ? { ...rest, MessageRetentionPeriodInSeconds: told } : rest };
});

const feedConfigAnswer = withSavable(feedConfigRead, savableFeed);

const feedItem = z.object({
  eventId: optionalText,
  handle: z.string().min(1),
  domain: optionalText,
  orderId: optionalText.transform((text) => asOrderId(text ?? '')),
  state: optionalText,
  lastState: optionalText,
  currentChange: instant,
});

const feedAnswer = listOf(z.unknown()).transform((items): FeedItem[] =>
  items.flatMap((raw) => {
    // Without a handle an item can be neither committed nor lost: it comes back and ages out by itself.
    const read = feedItem.safeParse(raw);
    return read.success ? [{ ...read.data, eventId: read.data.eventId ?? '' }] : [];
  }),
);

/** Feed v3: one queue per app key. What was read and not committed comes back after the visibility time-out. */
export function createFeed(
  call: Call,
): Pick<VtexApi, 'getFeedConfig' | 'saveFeedConfig' | 'deleteFeedConfig' | 'readFeed' | 'commitFeed'> {
  return {
    async getFeedConfig() {
      return nullWhenNotFound(await call(endpoints.getFeedConfig, {}, feedConfigAnswer));
    },
    async saveFeedConfig(config) {
      const body = 'savedAs' in config ? config.savedAs : bodyOf(config);
      return withoutValue(await call(endpoints.saveFeedConfig, { body }, z.unknown()));
    },
    async deleteFeedConfig() {
      return goneWhenNotFound(await call(endpoints.deleteFeedConfig, {}, z.unknown()));
    },
    readFeed: () => call(endpoints.readFeed, { query: { maxlot: MAX_LOT } }, feedAnswer),
    async commitFeed(handles) {
      return withoutValue(await call(endpoints.commitFeed, { body: { handles } }, z.unknown()));
    },
  };
}

function bodyOf({
  filter,
  visibilityTimeoutSeconds,
  messageRetentionSeconds,
}: Exclude<Parameters<VtexApi['saveFeedConfig']>[0], { savedAs: unknown }>) {
  const queue = {
    visibilityTimeoutInSeconds: visibilityTimeoutSeconds,
    MessageRetentionPeriodInSeconds: messageRetentionSeconds,
  };
  return { filter, queue };
}
