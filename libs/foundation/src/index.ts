export { type Clock, MovableClock, systemClock } from './clock.js';
export {
  type Configuration,
  ConfigurationError,
  describeConfiguration,
  readConfiguration,
  type Setting,
} from './configuration.js';
export { CongvanError, type ErrorKind, type Finding } from './errors.js';
export { newId } from './ids.js';
export type { JsonObject, JsonValue } from './json.js';
export { createLogger, type Logger } from './logging.js';
export { BadCursorError, type Page, readCursor, toPage } from './paging.js';
