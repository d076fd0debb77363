import { lookAtOrder, planPosition } from '@holdfast/node/middlewares/order/chain';
import type { ChainRunner } from '../jobs/job-services';

export const chainRunner: ChainRunner = { lookAtOrder, planPosition };
