/** Injection tokens of what has no class of its own at run time. */
export const CONFIGURATION = Symbol('Configuration');
export const LOGGER = Symbol('Logger');
export const CLOCK = Symbol('Clock');
export const DELIVERY_QUEUE = Symbol('DeliveryQueue');
export const DEADLINE_COMMANDS = Symbol('DeadlineCommands');
