export { connectQueue } from './connect-queue.js';
export {
  type Delivery,
  type DeliveryConsumer,
  type DeliveryQueue,
  type DeliveryQueueOptions,
  type Lane,
  type LaneDepth,
  LANES,
  type TakeDelivery,
  type Taken,
} from './delivery-queue.js';
export { QueueUnavailableError, UnsafeRedisError } from './errors.js';
