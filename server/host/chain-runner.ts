import { planPosition } from '@holdfast/node/middlewares/position/chain';
import { lookAtOrder } from '@holdfast/node/orders/look-at-order';
import type { ChainRunner } from '../jobs/job-services';

export const chainRunner: ChainRunner = { lookAtOrder, planPosition };
