export { connectQueue } from './connect-queue.js';
export type { Delivery, DeliveryConsumer, DeliveryQueue, DeliveryQueueOptions } from './delivery-queue.js';
export { QueueUnavailableError, UnsafeRedisError } from './errors.js';
