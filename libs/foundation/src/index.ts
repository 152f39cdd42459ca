export { BoundedCache } from './bounded-cache.js';
export { type Clock, MovableClock, systemClock } from './clock.js';
export {
  type Configuration,
  ConfigurationError,
  describeConfiguration,
  readConfiguration,
  type Setting,
  namesIn,
} from './configuration.js';
export { CongvanError, type ErrorKind, type Finding } from './errors.js';
export { BrokenQuotesError, type CsvRow, csvRows } from './csv-rows.js';
export { type FaultHook, faultPoint, type FaultPoint, setFaultHook } from './fault-points.js';
export { newId } from './ids.js';
export type { JsonObject, JsonValue } from './json.js';
export { createLogger, type Logger } from './logging.js';
export { isLogin } from './login.js';
export { ownValue } from './own-value.js';
export { BadCursorError, type Page, type PageRequest, readCursor, toPage } from './paging.js';
export { holdsHiddenMarks, isInvisible, tidyLine, tidyText, withoutDiacritics } from './text.js';
export { dateInZone, isCalendarDate, sayDate, yearInZone } from './zoned-date.js';
