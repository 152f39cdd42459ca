export { ApiModule } from './api.module.js';
export { type ApiOptions, createApi } from './create-api.js';
export type { DemoSignIns } from './landing/demo-sign-ins.js';
export { describeApi } from './openapi/describe-api.js';
